/* English: what of a word stays when it is inflected. */
(function (search) {
  "use strict";

  /** The stem that the inflected forms of a word share. */
  function stem(word) {
    if (word.length < 4 || /\d/.test(word)) return word;
    var rest = word.replace(/'s$/, "");
    rest = rest.replace(/ies$/, "y").replace(/(ss|sh|ch|x|z)es$/, "$1").replace(/([^su])s$/, "$1");
    var shorter = rest.replace(/(?:ing|ed)$/, "");
    if (shorter !== rest && shorter.length >= 3 && /[aeiouy]/.test(shorter)) rest = shorter.replace(/([^aeioulsz])\1$/, "$1");
    if (rest.length > 3) rest = rest.replace(/e$/, "");
    return rest.length > 3 ? rest.replace(/y$/, "i") : rest;
  }

  /** What a word of the same family begins with. */
  function root(stemmed) {
    var rest = stemmed.replace(/(?:isation|ization|ation|ition|ision|sion|tion|ion|ement|ment|ness|ance|ence|anc|enc|ive|iv|abl|ibl|ful|ly|li|al|er|or|is|iz|at)$/, "");
    return rest.length >= 4 ? rest : stemmed;
  }

  search.languages = search.languages || {};
  search.languages.en = { stem: stem, root: root, compounds: true, shortest: 4, links: [""] };
})((self.playbookSearch = self.playbookSearch || {}));

/* Swedish: what of a word stays when it is inflected. */
(function (search) {
  "use strict";

  var ENDINGS = [
    /(?:heternas|heterna|hetens|heters|heten|heter)$/, /(?:arnas|ernas|ornas|andets|andet|andes|ande|endes|ende|arna|erna|orna|arens|aren|arnas)$/,
    /(?:ades|ade|ats|at|ad|ars|ers|ors|ens|ets|des|tes|ast)$/, /(?:ar|er|or|en|et|es|na|an)$/, /(?:a|e)$/
  ];

  /** The stem that the inflected forms of a word share. */
  function stem(word) {
    if (word.length < 4 || /\d/.test(word)) return word;
    var rest = word.replace(/(...[^s])s$/, "$1");
    for (var index = 0; index < ENDINGS.length; index += 1) {
      if (/het$/.test(rest)) break;
      var shorter = rest.replace(ENDINGS[index], index === 0 ? "het" : "");
      if (shorter !== rest && shorter.length >= 3 && /[aeiouyåäö]/.test(shorter)) {
        rest = shorter;
        break;
      }
    }
    rest = rest.replace(/(...[^s])s$/, "$1").replace(/([mn])\1$/, "$1").replace(/(...)er$/, "$1");
    rest = rest.replace(/(...)e([ln])$/, "$1$2");
    return rest;
  }

  /** What a word of the same family begins with. */
  function root(stemmed) {
    var rest = stemmed.replace(/(?:els|elig|lig|ning|ing|ation|tion|sion|het|bar|sam|skap|isk|ar|r)$/, "");
    return rest.length >= 3 ? rest.replace(/([^aeiouyåäö])\1$/, "$1") : stemmed;
  }

  search.languages = search.languages || {};
  search.languages.sv = { stem: stem, root: root, compounds: true, shortest: 3, links: ["", "s", "e", "a", "o", "u"] };
})((self.playbookSearch = self.playbookSearch || {}));

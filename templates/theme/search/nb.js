/* Norwegian (bokmål): what of a word stays when it is inflected. */
(function (search) {
  "use strict";

  var ENDINGS = [
    /(?:hetenes|hetene|hetens|heters|heten|heter)$/, /(?:endes|ende|edes|ede|enes|ene|anes|ane|erne|ers|ens|ets|ert|erte)$/,
    /(?:er|en|et|ar|es)$/, /(?:e|a|s)$/
  ];

  /** The stem that the inflected forms of a word share. */
  function stem(word) {
    if (word.length < 4 || /\d/.test(word)) return word;
    var rest = word.replace(/(...[^s])s$/, "$1");
    for (var index = 0; index < ENDINGS.length; index += 1) {
      if (/het$/.test(rest)) break;
      var shorter = rest.replace(ENDINGS[index], index === 0 ? "het" : "");
      if (shorter !== rest && shorter.length >= 3 && /[aeiouyæøå]/.test(shorter)) {
        rest = shorter;
        break;
      }
    }
    rest = rest.replace(/(?:dt|vt)$/, function (pair) { return pair[0]; });
    rest = rest.replace(/(...[^s])s$/, "$1").replace(/mm$/, "m").replace(/(...)er$/, "$1");
    rest = rest.replace(/(...)e([ln])$/, "$1$2");
    return rest;
  }

  /** What a word of the same family begins with. */
  function root(stemmed) {
    var rest = stemmed.replace(/(?:elsn|els|eleg|elig|lig|ning|ing|sjon|asjon|het|bar|som|skap|isk|ert|er|r)$/, "");
    return rest.length >= 3 ? rest.replace(/([^aeiouyæøå])\1$/, "$1") : stemmed;
  }

  search.languages = search.languages || {};
  search.languages.nb = { stem: stem, root: root, compounds: true, shortest: 3, links: ["", "s", "e", "er"] };
})((self.playbookSearch = self.playbookSearch || {}));

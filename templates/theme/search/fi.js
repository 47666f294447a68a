/* Finnish: what of a word stays when it is inflected. Endings are taken off in the order in which the language puts them on. */
(function (search) {
  "use strict";

  var VOWELS = /[aeiouyäöå]+$/;
  var CLITICS = [[/([aeiouyäönt])k[oö]$/, "$1"], [/kin$/, ""], [/k(?:aan|ään)$/, ""]];
  var POSSESSIVES = [
    [/(ss[aä]|st[aä]|ll[aä]|lt[aä]|lle|n[aä]|kse|tt[aä])(?:ni|si|mme|nne|ns[aä]|[aä]n|en)$/, "$1"],
    [/(?:mme|ns[aä])$/, ""], [/(....[aeiouyäö])nne$/, "$1"],
    [/([aeiouyäö])ni$/, "$1"],
    [/([aeuyäö])si$/, "$1"]
  ];
  var CASES = [
    /((?:[taeouykm][uy]|mi|t[oö]|tulo)s)t[aä]$/, /([oöuy])j[aä]$/,
    /(?:iden|itten)$/, /(?:i?ss[aä]|i?st[aä]|i?ll[aä]|i?lt[aä]|i?lle|i?tt[aä]|iksi|ksi)$/,
    /([aeiouyäö])\1seen$/, /ih[ie]n$/, /([aeiouyäö])h\1n$/, /(?:in[aä]|n[aä])$/, /(?:it[aä]|i[aä])$/,
    /([aeiouyäö])\1n$/, /(?:ien|jen|ten|n|t)$/, /t[aä]$/
  ];
  var VERBS = [/(?:isi)$/, /(?:etaan|etään|taan|tään|daan|dään)$/, /(?:vat|vät)$/, /(?:mass|mäss|mall|mäll|mas|mäs)$/];

  /* Verbs in -ella, whose endings look like those of nouns: käsitellä, käsittelee, käsitelty, käsittely. */
  var FREQUENT = /(...[tvks])el(?:l[aä]|l[aä]{2}n|en|et|ee|emme|ette|evat|evät|i|in|it|imme|tiin|tu|ty|lut|lyt|lään|y|yn|yssä|ystä|yt|yä|u|un|ussa|usta|ut|ua)$/;

  /** Off with the first ending that fits, if at least `least` letters stay. */
  function without(word, endings, least) {
    for (var index = 0; index < endings.length; index += 1) {
      var ending = endings[index][0] || endings[index];
      var rest = word.replace(ending, endings[index][1] || (ending.source[0] === "(" && ending.source[1] !== "?" ? "$1" : ""));
      if (rest !== word && rest.length >= least) return rest;
    }
    return word;
  }

  /** Strong and weak grade, and the stem vowels that change with them, made one. */
  function evened(stem) {
    return stem
      .replace(/(?:nen|se)$/, "s")
      .replace(/(uu|yy)[dtk]?s?$/, "$1s")
      .replace(/ks$/, "s")
      .replace(/([^aeiouyäö])\1$/, "$1")
      .replace(/(?:nt|nd)$/, "n").replace(/(?:lt|ld)$/, "l").replace(/(?:rt|rd)$/, "r").replace(/mp$/, "m").replace(/nk$/, "ng")
      .replace(/p$/, "v").replace(/d$/, "t");
  }

  /** The stem that the inflected forms of a word share. */
  function stem(word) {
    if (word.length < 4 || /\d/.test(word)) return word;
    var rest = without(word.replace(/mieh(?=[ei])/, "mies"), CLITICS, 3).replace(FREQUENT, "$1el").replace(/(kk|pp|tt)/g, function (pair) { return pair[0]; });
    var owned = without(rest, POSSESSIVES, 4);
    rest = owned === rest ? rest : owned.replace(/(ide|itte)$/, "$1n");
    rest = without(rest, VERBS, 4);
    if (!/(?:nen|us|ys|os|ös|as|äs|is|es)$/.test(rest)) rest = without(rest, CASES, 3);
    rest = rest.replace(/nen$/, "s");
    var bare = rest.replace(VOWELS, "");
    if (bare.length >= 3) rest = bare;
    rest = rest.replace(/(..[^aeiouyäö])[aä]s$/, "$1");
    return evened(rest);
  }

  /** What a word of the same family begins with: decide, decision, decided. */
  function root(stemmed) {
    return stemmed.length > 5 ? stemmed.replace(/(?:mis|tukse|tus|tys|us|ys|os|ös|is|j|m|t|l|nt|in)$/, "") : stemmed;
  }

  search.languages = search.languages || {};
  search.languages.fi = { stem: stem, root: root, compounds: true, shortest: 4, links: ["", "n", "s", "en", "in"] };
})((self.playbookSearch = self.playbookSearch || {}));

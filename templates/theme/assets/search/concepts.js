/* What a question asks for: a concept a word, for names of several words and for pairs the site writes as one; each with its senses. */
(function (search) {
  "use strict";

  var words = search.words;
  var Ranking = search.Ranking;
  /* What a sense is worth beside the word itself: another name of it, another name of several words, the parts of a compound. */
  var OTHER = 0.6;
  var NAME = 0.9;
  var PARTS = 1;
  /* What a word counts inside a known name. */
  var WITHIN = 0.5;

  /** What a question asks for: one concept a word, each with its senses. */
  Ranking.prototype.concepts = function (query) {
    var self = this;
    var typed = words.tokens(query);
    var concepts = typed.map(function (token, index) {
      var asks = self.questions.has(token.word) || token.word.length < 2;
      return self.concept(token.word, asks, index === typed.length - 1 && token.end === query.length);
    });
    var stems = typed.map(function (token) { return self.vocabulary.stem(token.word); });
    stems.forEach(function (stem, index) { if (!concepts[index].asks) self.addNames(concepts[index], stem, OTHER); });
    return concepts.concat(this.names(typed, stems, concepts), this.pairs(concepts));
  };

  /** Names of several words in a row: each a concept of its own, and its words count the less. */
  Ranking.prototype.names = function (typed, stems, concepts) {
    var found = [];
    for (var from = 0; from < stems.length; from += 1) {
      for (var to = Math.min(stems.length, from + 4); to > from + 1; to -= 1) {
        var own = concepts.slice(from, to);
        var concept = { word: typed.slice(from, to).map(function (token) { return token.word; }).join(" "), asks: false, senses: [], titles: new Map(), share: 1 };
        this.addNames(concept, stems.slice(from, to).join(" "), NAME);
        if (!concept.senses.length) continue;
        own.forEach(function (each) { each.share = WITHIN; });
        found.push(concept);
        break;
      }
    }
    return found;
  };

  /** Two words that the site writes as one: "satisfied customers" in "kundetilfredshet". */
  Ranking.prototype.pairs = function (concepts) {
    var self = this;
    var found = [];
    var matter = concepts.filter(function (concept) { return !concept.asks; });
    matter.forEach(function (one, index) {
      matter.slice(index + 1).forEach(function (other) {
        var forms = self.vocabulary.together(one.word, other.word);
        if (forms.size) found.push({ word: one.word + " " + other.word, asks: false, share: 0.8, titles: new Map(), senses: [{ worth: 1, forms: [forms], apart: false }] });
      });
    });
    return found;
  };

  /** One word: `asks` when it says little about the matter, `last` while it may still be typed. */
  Ranking.prototype.concept = function (word, asks, last) {
    var vocabulary = this.vocabulary;
    var concept = { word: word, asks: asks, senses: [], titles: new Map(), share: 1 };
    function add(worth, forms, apart) {
      if (forms.every(function (each) { return each.size; })) concept.senses.push({ worth: worth, forms: forms, apart: Boolean(apart) });
    }
    if (asks) {
      var id = vocabulary.ids.get(word);
      if (id !== undefined) add(1, [new Map([[id, 1]])]);
    } else {
      var same = vocabulary.same(word);
      add(1, [same]);
      add(1, [vocabulary.wide(word)]);
      if (!same.size && !vocabulary.others.has(vocabulary.stem(word))) this.addMeant(concept);
      var parts = vocabulary.parts(word);
      if (parts.length) add(PARTS, parts.map(function (part) { return vocabulary.wide(part); }), true);
    }
    if (!asks && !concept.senses.length) add(0.6, [vocabulary.ending(word)]);
    if (last && (word.length > 1 || !concept.senses.length)) add(concept.senses.length ? 0.5 : 0.9, [vocabulary.beginning(word)]);
    return concept;
  };

  /** What a word that is neither of the site nor another name may have been meant to be. */
  Ranking.prototype.addMeant = function (concept) {
    var self = this;
    this.vocabulary.meant(concept.word).forEach(function (each) {
      var forms = self.vocabulary.same(each[0]);
      if (forms.size) concept.senses.push({ worth: each[1], forms: [forms], apart: false });
      self.addNames(concept, self.vocabulary.stem(each[0]), OTHER * each[1]);
    });
  };

  Ranking.prototype.addNames = function (concept, stems, worth) {
    var self = this;
    (this.vocabulary.others.get(stems) || []).forEach(function (names) {
      names.forEach(function (name) {
        (self.titled.get(name.map(function (word) { return self.vocabulary.stem(word); }).join(" ")) || []).forEach(function (number) {
          concept.titles.set(number, worth);
        });
        var forms = name.map(function (word) { return self.vocabulary.same(word); });
        if (!forms.every(function (each) { return each.size; })) return;
        concept.senses.push({ worth: worth, forms: forms, apart: false });
      });
    });
  };
})((self.playbookSearch = self.playbookSearch || {}));

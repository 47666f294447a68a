/* Typing errors: which words may have been meant by one that nobody knows. */
(function (search) {
  "use strict";

  var words = search.words;
  var WORTH = search.WORTH;
  var Vocabulary = search.Vocabulary;

  /** Which letters a word has, as bits; words a stroke apart differ in two at most. */
  function lettersOf(word) {
    var bits = 0;
    for (var index = 0; index < word.length; index += 1) bits |= 1 << (word.charCodeAt(index) & 31);
    return bits;
  }

  function bitsOf(number) {
    var count = 0;
    for (; number; number &= number - 1) count += 1;
    return count;
  }

  /** Words that may have been meant by one that nobody knows: without its marks, a stroke away, with a stroke in the last part of a
   *  compound, or two strokes away. Each with its worth. */
  Vocabulary.prototype.meant = function (word) {
    var self = this;
    var alike = (this.byFold.get(words.folded(word)) || []).map(function (id) { return [self.forms[id], WORTH.marks]; });
    if (alike.length || word.length < 4) return alike;
    var near = this.nearest(word, word.length < 8 ? 1 : 2);
    if (near.length && near[0][1] >= WORTH.strokes[1]) return near;
    var part = this.meantPart(word);
    return part.length ? part : near;
  };

  /** The words fewest strokes away, whole and without endings; those of the site before other names, those that begin alike before others. */
  Vocabulary.prototype.nearest = function (word, limit) {
    var self = this;
    var stem = this.stem(word);
    var letters = lettersOf(word);
    var least = limit + 1;
    var candidates = [];
    function look(other, otherStem, otherLetters, handicap) {
      if (other.length < 3 || Math.abs(other.length - word.length) > limit + 4) return;
      var away = bitsOf(otherLetters ^ letters) > 2 * limit ? limit + 1 : words.distance(word, other, limit);
      if (away > 1 && otherStem.length > 3 && stem.length > 3 && otherStem[0] === stem[0]) away = Math.min(away, words.distance(stem, otherStem, limit));
      if (away > limit) return;
      if (other[0] !== word[0]) away += 0.5;
      least = Math.min(least, away + handicap);
      candidates.push([other, away, handicap]);
    }
    if (!this.letters) this.letters = this.forms.map(lettersOf);
    this.forms.forEach(function (form, id) { look(form, self.stems[id], self.letters[id], 0); });
    this.named.forEach(function (name) { look(name, self.stem(name), lettersOf(name), 0.25); });
    return candidates.filter(function (each) { return each[1] + each[2] <= least + 0.5; })
      .map(function (each) { return [each[0], WORTH.strokes[Math.min(2, Math.ceil(each[1]))]]; })
      .sort(function (one, other) { return other[1] - one[1]; });
  };

  /** For a compound of a known first part and a mistyped second one: what the second may mean. */
  Vocabulary.prototype.meantPart = function (word) {
    if (!this.language.compounds) return [];
    for (var cut = word.length - 5; cut >= 4; cut -= 1) {
      if (!this.firstPart(word.slice(0, cut))) continue;
      var found = this.nearest(word.slice(cut), 1);
      if (found.length) return found.map(function (each) { return [each[0], each[1] * 0.8]; });
    }
    return [];
  };
})((self.playbookSearch = self.playbookSearch || {}));

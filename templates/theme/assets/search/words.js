/* Words of a text: where they stand, and how they are written for comparison. Shared by every language. */
(function (search) {
  "use strict";

  /* A word is letters and digits; a point or comma holds a figure together, an apostrophe a name. */
  var WORD = /[\p{L}\p{N}\p{M}]+(?:['’][\p{L}\p{M}]+|[.,]\p{N}+)*/gu;
  var TAG = /<[^>]*>/g;
  var ENTITIES = { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'", "&#x27;": "'" };

  /** A word as it is compared: lower case, composed, without soft hyphens and possessive marks. */
  function written(word) {
    return word.normalize("NFC").toLowerCase().replace(/\u00ad/g, "").replace(/['’]s?$/, "").replace(/[’]/g, "'");
  }

  /** The words of a plain text, in order: what is written, and where it begins and ends. */
  function tokens(text) {
    var found = [];
    var match;
    WORD.lastIndex = 0;
    while ((match = WORD.exec(text))) {
      var word = written(match[0]);
      if (word) found.push({ word: word, start: match.index, end: match.index + match[0].length });
    }
    return found;
  }

  /** The words alone. */
  function wordsOf(text) {
    return tokens(text).map(function (token) { return token.word; });
  }

  /** The words of a text, and those a hyphen joins as one word too: call-back is also callback. */
  function joined(text) {
    var all = tokens(text);
    var found = [];
    all.forEach(function (token, index) {
      found.push(token.word);
      var next = all[index + 1];
      if (next && next.start === token.end + 1 && text[token.end] === "-" && !/\d/.test(token.word + next.word)) found.push(token.word + next.word);
    });
    return found;
  }

  /** The text of a piece of HTML as the engine's index holds it; what stood in different blocks stays apart. */
  function plain(html) {
    return html.replace(TAG, " ").replace(/&(?:amp|lt|gt|quot|#39|#x27);/g, function (entity) { return ENTITIES[entity]; })
      .replace(/\s+/g, " ").trim();
  }

  /** Text made safe for a place where HTML stands. */
  function escaped(text) {
    return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;").replace(/'/g, "&#39;");
  }

  /** Letters without their marks, so that someone whose keyboard lacks them finds the word too. */
  function folded(word) {
    return word.replace(/æ/g, "a").replace(/ø/g, "o").replace(/ß/g, "ss").normalize("NFD").replace(/\p{M}/gu, "");
  }

  /** How many letters two words begin with in common. */
  function commonStart(one, other) {
    var most = Math.min(one.length, other.length);
    var count = 0;
    while (count < most && one[count] === other[count]) count += 1;
    return count;
  }

  /** Strokes between two words (a letter more, less, changed, or two swapped); anything above `limit` is `limit + 1`. */
  function distance(one, other, limit) {
    if (Math.abs(one.length - other.length) > limit) return limit + 1;
    var before = [];
    var last = [];
    var row = [];
    for (var column = 0; column <= other.length; column += 1) last[column] = column;
    for (var line = 1; line <= one.length; line += 1) {
      row = [line];
      var least = line;
      for (column = 1; column <= other.length; column += 1) {
        var cost = one[line - 1] === other[column - 1] ? 0 : 1;
        row[column] = Math.min(last[column] + 1, row[column - 1] + 1, last[column - 1] + cost);
        if (line > 1 && column > 1 && one[line - 1] === other[column - 2] && one[line - 2] === other[column - 1]) {
          row[column] = Math.min(row[column], before[column - 2] + 1);
        }
        least = Math.min(least, row[column]);
      }
      if (least > limit) return limit + 1;
      before = last;
      last = row;
    }
    return Math.min(row.length ? row[other.length] : other.length, limit + 1);
  }

  search.words = { tokens: tokens, wordsOf: wordsOf, joined: joined, plain: plain, escaped: escaped, folded: folded, commonStart: commonStart, distance: distance };
})((self.playbookSearch = self.playbookSearch || {}));

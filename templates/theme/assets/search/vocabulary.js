/* Every word of the site, and which of them a typed word may mean: inflected, in a compound, by another name, mistyped. */
(function (search) {
  "use strict";

  var words = search.words;
  /* How much a found word counts beside the very word that was typed. */
  var WORTH = { stem: 0.95, family: 0.7, start: 0.6, head: 0.75, modifier: 0.55, strokes: [0, 0.7, 0.5], marks: 0.85 };

  /**
   * language: {stem, root, compounds, links}; lexicon: {same: [[name, …], …]}.
   */
  function Vocabulary(language, lexicon) {
    this.language = language;
    this.forms = [];
    this.stems = [];
    this.roots = [];
    this.ids = new Map();
    this.byStem = new Map();
    this.byRoot = new Map();
    this.byPart = new Map();
    this.byPartRoot = new Map();
    this.byFold = new Map();
    this.byStart = new Map();
    this.others = new Map();
    this.known = new Set();
    this.named = new Set();
    this.lexicon = lexicon;
    this.stemmed = new Map();
  }

  Vocabulary.prototype.stem = function (word) {
    var stem = this.stemmed.get(word);
    if (stem === undefined) {
      stem = this.language.stem(word);
      this.stemmed.set(word, stem);
    }
    return stem;
  };

  /** The number of a word of the site. */
  Vocabulary.prototype.add = function (word) {
    var id = this.ids.get(word);
    if (id !== undefined) return id;
    id = this.forms.length;
    this.ids.set(word, id);
    this.forms.push(word);
    return id;
  };

  function put(map, key, value) {
    var there = map.get(key);
    if (there) there.push(value);
    else map.set(key, [value]);
  }

  /** Call once, when every word has been added. */
  Vocabulary.prototype.finish = function () {
    var self = this;
    this.forms.forEach(function (word, id) {
      var stem = self.stem(word);
      var root = self.language.root(stem);
      self.stems[id] = stem;
      self.roots[id] = root;
      if (stem.length >= 4 && !self.byStem.has(stem)) put(self.byStart, stem.slice(0, 4), stem);
      put(self.byStem, stem, id);
      if (root.length >= 4) put(self.byRoot, root, id);
      put(self.byFold, words.folded(word), id);
      if (stem.length >= 3) self.known.add(stem);
    });
    (this.lexicon.same || []).forEach(function (group) {
      var names = group.map(function (name) { return words.wordsOf(name); });
      names.forEach(function (name) {
        if (!name.length) return;
        name.forEach(function (word) {
          if (word.length > 3) self.known.add(self.stem(word));
          if (!self.ids.has(word)) self.named.add(word);
        });
        put(self.others, name.map(function (word) { return self.stem(word); }).join(" "), names);
      });
    });
    if (this.language.compounds) {
      this.forms.forEach(function (word, id) {
        var parts = self.parts(word);
        parts.forEach(function (part, index) {
          put(self.byPart, self.stem(part), [id, index === parts.length - 1 ? WORTH.head : WORTH.modifier]);
          put(self.byPartRoot, self.rootOf(part), id);
        });
      });
    }
  };

  /** The words a compound is made of, each as it stands alone or nearly so; none for a word that is no compound of known words. */
  Vocabulary.prototype.parts = function (word, depth) {
    if (!this.language.compounds || word.length < 7 || /\d/.test(word)) return [];
    var least = this.language.shortest;
    for (var cut = word.length - least; cut >= least; cut -= 1) {
      var tail = word.slice(cut);
      if (!this.beginsKnown(tail, 5) || !this.known.has(this.stem(tail))) continue;
      var head = this.firstPart(word.slice(0, cut));
      var deeper = (depth || 0) < 2;
      var more = deeper ? this.partsOfFirst(head || word.slice(0, cut), depth || 0) : [];
      if (!head && !more.length) continue;
      var rest = deeper ? this.parts(tail, (depth || 0) + 1) : [];
      return (more.length ? more : [head]).concat(rest.length ? rest : [tail]);
    }
    return [];
  };

  /** The parts of a first part that is a compound itself, with or without a linking letter behind it. */
  Vocabulary.prototype.partsOfFirst = function (part, depth) {
    var links = this.language.links;
    for (var index = 0; index < links.length; index += 1) {
      if (!part.endsWith(links[index])) continue;
      var found = this.parts(links[index] ? part.slice(0, -links[index].length) : part, depth + 1);
      if (found.length) return found;
    }
    return [];
  };

  /** Whether a known stem and at most `more` letters make the word: a cheap look before the word is stemmed. */
  Vocabulary.prototype.beginsKnown = function (word, more) {
    for (var length = word.length; length >= Math.max(3, word.length - more); length -= 1) {
      if (this.known.has(word.slice(0, length))) return true;
    }
    return false;
  };

  /** The first part of a compound without the letter that links it, if it is a known word. */
  Vocabulary.prototype.firstPart = function (part) {
    for (var index = 0; index < this.language.links.length; index += 1) {
      var link = this.language.links[index];
      if (link && !part.endsWith(link)) continue;
      var bare = link ? part.slice(0, -link.length) : part;
      if (bare.length < this.language.shortest) continue;
      if (this.ids.has(bare) || (bare.length >= 4 && this.beginsKnown(bare, 3) && this.known.has(this.stem(bare)))) return bare;
    }
    return null;
  };

  /** Keep the best worth of each form. */
  function note(found, id, worth) {
    if (!(found.get(id) >= worth)) found.set(id, worth);
  }

  /** The word itself and its inflected forms. */
  Vocabulary.prototype.same = function (word) {
    var found = new Map();
    var self = this;
    (this.byStem.get(this.stem(word)) || []).forEach(function (id) {
      var form = self.forms[id];
      /* Short stems meet by chance: what the words themselves have in common counts as well. */
      var alike = words.commonStart(word, form) / Math.min(word.length, form.length);
      note(found, id, form === word ? 1 : WORTH.stem * Math.min(1, 0.3 + 0.9 * alike));
    });
    return found;
  };

  /** The same, and words of its family, longer and shorter ones, and compounds that hold it. */
  Vocabulary.prototype.wide = function (word) {
    var self = this;
    var found = this.same(word);
    var stem = this.stem(word);
    (this.byPart.get(stem) || []).forEach(function (each) { note(found, each[0], each[1]); });
    if (stem.length < 4) return found;
    if (this.language.compounds && stem.length >= 5) this.holding(stem, found);
    var root = this.language.root(stem);
    if (root.length >= 4) (this.byRoot.get(root) || []).forEach(function (each) { note(found, each, WORTH.family); });
    (this.byStart.get(stem.slice(0, 4)) || []).forEach(function (other) {
      if (other === stem) return;
      var ids = self.byStem.get(other);
      var common = words.commonStart(stem, other);
      var longer = Math.max(stem.length, other.length) - common;
      var shorter = Math.min(stem.length, other.length) - common;
      var near = (shorter === 0 && common >= 4 && longer <= 2) || (shorter === 0 && common >= 5 && longer <= 3) ||
        (common >= 5 && shorter <= 1 && longer <= 3) || (common >= 6 && shorter <= 2 && longer <= 4);
      if (near) ids.forEach(function (each) { note(found, each, WORTH.start * (1 - longer / 12)); });
    });
    return found;
  };

  /** Compounds with a part that nowhere stands alone: forms with the stem inside, or more behind it than an ending. */
  Vocabulary.prototype.holding = function (stem, found) {
    this.forms.forEach(function (form, id) {
      var at = form.indexOf(stem);
      if (at >= 3) note(found, id, form.length - at - stem.length <= 4 ? WORTH.head : WORTH.modifier);
      else if (at === 0 && form.length - stem.length >= 5) note(found, id, WORTH.modifier * 0.8);
    });
  };

  /** Of a word with an unknown beginning the longest known end: webchat is a kind of chat. */
  Vocabulary.prototype.ending = function (word) {
    if (this.language.compounds) {
      for (var cut = 3; cut <= word.length - 4; cut += 1) {
        var found = this.same(word.slice(cut));
        if (found.size) return found;
      }
    }
    return new Map();
  };

  /** Compounds that hold the families of both words. */
  Vocabulary.prototype.together = function (one, other) {
    var found = new Map();
    var holding = this.byPartRoot.get(this.rootOf(one));
    var also = this.byPartRoot.get(this.rootOf(other));
    if (!holding || !also || holding === also) return found;
    var both = new Set(also);
    holding.forEach(function (id) { if (both.has(id)) found.set(id, 1); });
    return found;
  };

  Vocabulary.prototype.rootOf = function (word) {
    return this.language.root(this.stem(word));
  };

  /** Forms that begin with what has been typed so far. */
  Vocabulary.prototype.beginning = function (typed) {
    var found = new Map();
    this.forms.forEach(function (form, id) {
      if (form.length > typed.length && form.startsWith(typed)) note(found, id, 0.35 + 0.45 * typed.length / form.length);
    });
    return found;
  };

  search.Vocabulary = Vocabulary;
  search.WORTH = WORTH;
})((self.playbookSearch = self.playbookSearch || {}));

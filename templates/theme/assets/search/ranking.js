/* Which pages answer a question, and which sections of theirs. */
(function (search) {
  "use strict";

  var words = search.words;
  /* Fields of a page and how much a word in them says about it. `length` is how much a long field is held against it. */
  var FIELDS = { title: { weight: 7, length: 0.3 }, also: { weight: 4.5, length: 0.4 }, lead: { weight: 3, length: 0.3 }, heading: { weight: 3, length: 0.3 }, body: { weight: 1, length: 0.6 } };
  var NAMES = Object.keys(FIELDS);
  var SATURATION = 3;
  /* A word that only asks; another name of what was typed; the parts of a compound; what further senses add. */
  var QUESTION_WORD = 0.12;
  var OTHER = 0.6;
  var PARTS = 0.8;
  var OTHERS = 0.12;
  /* Pages that explain or list stand behind the page made for the matter. */
  var REFERENCE = 0.6;
  var PLACES = 1000;

  /**
   * pages: [{location, title, also, lead, sections: [{location, title, text}]}], texts plain.
   * lexicon: {questions: [word], same: [[name]], leads: [{words: [phrase], to: [location], worth}], reference: [location]}.
   */
  function Ranking(pages, language, lexicon) {
    this.pages = pages;
    this.lexicon = lexicon;
    this.vocabulary = new search.Vocabulary(language, lexicon);
    this.postings = [];
    this.lengths = [];
    var self = this;
    pages.forEach(function (page, number) {
      self.lengths[number] = {};
      self.read(number, -1, "title", page.title);
      self.read(number, -1, "also", page.also);
      self.read(number, -1, "lead", page.lead);
      page.sections.forEach(function (section, place) {
        self.read(number, place, "heading", section.title);
        self.read(number, place, "body", section.text);
      });
    });
    this.vocabulary.finish();
    this.questions = new Set((lexicon.questions || []).map(function (word) { return word.toLowerCase(); }));
    this.reference = new Set(lexicon.reference || []);
    this.means = {};
    NAMES.forEach(function (name) {
      self.means[name] = self.lengths.reduce(function (sum, each) { return sum + (each[name] || 0); }, 0) / Math.max(1, pages.length) || 1;
    });
    this.leads = (lexicon.leads || []).map(function (lead) {
      return { phrases: lead.words.map(words.wordsOf), to: new Set(lead.to), worth: lead.worth };
    });
  }

  /** Take in one text: `place` is the section's number, -1 for the page itself. */
  Ranking.prototype.read = function (number, place, field, text) {
    var found = words.wordsOf(text || "");
    this.lengths[number][field] = (this.lengths[number][field] || 0) + found.length;
    for (var index = 0; index < found.length; index += 1) {
      var id = this.vocabulary.add(found[index]);
      var list = this.postings[id] || (this.postings[id] = []);
      var last = list[list.length - 1];
      if (last && last.page === number && last.place === place && last.field === field) last.times += 1;
      else list.push({ page: number, place: place, field: field, times: 1 });
    }
  };

  /** What a question asks for: one concept a word, each with its senses. */
  Ranking.prototype.concepts = function (query) {
    var self = this;
    var typed = words.tokens(query);
    var concepts = typed.map(function (token, index) {
      var asks = self.questions.has(token.word) || token.word.length < 2;
      return self.concept(token.word, asks, index === typed.length - 1 && token.end === query.length);
    });
    var stems = typed.map(function (token) { return self.vocabulary.stem(token.word); });
    /* Other names, of one word or of several in a row. */
    for (var from = 0; from < stems.length; from += 1) {
      for (var to = Math.min(stems.length, from + 4); to > from; to -= 1) {
        if (to === from + 1 && concepts[from].asks) continue;
        this.addNames(concepts[from], stems.slice(from, to).join(" "));
      }
    }
    return concepts;
  };

  /** One word: `asks` when it says little about the matter, `last` while it may still be typed. */
  Ranking.prototype.concept = function (word, asks, last) {
    var vocabulary = this.vocabulary;
    var concept = { word: word, asks: asks, senses: [] };
    function add(worth, forms, apart) {
      if (forms.every(function (each) { return each.size; })) concept.senses.push({ worth: worth, forms: forms, apart: Boolean(apart) });
    }
    if (asks) {
      var id = vocabulary.ids.get(word);
      if (id !== undefined) add(1, [new Map([[id, 1]])]);
    } else {
      add(1, [vocabulary.same(word)]);
      add(1, [vocabulary.wide(word)]);
      var parts = vocabulary.parts(word);
      if (parts.length) add(PARTS, parts.map(function (part) { return vocabulary.wide(part); }), true);
    }
    if (last && (word.length > 1 || !concept.senses.length)) add(concept.senses.length ? 0.5 : 0.9, [vocabulary.beginning(word)]);
    if (!concept.senses.length && !asks) add(1, [vocabulary.mistyped(word)]);
    return concept;
  };

  Ranking.prototype.addNames = function (concept, stems) {
    var self = this;
    (this.vocabulary.others.get(stems) || []).forEach(function (names) {
      names.forEach(function (name) {
        var forms = name.map(function (word) { return self.vocabulary.same(word); });
        if (!forms.every(function (each) { return each.size; })) return;
        concept.senses.push({ worth: OTHER, forms: forms, apart: false });
        concept.asks = false;
      });
    });
  };

  /** How strongly each page, and each section, speaks of these forms, and how rare that is on this site. */
  Ranking.prototype.strengths = function (forms) {
    var self = this;
    var pages = new Map();
    var sections = new Map();
    forms.forEach(function (worth, id) {
      (self.postings[id] || []).forEach(function (posting) {
        var field = FIELDS[posting.field];
        var long = 1 - field.length + field.length * self.lengths[posting.page][posting.field] / self.means[posting.field];
        var adds = worth * field.weight * posting.times / (long * (1 + 0.25 * (posting.times - 1)));
        pages.set(posting.page, (pages.get(posting.page) || 0) + adds);
        if (posting.place >= 0) {
          var key = posting.page * PLACES + posting.place;
          sections.set(key, (sections.get(key) || 0) + worth * field.weight * Math.sqrt(posting.times));
        }
      });
    });
    [pages, sections].forEach(function (strengths) {
      strengths.forEach(function (strength, key) { strengths.set(key, strength / (strength + SATURATION)); });
    });
    return { pages: pages, sections: sections, rarity: this.rarity(pages) };
  };

  Ranking.prototype.rarity = function (pages) {
    var sum = 0;
    pages.forEach(function (strength) { sum += strength; });
    return Math.log(1 + (this.pages.length - sum + 0.5) / (sum + 0.5));
  };

  /** What a sense says about each page and section: for a name of several words as little as the weakest of them, for parts of a
   *  compound their sum. */
  Ranking.prototype.sense = function (sense) {
    var self = this;
    var all = sense.forms.map(function (forms) { return self.strengths(forms); });
    var share = sense.worth / (sense.apart ? all.length : 1);
    var rarity = sense.apart ? 0 : this.rarity(all.reduce(function (least, each) { return weakest(least, each.pages); }, all[0].pages));
    function combined(kind) {
      var sum = new Map();
      if (sense.apart) {
        all.forEach(function (each) {
          each[kind].forEach(function (strength, key) { sum.set(key, (sum.get(key) || 0) + share * each.rarity * strength); });
        });
        return sum;
      }
      all.reduce(function (least, each) { return weakest(least, each[kind]); }, all[0][kind])
        .forEach(function (strength, key) { sum.set(key, share * rarity * strength); });
      return sum;
    }
    return { pages: combined("pages"), sections: combined("sections"), most: sense.apart ? 0 : share * rarity };
  };

  function weakest(one, other) {
    if (one === other) return one;
    var both = new Map();
    one.forEach(function (strength, key) { if (other.has(key)) both.set(key, Math.min(strength, other.get(key))); });
    return both;
  }

  /** Pages to which the way of asking leads: "may I", "who", "when". */
  Ranking.prototype.led = function (query) {
    var asked = " " + words.wordsOf(query).join(" ") + " ";
    return this.leads.filter(function (lead) {
      return lead.phrases.some(function (phrase) { return asked.indexOf(" " + phrase.join(" ") + " ") >= 0; });
    });
  };

  /** The pages that answer, best first.
   *
   * {answers: [{page, score, sections: [{section, score}]}], concepts: those found, asked: all, full: the score of a perfect section}
   */
  Ranking.prototype.answer = function (query) {
    var concepts = this.concepts(query);
    var matter = concepts.filter(function (concept) { return !concept.asks; });
    var known = concepts.filter(function (concept) { return concept.senses.length; });
    var led = this.led(query);
    var found = { answers: [], concepts: known, asked: concepts, full: 0 };
    /* Words that only ask find something only if nothing else was asked, or if they lead somewhere by themselves. */
    var isAbout = !matter.length || matter.some(function (concept) { return concept.senses.length; });
    if (!isAbout) led = led.filter(function (lead) { return lead.worth >= 1; });
    if (!known.length || (!isAbout && !led.length)) return found;
    var scores = new Map();
    var sections = new Map();
    if (isAbout) this.score(known, matter.length ? QUESTION_WORD : 1, scores, sections, found);
    this.pages.forEach(function (page, number) {
      led.forEach(function (lead) {
        if (lead.to.has(page.location)) scores.set(number, (scores.get(number) || 0) + lead.worth);
      });
    });
    found.answers = this.sorted(scores, sections, led);
    return found;
  };

  /** Add what every concept says about every page and section: of its senses the strongest counts, the others a little. */
  Ranking.prototype.score = function (concepts, asking, scores, sections, found) {
    var self = this;
    concepts.forEach(function (concept) {
      var weight = concept.asks ? asking : 1;
      var senses = concept.senses.map(function (sense) { return self.sense(sense); });
      found.full += weight * senses.reduce(function (most, sense) { return Math.max(most, sense.most); }, 0);
      addStrongest(scores, senses.map(function (sense) { return sense.pages; }), weight);
      addStrongest(sections, senses.map(function (sense) { return sense.sections; }), weight);
    });
  };

  function addStrongest(scores, senses, weight) {
    var most = new Map();
    var sum = new Map();
    senses.forEach(function (strengths) {
      strengths.forEach(function (strength, key) {
        most.set(key, Math.max(most.get(key) || 0, strength));
        sum.set(key, (sum.get(key) || 0) + strength);
      });
    });
    most.forEach(function (strength, key) {
      scores.set(key, (scores.get(key) || 0) + weight * (strength + OTHERS * (sum.get(key) - strength)));
    });
  }

  Ranking.prototype.sorted = function (scores, sectionScores, led) {
    var self = this;
    var answers = [];
    scores.forEach(function (score, number) {
      var page = self.pages[number];
      var isLed = led.some(function (lead) { return lead.to.has(page.location); });
      if (self.reference.has(page.location) && !isLed) score *= REFERENCE;
      var sections = page.sections.map(function (section, place) {
        return { section: section, score: sectionScores.get(number * PLACES + place) || 0 };
      }).filter(function (each) { return each.score > 0; });
      sections.sort(function (one, other) { return other.score - one.score; });
      answers.push({ page: page, number: number, score: score, sections: sections });
    });
    return answers.sort(function (one, other) { return other.score - one.score || one.number - other.number; });
  };

  /** Three pages to look at when nothing was found: those whose words look most like what was typed, then the usual ones. */
  Ranking.prototype.suggestions = function (query) {
    var typed = pairs(words.wordsOf(query).map(words.folded).join(" "));
    var usual = this.lexicon.start || [];
    var rated = this.pages.map(function (page, number) {
      var best = 0;
      words.wordsOf(page.title + " " + page.also).forEach(function (word) {
        var own = pairs(words.folded(word));
        var common = own.filter(function (pair) { return typed.indexOf(pair) >= 0; }).length;
        if (own.length > 2) best = Math.max(best, common / own.length);
      });
      var place = usual.indexOf(page.location);
      return { page: page, rate: (best > 0.6 ? best : 0) + (place < 0 ? 0 : 0.3 - place / 100), number: number };
    });
    rated.sort(function (one, other) { return other.rate - one.rate || one.number - other.number; });
    return rated.slice(0, 3).map(function (each) { return { location: each.page.location, title: each.page.title }; });
  };

  /** The pairs of neighbouring letters of a text. */
  function pairs(text) {
    var found = [];
    for (var index = 0; index + 1 < text.length; index += 1) found.push(text.slice(index, index + 2));
    return found;
  }

  search.Ranking = Ranking;
})((self.playbookSearch = self.playbookSearch || {}));

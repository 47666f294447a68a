/* Which pages answer a question, and which sections of theirs. */
(function (search) {
  "use strict";

  var words = search.words;
  /* Fields of a page and how much a word in them says about it. `length` is how much a long field is held against it. */
  var FIELDS = {
    title: { weight: 7, length: 0.3 },
    also: { weight: 6, length: 0.4 },
    lead: { weight: 2.2, length: 0.3 },
    heading: { weight: 4, length: 0.3 },
    body: { weight: 0.75, length: 0.4 }
  };
  var NAMES = Object.keys(FIELDS);
  var SATURATION = 4;
  /* What a word counts that only asks. */
  var QUESTION_WORD = 0.16;
  /* What the weaker senses of a word add to its strongest. */
  var OTHERS = 0.17;
  /* What a title or a line of search words adds that says the whole question. */
  var PHRASE = 1.5;
  /* What a title adds that is another name of what was typed. */
  var TITLE = 0.8;
  /* Pages that explain or list stand behind the page made for the matter. */
  var REFERENCE = 0.75;
  /* Sections are numbered below this; the page itself, without them, has the last number. */
  var PLACES = 1000;
  var ITSELF = PLACES - 1;

  /**
   * pages: [{location, address, title, names, also, lead, text, sections: [{location, title, text}]}], texts plain.
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
      self.read(number, -1, "body", page.text);
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
    function stemsOf(text) { return words.wordsOf(text).map(function (word) { return self.vocabulary.stem(word); }); }
    this.phrases = pages.map(function (page) {
      return [page.title].concat(page.names).map(function (name) {
        var phrase = new Map();
        words.wordsOf(name).forEach(function (word) { phrase.set(self.vocabulary.stem(word), self.questions.has(word) ? 0.3 : 1); });
        return phrase;
      });
    });
    /* Pages by the stems of their title: a role is also found by another name for it. */
    this.titled = new Map();
    pages.forEach(function (page, number) {
      var key = stemsOf(page.title).join(" ");
      self.titled.set(key, (self.titled.get(key) || []).concat(number));
    });
    this.leads = (lexicon.leads || []).map(function (lead) {
      return { phrases: lead.words.map(stemsOf), to: new Set(lead.to), worth: lead.worth };
    });
  }

  /** Take in one text: `place` is the section's number, -1 for the page itself. */
  Ranking.prototype.read = function (number, place, field, text) {
    var found = words.joined(text || "");
    this.lengths[number][field] = (this.lengths[number][field] || 0) + found.length;
    for (var index = 0; index < found.length; index += 1) {
      var id = this.vocabulary.add(found[index]);
      var list = this.postings[id] || (this.postings[id] = []);
      var last = list[list.length - 1];
      if (last && last.page === number && last.place === place && last.field === field) last.times += 1;
      else list.push({ page: number, place: place, field: field, times: 1 });
    }
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
        var key = posting.page * PLACES + (posting.place < 0 ? ITSELF : posting.place);
        sections.set(key, (sections.get(key) || 0) + worth * field.weight * Math.sqrt(posting.times));
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
    return { pages: combined("pages"), sections: combined("sections") };
  };

  function weakest(one, other) {
    if (one === other) return one;
    var both = new Map();
    one.forEach(function (strength, key) { if (other.has(key)) both.set(key, Math.min(strength, other.get(key))); });
    return both;
  }

  /** Pages to which the way of asking leads: "may I", "who", "when". The words of a phrase may stand a few words apart. */
  Ranking.prototype.led = function (query) {
    var vocabulary = this.vocabulary;
    var asked = words.wordsOf(query).map(function (word) { return vocabulary.stem(word); });
    return this.leads.filter(function (lead) {
      return lead.phrases.some(function (phrase) {
        return asked.some(function (word, index) { return word === phrase[0] && follows(asked, index, phrase); });
      });
    });
  };

  function follows(asked, from, phrase) {
    var at = from;
    return phrase.slice(1).every(function (word) {
      var next = asked.indexOf(word, at + 1);
      var near = next > at && next - at <= 3;
      at = next;
      return near;
    });
  }

  /** How nearly a page's title or one of its other names says the whole question: 0 to 1. */
  Ranking.prototype.phrased = function (query) {
    var self = this;
    var asked = new Map();
    words.wordsOf(query).forEach(function (word) { asked.set(self.vocabulary.stem(word), self.questions.has(word) ? 0.3 : 1); });
    var whole = 0;
    asked.forEach(function (weight) { whole += weight; });
    return this.phrases.map(function (phrases) {
      return phrases.reduce(function (best, phrase) {
        var both = 0;
        var own = 0;
        phrase.forEach(function (weight, stem) {
          own += weight;
          if (asked.has(stem)) both += weight;
        });
        return Math.max(best, both / (own + whole - both || 1));
      }, 0);
    });
  };

  /** The pages that answer, best first.
   *
   * {answers: [{page, score, itself, sections: [{section, score}]}], concepts: those found, asked: all}; `itself` is the score of what
   * stands on the page outside its sections, title and other names included.
   */
  Ranking.prototype.answer = function (query) {
    var concepts = this.concepts(query);
    var matter = concepts.filter(function (concept) { return !concept.asks; });
    var known = concepts.filter(function (concept) { return concept.senses.length; });
    var led = this.led(query);
    var found = { answers: [], concepts: known, asked: concepts };
    /* Words that only ask find something only if nothing else was asked, or if they lead somewhere by themselves. */
    var isAbout = !matter.length || matter.some(function (concept) { return concept.senses.length; });
    if (!isAbout) led = led.filter(function (lead) { return lead.worth >= 1; });
    if (!led.length && (!known.length || !isAbout)) return found;
    var scores = new Map();
    var sections = new Map();
    if (isAbout) this.score(known, matter.length ? QUESTION_WORD : 1, scores, sections);
    var phrased = this.phrased(query);
    this.pages.forEach(function (page, number) {
      if (phrased[number] >= 0.4) scores.set(number, (scores.get(number) || 0) + PHRASE * phrased[number]);
      led.forEach(function (lead) {
        if (lead.to.has(page.address)) scores.set(number, (scores.get(number) || 0) + lead.worth);
      });
    });
    found.answers = this.sorted(scores, sections, led);
    return found;
  };

  /** Add what every concept says about every page and section: of its senses the strongest counts, the others a little. */
  Ranking.prototype.score = function (concepts, asking, scores, sections) {
    var self = this;
    concepts.forEach(function (concept) {
      var weight = concept.asks ? asking : concept.share;
      var senses = concept.senses.map(function (sense) { return self.sense(sense); });
      addStrongest(scores, senses.map(function (sense) { return sense.pages; }), weight);
      concept.titles.forEach(function (worth, number) { scores.set(number, (scores.get(number) || 0) + TITLE * worth); });
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
      var isLed = led.some(function (lead) { return lead.to.has(page.address); });
      if (self.reference.has(page.address) && !isLed) score *= REFERENCE;
      var sections = page.sections.map(function (section, place) {
        return { section: section, score: sectionScores.get(number * PLACES + place) || 0 };
      }).filter(function (each) { return each.score > 0; });
      sections.sort(function (one, other) { return other.score - one.score; });
      answers.push({ page: page, number: number, score: score, itself: sectionScores.get(number * PLACES + ITSELF) || 0, sections: sections });
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
      var place = usual.indexOf(page.address);
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

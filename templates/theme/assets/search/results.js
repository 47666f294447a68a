/* Answers as the theme's result list takes them: groups of items, a page with its sections, found words marked. */
(function (search) {
  "use strict";

  var words = search.words;
  var MOST_PAGES = 12;
  var MOST_SECTIONS = 6;
  var LENGTH = 220;
  /* A form this near to what was typed is marked. */
  var MARKED = 0.34;
  /* The small words of a name of several ("get back to") mean nothing where they stand alone. */
  var SMALL = 5;

  /** A text as safe HTML with the words of `forms` marked. */
  function marked(text, forms) {
    var html = "";
    var at = 0;
    words.tokens(text).forEach(function (token) {
      if (!forms.has(token.word)) return;
      html += words.escaped(text.slice(at, token.start)) + "<mark>" + words.escaped(text.slice(token.start, token.end)) + "</mark>";
      at = token.end;
    });
    return html + words.escaped(text.slice(at));
  }

  /** The piece of a text in which most of the words stand, as safe HTML. */
  function excerpt(text, forms) {
    if (text.length <= LENGTH) return marked(text, forms);
    var found = words.tokens(text).filter(function (token) { return forms.has(token.word); });
    var best = 0;
    var from = 0;
    found.forEach(function (first, index) {
      var seen = new Map();
      for (var next = index; next < found.length && found[next].end - first.start <= LENGTH - 40; next += 1) {
        seen.set(found[next].word, forms.get(found[next].word));
      }
      var worth = Array.from(seen.values()).reduce(function (sum, each) { return sum + each; }, 0);
      if (worth > best + 0.001) {
        best = worth;
        from = first.start;
      }
    });
    /* Begin where a sentence or at least a word begins. */
    var start = Math.max(0, from - 60);
    if (start) {
      var before = text.slice(start, from);
      var sentence = Math.max(before.lastIndexOf(". "), before.lastIndexOf("? "), before.lastIndexOf("! "));
      start += sentence >= 0 ? sentence + 2 : before.indexOf(" ") + 1;
    }
    var end = start + LENGTH;
    if (end < text.length) end = Math.max(text.lastIndexOf(" ", end), from + 1);
    return (start ? "… " : "") + marked(text.slice(start, end), forms) + (end < text.length ? " …" : "");
  }

  /** Forms to mark, with their worth: what was typed and what stands for it, question words only where nothing else was asked. */
  function formsOf(ranking, concepts) {
    var forms = new Map();
    var asked = concepts.filter(function (concept) { return !concept.asks; });
    (asked.length ? asked : concepts).forEach(function (concept) {
      formsOfConcept(ranking, concept).forEach(function (worth, form) {
        if (worth >= MARKED && worth > (forms.get(form) || 0)) forms.set(form, worth);
      });
    });
    return forms;
  }

  function formsOfConcept(ranking, concept) {
    var found = new Map();
    concept.senses.forEach(function (sense) {
      sense.forms.forEach(function (forms) {
        forms.forEach(function (worth, id) {
          var form = ranking.vocabulary.forms[id];
          if (sense.forms.length > 1 && form.length < SMALL) return;
          found.set(form, Math.max(found.get(form) || 0, worth * sense.worth));
        });
      });
    });
    return found;
  }

  /** What of the question a page says (for marking on the page itself) and what it does not (shown as missing). */
  function termsOf(ranking, asked, texts, forms) {
    var terms = {};
    var there = new Set(words.wordsOf(texts.join(" ")));
    Array.from(forms.keys()).filter(function (form) { return form.length > 3 && there.has(form); })
      .sort(function (one, other) { return forms.get(other) - forms.get(one); }).slice(0, 8)
      .forEach(function (form) { terms[form] = true; });
    asked.forEach(function (concept) {
      if (concept.asks || concept.word.indexOf(" ") >= 0) return;
      var known = Array.from(formsOfConcept(ranking, concept).keys()).some(function (form) { return there.has(form); });
      if (!known) terms[concept.word] = false;
    });
    return terms;
  }

  /** One answer as a group: what is shown open first, the page itself among it, the rest folded by the theme. */
  function group(ranking, answer, found, forms, score) {
    var page = answer.page;
    var texts = [page.title, page.also, page.lead, page.text];
    page.sections.forEach(function (section) { texts.push(section.title, section.text); });
    var terms = termsOf(ranking, found.asked, texts, forms);
    function item(location, title, text, value) {
      return { location: location, title: marked(title, forms), text: text ? "<p>" + excerpt(text, forms) + "</p>" : "", score: value, terms: terms };
    }
    var best = answer.sections.length ? answer.sections[0].score : 0;
    var open = answer.sections.filter(function (each, index) { return index < 2 && each.score >= 0.7 * best && each.score >= 0.8 * answer.itself; });
    var items = open.map(function (each) { return item(each.section.location, each.section.title, each.section.text, score); });
    /* The Enter key opens what has the highest score, of equals the page: a section only where it answers better than its page. */
    var aside = open.length && best > answer.itself ? 0.01 : 0;
    items.push(item(page.location, page.title, (page.lead + " " + page.text).trim(), score - aside));
    answer.sections.slice(open.length, MOST_SECTIONS).forEach(function (each, index) {
      items.push(item(each.section.location, each.section.title, each.section.text, score - 0.02 - index / 1000));
    });
    return items;
  }

  /** The theme's result message for a query: {items: [group], suggestions: [{location, title}]}. */
  function results(ranking, query) {
    var found = ranking.answer(query);
    if (!found.answers.length) return { items: [], suggestions: query.trim() ? ranking.suggestions(query) : [] };
    var forms = formsOf(ranking, found.concepts);
    var least = found.answers[0].score * 0.2;
    var shown = found.answers.slice(0, MOST_PAGES).filter(function (answer) { return answer.score >= least; });
    return {
      items: shown.map(function (answer, index) { return group(ranking, answer, found, forms, 1000 - index); }),
      suggestions: []
    };
  }

  search.results = results;
})((self.playbookSearch = self.playbookSearch || {}));

/* The search of the site, in place of the theme's own: same questions, same form of answers, other knowledge of words.
   The theme sends {type: 0, data: {config, docs}} once and {type: 2, data: query} for every change of the box; it expects
   {type: 1} when the search is ready and {type: 3, data: {items}} for a query. */
(function (search) {
  "use strict";

  search.parts = ["words.js", "lexicon.js", "language.js", "vocabulary.js", "typing.js", "site.js", "ranking.js", "concepts.js", "results.js"];

  /* Nobody means more than this; what is pasted by accident must not keep the browser busy. */
  var LONGEST = 240;
  var ranking = null;

  /** Answer one message of the theme. */
  search.handle = function (message) {
    if (message.type === 0) {
      ranking = new search.Ranking(search.pagesOf(message.data.docs, search.lexicon), search.languages[search.lexicon.language], search.lexicon);
      return { type: 1 };
    }
    if (message.type === 2) return { type: 3, data: search.results(ranking, String(message.data).slice(0, LONGEST)) };
    throw new TypeError("no such message");
  };

  if (typeof importScripts === "function") {
    self.addEventListener("message", function (event) {
      /* Not before the first question or index: most pages are read without a search. */
      if (!search.Ranking) importScripts.apply(self, search.parts);
      self.postMessage(search.handle(event.data));
    });
  }
})((self.playbookSearch = self.playbookSearch || {}));

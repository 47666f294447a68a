/* What the theme's search box lacks: it hears of every change of its text, and when nothing is found it offers pages to look at
   instead, in the theme's own list, so that the arrow keys reach them. */
(function () {
  "use strict";

  var words = {};
  try {
    words = JSON.parse(document.getElementById("pb-settings").textContent).words || {};
  } catch (error) { /* the words below are enough */ }

  function link(suggestion, base) {
    var item = document.createElement("li");
    item.className = "pb-suggestions__item";
    var anchor = document.createElement("a");
    anchor.className = "md-search-result__link";
    anchor.href = new URL(suggestion.location, base).href;
    anchor.tabIndex = -1;
    var article = document.createElement("article");
    article.className = "md-search-result__article md-typeset";
    article.dataset.mdScore = "0";
    var title = document.createElement("h2");
    title.textContent = suggestion.title;
    article.append(title);
    anchor.append(article);
    item.append(anchor);
    return item;
  }

  function show(result, suggestions, base) {
    var box = result.querySelector(".pb-suggestions");
    if (box) box.remove();
    if (!suggestions || !suggestions.length) return;
    box = document.createElement("div");
    box.className = "pb-suggestions";
    var lead = document.createElement("p");
    lead.className = "pb-suggestions__lead";
    lead.textContent = words.search_suggestions || "Perhaps one of these pages helps:";
    var list = document.createElement("ol");
    list.className = "md-search-result__list";
    suggestions.forEach(function (suggestion) { list.append(link(suggestion, base)); });
    box.append(lead, list);
    result.append(box);
  }

  /* The theme asks at every key that goes up. What is pasted, dictated or swiped lifts none. */
  var box = document.querySelector("[data-md-component=search-query]");
  if (box) box.addEventListener("input", function () { box.dispatchEvent(new Event("keyup")); });

  var config = document.getElementById("__config");
  var result = document.querySelector("[data-md-component=search-result]");
  if (!config || !result || !window.component$) return;
  var base = new URL(JSON.parse(config.textContent).base + "/", location.href);
  window.component$.subscribe(function (component) {
    if (component.ref === result && component.items) show(result, component.suggestions, base);
  });
})();

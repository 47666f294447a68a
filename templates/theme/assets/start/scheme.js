/* Before anything is seen: what the theme's script remembers, and the colour scheme the reader chose. A file and not a script within
   the page, so that the page's Content-Security-Policy can forbid those. Survives a browser that denies storage; the choice holds for
   all languages of a site. */
var __md_scope = new URL(document.querySelector("meta[name=pb-scope]").content, location);
var __md_hash = function (text) {
  var sum = 0;
  for (var part of text) sum = (sum << 5) - sum + part.charCodeAt(0);
  return sum;
};
var __md_get = function (key, storage, scope) {
  try {
    return JSON.parse((storage || localStorage).getItem((scope || __md_scope).pathname + "." + key));
  } catch (error) {
    return null;
  }
};
var __md_set = function (key, value, storage, scope) {
  try {
    (storage || localStorage).setItem((scope || __md_scope).pathname + "." + key, JSON.stringify(value));
  } catch (error) { /* denied or full: the choice lasts as long as the page */ }
};

(function () {
  "use strict";

  var chosen = __md_get("__palette");
  if (!chosen || !chosen.color) return;
  var colour = chosen.color;
  if (colour.media === "(prefers-color-scheme)") {
    var light = matchMedia("(prefers-color-scheme: light)").matches;
    var input = document.querySelector("[data-md-color-media='(prefers-color-scheme: " + (light ? "light" : "dark") + ")']");
    if (!input) return;
    ["media", "scheme", "primary", "accent"].forEach(function (name) { colour[name] = input.getAttribute("data-md-color-" + name); });
  }
  Object.entries(colour).forEach(function (pair) { document.body.setAttribute("data-md-color-" + pair[0], pair[1]); });
})();

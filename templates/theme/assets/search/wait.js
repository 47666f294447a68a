/* The theme asks for the search index with every page. Nearly every page is read without a search, so the request waits here until
   the reader turns to the search, by hand, by key or by an address that carries a question. */
(function () {
  "use strict";

  var index = /\/search\/search_index\.json$/;
  var send = XMLHttpRequest.prototype.send;
  var open = XMLHttpRequest.prototype.open;
  var waiting = [];
  var wanted = new URLSearchParams(location.search).has("q");

  function go() {
    wanted = true;
    waiting.splice(0).forEach(function (request) { send.call(request); });
  }

  XMLHttpRequest.prototype.open = function (method, url) {
    this.pbWaits = index.test(new URL(url, location.href).pathname);
    return open.apply(this, arguments);
  };
  XMLHttpRequest.prototype.send = function () {
    if (this.pbWaits && !wanted) waiting.push(this);
    else send.apply(this, arguments);
  };
  ["focusin", "pointerover", "change"].forEach(function (name) {
    document.addEventListener(name, function (event) {
      if (event.target.closest && event.target.closest(".md-search, [for=__search], #__search, .pb-switch__search")) go();
    });
  });
})();

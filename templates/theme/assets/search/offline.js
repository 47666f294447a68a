/* Opened from a disk, a page may not start a worker. This one stands in for it and answers on the page itself.
   Only sites built for that load this file, before the theme's own script. */
(function () {
  "use strict";

  if (location.protocol !== "file:") return;
  var folder = new URL(".", document.currentScript.src);

  function load(names, ready) {
    if (!names.length) {
      ready();
      return;
    }
    var script = document.createElement("script");
    script.src = new URL(names[0], folder).href;
    script.onload = function () { load(names.slice(1), ready); };
    document.head.append(script);
  }

  class PageWorker extends EventTarget {
    constructor() {
      super();
      this.waiting = [];
      this.isReady = false;
      load(["worker.js"], () => load(self.playbookSearch.parts, () => {
        this.isReady = true;
        this.waiting.splice(0).forEach((message) => this.answer(message));
      }));
    }

    postMessage(message) {
      if (this.isReady) this.answer(message);
      else this.waiting.push(message);
    }

    answer(message) {
      setTimeout(() => this.dispatchEvent(new MessageEvent("message", { data: self.playbookSearch.handle(message) })));
    }

    terminate() {
      this.waiting = [];
    }
  }

  self.Worker = PageWorker;
})();

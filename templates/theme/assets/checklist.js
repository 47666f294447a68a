/* Ticks of a checklist live in the reader's browser, one key an item: pb:<organisation>:<checklist>:<item> = {"v":1,"on":"YYYY-MM-DD"}.
   Item ids come from the YAML, so a tick outlives an edit of the text. The official state on the page is never touched. */
(function () {
  "use strict";

  var settings = { organisation: "site", words: {} };
  try {
    settings = JSON.parse(document.getElementById("pb-settings").textContent);
  } catch (error) { /* the list works with English words and a shared key */ }

  var fallback = {
    checks_done: "{done} of {all} done", checks_tools: "Tools for the list", checks_reset: "Clear ticks", checks_undo: "Undo",
    checks_print: "Print", checks_copy: "Copy as text", checks_copied: "Copied", checks_not_copied: "The browser did not allow copying",
    checks_here: "Your ticks stay in this browser. Nobody else sees them.",
    checks_not_kept: "This browser does not keep ticks. They vanish when you leave the page."
  };

  function word(name) {
    return (settings.words && settings.words[name]) || fallback[name];
  }

  function today() {
    var now = new Date();
    return [now.getFullYear(), String(now.getMonth() + 1).padStart(2, "0"), String(now.getDate()).padStart(2, "0")].join("-");
  }

  /* Storage may be missing, full or forbidden: then ticks live as long as the page. */
  var store = {
    kept: true,
    read: function (key) {
      try {
        var entry = JSON.parse(window.localStorage.getItem(key));
        return entry && entry.v === 1 ? entry : null;
      } catch (error) {
        if (!(error instanceof SyntaxError)) store.kept = false;
        return null;
      }
    },
    write: function (key, entry) {
      try {
        if (entry) window.localStorage.setItem(key, JSON.stringify(entry));
        else window.localStorage.removeItem(key);
      } catch (error) {
        store.kept = false;
      }
    }
  };

  function element(tag, className, text) {
    var made = document.createElement(tag);
    if (className) made.className = className;
    if (text) made.textContent = text;
    return made;
  }

  function button(text, act) {
    var made = element("button", "pb-button", text);
    made.type = "button";
    made.addEventListener("click", act);
    return made;
  }

  function labelOf(box) {
    var label = box.labels && box.labels[0];
    return label ? label.textContent.replace(/\s+/g, " ").trim() : box.id;
  }

  function titleOf(list) {
    var named = document.getElementById(list.getAttribute("aria-labelledby") || "");
    return named ? named.textContent.replace("¶", "").trim() : document.title;
  }

  function asMarkdown(list, boxes) {
    var lines = boxes.map(function (box) {
      return "- [" + (box.checked ? "x" : " ") + "] " + labelOf(box);
    });
    return "## " + titleOf(list) + "\n\n" + lines.join("\n") + "\n";
  }

  function bring(list) {
    var boxes = Array.from(list.querySelectorAll("input[type=checkbox][data-pb-item]"));
    if (!boxes.length) return;
    var prefix = "pb:" + settings.organisation + ":" + list.dataset.pbChecklist + ":";
    var erased = null;

    var bar = element("div", "pb-checklist__bar");
    var count = element("p", "pb-checklist__count");
    count.setAttribute("aria-live", "polite");
    var progress = element("progress", "pb-bar");
    progress.max = boxes.length;
    progress.setAttribute("aria-hidden", "true");
    var tools = element("div", "pb-checklist__tools");
    tools.setAttribute("role", "group");
    tools.setAttribute("aria-label", word("checks_tools"));
    var note = element("p", "pb-checklist__note");
    note.setAttribute("role", "status");

    function tell() {
      var done = boxes.filter(function (box) { return box.checked; }).length;
      count.textContent = word("checks_done").replace("{done}", String(done)).replace("{all}", String(boxes.length));
      progress.value = done;
      progress.textContent = count.textContent;
      note.textContent = word(store.kept ? "checks_here" : "checks_not_kept");
      reset.disabled = done === 0 && !erased;
      reset.textContent = word(erased ? "checks_undo" : "checks_reset");
    }

    function keep(box, entry) {
      box.checked = Boolean(entry);
      store.write(prefix + box.dataset.pbItem, entry);
    }

    var reset = button(word("checks_reset"), function () {
      if (erased) {
        erased.forEach(function (pair) { keep(pair[0], pair[1]); });
        erased = null;
      } else {
        erased = boxes.filter(function (box) { return box.checked; }).map(function (box) {
          return [box, store.read(prefix + box.dataset.pbItem) || { v: 1, on: today() }];
        });
        erased.forEach(function (pair) { keep(pair[0], null); });
      }
      tell();
    });
    var print = button(word("checks_print"), function () { window.print(); });
    var copy = button(word("checks_copy"), function () {
      function say(name) { note.textContent = word(name); }
      if (!navigator.clipboard) return say("checks_not_copied");
      navigator.clipboard.writeText(asMarkdown(list, boxes)).then(
        function () { say("checks_copied"); },
        function () { say("checks_not_copied"); }
      );
    });

    boxes.forEach(function (box) {
      box.checked = Boolean(store.read(prefix + box.dataset.pbItem));
      box.addEventListener("change", function () {
        erased = null;
        keep(box, box.checked ? { v: 1, on: today() } : null);
        tell();
      });
    });
    /* The same list in another tab keeps step. */
    window.addEventListener("storage", function (event) {
      boxes.forEach(function (box) {
        if (event.key === prefix + box.dataset.pbItem) box.checked = Boolean(event.newValue);
      });
      tell();
    });

    tools.append(reset, copy, print);
    bar.append(count, progress, tools, note);
    list.prepend(bar);
    tell();
  }

  document.querySelectorAll("[data-pb-checklist]").forEach(bring);
})();

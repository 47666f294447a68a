/* Ticks of a checklist live in the reader's browser, one key an item: pb:<organisation>:<checklist>:<item> = {"v":1,"on":"YYYY-MM-DD"}.
   Item ids come from the YAML or the library, so a tick outlives an edit of the text and holds in every language. The official state
   on the page is never touched. */
(function () {
  "use strict";

  var pb = window.playbook;
  var store = pb.store;
  var fallback = {
    checks_done: "{done} of {all} done", checks_tools: "Tools for the list", checks_reset: "Clear ticks", checks_undo: "Undo",
    checks_print: "Print", checks_copy: "Copy as text", checks_copied: "Copied", checks_not_copied: "The browser did not allow copying",
    checks_here: "Your ticks stay in this browser. Nobody else sees them.",
    checks_not_kept: "This browser does not keep ticks. They vanish when you leave the page."
  };

  function word(name) {
    return pb.words[name] || fallback[name];
  }

  function textOf(node) {
    return node.textContent.replace(/\s+/g, " ").replace("¶", "").trim();
  }

  /* What somebody typed is text in the copy too, not emphasis, a link or a tag. */
  function plain(node) {
    return textOf(node).replace(/[\\`*_{}[\]<>#|]/g, "\\$&");
  }

  function titleOf(list) {
    var named = document.getElementById(list.getAttribute("aria-labelledby") || "");
    return named ? plain(named) : document.title;
  }

  function asMarkdown(list, boxes) {
    var lines = ["## " + titleOf(list)];
    Array.from(list.querySelectorAll("h3, input[data-pb-item], li li")).forEach(function (part) {
      var label = part.labels && part.labels[0];
      if (part.tagName === "H3") lines.push("", "### " + plain(part), "");
      else if (!label) lines.push("  - " + plain(part));
      else {
        if (lines.length === 1) lines.push("");
        lines.push("- [" + (part.checked ? "x" : " ") + "] " + plain(label));
      }
    });
    return lines.join("\n") + "\n";
  }

  /* Without the right to the clipboard (a site without https) the text is laid open to be copied by hand. */
  function copyText(text, bar, say) {
    function byHand() {
      var field = bar.querySelector("textarea") || pb.element("textarea");
      field.readOnly = true;
      field.rows = 6;
      field.setAttribute("aria-label", word("checks_copy"));
      field.value = text;
      bar.append(field);
      field.select();
      var done = false;
      try { done = document.execCommand("copy"); } catch (error) { /* it stays selected */ }
      if (done) field.remove();
      say(done ? "checks_copied" : "checks_not_copied");
    }
    if (!navigator.clipboard) return byHand();
    navigator.clipboard.writeText(text).then(function () { say("checks_copied"); }, byHand);
  }

  function bring(list) {
    var boxes = Array.from(list.querySelectorAll("input[type=checkbox][data-pb-item]"));
    if (!boxes.length) return;
    var erased = null;

    function name(box) {
      return list.dataset.pbChecklist + ":" + box.dataset.pbItem;
    }

    /* A tick has done its work once the YAML records that day, or on the next day in a list for every day. */
    function entryOf(box) {
      var entry = store.read(name(box));
      var isOver = entry && (list.dataset.pbRenew === "day" ? entry.on !== pb.today() : entry.on <= (box.dataset.pbLast || ""));
      if (isOver) store.write(name(box), null);
      return isOver ? null : entry;
    }

    var bar = pb.element("div", "pb-checklist__bar");
    var count = pb.element("p", "pb-checklist__count");
    count.setAttribute("aria-live", "polite");
    var progress = pb.element("progress", "pb-bar");
    progress.max = boxes.length;
    progress.setAttribute("aria-hidden", "true");
    var tools = pb.element("div", "pb-checklist__tools");
    tools.setAttribute("role", "group");
    tools.setAttribute("aria-label", word("checks_tools"));
    var note = pb.element("p", "pb-checklist__note");
    note.setAttribute("role", "status");

    function tell() {
      var done = boxes.filter(function (box) { return box.checked; }).length;
      count.textContent = pb.fill(word("checks_done"), { done: done, all: boxes.length });
      progress.value = done;
      progress.textContent = count.textContent;
      note.textContent = word(store.kept ? "checks_here" : "checks_not_kept");
      reset.disabled = done === 0 && !erased;
      reset.textContent = word(erased ? "checks_undo" : "checks_reset");
      list.dispatchEvent(new Event("pb-ticks"));
    }

    function keep(box, entry) {
      box.checked = Boolean(entry);
      store.write(name(box), entry);
    }

    function show() {
      boxes.forEach(function (box) { box.checked = Boolean(entryOf(box)); });
      tell();
    }

    var reset = pb.button(word("checks_reset"), function () {
      if (erased) {
        erased.forEach(function (pair) { keep(pair[0], pair[1]); });
        erased = null;
      } else {
        erased = boxes.filter(function (box) { return box.checked; }).map(function (box) { return [box, store.read(name(box))]; });
        erased.forEach(function (pair) { keep(pair[0], null); });
      }
      tell();
    });
    var print = pb.button(word("checks_print"), function () { window.print(); });
    var copy = pb.button(word("checks_copy"), function () {
      copyText(asMarkdown(list, boxes), bar, function (said) { note.textContent = word(said); });
    });

    boxes.forEach(function (box) {
      box.addEventListener("change", function () {
        erased = null;
        keep(box, box.checked ? { v: 1, on: pb.today() } : null);
        tell();
      });
    });
    /* The same list in another tab, or in another language, keeps step. */
    window.addEventListener("storage", function (event) {
      if (event.key === null || boxes.some(function (box) { return event.key === store.key(name(box)); })) show();
    });

    tools.append(reset, copy, print);
    bar.append(count, progress, tools, note);
    list.prepend(bar);
    show();
  }

  document.querySelectorAll("[data-pb-checklist]").forEach(bring);
})();

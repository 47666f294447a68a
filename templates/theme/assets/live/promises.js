/* What the reader has ticked beside what the YAML records: "ticked by you today, not yet recorded", with the day to correct, and a file
   of all such ticks for whoever keeps the playbook. The official state on the page stays as it is. */
(function () {
  "use strict";

  var pb = window.playbook;

  function bring(panel) {
    var list = document.querySelector('[data-pb-checklist="' + panel.dataset.pbFor + '"]');
    if (!list) return;
    var boxes = Array.from(list.querySelectorAll("input[type=checkbox][data-pb-item]"));
    var said = panel.querySelector("[role=status]");
    var save = pb.button(panel.dataset.pbSave, hand);
    save.classList.add("pb-button--main");
    said.before(save);

    function name(box) {
      return panel.dataset.pbFor + ":" + box.dataset.pbItem;
    }

    function lineOf(box) {
      var item = box.closest("li");
      return item.querySelector(".pb-tick") || item.appendChild(makeLine(box));
    }

    function makeLine(box) {
      var line = pb.element("p", "pb-facts pb-tick");
      var state = pb.element("span", "pb-status pb-status--watch");
      var symbol = pb.element("span", "", "▲");
      symbol.setAttribute("aria-hidden", "true");
      state.append(symbol, " ", pb.element("span", "pb-tick__word"));
      var label = pb.element("label", "", panel.dataset.pbDay + " ");
      var field = pb.element("input", "pb-field");
      field.type = "date";
      field.addEventListener("change", function () {
        if (field.value && field.validity.valid) pb.store.write(name(box), { v: 1, on: field.value });
        else said.textContent = panel.dataset.pbWrongDay;
        show(box);
      });
      label.append(field);
      line.append(state, " ", label);
      return line;
    }

    function show(box) {
      var entry = pb.store.read(name(box));
      if (!box.checked || !entry) {
        var old = box.closest("li").querySelector(".pb-tick");
        if (old) old.remove();
        return;
      }
      var line = lineOf(box);
      var field = line.querySelector("input");
      field.min = box.dataset.pbLast || "";
      field.max = pb.today();
      field.value = entry.on;
      var word = entry.on === pb.today() ? panel.dataset.pbToday : panel.dataset.pbOn;
      line.querySelector(".pb-tick__word").textContent = pb.fill(word, { date: pb.day(entry.on) });
    }

    function waiting() {
      return boxes.filter(function (box) { return box.checked; }).map(function (box) {
        return { checklist: panel.dataset.pbFor, item: box.dataset.pbItem, on: (pb.store.read(name(box)) || { on: pb.today() }).on };
      });
    }

    function hand() {
      var done = waiting();
      if (!done.length) {
        said.textContent = panel.dataset.pbNone;
        return;
      }
      said.textContent = pb.fill(panel.dataset.pbSaved, { file: pb.save("done", { done: done }) });
    }

    function tell() {
      boxes.forEach(show);
      var count = waiting().length;
      if (!count) pb.forget("done");
      said.textContent = count ? pb.fill(panel.dataset.pbCount, { n: count }) : panel.dataset.pbNone;
    }

    list.addEventListener("pb-ticks", tell);
    tell();
    panel.hidden = false;
  }

  document.querySelectorAll('[data-pb-form="done"]').forEach(bring);
})();

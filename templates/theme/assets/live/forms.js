/* Forms whose answers stay in this browser until the reader saves them as a file: the self-assessment and feedback. Nothing is sent. */
(function () {
  "use strict";

  var pb = window.playbook;
  var PARTS = ["planned", "deployed", "measured", "improved"];

  function has(found, name) {
    return Object.prototype.hasOwnProperty.call(found, name);
  }

  /* What both forms do: keep what is filled in, clear it and bring it back, save it. `look` gives {parts, problem, at}. */
  function bring(form, look, show) {
    var kind = form.dataset.pbForm;
    var told = form.dataset;
    var said = form.querySelector("[role=status]");
    var fields = Array.from(form.querySelectorAll("[name]"));
    var needed = form.querySelector("[required]");
    var erased = null;

    function values() {
      var found = {};
      fields.forEach(function (field) { if (field.value) found[field.name] = field.value; });
      return found;
    }

    function put(found) {
      fields.forEach(function (field) { field.value = has(found, field.name) ? found[field.name] : ""; });
    }

    function keep() {
      var found = values();
      var some = Object.keys(found).length > 0;
      pb.store.write("form:" + kind, some ? { v: 1, values: found } : null);
      /* The next thing somebody says, or scores anew, is another answer. */
      if (!some || (needed && !needed.value.trim())) pb.forget(kind);
      clear.disabled = !some && !erased;
      clear.textContent = erased ? told.pbUndo : told.pbClear;
      show(found);
    }

    function say(text) {
      said.textContent = text;
    }

    function saved() {
      say(pb.store.kept ? told.pbKept : told.pbNotKept);
    }

    var clear = pb.button(told.pbClear, function () {
      var before = values();
      put(erased || {});
      erased = erased ? null : before;
      keep();
      saved();
    });
    var save = pb.button(told.pbSave, function () {
      var found = look(values());
      if (found.at) {
        say(found.problem);
        found.at.setAttribute("aria-invalid", "true");
        found.at.focus();
        return;
      }
      say(pb.fill(told.pbSaved, { file: pb.save(kind, found.parts) }) + (found.left ? " " + found.left : ""));
    });
    save.classList.add("pb-button--main");
    var tools = pb.element("div", "pb-form__tools");
    tools.append(save, clear);
    said.before(tools);

    form.addEventListener("submit", function (event) { event.preventDefault(); });
    form.addEventListener("input", function (event) {
      event.target.removeAttribute("aria-invalid");
      erased = null;
      keep();
      saved();
    });

    var kept = pb.store.read("form:" + kind);
    if (kept && kept.values) put(kept.values);
    keep();
    form.hidden = false;
    form.parentElement.classList.add("pb-scripted");
  }

  /* An area counts when its four questions are answered; its score is their mean, to the nearest five. */
  function scoreOf(found, area) {
    var given = PARTS.filter(function (part) { return found[area + "." + part]; });
    if (given.length < PARTS.length) return { given: given.length, score: null };
    var sum = given.reduce(function (all, part) { return all + Number(found[area + "." + part]); }, 0);
    return { given: given.length, score: Math.floor(sum / PARTS.length / 5 + 0.5) * 5 };
  }

  function assessment(form) {
    var told = form.dataset;
    var rows = Array.from(form.querySelectorAll("[data-pb-area]"));

    var options = Array.from(form.querySelector("select").childNodes);
    form.querySelectorAll("select:empty").forEach(function (field) {
      options.forEach(function (option) { field.append(option.cloneNode(true)); });
    });
    form.querySelector("details").open = window.matchMedia("(min-width: 60em)").matches;

    function of(found, row) {
      var area = row.dataset.pbArea;
      if (!row.querySelector('[name="' + area + '"]')) return scoreOf(found, area);
      return { given: 0, score: found[area] ? Number(found[area]) : null };
    }

    function levelOf(row, score) {
      var option = Array.from(row.querySelectorAll("option")).find(function (one) { return one.value === String(score); });
      return option ? option.parentElement.label : "";
    }

    function show(found) {
      var scores = rows.map(function (row) {
        var result = of(found, row);
        var line = result.score === null ? (result.given ? pb.fill(told.pbPartly, { n: result.given }) : told.pbOpen)
          : pb.fill(told.pbScore, { score: result.score, level: levelOf(row, result.score) });
        row.querySelector("output").textContent = line;
        var bar = row.querySelector("[data-pb-bar]");
        bar.setAttribute("width", String((result.score || 0) * Number(bar.dataset.pbBar)));
        return result.score;
      });
      form.dispatchEvent(new CustomEvent("pb-scores", { detail: scores }));
      form.parentElement.querySelectorAll("[data-pb-cell]").forEach(function (cell) {
        cell.textContent = (has(found, cell.dataset.pbCell) && found[cell.dataset.pbCell]) || "\u00a0";
      });
    }

    function look(found) {
      var scores = {}, attributes = {}, partly = 0, some = false;
      rows.forEach(function (row) {
        var area = row.dataset.pbArea, result = of(found, row);
        if (result.score === null) {
          partly += result.given ? 1 : 0;
          return;
        }
        some = true;
        if (!row.querySelector('[name="' + area + '"]')) {
          attributes[area] = {};
          PARTS.forEach(function (part) { attributes[area][part] = Number(found[area + "." + part]); });
        } else scores[area] = result.score;
      });
      if (!some) {
        var empty = Array.from(form.querySelectorAll("select")).find(function (field) { return !field.value; });
        return { problem: told.pbEmpty, at: empty };
      }
      return { parts: { assessment: { scores: scores, attributes: attributes } }, left: partly ? pb.fill(told.pbLeft, { n: partly }) : "" };
    }

    bring(form, look, show);
  }

  function feedback(form) {
    var told = form.dataset;
    var text = form.querySelector("textarea");
    var room = form.querySelector("[data-pb-room]");

    function look(found) {
      /* Characters nobody sees come with pasted text; the joiners of emoji and of some scripts stay. */
      var said = (found.text || "").replace(/\s+/g, " ").replace(/(?![\u200c\u200d])[\p{Cc}\p{Cf}]/gu, "").trim();
      if (!said) return { problem: told.pbEmpty, at: text };
      if (/<\s*[A-Za-z/!?]/.test(said)) return { problem: told.pbMarkup, at: text };
      var one = { text: said, source: found.source || "staff", date: pb.today() };
      if (found.topic) one.topic = found.topic.slice(0, 60);
      return { parts: { feedback: [one] } };
    }

    bring(form, look, function (found) {
      room.textContent = pb.fill(told.pbRoom, { n: text.maxLength - (found.text || "").length });
    });
  }

  document.querySelectorAll('form[data-pb-form="assessment"]').forEach(assessment);
  document.querySelectorAll('form[data-pb-form="feedback"]').forEach(feedback);
})();

/* Reading aids: days by the reader's own clock, a word about old figures, terms explained, shortcuts by role.
   Without this file the page says what it was built with, and for which day. */
(function () {
  "use strict";

  var settings = {};
  try {
    settings = JSON.parse(document.getElementById("pb-settings").textContent);
  } catch (error) { /* nothing to count from */ }
  var words = settings.words || {};
  var language = document.documentElement.lang || "en";
  var plurals = new Intl.PluralRules(language);

  /* Days since 1970 as a calendar counts them: no hours, no time zones. */
  function dayOf(iso) {
    var parts = iso.split("-");
    return Date.UTC(Number(parts[0]), Number(parts[1]) - 1, Number(parts[2])) / 864e5;
  }

  var now = new Date();
  var today = Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()) / 864e5;
  var met = 0;
  var built = settings.as_of ? dayOf(settings.as_of) : today;

  function written(day) {
    var english = language === "en";
    var format = new Intl.DateTimeFormat(english ? "en-GB" : language, { dateStyle: english ? "medium" : "short", timeZone: "UTC" });
    return format.format(new Date(day * 864e5));
  }

  function fill(text, values) {
    return (text || "").replace(/\{(\w+)\}/g, function (whole, name) { return values[name]; });
  }

  function counted(name, count, values) {
    return fill(words[name + "_" + plurals.select(count)] || words[name + "_other"], Object.assign({ n: count }, values));
  }

  function each(selector, act) {
    var found = document.querySelectorAll(selector);
    met += found.length;
    found.forEach(act);
  }

  function sayOld() {
    var box = document.querySelector(".pb-stale");
    if (!box || today - built <= 31) return;
    box.textContent = counted("days_old", today - built, { date: settings.as_of_words });
  }

  function countDays() {
    each("time[data-pb-days]", function (time) {
      var kind = time.dataset.pbDays;
      var ahead = dayOf(time.dateTime) - today;
      if (kind === "left" && ahead < 0) kind = "late";
      time.textContent = counted("days_" + kind, Math.abs(ahead));
    });
    /* Open when the page was built, late by now. */
    each("[data-pb-due]", function (place) {
      var late = today - dayOf(place.dataset.pbDue);
      var status = place.querySelector(".pb-status");
      if (late <= 0 || !status) return;
      status.className = "pb-status pb-status--bad";
      status.firstElementChild.textContent = "▼";
      status.lastChild.textContent = " " + counted("days_late", late);
    });
    each("[data-pb-dates] > li > time", function (time) {
      var ahead = dayOf(time.dateTime) - today;
      var said = document.createElement("small");
      said.className = "pb-when";
      said.textContent = ahead === 0 ? words.days_today : counted(ahead > 0 ? "days_in" : "days_ago", Math.abs(ahead));
      time.append(" ", said);
    });
    each(".pb-hero__count[data-pb-from]", countChange);
  }

  function countChange(place) {
    var from = dayOf(place.dataset.pbFrom), to = dayOf(place.dataset.pbTo), bar = place.parentElement.querySelector("progress");
    if (today < from) place.textContent = counted("days_starts", from - today);
    else if (today <= to) place.textContent = fill(words.days_day, { day: today - from + 1, days: to - from + 1 });
    else place.textContent = fill(words.days_ended, { date: written(to) });
    if (bar) bar.value = Math.min(Math.max(today - from + 1, 0), to - from + 1);
  }

  function sayCounted() {
    var meta = document.querySelector(".pb-meta");
    if (!meta || !met) return;
    var said = document.createElement("span");
    said.textContent = fill(words.days_counted, { date: written(today) });
    meta.append(" ", said);
  }

  /* One bubble for all terms (WCAG 1.4.13, 2.4.11). A tap explains, its link leads on. */
  function explainTerms() {
    var first = document.querySelector(".pb-term");
    if (!first) return;
    var bubble = document.createElement("div");
    var text = document.createElement("p");
    var more = document.createElement("a");
    bubble.className = "pb-bubble";
    bubble.id = "pb-bubble";
    bubble.hidden = true;
    text.id = "pb-bubble-text";
    more.href = first.href;
    more.textContent = words.term_more || "";
    bubble.append(text, more);
    (document.querySelector("main") || document.body).append(bubble);
    var shown = null, timer = 0, touched = false;

    function close() {
      window.clearTimeout(timer);
      if (!shown) return;
      shown.removeAttribute("aria-describedby");
      shown = null;
      bubble.hidden = true;
    }

    function open(term) {
      window.clearTimeout(timer);
      if (shown === term) return;
      close();
      shown = term;
      text.textContent = term.dataset.pbTerm;
      more.href = term.href;
      term.setAttribute("aria-describedby", text.id);
      bubble.hidden = false;
      var place = term.getClientRects()[0];
      var width = document.documentElement.clientWidth;
      var left = Math.max(8, Math.min(place.left, width - bubble.offsetWidth - 8));
      var above = place.bottom + bubble.offsetHeight + 8 > window.innerHeight && place.top > bubble.offsetHeight + 64;
      bubble.style.left = left + window.scrollX + "px";
      bubble.style.top = (above ? place.top - bubble.offsetHeight - 4 : place.bottom + 4) + window.scrollY + "px";
    }

    function later(act, wait) {
      window.clearTimeout(timer);
      timer = window.setTimeout(act, wait);
    }

    function leave() {
      later(close, 250);
    }

    function lose(event) {
      if (event.relatedTarget !== shown && !bubble.contains(event.relatedTarget)) close();
    }

    each(".pb-term", function (term) {
      function show() { open(term); }
      term.addEventListener("pointerdown", function (event) { touched = event.pointerType !== "mouse"; });
      term.addEventListener("mouseenter", function () { if (!touched) later(show, 150); });
      term.addEventListener("mouseleave", leave);
      term.addEventListener("focus", function () { if (!touched) show(); });
      term.addEventListener("blur", lose);
      term.addEventListener("click", function (event) {
        if (!touched) return;
        event.preventDefault();
        touched = false;
        if (shown === term) close();
        else show();
      });
    });
    bubble.addEventListener("mouseenter", function () { window.clearTimeout(timer); });
    bubble.addEventListener("mouseleave", leave);
    bubble.addEventListener("focusin", function () { window.clearTimeout(timer); });
    bubble.addEventListener("focusout", lose);
    document.addEventListener("keydown", function (event) {
      if (event.key === "Escape" && shown) close();
    });
    document.addEventListener("click", function (event) {
      if (shown && !bubble.contains(event.target) && event.target !== shown) close();
    });
  }

  /* Who came in by a door of Home finds their own line first and unfolded. */
  function shortcuts() {
    var key = "pb:" + (settings.organisation || "site") + ":role", role = null;
    try { role = window.localStorage.getItem(key); } catch (error) { return; }
    each(".pb-door[data-pb-role]", function (door) {
      door.addEventListener("click", function () {
        try { window.localStorage.setItem(key, door.dataset.pbRole); } catch (error) { /* then the next page does not know */ }
      });
    });
    each(".pb-foryou li", function (row) {
      if (row.dataset.pbRole !== role) return;
      row.parentElement.prepend(row);
      row.classList.add("pb-foryou__own");
      row.closest("details").open = true;
    });
  }

  if (today >= built) countDays();
  if (today > built) {
    sayOld();
    sayCounted();
  }
  shortcuts();
  explainTerms();
})();

/* Keyboard access to the theme's label switches, names for scroll boxes, roles for card tables. All can be read without this file. */
(function () {
  "use strict";

  function settings() {
    var element = document.getElementById("pb-settings");
    try {
      return JSON.parse(element.textContent);
    } catch (error) {
      return { organisation: "site", words: {} };
    }
  }

  var words = settings().words || {};

  function focusQuery() {
    var query = document.querySelector("[data-md-component=search-query]");
    if (query) query.focus();
  }

  function openSearch() {
    var box = document.getElementById("__search");
    if (box && !box.checked) box.click();
    focusQuery();
  }

  /* The theme opens drawer and search by labels of hidden check boxes, which take no focus: buttons that press them take their place. */
  function putButtonsOnSwitches() {
    document.querySelectorAll("label[data-pb-toggle]").forEach(function (label) {
      var box = document.getElementById(label.htmlFor);
      if (!box) return;
      var button = document.createElement("button");
      button.type = "button";
      button.className = label.className + " pb-switch pb-switch" + label.htmlFor;
      button.setAttribute("aria-label", label.getAttribute("data-pb-toggle"));
      label.querySelectorAll("svg").forEach(function (icon) { button.append(icon.cloneNode(true)); });
      label.classList.add("pb-switched");
      label.setAttribute("aria-hidden", "true");
      label.after(button);
      button.addEventListener("click", function () {
        label.click();
        if (box.id === "__search" && box.checked) focusQuery();
      });
      function tell() {
        button.setAttribute("aria-expanded", String(box.checked));
      }
      box.addEventListener("change", tell);
      tell();
    });
  }

  function closeDrawerOnEscape() {
    var drawer = document.getElementById("__drawer");
    var button = document.querySelector(".pb-switch__drawer");
    if (!drawer || !button) return;
    drawer.addEventListener("change", function () {
      var first = document.querySelector(".pb-nav summary, .pb-nav a");
      if (drawer.checked && first) first.focus({ preventScroll: true });
    });
    document.addEventListener("keydown", function (event) {
      if (event.key !== "Escape" || !drawer.checked) return;
      drawer.click();
      button.focus();
    });
  }

  /* Single-letter shortcuts get in the way of people who steer by voice (WCAG 2.1.4): Ctrl+K or Cmd+K opens the search instead. */
  function tameShortcuts() {
    window.addEventListener("keydown", function (event) {
      var typing = event.target instanceof Element && event.target.closest("input[type=text], textarea, select, [contenteditable]");
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k" && !event.altKey) {
        event.preventDefault();
        openSearch();
        return;
      }
      if (!typing && !event.ctrlKey && !event.metaKey && !event.altKey && event.key.length === 1 && event.key !== " ") {
        event.stopImmediatePropagation();
      }
    }, true);
  }

  function closeLanguagesOutside() {
    var menu = document.querySelector(".pb-languages details");
    if (!menu) return;
    document.addEventListener("click", function (event) {
      if (!menu.contains(event.target)) menu.open = false;
    });
    menu.addEventListener("keydown", function (event) {
      if (event.key !== "Escape" || !menu.open) return;
      menu.open = false;
      menu.querySelector("summary").focus();
    });
  }

  /* Runs before the theme's own wrapping, which leaves tables with a class alone. */
  function boxPlainTables() {
    document.querySelectorAll(".md-typeset table:not([class])").forEach(function (table) {
      table.classList.add("pb-plain");
      if (table.closest(".pb-scroll")) return;
      var box = document.createElement("div");
      box.className = "pb-scroll";
      table.replaceWith(box);
      box.append(table);
    });
  }

  function nameScrollBoxes() {
    var boxes = document.querySelectorAll(".md-typeset .pb-scroll");
    /* Boxes without a caption of their own are told apart by their place. */
    function numbered(box, caption) {
      return caption && caption.closest(".pb-scroll") === box ? "" : " (" + (Array.from(boxes).indexOf(box) + 1) + ")";
    }
    function look(box) {
      if (box.scrollWidth <= box.clientWidth + 1) {
        ["tabindex", "role", "aria-label"].forEach(function (name) { box.removeAttribute(name); });
        return;
      }
      var figure = box.closest("figure");
      var caption = box.querySelector("caption, figcaption") || (figure && figure.querySelector("figcaption, svg > title"));
      var kind = box.querySelector("svg") ? words.chart_scrolls || "Chart, scrolls sideways" : words.table_scrolls || "Table, scrolls sideways";
      box.setAttribute("tabindex", "0");
      box.setAttribute("role", "region");
      box.setAttribute("aria-label", (caption ? caption.textContent.trim() + " · " + kind : kind) + numbered(box, caption));
    }
    var watch = "ResizeObserver" in window ? new ResizeObserver(function (entries) {
      entries.forEach(function (entry) { look(entry.target); });
    }) : null;
    boxes.forEach(function (box) {
      look(box);
      if (watch) watch.observe(box);
    });
  }

  /* Some browsers drop a table's meaning once its rows are laid out as cards; explicit roles keep it. */
  function keepTableRoles() {
    document.querySelectorAll("table.pb-table").forEach(function (table) {
      table.setAttribute("role", "table");
      table.querySelectorAll("thead, tbody, tfoot").forEach(function (group) { group.setAttribute("role", "rowgroup"); });
      table.querySelectorAll("tr").forEach(function (row) { row.setAttribute("role", "row"); });
      table.querySelectorAll("td").forEach(function (cell) { cell.setAttribute("role", "cell"); });
      table.querySelectorAll("th").forEach(function (cell) {
        cell.setAttribute("role", cell.getAttribute("scope") === "row" ? "rowheader" : "columnheader");
      });
    });
  }

  function showCurrentPageInNavigation() {
    var current = document.querySelector(".pb-nav [aria-current=page]");
    var box = current && current.closest(".md-sidebar__scrollwrap");
    if (!box) return;
    var offset = current.getBoundingClientRect().top - box.getBoundingClientRect().top;
    if (offset > box.clientHeight - 80) box.scrollTop += offset - box.clientHeight / 2;
  }

  /* A link to folded guidance, or to something inside it, unfolds it: nobody lands on a closed box. */
  function openTarget() {
    var target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    for (var box = target && target.closest("details"); box; box = box.parentElement.closest("details")) box.open = true;
  }

  tameShortcuts();
  putButtonsOnSwitches();
  closeDrawerOnEscape();
  closeLanguagesOutside();
  boxPlainTables();
  keepTableRoles();
  nameScrollBoxes();
  showCurrentPageInNavigation();
  openTarget();
  window.addEventListener("hashchange", openTarget);
})();

/* What lists and forms share: words, the reader's own day, what this browser keeps, and files to save. Nothing is sent anywhere. */
window.playbook = (function () {
  "use strict";

  var settings = { organisation: "site", words: {} };
  try {
    settings = JSON.parse(document.getElementById("pb-settings").textContent);
  } catch (error) { /* lists and forms work with the words of the page and a shared key */ }
  var language = document.documentElement.lang || "en";

  function today() {
    var now = new Date();
    return [now.getFullYear(), String(now.getMonth() + 1).padStart(2, "0"), String(now.getDate()).padStart(2, "0")].join("-");
  }

  /* A day as the pages write it: 2 Nov 2026, 2.11.2026, 02.11.2026, 2026-11-02. */
  function day(iso) {
    var time = Date.parse(iso + "T00:00:00Z"), parts = iso.split("-");
    if (isNaN(time) || language === "sv") return iso;
    if (language === "nb") return parts.reverse().join(".");
    if (language === "fi") return parts.reverse().map(Number).join(".");
    return Number(parts[2]) + " " + new Intl.DateTimeFormat("en", { month: "short", timeZone: "UTC" }).format(time) + " " + parts[0];
  }

  function fill(text, values) {
    return text.replace(/\{(\w+)\}/g, function (place, name) { return name in values ? String(values[name]) : place; });
  }

  /* Entries are {"v": 1, …} under pb:<organisation>:<name>. Storage may be missing, full or forbidden: then they live as long as the page. */
  var memory = new Map();
  var store = {
    kept: true,
    key: function (name) { return "pb:" + settings.organisation + ":" + name; },
    read: function (name) {
      var text = memory.get(name);
      if (text === undefined) {
        try {
          text = window.localStorage.getItem(store.key(name));
        } catch (error) {
          store.kept = false;
        }
      }
      try {
        var entry = JSON.parse(text || "null");
        return entry && entry.v === 1 ? entry : null;
      } catch (error) {
        return null;
      }
    },
    write: function (name, entry) {
      try {
        if (entry) window.localStorage.setItem(store.key(name), JSON.stringify(entry));
        else window.localStorage.removeItem(store.key(name));
        memory.delete(name);
      } catch (error) {
        store.kept = false;
        memory.set(name, entry ? JSON.stringify(entry) : "");
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

  /* The random number of one filling of a form: the same when it is saved again, another one after a reset. */
  function mark(form) {
    var kept = store.read("answer:" + form);
    if (kept && /^[0-9a-f]{32}$/.test(kept.id)) return kept.id;
    var id = Array.from(crypto.getRandomValues(new Uint8Array(16)), function (byte) { return byte.toString(16).padStart(2, "0"); }).join("");
    store.write("answer:" + form, { v: 1, id: id });
    return id;
  }

  /* docs/answers.md tells the format. */
  function save(form, parts) {
    var head = { playbookgen: "answers", version: 1, organisation: settings.organisation, language: language, made: today(), answer: mark(form) };
    var content = JSON.stringify(Object.assign(head, parts), null, 2) + "\n";
    var link = element("a");
    link.href = URL.createObjectURL(new Blob([content], { type: "application/json" }));
    link.download = "answers-" + settings.organisation + "-" + today() + ".json";
    link.hidden = true;
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(function () { URL.revokeObjectURL(link.href); }, 60000);
    return link.download;
  }

  return {
    words: settings.words || {}, today: today, day: day, fill: fill, store: store, element: element, button: button, save: save,
    forget: function (form) { store.write("answer:" + form, null); }
  };
})();

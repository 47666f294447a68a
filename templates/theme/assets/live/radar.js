/* The reader's own scores on a copy of the recorded rounds' radar, beside the form. The bars in the form say the same. */
(function () {
  "use strict";

  function bare(node) {
    [node].concat(Array.from(node.querySelectorAll("*"))).forEach(function (part) {
      ["id", "role", "aria-labelledby"].forEach(function (name) { part.removeAttribute(name); });
    });
    node.querySelectorAll("title, desc").forEach(function (part) { part.remove(); });
    node.setAttribute("aria-hidden", "true");
    return node;
  }

  function bring(box) {
    var title = document.querySelector('[id*="chart-radar-narrow"]');
    var svg = title && title.closest("svg");
    var axes = svg ? svg.querySelectorAll("line.pb-c-grid") : [];
    var form = box.closest("form");
    if (axes.length !== form.querySelectorAll("[data-pb-area]").length) return;

    var picture = bare(svg.cloneNode(true));
    var own = document.createElementNS(svg.namespaceURI, "g");
    own.setAttribute("class", "pb-c-3 pb-form__own");
    picture.removeAttribute("class");
    picture.append(own);
    box.append(picture);
    var key = title.closest("figure").querySelector(".pb-key");
    if (key) box.append(bare(key.cloneNode(true)));
    box.hidden = false;

    function draw(tag, attributes) {
      var made = document.createElementNS(svg.namespaceURI, tag);
      Object.keys(attributes).forEach(function (name) { made.setAttribute(name, attributes[name]); });
      own.append(made);
    }

    function place(axis, score) {
      return ["x", "y"].map(function (along) {
        var from = Number(axis.getAttribute(along + "1"));
        return (from + (Number(axis.getAttribute(along + "2")) - from) * score / 100).toFixed(1);
      });
    }

    form.addEventListener("pb-scores", function (event) {
      var points = event.detail.map(function (score, index) { return score === null ? null : place(axes[index], score); });
      var known = points.filter(Boolean);
      own.replaceChildren();
      if (known.length === points.length) draw("polygon", { points: known.join(" ") });
      known.forEach(function (point) { draw("circle", { cx: point[0], cy: point[1], r: 4 }); });
    });
  }

  document.querySelectorAll("[data-pb-radar]").forEach(bring);
})();

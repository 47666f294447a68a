// A table wider than the screen scrolls in a box of its own, and so does long code: such a box has to be reachable with the keyboard, and say what it is.
(() => {
  "use strict";
  const heading = (box) => {
    for (let part = box; part; part = part.previousElementSibling || part.parentElement) {
      if (/^H[1-6]$/.test(part.tagName)) {
        return part.firstChild.textContent.trim();
      }
    }
    return document.title;
  };
  const mark = () => {
    for (const box of document.querySelectorAll(".md-typeset__scrollwrap, .md-typeset pre > code")) {
      if (box.scrollWidth > box.clientWidth) {
        box.setAttribute("tabindex", "0");
        box.setAttribute("role", "region");
        box.setAttribute("aria-label", `${heading(box)} (${box.tagName === "CODE" ? "code" : "table"})`);
      } else {
        for (const name of ["tabindex", "role", "aria-label"]) {
          box.removeAttribute(name);
        }
      }
    }
  };
  window.addEventListener("load", mark);
  window.addEventListener("resize", mark);
})();

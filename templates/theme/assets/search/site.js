/* The engine's index as pages with their sections, each text plain. */
(function (search) {
  "use strict";

  var words = search.words;

  /** The line at the end of a page that names other words for it, and the text without it. */
  function withoutAlso(html, label) {
    var at = label ? html.lastIndexOf("<p>" + label) : -1;
    if (at < 0) return { html: html, also: "" };
    return { html: html.slice(0, at), also: words.plain(html.slice(at + 3 + label.length).replace(/<\/p>[\s\S]*$/, "")) };
  }

  /** The folded blocks of a section, each with its own heading; `anchors` says under which id a heading stands. */
  function blocks(section, lexicon) {
    var label = lexicon.guidance;
    var pieces = label ? section.html.split(label + " ") : [section.html];
    if (pieces.length < 2) return [section];
    var found = [];
    pieces.forEach(function (piece) {
      var title = words.plain(piece.split("<")[0]);
      var id = lexicon.anchors[title] || "";
      if (!id) {
        if (found.length) found[found.length - 1].html += piece;
        return;
      }
      var at = section.location.indexOf("#");
      found.push({ location: section.location.slice(0, at) + "#" + id, title: title, html: piece.slice(piece.indexOf("<")) });
    });
    return found.length ? found : [section];
  }

  /** docs: [{location, title, text}] as the engine wrote them, pages before their sections. */
  function pagesOf(docs, lexicon) {
    var pages = [];
    var byAddress = new Map();
    docs.forEach(function (doc) {
      var location = doc.location.split("#")[0];
      /* On a disk a page is the file in its folder. */
      var address = location.replace(/(^|\/)index\.html$/, "$1");
      var page = byAddress.get(address);
      if (!page) {
        page = { location: location, address: address, title: words.plain(doc.title), also: "", lead: "", text: "", sections: [] };
        byAddress.set(address, page);
        pages.push(page);
        return;
      }
      var cut = withoutAlso(doc.text, lexicon.also);
      if (cut.also) page.also = cut.also;
      var title = words.plain(doc.title);
      if (title === page.title && !page.sections.length && !page.lead) {
        /* The first paragraph says what the page is for, the rest is text like any other. */
        var end = cut.html.indexOf("</p>");
        page.lead = words.plain(cut.html.slice(0, end < 0 ? 0 : end));
        page.text = words.plain(cut.html.slice(end < 0 ? 0 : end + 4));
        return;
      }
      blocks({ location: doc.location, title: title, html: cut.html }, lexicon).forEach(function (section) {
        page.sections.push({ location: section.location, title: section.title, text: words.plain(section.html) });
      });
    });
    pages.forEach(function (page) {
      var more = (lexicon.names || {})[page.address] || [];
      page.names = page.also.split(/\s*,\s*/).filter(Boolean).concat(more);
      page.also = page.names.join(", ");
    });
    return pages;
  }

  search.pagesOf = pagesOf;
})((self.playbookSearch = self.playbookSearch || {}));

"""The search box of a built edition in a browser: type, wait for the list, read it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final
from urllib.parse import urlsplit

from playwright.sync_api import Page

from support.search_questions import Answer, Result

INPUT: Final = "input.md-search__input"

# The theme writes the line above the list with every answer, also when the words stay the same, and fills the list in the same
# breath; an observer hears of both when that is over.
_LISTEN: Final = """(box) => {
  const meta = document.querySelector(".md-search-result__meta");
  const input = document.querySelector(box);
  window.answered = new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error("no answer")), 20000);
    const observer = new MutationObserver(() => {
      observer.disconnect();
      const item = (each) => {
        const links = [...each.querySelectorAll("a.md-search-result__link")];
        const heading = (link) => (link.querySelector("h1, h2") || link).textContent.trim();
        return { title: heading(links[0]), href: links[0].href, sections: links.slice(1).map(heading) };
      };
      resolve({ said: meta.textContent.trim(), items: [...document.querySelectorAll(".md-search-result__item")].map(item) });
    });
    observer.observe(meta, { childList: true, characterData: true, subtree: true });
  });
  input.focus();
  input.select();
}"""

# A search that wakes up answers what stands in the box at that time, which is nothing; whoever types meanwhile gets that answer first.
_WAKING: Final = """
window.awake = new Promise((resolve, reject) => document.addEventListener("DOMContentLoaded", () => {
  const meta = document.querySelector(".md-search-result__meta");
  setTimeout(() => reject(new Error("the search does not wake up")), 20000);
  new MutationObserver(resolve).observe(meta, { childList: true, characterData: true, subtree: true });
})).then(() => true);
"""


class SearchBox:
    """The search box of the edition at `edition`, whose page stays open.

    Args:
        page: a page of the browser.
        edition: address of the edition's home.
    """

    def __init__(self, page: Page, edition: str) -> None:
        self._page = page
        self._edition = edition
        self._last: tuple[str, Answer] | None = None
        page.add_init_script(_WAKING)
        page.goto(edition)
        # From a disk it wakes when the box is opened, elsewhere when the page is there.
        page.locator(INPUT).focus()
        page.evaluate("window.awake")

    def ask(self, query: str) -> Answer:
        """What is listed for `query`. The text goes in at once, as from a clipboard; then a key is let go, which is when the theme looks."""
        if self._last is not None and self._last[0] == query:
            return self._last[1]
        self._page.evaluate(_LISTEN, INPUT)
        if query:
            self._page.keyboard.insert_text(query)
            self._page.keyboard.press("End")
        else:
            self._page.keyboard.press("Delete")
        found = self._page.evaluate("window.answered")
        answer = Answer(found["said"], tuple(self._result(item) for item in found["items"]))
        self._last = query, answer
        return answer

    def answers(self, queries: Iterable[str]) -> dict[str, Answer]:
        """What is listed for each."""
        return {query: self.ask(query) for query in queries}

    def _result(self, item: dict[str, object]) -> Result:
        sections = item["sections"]
        assert isinstance(sections, list)
        path = urlsplit(str(item["href"])).path.removeprefix(urlsplit(self._edition).path)
        return Result(str(item["title"]), path or ".", tuple(sections))

"""What the search costs: time to an answer, bytes, time of a build. `make bench-parts` runs it.

Times are ratios to the theme's own search in the same run, because milliseconds belong to a machine.
"""

from __future__ import annotations

import gzip
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import yaml
from playwright.sync_api import Browser

from playbookgen import pipeline
from playbookgen.model.result import BuildRequest
from support.browsers import chromium
from support.search_box import INPUT, SearchBox
from support.search_questions import LANGUAGES, questions
from support.sites import ROOT, TODAY, served
from support.stock_search import build_stock

ORGANISATION = "lumivakka"
QUERIES = 40
ROUNDS = 3
# From the moment the last key is let go to the moment the list has been written; measured in the page, so that the driver is not in it.
_TIMED = """async (box) => {
  const meta = document.querySelector(".md-search-result__meta");
  const input = document.querySelector(box);
  const answered = new Promise((resolve) => new MutationObserver((_, observer) => {
    observer.disconnect();
    resolve(performance.now());
  }).observe(meta, { childList: true, characterData: true, subtree: true }));
  const began = performance.now();
  input.dispatchEvent(new KeyboardEvent("keyup", { bubbles: true }));
  return (await answered) - began;
}"""


def median_answer(browser: Browser, root: Path, edition: str, queries: list[str]) -> float:
    """Milliseconds, the median over the queries, after one that wakes the search."""
    with served(root) as address:
        context = browser.new_context()
        page = context.new_page()
        SearchBox(page, address + edition).ask("warm")
        took: list[float] = []
        for query in queries:
            page.locator(INPUT).evaluate("(input, query) => { input.value = query; }", query)
            took.append(float(page.evaluate(_TIMED, INPUT)))
        context.close()
    return statistics.median(took)


def fetched(edition: Path) -> float:
    """KiB, gzipped, of everything the search reads."""
    files = [path for folder in ("search", "assets/search") for path in (edition / folder).glob("*")]
    return sum(len(gzip.compress(path.read_bytes())) for path in files) / 1024


def build_seconds(project: Path, target: Path, *, search: bool) -> float:
    """Wall-clock seconds of building one exported edition, with its search or without any."""
    settings = yaml.safe_load((project / "mkdocs.yml").read_text(encoding="utf-8"))
    if not search:
        settings["plugins"] = []
        settings["extra_javascript"] = [script for script in settings["extra_javascript"] if "search" not in str(script)]
    chosen = project / f"search-{search}.yml"
    chosen.write_text(yaml.safe_dump(settings, allow_unicode=True, sort_keys=False), encoding="utf-8")
    began = time.perf_counter()
    subprocess.run([Path(sys.executable).parent / "mkdocs", "build", "--quiet", "-f", chosen, "-d", target], check=True, capture_output=True)
    return time.perf_counter() - began


def main() -> None:
    """Measure in turn and print."""
    with tempfile.TemporaryDirectory() as name, chromium() as browser:
        folder = Path(name)
        pipeline.build(BuildRequest(root=ROOT, output=folder / "ours", today=TODAY, organisations=(ORGANISATION,), jobs=1))
        stock = build_stock(ORGANISATION, folder / "stock", TODAY)
        ours = folder / "ours" / ORGANISATION
        print("language  ours ms  stock ms  ratio  index KiB gz  stock KiB gz")
        for language in LANGUAGES:
            asked = [each.query for each in questions() if each.language == language and each.kind == "question"][:QUERIES]
            prefix = "" if language == "en" else f"{language}/"
            mine, theirs = [], []
            for _ in range(ROUNDS):
                mine.append(median_answer(browser, ours, prefix, asked))
                theirs.append(median_answer(browser, stock, f"{language}/", asked))
            here, there = statistics.median(mine), statistics.median(theirs)
            sizes = fetched(ours / prefix), fetched(stock / language)
            print(f"{language:8}  {here:7.1f}  {there:8.1f}  {here / there:5.2f}  {sizes[0]:12.1f}  {sizes[1]:12.1f}")
        project = folder / "stock" / "export" / "fi"
        # In turn, so that whatever else the machine does falls on both.
        turns = [[build_seconds(project, folder / f"{search}{turn}", search=search) for search in (True, False)] for turn in range(ROUNDS)]
        with_search, without = zip(*turns, strict=True)
        ratio = statistics.median(with_search) / statistics.median(without)
        print(
            f"building an edition: {statistics.median(with_search):.2f} s with search, {statistics.median(without):.2f} s without, ratio {ratio:.2f}"
        )


if __name__ == "__main__":
    main()

"""How often the search puts a right page first, or among the first three, beside Material's own search on the same pages.

``python -m support.search_table`` (`make search-table`) writes docs/search.md. With ``--questions``, ``--ours`` and ``--stock`` it looks
at other questions and at sites that are there already; ``--failures`` lists what was not found, without the questions held out unless
``--all`` is given: who tunes the search shall not see them.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser

from playbookgen import pipeline
from playbookgen.model.result import BuildRequest
from support.browsers import chromium
from support.search_box import SearchBox
from support.search_questions import KINDS, LANGUAGES, QUESTIONS, Answer, Answers, Question, place, questions, rates
from support.sites import ROOT, TODAY, served
from support.stock_search import build_stock

ORGANISATION: Final = "lumivakka"
_TABLE: Final = ROOT / "docs" / "search.md"
_NAMES: Final = {"en": "English", "fi": "Finnish", "nb": "Norwegian bokmål", "sv": "Swedish"}
_START, _END = "<!-- table -->", "<!-- end of table -->"


def prefixes(root: Path) -> dict[str, str]:
    """Language → where its edition lies below `root`: in a folder of its own, or at the root."""
    return {language: f"{language}/" if (root / language / "index.html").exists() else "" for language in LANGUAGES}


def answered(browser: Browser, root: Path, asked: Sequence[Question]) -> Answers:
    """What the search boxes of the editions below `root` list for each question; one load of a page a language."""
    found: dict[Question, Answer] = {}
    with served(root) as address:
        for language, prefix in prefixes(root).items():
            here = [question for question in asked if question.language == language]
            if not here:
                continue
            context = browser.new_context(viewport={"width": 1280, "height": 900})
            answers = SearchBox(context.new_page(), address + prefix).answers(question.query for question in here)
            found |= {question: answers[question.query] for question in here}
            context.close()
    return found


def table(ours: Answers, stock: Answers) -> str:
    """Language × kind as Markdown: how many questions, first place and first three in percent, ours and the theme's own."""
    lines = ["| Language | Kind | Questions | First place | stock | First three | stock |", "|---|---|---:|---:|---:|---:|---:|"]
    for language in LANGUAGES:
        for kind in (*KINDS, "all"):
            asked = [each for each in ours if each.language == language and kind in {each.kind, "all"}]
            mine, theirs = rates(ours, asked), rates(stock, asked)
            shares = (mine.first_share, theirs.first_share, mine.three_share, theirs.three_share)
            cells = [_NAMES[language], kind, str(mine.asked), *(f"{share:.0%}" for share in shares)]
            lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def failures(ours: Answers, *, everything: bool) -> Iterator[str]:
    """What had no right page among the first three, then what had none in first place, a line each; not what is held out, unless asked for."""
    for limit, heading in ((3, "not among the first three"), (1, "not in first place")):
        yield f"\n## {heading}\n"
        for question, answer in ours.items():
            found = place(question, answer)
            missed = found is None or found > limit
            if missed and (question.seen or everything) and (limit == 3 or (found is not None and found <= 3)):
                listed = " · ".join(result.address for result in answer.results[:4]) or "nothing"
                place_found = "-" if found is None else str(found)
                yield (
                    f"- {question.language} {question.kind} [{question.group}] “{question.query}” → {' or '.join(question.pages)}"
                    f" (place {place_found}); got {listed}"
                )


@contextmanager
def _folder(given: Path | None) -> Iterator[Path]:
    if given is not None:
        yield given
    else:
        with tempfile.TemporaryDirectory() as name:
            yield Path(name)


def _built(target: Path) -> Path:
    result = pipeline.build(BuildRequest(root=ROOT, output=target, today=TODAY, organisations=(ORGANISATION,), jobs=2))
    assert all(built.status == "built" for built in result.organisations), result
    return target / ORGANISATION


def halves(ours: Answers) -> str:
    """What the builders of the search had seen, and what they had not."""
    told = []
    for seen, name in ((True, "seen"), (False, "held out")):
        asked = [question for question in ours if question.seen is seen]
        if asked:
            share = rates(ours, asked)
            told.append(f"{name}: {share.asked} questions, {share.first_share:.1%} in first place, {share.three_share:.1%} among the first three")
    return "; ".join(told)


def _write(text: str, asked: Sequence[Question], day: date, told_apart: str) -> None:
    page = _TABLE.read_text(encoding="utf-8")
    before, rest = page.split(_START)
    _, after = rest.split(_END)
    held = sum(not question.seen for question in asked)
    told = (
        f"Measured on {day.isoformat()} with Material for MkDocs {version('mkdocs-material')} and MkDocs {version('mkdocs')}:"
        f" {len(asked)} questions, {held} of them held out from those who built the search."
    )
    _TABLE.write_text(f"{before}{_START}\n\n{told}\n\n{text}\n\nOurs, in two halves: {told_apart}.\n\n{_END}{after}", encoding="utf-8")


def main() -> None:
    """Measure and print; write the page of docs/ unless told of other questions or sites."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--questions", type=Path, default=QUESTIONS)
    parser.add_argument("--ours", type=Path, help="a built organisation's folder")
    parser.add_argument("--stock", type=Path, help="a folder of stock editions")
    parser.add_argument("--write", action="store_true", help="write docs/search.md although the sites were given")
    parser.add_argument("--failures", type=Path, help="where to list what was not found")
    parser.add_argument("--all", action="store_true", help="also list what is held out")
    options = parser.parse_args()
    asked = questions(options.questions)
    with _folder(None) as folder, chromium() as browser:
        ours = answered(browser, options.ours or _built(folder / "ours"), asked)
        stock = answered(browser, options.stock or build_stock(ORGANISATION, folder / "stock", TODAY), asked)
    text = table(ours, stock)
    sys.stdout.write(f"{text}\n")
    sys.stdout.write(f"{halves(ours)}\n")
    if options.failures:
        options.failures.write_text("\n".join(failures(ours, everything=options.all)) + "\n", encoding="utf-8")
    if options.write or not (options.ours or options.stock or options.questions != QUESTIONS):
        _write(text, asked, TODAY, halves(ours))


if __name__ == "__main__":
    main()

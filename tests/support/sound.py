"""What must hold of every reading and of every text that passes a filter, whatever came in."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

import html5lib

from playbookgen.cli.terminal import safe as safe_for_terminals
from playbookgen.composing.escaping import escape
from playbookgen.composing.rich_text import rich, rich_inline
from playbookgen.judging import find, judge, word
from playbookgen.model.problem import CODES, Place
from playbookgen.reading import Reading
from support.armed import faults

#: Characters of a line that Markdown, HTML or our own marks could read as something else than themselves.
_SYNTAX: Final = frozenset("<>`*[]{}|\"'\\_~^$")
_TAGS: Final = frozenset({"DOCUMENT_FRAGMENT", "p", "em", "strong", "code", "a", "br"})
_REFERENCE: Final = re.compile(r"&(?:#\d+|amp);")


def is_harmless(text: str) -> bool:
    """Whether a terminal only prints it, as one line."""
    return all(character.isprintable() or unicodedata.category(character) == "Zs" for character in text)


def check_reading(reading: Reading) -> None:
    """The right value, or problems with their places: an organisation exactly when there is no error, and then it can be judged."""
    assert reading.organisation is not None or reading.problems
    assert (reading.organisation is None) == any(problem.severity == "error" for problem in reading.problems)
    for problem in reading.problems:
        assert problem.code in CODES
        assert problem.place is not None
        assert problem.place.line >= 1
        assert problem.place.column >= 1
        assert is_harmless(problem.message), repr(problem.message)
        assert is_harmless(problem.help or ""), repr(problem.help)
    in_order = [problem for problem in reading.problems if problem.code != "E116"]  # says at the end that there are more
    assert in_order == sorted(in_order, key=lambda problem: (problem.place or Place(""), problem.code))


def check_judging(reading: Reading) -> None:
    """What was read can be judged, and every finding has words and a place."""
    told = reading.organisation
    if told is None:
        return
    judgement = judge(told, reading.as_of, reading.library)
    for worded in word(find(told, judgement, reading.library), told, reading.library, "en"):
        assert reading.locate(worded.finding.path) is not None


def check_text(text: str) -> None:
    """What the filters make of a text is no markup but their own, and reads the same a second time."""
    escaped = str(escape(text))
    assert not _SYNTAX & set(escaped)
    assert "&" not in _REFERENCE.sub("", escaped)
    shown = "".join(html5lib.parseFragment(escaped, namespaceHTMLElements=False).itertext())
    assert "".join(shown.split()) == "".join(_seen(text).split())
    for page in (str(rich(text)), str(rich_inline(text))):
        assert list(faults(page)) == []
        assert {node.tag for node in html5lib.parseFragment(page, namespaceHTMLElements=False).iter()} <= _TAGS
    assert is_harmless(safe_for_terminals(text).replace("\u200c", "").replace("\u200d", ""))


def _seen(text: str) -> str:
    """`text` without what no reader of a page sees."""
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", "", re.sub(r"[\x0b\x0c\x1c-\x1f\x85]", " ", text))

"""The questions themselves: enough of each, spread over the pages, and nothing that the pages or the search words say word for word."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from playbookgen.model.text import Language
from support.search_questions import KINDS, LANGUAGES, questions
from support.sites import ROOT

ASKED = questions()
#: Questions of the domain brief, ids A2 … F4. Its headings were taken into the pages before there was a test, so they may stand there.
BRIEF = re.compile(r"[A-F]\d")
TEXTS = (".yml", ".po", ".j2", ".md", ".html", ".js")


def _of(language: Language) -> list[str]:
    return [question.kind for question in ASKED if question.language == language]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_is_asked_in_every_language(language: Language) -> None:
    asked = Counter(_of(language))
    assert set(asked) == set(KINDS)
    assert asked["question"] >= 64
    assert min(asked["words"], asked["inflected"]) >= 64
    assert min(asked.values()) >= 15


def test_half_of_them_is_held_out() -> None:
    share = sum(question.seen for question in ASKED) / len(ASKED)
    assert 0.4 < share < 0.6


def test_nothing_is_asked_twice() -> None:
    asked = Counter((question.language, question.query.casefold()) for question in ASKED)
    assert [key for key, times in asked.items() if times > 1] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_looked_for(language: Language) -> None:
    looked_for = {page for question in ASKED if question.language == language for page in question.pages}
    sources = {str(path.relative_to(ROOT / "templates" / "pages")).removesuffix(".md.j2") for path in ROOT.glob("templates/pages/**/*.md.j2")}
    named = {"." if page == "home" else f"{page.removeprefix('reference/')}/" for page in sources}
    # The print edition is not in the search, a role's page has the role's name, and the sample has no accessibility statement.
    assert named - looked_for == {"print/", "target-state/role/", "accessibility/"}
    assert sum(page.startswith("target-state/roles/") for page in looked_for) >= 4


def test_no_whole_question_stands_in_a_text_of_the_product() -> None:
    """Words that only repeat a test would let it pass without any search worth the name."""
    written = [path for root in ("templates", "playbook") for path in Path(ROOT / root).rglob("*") if path.suffix in TEXTS]
    text = " ".join(" ".join(path.read_text(encoding="utf-8").split()).casefold() for path in written)
    own = [question for question in ASKED if question.kind == "question" and not BRIEF.fullmatch(question.group)]
    assert len(own) > 200
    assert [question.query for question in own if question.query.casefold().rstrip("?") in text] == []

"""The questions people type, the pages that answer them, and how often a search puts such a page first or among the first three."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from typing import Final, get_args

from playbookgen.model.text import Language

QUESTIONS: Final = Path(__file__).parents[1] / "search" / "questions.csv"
LANGUAGES: Final[tuple[Language, ...]] = get_args(Language)
KINDS: Final = ("question", "words", "inflected", "compound", "typing error", "spoken")


@dataclass(frozen=True)
class Question:
    """One query.

    Args:
        language: of the edition it is asked in.
        group: the need behind it; one for the whole question, its words, its misspelling, in all languages.
        kind: one of `KINDS`.
        query: what is typed.
        pages: addresses that answer it, relative to the edition; home is ``.``.
        seen: whether those who build the search have had it before their eyes. The others tell how it does on what nobody tuned it for.
    """

    language: Language
    group: str
    kind: str
    query: str
    pages: tuple[str, ...]
    seen: bool


@dataclass(frozen=True)
class Result:
    """One page of the list: its title, its address in the edition without anchor and query (home is ``.``), its sections' titles."""

    title: str
    address: str
    sections: tuple[str, ...]


@dataclass(frozen=True)
class Answer:
    """What the search box shows: the line above the list, and the list."""

    said: str
    results: tuple[Result, ...]


Answers = Mapping[Question, Answer]


@dataclass(frozen=True)
class Rates:
    """Of `asked` questions, how many had a right page in first place and among the first three."""

    asked: int
    first: int
    three: int

    @property
    def first_share(self) -> float:
        return self.first / self.asked

    @property
    def three_share(self) -> float:
        return self.three / self.asked


def questions(path: Path = QUESTIONS) -> tuple[Question, ...]:
    """All questions of a file: language, group, kind, query, pages (apart by spaces), seen (yes, no)."""
    with path.open(encoding="utf-8", newline="") as rows:
        return tuple(_question(row) for row in csv.DictReader(rows))


def _question(row: Mapping[str, str]) -> Question:
    language = next(each for each in LANGUAGES if each == row["language"])
    return Question(language, row["group"], row["kind"], row["query"], tuple(row["pages"].split()), row["seen"] == "yes")


def place(question: Question, answer: Answer) -> int | None:
    """The place, from 1, of the first page that answers the question; None when none is listed."""
    listed = [result.address for result in answer.results]
    before = list(takewhile(lambda address: address not in question.pages, listed))
    return len(before) + 1 if len(before) < len(listed) else None


def rates(answers: Answers, asked: Iterable[Question]) -> Rates:
    """How the search did on the questions asked."""
    places: Sequence[int | None] = [place(question, answers[question]) for question in asked]
    return Rates(len(places), places.count(1), sum(each is not None and each <= 3 for each in places))

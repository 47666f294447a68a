"""What a reader's browser sends back: a small JSON file of things done, a self-assessment and feedback.

Nothing in it says who the reader is. `answer` is a random number the browser makes for one filling of the form: it tells two readers
who answer alike from one file that is given twice.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Final, Literal

from pydantic import BeforeValidator, Field

from playbookgen.model.assessment import AREAS, ENABLER_AREAS, Area
from playbookgen.model.entity import Entity, without_free_keys
from playbookgen.model.problem import Contradiction, refusal
from playbookgen.model.text import Language
from playbookgen.model.values import Id, NumberType, PastDay, TextLine, _FieldType

#: Largest file that is read, in bytes: a full form in the widest script fits four times.
LARGEST_ANSWERS: Final = 64 * 1024
#: How deep lists and maps may stand in each other; the format needs four.
DEEPEST_ANSWERS: Final = 8
#: Most files of one run.
MOST_FILES: Final = 1000
MOST_DONE: Final = 200
MOST_FEEDBACK: Final = 50
ANSWERS_VERSION: Final = 1

_MARKUP = re.compile(r"<\s*[A-Za-z/!?]")


@dataclass(frozen=True)
class AnswerText(TextLine):
    """A reader's own words, on one line: no markup, no character that cannot be seen."""

    limit: int = 400

    def check(self, value: Any) -> str:
        text = super().check(value)
        if found := _MARKUP.search(text):
            message = f"“{text[found.start() : found.start() + 20]}” looks like HTML"
            raise refusal("E503", message, help="a reader's words are plain text: take the tags out, or leave this answer out")
        return text


@dataclass(frozen=True)
class AnswerMark(_FieldType):
    """The random number of one answer: 16–64 hexadecimal digits."""

    def check(self, value: Any) -> str:
        text = str(value) if isinstance(value, str) else ""
        if re.fullmatch(r"[0-9a-f]{16,64}", text):
            return text
        raise refusal("E204", "the number of an answer has 16–64 hexadecimal digits", help="download the file from the site again")

    def json_schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": "^[0-9a-f]{16,64}$"}


@dataclass(frozen=True)
class _AtMost:
    """Refuses a list with more entries than anybody writes."""

    most: int

    def __call__(self, value: Any) -> Any:
        if isinstance(value, list) and len(value) > self.most:
            raise refusal("E104", f"{len(value)} entries stand here, at most {self.most} are read", help="this file was not made by the site")
        return value


Points = Annotated[int, NumberType(minimum=0, maximum=100, integer=True)]


class Done(Entity):
    """An item of a checklist that was done on a day."""

    checklist: Literal["leadership"]
    item: Id = Field(description="The key `item` of the organisation's leadership_checklist, or an id of the library.")
    on: PastDay = Field(description="The day it was done, YYYY-MM-DD.")


class AttributePoints(Entity):
    """Detail scoring of an enabler area, all four, each 0–100."""

    planned: Points
    deployed: Points
    measured: Points
    improved: Points


class SelfAssessment(Entity):
    """One reader's view: an area by its four attributes, or by one score; results always by one score."""

    scores: Annotated[dict[Area, Points], BeforeValidator(without_free_keys)] = {}
    attributes: Annotated[dict[Area, AttributePoints], BeforeValidator(without_free_keys)] = {}

    def contradictions(self) -> Iterator[Contradiction]:
        if not self.scores and not self.attributes:
            yield Contradiction("E502", "the assessment scores no area", (), "score at least one area, or leave the assessment out")
        for area in self.attributes:
            if area not in ENABLER_AREAS:
                yield Contradiction("E303", f"{area} has attributes, it takes one score", ("attributes", area), "write it under scores")
            elif area in self.scores:
                message = f"{area} has a score and attributes"
                yield Contradiction("E303", message, ("scores", area), "give one of the two: the score is the mean of the attributes")

    @property
    def areas(self) -> tuple[Area, ...]:
        """The areas that were scored, in the order of the playbook."""
        return tuple(area for area in AREAS if area in self.scores or area in self.attributes)


class ReaderFeedback(Entity):
    """What a reader wants to say."""

    text: Annotated[str, AnswerText(400)]
    topic: Annotated[str, AnswerText(60)] | None = None
    source: Literal["staff", "customer", "stakeholder"] = "staff"
    date: PastDay | None = Field(default=None, description="The day it was written, YYYY-MM-DD; the day the file was made if not given.")

    def id_in(self, answers: Answers) -> str:
        """The id under which it stands in ``feedback.items``: made of its content, so that a file given twice adds it once."""
        day = self.date or answers.made
        return f"f_{_digest(answers.answer, self.text, self.topic or '', self.source, day.isoformat())[:8]}"


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _supported(value: Any) -> Any:
    number = NumberType(integer=True).check(value)
    if number != ANSWERS_VERSION:
        help = f"this playbookgen reads version {ANSWERS_VERSION}: build the site with it, and download the file again"
        raise refusal("E214", f"version {number} of answers is not supported", help=help)
    return number


class Answers(Entity):
    """One file of answers. docs/answers.md tells the same for whoever writes one."""

    playbookgen: Literal["answers"] = Field(description="What the file is.")
    version: Annotated[int, BeforeValidator(_supported)]
    organisation: Id = Field(description="Id of the organisation the site is about.")
    language: Language = Field(description="The language of the page, and of the reader's words.")
    made: PastDay = Field(description="The day the file was made, by the reader's clock, YYYY-MM-DD.")
    answer: Annotated[str, AnswerMark()] = Field(description="Random number of one filling of the form, hexadecimal.")
    done: Annotated[list[Done], BeforeValidator(_AtMost(MOST_DONE))] = []
    assessment: SelfAssessment | None = None
    feedback: Annotated[list[ReaderFeedback], BeforeValidator(_AtMost(MOST_FEEDBACK))] = []

    @property
    def mark(self) -> str:
        """What one person's self-assessment is recognised by: a letter and 11 hexadecimal digits of its number and scores."""
        told = self.assessment or SelfAssessment()
        scores = [f"{area}={told.scores[area]}" for area in sorted(told.scores)]
        details = [f"{area}={told.attributes[area].model_dump_json()}" for area in sorted(told.attributes)]
        return f"a{_digest(self.answer, *scores, *details)[:11]}"

    def contradictions(self) -> Iterator[Contradiction]:
        if not self.done and self.assessment is None and not self.feedback:
            help = "tick, score or write something on the site before downloading"
            yield Contradiction("E502", "nothing was done, scored or written in this file", (), help)
        for number, each in enumerate(self.done):
            yield from self._not_after_made(each.on, ("done", number, "on"))
        for number, said in enumerate(self.feedback):
            if said.date is not None:
                yield from self._not_after_made(said.date, ("feedback", number, "date"))

    def _not_after_made(self, day: date, path: tuple[str | int, ...]) -> Iterator[Contradiction]:
        if day > self.made:
            yield Contradiction(
                "E303", f"{day} lies after the day the file was made, {self.made}", path, "check the day; the file may have been changed"
            )

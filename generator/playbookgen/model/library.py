"""What the product knows: the texts of `templates/library/`, every text in all four languages.

One YAML file a kind of knowledge; the file's name is the field of `Library` it fills.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from playbookgen.model.assessment import Area
from playbookgen.model.leadership import CommitmentArea
from playbookgen.model.problem import refusal
from playbookgen.model.text import LANGUAGES, Language, LocalisedText, TextKind
from playbookgen.model.values import Cadence


@dataclass(frozen=True, slots=True)
class LibraryTextKind(TextKind):
    """A library text: as an organisation's, but no language may be missing."""

    def validate(self, value: Any) -> LocalisedText:
        text = TextKind.validate(self, value)
        missing = [language for language in LANGUAGES if language not in dict(text.entries)]
        if missing:
            raise refusal("E209", f"no text in {', '.join(missing)}")
        return text


@dataclass(frozen=True, slots=True)
class OwnText(LocalisedText):
    """A library text of which an organisation wrote its own version in the languages of `own`; that is no trusted Markdown."""

    own: frozenset[str] = frozenset()


#: A label or sentence, shown as typed.
Label = Annotated[LocalisedText, LibraryTextKind(400)]
#: Paragraphs, lists and inline Markdown.
Prose = Annotated[LocalisedText, LibraryTextKind(6000, "paragraphs")]


class LibraryEntry(BaseModel):
    """A map of a library file."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True, defer_build=True)


#: The doors of Home, by those who come in.
DoorId = Literal["lead", "supervise", "coach", "serve"]


class PageText(LibraryEntry):
    """The words of one page (`pages.yml`): what it is called, for whom, and what people search."""

    id: str = Field(description="Short id, also the name of its template: roadmap.")
    code: str = Field(description="P-code of the brief: P07.")
    title: Label
    purpose: Label = Field(description="One sentence: what the page is for and for whom.")
    sections: dict[DoorId, list[str]] = Field(
        default={}, description="Whose business which parts are: ids of headings and guidance by door, the most important first."
    )
    keywords: Label = Field(description="Also searched as: synonyms, compound parts, spoken questions, comma separated.")


class SectionText(LibraryEntry):
    """A section of the navigation (`sections.yml`)."""

    id: str
    title: Label


class Card(LibraryEntry):
    """A thing the product knows: what it is called, what it is, and perhaps its points."""

    id: str
    name: Label
    text: Label | None = None
    points: list[Label] = []


class GuideBlock(LibraryEntry):
    """A block of general guidance."""

    id: str
    title: Label
    text: Prose | None = None
    steps: list[Label] = []


class Guide(LibraryEntry):
    """General guidance of one page (`guides/<page>.yml`); `page` is the id of a `PageText`."""

    page: str
    blocks: list[GuideBlock]


class ScoringLevel(LibraryEntry):
    """A level of the scoring guide; `low` and `high` are scores 0–100."""

    level: int
    low: int
    high: int
    name: Label
    enablers: Label
    results: Label


class AreaText(LibraryEntry):
    """An assessment area with its reflection questions."""

    id: Area
    name: Label
    about: Label
    questions: list[Label]


class AssessmentGuide(LibraryEntry):
    """`assessment.yml`: areas and scoring guide."""

    areas: list[AreaText]
    levels: list[ScoringLevel]


class ChallengeCard(LibraryEntry):
    """A challenge, how it sounds, how to check it and what helps (`challenges.yml`)."""

    id: str
    name: Label
    voice: Label
    description: Label
    self_checks: list[Label]
    remedies: list[Label]
    leadership_items: list[str]


class CatalogueMetric(LibraryEntry):
    """A metric of the catalogue (`metrics.yml`)."""

    id: str
    name: Label
    formula: Label
    unit: str
    direction: Literal["up", "down", "range", "either"]
    typical: Label | None = None
    trap: Label | None = None
    first_for: list[Literal["service", "sales", "service_and_sales", "service_desk"]] = []


class LeadershipAct(LibraryEntry):
    """An observable act of leadership (`leadership.yml`). `core` acts count even when unlisted."""

    id: str
    area: CommitmentArea
    act: Label
    how: Label = Field(description="How it is done so that it is more than a tick.")
    trace: Label = Field(description="What evidence of it looks like.")
    cadence: Cadence
    core: bool = False


class CommitmentAreaText(LibraryEntry):
    """One of the five areas of commitment."""

    id: CommitmentArea
    name: Label
    about: Label


class LeadershipGuide(LibraryEntry):
    """`leadership.yml`: the five areas and their acts."""

    areas: list[CommitmentAreaText]
    acts: list[LeadershipAct]


class PhaseText(LibraryEntry):
    """A kind of phase with its typical content (`phases.yml`)."""

    id: Literal["goals", "training", "tools", "evaluation", "other"]
    name: Label
    content: list[Label]


class LevelText(LibraryEntry):
    """What the role card of one level of roles says in general (`roles.yml`)."""

    id: Literal["executive", "middle", "support", "frontline", "development", "stakeholder"]
    name: Label
    why: Label = Field(description="Why this role matters for the customer.")
    daily: list[Label] = Field(description="What to do each day or week.")
    success: Label = Field(description="How one knows one succeeds.")
    helpers: Label = Field(description="Who helps.")
    developing: Label = Field(description="Developing the work is part of the job: what that means here.")


class Door(LibraryEntry):
    """One of the four doors of Home (`doors.yml`): who comes in, and where it leads first."""

    id: DoorId
    title: Label
    about: Label
    levels: list[str]


class GlossaryTerm(LibraryEntry):
    """A term of the trade (`glossary.yml`). `also` are searchable alternatives, comma separated."""

    id: str
    term: Label
    also: dict[str, list[str]] = {}
    definition: Label
    explain: bool = Field(default=True, description="False for everyday words: they stand in the glossary, but no page points at them.")
    stems: dict[str, list[str]] = Field(default={}, description="Beginnings of inflected forms, by language, that no rule gives: parhaan käytän.")


class ProblemExample(LibraryEntry):
    """Lines of an organisation's YAML: as they are refused, and as they are taken."""

    wrong: str
    right: str


class ProblemText(LibraryEntry):
    """What a code of the files means (`problems.yml`); `id` is a key of `model.problem.CODES`."""

    id: str
    name: Label
    means: Label = Field(description="What is so, and what comes of it.")
    way_out: Label = Field(description="What to do.")
    example: ProblemExample | None = None


class RuleText(LibraryEntry):
    """What is said about a rule and its findings (`rules/<id>.yml`).

    In a message ``%(name)s`` is an input of the finding, ``%(limit_name)s`` a limit in force. Both stand as they are and are never
    inflected. ``{one|other}`` is chosen by the number before it; ``[…]`` is left out when something in it is not known.
    """

    id: str = Field(description="Id of the rule: PB015.")
    name: Label
    why: Label = Field(description="Why it matters.")
    in_life: Label = Field(description="What to do next.")
    in_yaml: Label = Field(description="What to write where; keys in code marks.")
    messages: dict[str, Label] = Field(description="What is so, by the sentence of a reason.")
    words: dict[str, Label] = Field(default={}, description="The rule's own words, for lists in messages.")
    thresholds: dict[str, Label] = Field(default={}, description="What each limit means.")


class SearchLead(LibraryEntry):
    """Ways of asking that point at pages: "may I" at the decisions."""

    words: str = Field(description="Words or phrases, comma separated.")
    to: list[str] = Field(description="Ids of pages.")
    worth: float = Field(description="What the way of asking adds to the page, 0 to 2; a rare word in a title adds about 2.")


class SearchWords(LibraryEntry):
    """What people mean who search in one language (`search/<language>.yml`)."""

    id: Language
    questions: str = Field(description="Words that ask and say little about the matter, comma separated.")
    same: list[str] = Field(description="Words that stand for one another, a comma-separated line each.")
    leads: list[SearchLead]


class Library(LibraryEntry):
    """All the product knows; each field is a file of `templates/library/`."""

    sections: list[SectionText]
    pages: list[PageText]
    guides: list[Guide]
    doors: list[Door]
    assessment: AssessmentGuide
    challenges: list[ChallengeCard]
    metrics: list[CatalogueMetric]
    leadership: LeadershipGuide
    phases: list[PhaseText]
    roles: list[LevelText]
    glossary: list[GlossaryTerm]
    reasons: list[Card] = Field(description="Why the contact centre matters (P01); points: what it is measured by.")
    factors: list[Card] = Field(description="The six factors of customer experience (P01b).")
    strengths: list[Card] = Field(description="Typical strengths (P03).")
    development_areas: list[Card] = Field(description="Typical development areas (P03).")
    quadrants: list[Card] = Field(description="The four ways to work with a stakeholder (P14).")
    decision_levels: list[Card] = Field(description="The five levels of freedom to decide (P14b).")
    message_types: list[Card] = Field(description="Kinds of messages about the change (P15).")
    recognition_sources: list[Card] = Field(description="Where recognition comes from (P16).")
    feedback_routes: list[Card] = Field(description="What goes where (P17).")
    onboarding_windows: list[Card] = Field(description="Days 1–30, 31–60 and 61–90 (P18).")
    barriers: list[Card] = Field(description="Five questions of readiness, and what helps where it stops (P19).")
    capabilities: list[Card] = Field(description="What the systems should be able to do (P22).")
    typical_risks: list[Card] = Field(description="Risks of such a change (P23); points: what one can do.")
    problems: list[ProblemText] = Field(description="What each code of a problem means (`explain`, docs/problems.md).")
    rules: list[RuleText] = Field(description="The rules, what their findings say and what to do.")
    search: list[SearchWords] = Field(description="Other names, question words and ways of asking, a file a language.")
    severities: list[Card] = Field(description="Error, warning and hint, and what each asks for.")

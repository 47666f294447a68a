"""Who the organisation is: itself, its business figures, teams, roles and people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import Field
from pydantic_core import PydanticCustomError

from playbookgen.model.entity import Entity
from playbookgen.model.problem import Contradiction, refusal
from playbookgen.model.text import LANGUAGES, Language, Sentence
from playbookgen.model.values import (
    Bool,
    Count,
    Day,
    Id,
    IdType,
    Line,
    NotNegative,
    NumberType,
    Percent,
    Positive,
    PositiveCount,
    Reference,
    _FieldType,
)

Audience = Literal["internal", "leadership", "public"]
MainTask = Literal["service", "sales", "service_and_sales", "service_desk"]
Level = Literal["executive", "middle", "support", "frontline", "development", "stakeholder"]

#: Ids that would collide with the site's own addresses, language codes or device names.
RESERVED_IDS = frozenset(
    {"assets", "search", "sitemap", "index", "build", "portfolio", *LANGUAGES, "con", "nul", "prn", "aux"}
    | {f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10)}
)


@dataclass(frozen=True)
class OrganisationIdType(IdType):
    """An organisation's id: an id that is not reserved."""

    def check(self, value: Any) -> str:
        text = super().check(value)
        if text in RESERVED_IDS:
            raise refusal("E112", f"“{text}” is reserved and cannot be an organisation's id", help=f"take another, for example {text}_centre")
        return text


def refused_id(text: str) -> tuple[str, str | None] | None:
    """Why `text` cannot be an organisation's id, and what to do; ``None`` when it can."""
    try:
        OrganisationIdType().check(text)
    except PydanticCustomError as refused:
        context = refused.context or {}
        return str(context.get("text")), context.get("help")
    return None


@dataclass(frozen=True)
class CodeType(_FieldType):
    """A code of CLDR's lists: ISO 3166 country or ISO 4217 currency."""

    kind: Literal["country", "currency"] = "country"

    def check(self, value: Any) -> str:
        codes = self._codes()
        if isinstance(value, str) and str(value) in codes:
            return str(value)
        shown = str(value) if isinstance(value, str) else type(value).__name__
        meant = self._meant(str(value), codes) if isinstance(value, str) else None
        example = "FI, NO or SE" if self.kind == "country" else "EUR, NOK or SEK"
        raise refusal(
            "E213",
            f"“{shown[:40]}” is not a {self.kind} code",
            help=f"did you mean {meant}?" if meant else f"write the code in capitals, for example {example}",
            suggestion=meant,
        )

    def _codes(self) -> frozenset[str]:
        from babel import Locale

        names = Locale("en").territories if self.kind == "country" else Locale("en").currencies
        return frozenset(str(code) for code in names if str(code).isalpha() and str(code).isupper())

    def _meant(self, text: str, codes: frozenset[str]) -> str | None:
        from babel import Locale

        if text.upper() in codes:
            return text.upper()
        common = {"€": "EUR", "kr": "NOK", "euro": "EUR", "fin": "FI", "nor": "NO", "swe": "SE", "dnk": "DK"}
        if text.lower() in common:
            return common[text.lower()]
        for language in LANGUAGES:
            locale = Locale(language)
            names = locale.territories if self.kind == "country" else locale.currencies
            for code, name in names.items():
                if name.lower() == text.lower() and code in codes:
                    return str(code)
        return None

    def json_schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": "^[A-Z]{2}$" if self.kind == "country" else "^[A-Z]{3}$"}


class Site(Entity):
    """How this organisation's site is built."""

    languages: list[Language] = Field(default=["en"], min_length=1, description="Languages the site is built in; the first is the default.")
    default_language: Language | None = Field(default=None, description="Language of plain texts; the first of languages if not given.")
    as_of: Day | None = Field(default=None, description="The day all judgements are made for; the day of the build if not given.")
    audience: Audience = Field(default="internal", description="Who may read the site: internal, leadership or public.")

    @property
    def main_language(self) -> Language:
        """The language of plain texts."""
        return self.default_language or self.languages[0]

    def contradictions(self) -> Iterator[Contradiction]:
        if self.default_language and self.default_language not in self.languages:
            yield Contradiction(
                "E303",
                f"default_language {self.default_language} is not among the languages",
                ("default_language",),
                f"add {self.default_language} to languages, or choose one of {', '.join(self.languages)}",
            )
        seen: set[str] = set()
        for index, language in enumerate(self.languages):
            if language in seen:
                yield Contradiction("E302", f"language {language} is listed twice", ("languages", index), "delete one of the two")
            seen.add(language)


class Profile(Entity):
    """The organisation itself."""

    id: Annotated[str, OrganisationIdType()] = Field(description="Short name for file and address: small letters, digits and _.")
    name: Sentence = Field(description="The organisation's name.")
    unit_name: Sentence | None = Field(default=None, description="The name of the contact centre or service desk.")
    sector: Line | None = Field(default=None, description="Line of business in a word or two.")
    country: Annotated[str, CodeType("country")] | None = Field(default=None, description="ISO 3166 country code: FI, NO, SE.")
    currency: Annotated[str, CodeType("currency")] = Field(default="EUR", description="ISO 4217 currency code: EUR, NOK, SEK.")
    main_task: MainTask = Field(description="What the centre is mainly for; decides the order of metrics.")
    agents_headcount: PositiveCount = Field(description="How many people serve customers.")
    agents_fte: Positive | None = Field(default=None, description="The same in full-time equivalents.")
    contacts_per_month: Count | None = Field(default=None, description="Contacts handled in a month, all channels.")
    purpose: Sentence | None = Field(default=None, description="Why the centre exists, in one sentence.")

    def contradictions(self) -> Iterator[Contradiction]:
        if self.agents_fte is not None and self.agents_fte > Decimal("1.2") * self.agents_headcount:
            yield Contradiction(
                "E303",
                f"agents_fte {self.agents_fte} is more than 1.2 × agents_headcount ({self.agents_headcount})",
                ("agents_fte",),
                "full-time equivalents are seldom more than heads: check both figures",
            )


class Business(Entity):
    """Inputs of the “what is it worth” scenarios; all a year or month as the name says."""

    upsell_revenue_month: NotNegative | None = Field(default=None, description="Revenue of extra sales a month, in the organisation's currency.")
    upsell_margin_pct: Percent | None = Field(default=None, description="Margin of extra sales, percent 0–100.")
    cost_per_contact: NotNegative | None = Field(default=None, description="What one contact costs, in the organisation's currency.")
    repeat_contact_pct: Percent | None = Field(default=None, description="Share of contacts that are repeats, percent 0–100.")
    replacement_cost_per_agent: NotNegative | None = Field(default=None, description="Cost of replacing one agent.")
    leavers_12m: Count | None = Field(default=None, description="Agents who left in the last twelve months.")


class Privacy(Entity):
    """What protects single people."""

    min_group: Annotated[int, NumberType(minimum=3, integer=True)] = Field(default=5, description="Smallest group whose figures are shown.")


class Team(Entity):
    """A team that serves customers."""

    id: Id
    name: Sentence
    agents: Count = Field(description="How many agents the team has.")
    supervisor: Annotated[str, Reference(to="people")] | None = None
    channels: list[Annotated[str, Reference(to="channels")]] = []


class Role(Entity):
    """A role with its own page."""

    id: Id
    name: Sentence
    level: Level = Field(description="executive, middle, support, frontline, development or stakeholder.")
    headcount: Count | None = None
    include_in_translation: Bool | None = Field(
        default=None, description="Whether the target state is translated to this role; true unless the level is stakeholder."
    )

    @property
    def is_translated(self) -> bool:
        """Whether every statement of the target state should say what it means for this role."""
        if self.include_in_translation is None:
            return self.level != "stakeholder"
        return self.include_in_translation


class Person(Entity):
    """A job title; a name only if the organisation wants it."""

    id: Id
    title: Sentence
    role: Annotated[str, Reference(to="roles")]
    display_name: Line | None = Field(default=None, description="Shown only in the internal site.")
    contact: Line | None = Field(default=None, description="Shown only in the internal site.")


class StrategicAim(Entity):
    """One aim of the organisation's strategy."""

    id: Id
    name: Sentence
    text: Sentence | None = None



"""Who the organisation is: itself, its business figures, teams, roles and people."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Annotated, Any, Literal

from pydantic import Field
from pydantic_core import PydanticCustomError

from playbookgen.model.entity import Entity
from playbookgen.model.problem import Contradiction, refusal
from playbookgen.model.site import AccessibilityStatement, PageCare, PersonRef
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
    PastDay,
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


@cache
def _codes(kind: Literal["country", "currency"]) -> frozenset[str]:
    from babel import Locale

    names = Locale("en").territories if kind == "country" else Locale("en").currencies
    return frozenset(str(code) for code in names if str(code).isalpha() and str(code).isupper())


@dataclass(frozen=True)
class CodeType(_FieldType):
    """A code of CLDR's lists: ISO 3166 country or ISO 4217 currency."""

    kind: Literal["country", "currency"] = "country"

    def check(self, value: Any) -> str:
        codes = _codes(self.kind)
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


@dataclass(frozen=True)
class ColourType(_FieldType):
    """A colour, ``#rrggbb``; the short form ``#rgb`` is understood."""

    def check(self, value: Any) -> str:
        text = str(value) if isinstance(value, str) else ""
        if re.fullmatch(r"#[0-9a-fA-F]{6}", text):
            return text.lower()
        short = re.fullmatch(r"#?([0-9a-fA-F]{3}|[0-9a-fA-F]{6})", text)
        meant = None
        if short:
            digits = short.group(1)
            meant = "#" + (digits if len(digits) == 6 else "".join(2 * digit for digit in digits)).lower()
        help = f"did you mean '{meant}'? Keep the quotes" if meant else "write it as # and six digits of 0–9 and a–f: '#0b5fa5', in quotes"
        raise refusal(
            "E204", f"“{text[:40]}” is not a colour" if text else "a colour is expected here", help=help, suggestion=f"'{meant}'" if meant else None
        )

    def json_schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": "^#[0-9a-fA-F]{6}$"}


#: Endings of the pictures an organisation may have as its logo.
LOGO_ENDINGS = ("svg", "png", "webp", "jpg", "jpeg")


@dataclass(frozen=True)
class LogoNameType(_FieldType):
    """The name of a picture in the organisation's own folder: a name, never a path."""

    def check(self, value: Any) -> str:
        text = str(value) if isinstance(value, str) else ""
        if re.search(r"[/\\:]", text):
            name = re.split(r"[/\\:]", text)[-1]
            meant = name if re.fullmatch(self._pattern(), name, re.IGNORECASE) else None
            help = "put the picture into the organisation's folder and write its name only"
            raise refusal("E204", f"“{text[:60]}” is a path, the name of a file is expected here", help=help, suggestion=meant)
        if not re.fullmatch(self._pattern(), text, re.IGNORECASE):
            shown = f"“{text[:60]}” cannot be a logo" if text else "the name of a picture is expected here"
            raise refusal("E204", shown, help=f"write the name of a picture that ends in {', '.join(LOGO_ENDINGS)}: logo.svg")
        return text

    def _pattern(self) -> str:
        return rf"[\w][\w .+-]{{0,99}}\.({'|'.join(LOGO_ENDINGS)})"

    def json_schema(self) -> dict[str, Any]:
        endings = "|".join("".join(f"[{letter.upper()}{letter}]" for letter in ending) for ending in LOGO_ENDINGS)
        return {"type": "string", "pattern": rf"^[^/\\:]+\.({endings})$"}


class Site(Entity):
    """How this organisation's site is built."""

    languages: list[Language] = Field(default=["en"], min_length=1, description="Languages the site is built in; the first is the default.")
    default_language: Language | None = Field(default=None, description="Language of plain texts; the first of languages if not given.")
    as_of: Day | None = Field(default=None, description="The day all judgements are made for; the day of the build if not given.")
    audience: Audience = Field(default="internal", description="Who may read the site: internal, leadership or public.")
    accent: Annotated[str, ColourType()] | None = Field(
        default=None, description="The organisation's own colour as '#rrggbb', in quotes; goes before accent of site_config.yml."
    )
    logo: Annotated[str, LogoNameType()] | None = Field(
        default=None, description="Name of a picture in the organisation's own folder (svg, png, webp or jpg, at most 200 KiB)."
    )

    owner: PersonRef | None = Field(default=None, description="Who looks after the pages; shown on each. pages names others for single ones.")
    reviewed: PastDay | None = Field(default=None, description="When all pages were last read through.")
    pages: list[PageCare] = Field(default=[], description="Pages with an owner or a review day of their own.")
    accessibility_statement: AccessibilityStatement | None = Field(
        default=None, description="How accessible the site is; makes a page of its own, linked at the foot of every page."
    )

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

    id: Id = Field(description="Short name of the team.")
    name: Sentence = Field(description="Name of the team.")
    agents: Count = Field(description="How many agents the team has.")
    supervisor: Annotated[str, Reference(to="people")] | None = Field(default=None, description="The person who supervises it.")
    channels: list[Annotated[str, Reference(to="channels")]] = Field(default=[], description="Channels it serves.")


class Role(Entity):
    """A role with its own page."""

    id: Id = Field(description="Short name of the role.")
    name: Sentence = Field(description="Name of the role.")
    level: Level = Field(description="Where it stands: executive, middle, support, frontline, development or stakeholder.")
    headcount: Count | None = Field(default=None, description="How many people have it.")
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

    id: Id = Field(description="Short name of the job, for others to refer to.")
    title: Sentence = Field(description="Job title; no name is needed.")
    role: Annotated[str, Reference(to="roles")] = Field(description="The role this job belongs to.")
    display_name: Line | None = Field(default=None, description="Shown only in the internal site.")
    contact: Line | None = Field(default=None, description="Shown only in the internal site.")


class StrategicAim(Entity):
    """One aim of the organisation's strategy."""

    id: Id = Field(description="Short name of the aim.")
    name: Sentence = Field(description="Name of the aim.")
    text: Sentence | None = Field(default=None, description="What it means, in one sentence.")

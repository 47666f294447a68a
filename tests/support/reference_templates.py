"""docs/template-variables.md: what a template of a workspace can use. The names come from the code; each needs a sentence here."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from inspect import getdoc
from types import NoneType, UnionType
from typing import Any, Final, Literal, Union, get_args, get_origin, get_type_hints

from jinja2.defaults import DEFAULT_NAMESPACE
from jinja2.filters import FILTERS as FILTERS_OF_JINJA
from jinja2.sandbox import ImmutableSandboxedEnvironment

from playbookgen.composing.charts import CHARTS
from playbookgen.composing.environment import environment
from playbookgen.composing.found import Found, Place, Told
from playbookgen.composing.speech import Speech
from playbookgen.composing.words import Words
from playbookgen.model.entity import Entity
from playbookgen.model.judgement import Judgement
from playbookgen.model.workspace import TemplatePack

_BEGINNING = """\
# What a template can use

Templates of a workspace replace ours file by file: [overrides](overrides.md) says how. Jinja runs in a sandbox with escaping switched on. A name
that is not here is an error with its line, and so is a value that is missing.

This page is written by `make docs` from the code.
"""
#: Variables of every template but the chapters of the YAML.
SHARED: Final[Mapping[str, str]] = {
    "judgement": "every computed figure, [below](#judgement); what the readers may not see is not in it",
    "library": "the texts of `templates/library/`, by the name of their file",
    "as_of": "the day everything is judged for",
    "audience": "`internal`, `leadership` or `public`",
    "exports": "names of the files that stand beside the pages for these readers",
    "changes": "days on which something was changed, the newest first, each with its `pages` and their `items`; nothing without a git history",
    "found": "the findings these readers may see, [below](#found)",
    "rules_in_force": "the rules with their limits",
    "has_page": "`has_page(page)`: whether these readers have the page",
    "by_id": "entries of the YAML: kind, then id (`by_id.people.ceo`)",
    "from_library": "entries of the library: kind, then id",
    "terms_sorted": "the library’s terms in the alphabetical order of the language",
    "chart": "`chart.NAME(…)` draws a chart, [below](#charts)",
}
#: Variables of a page.
PAGE: Final[Mapping[str, str]] = {
    "page": "its text in the library: `title`, `purpose`, `keywords`, `sections`",
    "title": "its title; on the card of a role the name of the role",
    "role": "on the card of a role that role, else nothing",
    "section": "the section of the navigation it stands in",
    "address": "its address below the site, with a slash at the end; Home is empty",
    "guide": "the general guidance of the page, where the library has one",
    "href": "`href(page, anchor, role=…)`: the link to another page",
    "page_title": "`page_title(page)`: the title of another page",
}
#: Functions of every template.
FUNCTIONS: Final[Mapping[str, str]] = {
    "_": '`_("…")`: a message of the catalogue in the language of the page',
    "ngettext": '`ngettext("one", "many", n)`: the form that fits the number',
    "say": "a text in the language of the page, escaped, with its `lang` where it is in another",
    "plain": "the same without tags, for attributes",
    "listing": "names joined as the language joins them: a, b and c",
    "language": "the language of the page",
}
FILTERS: Final[Mapping[str, str]] = {
    "number": "a number as the language writes it",
    "share": "a share (0.62) in percent (62%)",
    "percent": "a number of percent",
    "money": "an amount with its currency",
    "duration": "seconds as 2:14",
    "value": "a value in the unit of its metric",
    "target": "a target with its direction",
    "difference": "a difference with its sign",
    "date": "31 Oct 2026",
    "day": "31 Oct",
    "month": "October 2026",
    "period": "a period of a metric: September 2026, Q3 2026",
    "px": "a coordinate of a chart, at most two decimals",
    "iso": "2026-10-31",
    "slug": "an id as an anchor: `_` becomes `-`",
    "rich": "a text with its Markdown, cleaned",
    "rich_inline": "the same on one line",
    "prose": "a text in paragraphs",
    "plain": "a text without tags",
    "keywords": "what people search for, for the index",
    "round_percent": "a share as a whole number between 0 and 100",
}


def jinja() -> ImmutableSandboxedEnvironment:
    """The environment of an edition in English, without a template."""
    return environment(TemplatePack({}), Speech("en", "en", Words("en", None)))


def own_filters() -> set[str]:
    """Names of the filters that Jinja itself does not bring, or brings otherwise."""
    return {name for name, function in jinja().filters.items() if FILTERS_OF_JINJA.get(name) is not function}


def own_functions() -> set[str]:
    """Names that every template knows and Jinja itself does not bring."""
    return set(jinja().globals) - set(DEFAULT_NAMESPACE)


def templates_page() -> str:
    """The whole page."""
    parts = [
        _BEGINNING,
        "## In every template",
        "Each [chapter of the YAML](yaml-keys.md) under its own name (`organisation`, `change`, `metrics` …), and",
        _table("name", SHARED),
        "## On a page",
        _table("name", PAGE),
        "## Functions",
        _table("name", FUNCTIONS),
        "## Filters",
        "Texts, dates and whole numbers are printed as they are. Shares and other fractions need a filter. Jinja’s own filters are there too.",
        _table("filter", FILTERS),
        "## Charts",
        "One SVG template each in `templates/charts/`; `draw` in the module of the same name computes where things stand.",
        _table("chart", {name: _sentence(function) for name, function in CHARTS.items()}),
        "## found",
        _table("method", {name: _sentence(value) for name, value in vars(Found).items() if not name.startswith("_") and callable(value)}),
        *(part for type_ in (Told, Place) for part in (f"### {type_.__name__}", _doc(type_), _fields(type_))),
        "## judgement",
        "`None` always means: not known, and the page says so. Shares and progress run from 0 to 1, scores from 0 to 100; days are days.",
        _fields(Judgement),
        *(part for type_ in judgements() for part in (f"### {type_.__name__}", _doc(type_), _fields(type_))),
    ]
    return "\n\n".join(part.rstrip() for part in parts if part) + "\n"


def judgements() -> list[type[Any]]:
    """The types of the judgement's figures, in the order in which one meets them."""
    met: list[type[Any]] = []

    def meet(hint: Any) -> None:
        if is_dataclass(hint) and isinstance(hint, type) and hint.__module__.endswith("judgement") and hint not in met:
            met.append(hint)
            for inner in get_type_hints(hint).values():
                meet(inner)
        for argument in get_args(hint):
            meet(argument)

    for hint in get_type_hints(Judgement).values():
        meet(hint)
    return met


def _table(head: str, rows: Mapping[str, str]) -> str:
    return "\n".join([f"| {head} | what it is |", "|---|---|", *(f"| `{name}` | {told} |" for name, told in rows.items())])


def _fields(type_: type[Any]) -> str:
    hints = get_type_hints(type_)
    rows = [f"| `{each.name}` | {_type(hints[each.name])} |" for each in fields(type_)] if is_dataclass(type_) else []
    rows += [f"| `{name}` | {_sentence(found.fget)} |" for name, found in vars(type_).items() if isinstance(found, property)]
    return "\n".join(["| field | value |", "|---|---|", *rows])


def _type(hint: Any) -> str:
    origin = get_origin(hint)
    if origin is Literal:
        return " \\| ".join(f"`{value}`" for value in sorted(get_args(hint)))  # equal literals are one object to `typing`: their order is not ours
    if origin in (Union, UnionType):
        inner = [_type(arm) for arm in get_args(hint) if arm is not NoneType]
        return " or ".join([*inner, "`None`"] if NoneType in get_args(hint) else inner)
    if origin is tuple:
        arms = [arm for arm in get_args(hint) if arm is not Ellipsis]
        return f"list of {_type(arms[0])}" if len(arms) != len(get_args(hint)) else " and ".join(map(_type, arms))
    if origin is not None and issubclass(origin, Mapping):
        key, value = get_args(hint)
        return f"map: {_type(key)} → {_type(value)}"
    if is_dataclass(hint) and isinstance(hint, type) and (hint in judgements() or hint in (Told, Place)):
        return f"[{hint.__name__}](#{hint.__name__.lower()})"
    words = {"str": "text", "int": "whole number", "bool": "`true` or `false`", "date": "day", "Fraction": "fraction", "Decimal": "number"}
    words |= {"float": "number", "object": "entry", "LocalisedText": "text by language", "NoneType": "nothing"}
    name = getattr(hint, "__name__", str(hint))
    of_the_yaml = isinstance(hint, type) and issubclass(hint, Entity)
    return words.get(name, f"`{name}` of the YAML" if of_the_yaml else f"`{name}`")


def _doc(type_: type[Any]) -> str:
    return _clean(getdoc(type_) or "")


def _sentence(function: object) -> str:
    return _clean((getdoc(function) or "").split("\n\n")[0])


def _clean(text: str) -> str:
    """A docstring for readers of the documents: one paragraph a block, without what only those who build it look up."""
    without = re.sub(r"\s*\((?:brief|settled)[^)]*\)", "", text.split("\nArgs:", maxsplit=1)[0])
    return "\n\n".join(_code(" ".join(block.split())) for block in without.split("\n\n")).strip()


def _code(text: str) -> str:
    return re.sub(r"``([^`]+)``", r"`\1`", text).replace("|", "\\|")

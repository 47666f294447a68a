"""Every source has a home: what practitioners wrote about changing contact centres is found in the built sample.

`tests/golden/sources.csv` has a row for each concept or practice. `page` names the addresses of its home (` | ` between
several). `find` says what stands there (` ; ` between several):

- `#anchor`: an element of one of the pages,
- `#anchor ~ words`: the same, and the English page says these words there,
- `schema:metrics[].use=resourcing`: a key of the organisation's YAML, here with a value it takes,
- `rule:PB001`: a rule that watches over it.

An anchor is there in every language of the row (all four, unless `languages` says otherwise), with words of that language.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pytest

from playbookgen.model.rule_table import RULES_BY_ID
from playbookgen.model.text import LANGUAGES, Language
from playbookgen.pipeline import organisation_schema
from support.pages import ReadPage, read_pages

_TABLE: Final = Path(__file__).parents[1] / "golden" / "sources.csv"
#: How many concepts and practices each of the five sources brings: 121 together.
_COUNTS: Final = {"S0": 29, "S1": 32, "S2": 21, "S3": 19, "S4": 20}


@dataclass(frozen=True)
class Row:
    """A concept and its home."""

    id: str
    pages: tuple[str, ...]
    what: str
    finds: tuple[str, ...]
    languages: tuple[Language, ...]


def _rows() -> list[Row]:
    with _TABLE.open(encoding="utf-8", newline="") as file:
        return [
            Row(told["id"], _parts(told["page"], "|"), told["what"], _parts(told["find"], ";"), _languages(told["languages"]))
            for told in csv.DictReader(file)
        ]


def _parts(told: str, between: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in told.split(f" {between} ") if part.strip())


def _languages(told: str) -> tuple[Language, ...]:
    return tuple(code for code in LANGUAGES if not told or code in told.split())


ROWS: Final = _rows()


def test_every_row_is_there_once() -> None:
    expected = [f"{source}-{number:02}" for source, count in _COUNTS.items() for number in range(1, count + 1)]
    assert [row.id for row in ROWS] == expected
    assert len(ROWS) == 121


@pytest.mark.parametrize("row", ROWS, ids=[row.id for row in ROWS])
def test_a_row_has_its_home(row: Row) -> None:
    assert row.pages
    assert row.what
    assert row.finds
    assert "en" in row.languages
    pages = {address: _page(address, "en") for address in row.pages}
    carriers: set[str] = set()
    for find in row.finds:
        if find.startswith("schema:"):
            assert _in_schema(find.removeprefix("schema:")), f"{row.id}: {find} is not in the schema"
            continue
        if find.startswith("rule:"):
            assert find.removeprefix("rule:") in RULES_BY_ID, f"{row.id}: {find} is no rule"
            continue
        there = [address for address, page in pages.items() if _says(page, find)]
        assert there, f"{row.id} ({row.what}): {find} is not found on {', '.join(row.pages)}"
        carriers.update(there)
    assert carriers == set(row.pages), f"{row.id}: nothing named is found on {sorted(set(row.pages) - carriers)}"


@pytest.mark.parametrize("language", [code for code in LANGUAGES if code != "en"])
def test_the_homes_stand_in_every_language(language: Language) -> None:
    missing = [
        f"{row.id}: #{_anchor(find)} in {address}"
        for row in ROWS
        if language in row.languages
        for find in row.finds
        if find.startswith("#")
        for address in row.pages
        if _says(_page(address, "en"), find) and not _translated(address, _anchor(find), language)
    ]
    assert not missing


def test_a_missing_home_would_be_noticed() -> None:
    page = _page("leadership/commitment/", "en")
    assert _says(page, "#act-floor-visit ~ what was heard")
    assert not _says(page, "#act-floor-visit ~ what nobody wrote")
    assert not _says(page, "#no-such-place")
    assert _in_schema("metrics[].use=resourcing")
    assert not _in_schema("metrics[].use=decoration")
    assert not _in_schema("metrics[].colour")


def _translated(address: str, anchor: str, language: Language) -> bool:
    told, english = _page(address, language).anchors.get(anchor, ""), _page(address, "en").anchors[anchor]
    return bool(told) and told != english


def _page(address: str, language: Language) -> ReadPage:
    pages = read_pages("lumivakka", language)
    assert address in pages, f"there is no page {address}"
    return pages[address]


def _anchor(find: str) -> str:
    return find.partition(" ~ ")[0].removeprefix("#")


def _says(page: ReadPage, find: str) -> bool:
    assert find.startswith("#"), f"{find} is neither an anchor, a key of the schema nor a rule"
    told = page.anchors.get(_anchor(find), "")
    wanted = find.partition(" ~ ")[2]
    return bool(told) and _plain(wanted) in _plain(told)


def _plain(text: str) -> str:
    """Blanks and quotation marks as they are typed, small letters."""
    return re.sub(r"[\s\u00a0\u202f]+", " ", text.replace("’", "'")).strip().casefold()


def _in_schema(path: str) -> bool:
    schema = organisation_schema()
    keys, _, value = path.partition("=")
    node: Any = schema
    for key in keys.split("."):
        node = _property(_resolved(node, schema), key.removesuffix("[]"), schema)
        if node is None:
            return False
        if key.endswith("[]"):
            node = _items(node, schema)
    return not value or value in _values(node, schema)


def _resolved(node: Any, schema: Any) -> list[Any]:
    """`node` with its references followed, as the alternatives it stands for."""
    if "$ref" in node:
        return _resolved(schema["definitions"][node["$ref"].rsplit("/", 1)[1]], schema)
    if "anyOf" in node:
        return [part for option in node["anyOf"] for part in _resolved(option, schema)]
    return [node]


def _property(options: list[Any], key: str, schema: Any) -> Any:
    return next((option["properties"][key] for option in options if key in option.get("properties", {})), None)


def _items(node: Any, schema: Any) -> Any:
    return next(option["items"] for option in _resolved(node, schema) if "items" in option)


def _values(node: Any, schema: Any) -> list[Any]:
    return [value for option in _resolved(node, schema) for value in option.get("enum", [])]

"""Ids that look like others, or that a system takes for others, are refused with their place, or are others everywhere (T12, T22)."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest

from playbookgen import pipeline
from playbookgen.building.publishing import stage
from playbookgen.model.problem import Problem
from playbookgen.reading import discover
from support.sound import is_harmless
from support.sources import read
from support.workspaces import TODAY, told, workspace

#: What each looks like, or what a system makes of it, is `alfa` or a name of the sites' own.
LOOK_ALIKES = {
    "Cyrillic a": "\u0430lfa",
    "Cyrillic a at the end": "alf\u0430",
    "all Cyrillic and Greek": "\u0430\u04cf\u03dd\u0430",
    "Greek alpha": "\u03b1lfa",
    "Latin alpha": "\u0251lfa",
    "full width": "\uff41\uff4c\uff46\uff41",
    "bold": "\U0001d41alfa",
    "monospace": "\U0001d68alfa",
    "circled": "\u24d0lfa",
    "superscript": "\u1d43lfa",
    "small capital": "\u1d00lfa",
    "Cherokee": "\u13aalfa",
    "l as a bar": "a\u01c0fa",
    "l as an iota": "a\u0399fa",
    "a ligature": "\ufb01rst",
    "long s": "\u017fite",
    "Kelvin": "\u212aappa",
    "dotless i": "\u0131ndex",
    "dotted I": "\u0130ndex",
    "Roman numeral": "alfa_\u2170",
    "full-width digit": "alfa\uff11",
    "Arabic digit": "alfa\u0661",
    "superscript digit": "com\u00b9",
    "full-width low line": "al\uff3ffa",
    "capital": "Alfa",
    "capitals": "ALFA",
    "one capital": "alfA",
    "composed": "\u00e4iti",
    "decomposed": "a\u0308iti",
    "combining accent": "alfa\u0301",
    "combining stroke": "al\u0338fa",
    "variation selector": "alfa\ufe0f",
    "trailing dot": "alfa.",
    "trailing dots": "alfa..",
    "trailing space": "alfa ",
    "leading space": " alfa",
    "no-break space": "alfa\u00a0",
    "ideographic space": "alfa\u3000",
    "trailing tab": "alfa\t",
    "trailing line feed": "alfa\n",
    "trailing carriage return": "alfa\r",
    "zero width space": "al\u200bfa",
    "zero width joiner": "al\u200dfa",
    "zero width non-joiner": "al\u200cfa",
    "word joiner": "al\u2060fa",
    "byte order mark": "\ufeffalfa",
    "soft hyphen": "al\u00adfa",
    "Mongolian separator": "al\u180efa",
    "Hangul filler": "alfa\u3164",
    "tag letters": "alfa\U000e0061",
    "right-to-left override": "\u202eafla",
    "isolate": "\u2067alfa\u2069",
    "right-to-left mark": "alfa\u200f",
    "NUL of Windows": "nul",
    "console of Windows": "con",
    "port of Windows": "com1",
    "printer of Windows": "lpt9",
    "device with capitals": "Aux",
    "the search's folder": "search",
    "the index": "index",
    "a language": "fi",
    "up": "..",
    "an option": "--output",
    "a stream of NTFS": "alfa:x",
    "the other stroke": "beta\\alfa",
    "an encoded stroke": "..%2falfa",
    "a short name": "alfa~1",
    "a line separator": "alfa\u2028",
    "a surrogate's replacement": "alf\ufffd",
    "a private character": "alfa\ue000",
}
#: Different to every file system and to every regular expression, though not to every eye.
SEPARATE = ("alfa_", "a1fa", "all", "al1", "rn_a", "m_a", "o0", "oo", "com0", "com10", "console")


def spelled(text: str) -> str:
    """A text between double quotes, every character of it as an escape of YAML."""
    return '"' + "".join(f"\\U{ord(character):08x}" for character in text) + '"'


def errors(problems: tuple[Problem, ...]) -> list[Problem]:
    found = [problem for problem in problems if problem.severity == "error"]
    assert all(problem.place is not None and problem.place.line >= 1 and problem.place.column >= 1 for problem in found)
    assert all(is_harmless(problem.message) and is_harmless(problem.help or "") for problem in found)
    return found


def test_there_are_enough_of_them() -> None:
    assert len(set(LOOK_ALIKES.values())) >= 50
    folded = {re.sub(r"[^a-z]", "", unicodedata.normalize("NFKC", text).casefold()) for text in LOOK_ALIKES.values()}
    assert len(folded) < 40, "many of them are one to a system that folds names"


@pytest.mark.parametrize("text", LOOK_ALIKES.values(), ids=LOOK_ALIKES)
def test_it_is_no_id_of_an_organisation(text: str) -> None:
    found = read(told("alfa").replace("id: alfa", f"id: {spelled(text)}"), id="alfa")
    assert found.organisation is None
    problems = errors(found.problems)
    assert {problem.code for problem in problems} <= {"E109", "E112", "E208", "E211"}
    assert {problem.place.line for problem in problems if problem.place} == {3}


@pytest.mark.parametrize("text", [text for text in LOOK_ALIKES.values() if not re.fullmatch("[a-z][a-z0-9_]+", text)])
def test_it_is_no_id_of_an_entry_and_no_reference(text: str) -> None:
    as_entry = read(told("alfa").replace("id: boss", f"id: {spelled(text)}"), id="alfa")
    assert "E208" in {problem.code for problem in errors(as_entry.problems)} or "E211" in {problem.code for problem in as_entry.problems}
    as_reference = read(told("alfa").replace("role: executive}", f"role: {spelled(text)}}}"), id="alfa")
    assert as_reference.organisation is None
    assert {problem.code for problem in errors(as_reference.problems)} <= {"E208", "E211", "E301"}


def test_as_names_of_files_they_are_refused_and_the_real_one_is_what_it_was(tmp_path: Path) -> None:
    root = workspace(tmp_path, "alfa")
    names = [text for text in LOOK_ALIKES.values() if text.casefold() != "alfa"]
    for text in names:
        (root / "playbook" / f"{text}.yml").write_text(told("alfa", name="Somebody else"), encoding="utf-8")
    result = pipeline.check(root, today=TODAY)
    assert [(each.id, each.name) for each in result.organisations if each.is_sound()] == [("alfa", "Pikkula")]
    refused = [each for each in result.organisations if each.id != "alfa"]
    assert len(refused) == len({text.casefold() for text in names}) - 2, "two begin with a dot and are hidden files; all others are told"
    assert all(errors(each.problems) and is_harmless(each.id) for each in refused)


@pytest.mark.parametrize("name", ["ALFA", "Alfa", "alfA"])
def test_what_differs_by_capitals_does_not_take_the_place_of_the_real_one(tmp_path: Path, name: str) -> None:
    """It would be withdrawn if it were not there under its id."""
    root = workspace(tmp_path, "alfa")
    (root / "playbook" / f"{name}.yml").write_text(told("alfa", name="Somebody else"), encoding="utf-8")
    (source,) = discover(root).sources
    assert source.id == "alfa"
    assert [file.shown for file in source.files] == ["playbook/alfa.yml"]
    assert [(problem.code, problem.place.path if problem.place else "") for problem in source.problems] == [("E111", f"playbook/{name}.yml")]


def test_what_differs_to_a_machine_is_kept_apart(tmp_path: Path) -> None:
    root = workspace(tmp_path, "alfa", *SEPARATE)
    result = pipeline.check(root, today=TODAY)
    assert [each.id for each in result.organisations] == sorted(("alfa", *SEPARATE))
    assert all(each.is_sound() for each in result.organisations)
    assert len({each.id.casefold() for each in result.organisations}) == len(SEPARATE) + 1


@pytest.mark.parametrize("name", ["a", "9", "a0", "z9_b-c", "a_", "a-0", "a" * 63])
def test_a_folder_of_a_site_is_named_by_what_an_id_can_be(tmp_path: Path, name: str) -> None:
    assert stage(tmp_path, name).parent == tmp_path / ".playbookgen" / "staging"

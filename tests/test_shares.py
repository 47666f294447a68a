"""`--shard I/N`: every organisation in exactly one part, the parts even, and few that move."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbookgen import pipeline
from playbookgen.building import run as building_run
from playbookgen.model.result import BuildRequest
from playbookgen.pipeline.shares import shares
from playbookgen.reading.measure import languages_told, measure
from support.workspaces import TODAY, in_this_process, told, workspace

MANY = {f"organisation{number}": 3 + number * 7 % 11 for number in range(120)}


@given(st.dictionaries(st.text(min_size=1, max_size=8), st.integers(1, 400), max_size=40), st.integers(1, 12))
def test_each_has_one_part_whatever_the_order(sizes: dict[str, int], parts: int) -> None:
    found = shares(sizes, parts)
    assert found.keys() == sizes.keys()
    assert set(found.values()) <= set(range(1, parts + 1))
    assert shares(dict(reversed(sizes.items())), parts) == found


@given(st.dictionaries(st.text(min_size=1, max_size=8), st.integers(1, 400), min_size=1, max_size=60), st.integers(1, 8))
def test_no_part_is_much_fuller_than_another(sizes: dict[str, int], parts: int) -> None:
    found = shares(sizes, parts)
    loads = [sum(sizes[name] for name in found if found[name] == part) for part in range(1, parts + 1)]
    assert max(loads) <= sum(sizes.values()) / parts * 1.1 + max(sizes.values())


@pytest.mark.parametrize("parts", [2, 4, 8])
def test_few_move_when_one_comes_goes_or_grows(parts: int) -> None:
    before = shares(MANY, parts)
    for after in (MANY | {"one_more": 8}, {name: size for name, size in MANY.items() if name != "organisation17"}, MANY | {"organisation3": 9}):
        now = shares(after, parts)
        assert sum(now[name] != before[name] for name in before.keys() & now.keys()) <= len(MANY) // 12


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("site: {languages: [en, fi]}\n", 2),
        ("site:\n  languages: [fi]  # en later\n", 1),
        ("site:\n  languages:\n    - en\n    - nb  # Norwegian\n    - fi\n  owner: en\n", 3),
        ("# languages: [en, fi]\n", 0),
        ("organisation: {name: en fi nb}\n", 0),
        ("", 0),
    ],
)
def test_languages_are_seen_without_understanding_the_file(text: str, count: int) -> None:
    assert languages_told(text) == count


def test_the_measure_grows_with_languages_and_length_but_not_with_a_word(tmp_path: Path) -> None:
    workspace(tmp_path, one=told("one"), two=told("two", languages="en, fi"), long=told("long") + "# more\n" * 20_000)
    sizes = {name: measure(tmp_path, [f"playbook/{name}.yml"]) for name in ("one", "two", "long")}
    assert sizes["two"] == 2 * sizes["one"]
    assert sizes["long"] > 5 * sizes["one"]
    workspace(tmp_path, one=told("one", name="Another name"))
    assert measure(tmp_path, ["playbook/one.yml"]) == sizes["one"]
    assert measure(tmp_path, ["playbook/gone.yml"]) >= 1


def build(root: Path, part: int, *organisations: str) -> tuple[set[str], dict[str, object]]:
    request = BuildRequest(
        root=root, output=root / f"part{part}", today=TODAY, shard=(part, 3), organisations=organisations, private=root / "private"
    )
    result = pipeline.build(request)
    ledger = json.loads((request.output / "build.json").read_text(encoding="utf-8"))
    assert {each.id for each in pipeline.build(replace(request, wait=False)).organisations} == {each.id for each in result.organisations}
    return {each.id for each in result.organisations}, ledger["shard"]


def test_parts_of_a_build_say_which_they_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building_run.workers, "run_all", in_this_process())
    names = {"alfa", "beta", "delta", "gamma", "kappa", "omega", "sigma"}
    root = workspace(tmp_path, *names)
    built = {part: build(root, part) for part in (1, 2, 3)}
    assert set.union(*(own for own, _ in built.values())) == names
    for part, (own, shard) in built.items():
        assert shard == {"part": part, "parts": 3, "own": sorted(own), "workspace": sorted(names)}


def test_an_organisation_has_its_part_also_when_it_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building_run.workers, "run_all", in_this_process())
    root = workspace(tmp_path, "alfa", "beta", "delta", "gamma")
    whole = {part: build(root, part)[0] for part in (1, 2, 3)}
    assert {part for part in whole if build(root, part, "beta")[0]} == {part for part, own in whole.items() if "beta" in own}

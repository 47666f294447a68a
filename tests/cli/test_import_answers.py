"""`import answers`: the difference first, then that and nothing else; nothing at all where something is refused."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from playbookgen.model.failure import OutputUnusable
from support.house import REPOSITORY
from support.workspaces import Invoke, told, tree, workspace

ATTRIBUTES = ("planned", "deployed", "measured", "improved")


def answers(number: int = 1, organisation: str = "pikkula", **told: Any) -> dict[str, Any]:
    """What reader `number` hands over; keys given as ``None`` are left out."""
    base = {"playbookgen": "answers", "version": 1, "organisation": organisation, "language": "en", "made": "2026-10-30", "answer": f"{number:032x}"}
    return {key: value for key, value in {**base, **told}.items() if value is not None}


def saved(folder: Path, *files: dict[str, Any] | str | bytes) -> list[str]:
    """The paths of the files, written to `folder`."""
    paths = []
    folder.mkdir(exist_ok=True)
    for number, content in enumerate(files):
        path = folder / f"answers-{number}.json"
        if isinstance(content, bytes):
            path.write_bytes(content)
        else:
            path.write_text(content if isinstance(content, str) else json.dumps(content, indent=1), encoding="utf-8")
        paths.append(str(path))
    return paths


DONE = {"done": [{"checklist": "leadership", "item": "floor_visit", "on": "2026-10-29"}]}


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return workspace(tmp_path / "here", "pikkula", "toinen")


def test_the_example_of_the_document_is_taken(tmp_path: Path, invoke: Invoke) -> None:
    import re

    example = re.search(r"```json\n(.*?)```", (REPOSITORY / "docs" / "answers.md").read_text(encoding="utf-8"), re.DOTALL)
    assert example
    here = tmp_path / "here"
    (here / "playbook").mkdir(parents=True)
    shutil.copy(REPOSITORY / "tests" / "golden" / "samples" / "lumivakka.yml", here / "playbook")
    text = (here / "playbook" / "lumivakka.yml").read_text(encoding="utf-8").replace("privacy", "x_privacy")
    (here / "playbook" / "lumivakka.yml").write_text(text, encoding="utf-8")
    one = json.loads(example[1])
    five = [{**one, "answer": f"{number:032x}"} for number in range(5)]
    ran = invoke("-C", str(here), "import", "answers", *saved(tmp_path / "in", *five), "--write")
    assert ran.status == 0, ran.err
    assert "floor_visit done 2026-10-30, before 2026-07-02" in ran.err
    assert "new round self_2026_10_30, the mean of 5 people: people 45 ±0, results 40 ±0" in ran.err


def test_nothing_is_written_without_write_and_then_what_was_shown(place: Path, tmp_path: Path, invoke: Invoke) -> None:
    paths = saved(tmp_path / "in", answers(**DONE, feedback=[{"text": "More light"}]))
    before = tree(place)
    shown = invoke("-C", str(place), "import", "answers", *paths)
    assert shown.status == 0
    assert "--write writes it" in shown.err
    assert tree(place) == before
    wrote = invoke("-C", str(place), "import", "answers", *paths, "--write")
    assert (wrote.status, wrote.out) == (0, shown.out)
    assert [line for line in wrote.out.splitlines() if line[:1] in "+-"] == [
        "--- a/playbook/pikkula.yml",
        "+++ b/playbook/pikkula.yml",
        "+leadership_checklist:",
        "+  - {item: floor_visit, last_done: 2026-10-29}",
        "+feedback:",
        "+  items:",
        next(line for line in wrote.out.splitlines() if "More light" in line),
    ]
    after = tree(place)
    assert {name for name in after if after[name] != before[name]} == {"playbook/pikkula.yml"}
    assert after["playbook/pikkula.yml"].startswith(before["playbook/pikkula.yml"])
    assert set(after) == set(before)


def test_the_same_files_again_change_nothing(place: Path, tmp_path: Path, invoke: Invoke) -> None:
    people = [answers(number, **DONE, assessment={"scores": {"results": 10 * number}}, feedback=[{"text": "Light"}]) for number in range(1, 6)]
    paths = saved(tmp_path / "in", *people)
    assert invoke("-C", str(place), "import", "answers", *paths, "--write").status == 0
    before = tree(place)
    again = invoke("-C", str(place), "import", "answers", *paths, "--write")
    assert (again.status, again.out) == (0, "")
    assert "5 self-assessments counted in a round already" in again.err
    assert "5 entries of feedback already there" in again.err
    assert "nothing to write" in again.err
    assert tree(place) == before


def test_a_folder_of_files_is_edited_where_each_key_stands(tmp_path: Path, invoke: Invoke) -> None:
    here = tmp_path / "here"
    shutil.copytree(REPOSITORY / "playbook" / "kolmasen", here / "playbook" / "kolmasen")
    before = tree(here)
    every = {area: dict.fromkeys(ATTRIBUTES, 50) for area in ("leadership_direction", "people")}
    item = {"checklist": "leadership", "item": "tools_funded", "on": "2026-10-29"}
    people = [answers(number, "kolmasen", language="fi", done=[item], assessment={"attributes": every}) for number in range(1, 6)]
    ran = invoke("-C", str(here), "import", "answers", *saved(tmp_path / "in", *people), "--write")
    assert ran.status == 0, ran.err
    after = tree(here)
    changed = {Path(name).name for name in after if after[name] != before.get(name)}
    assert changed == {"assessment.yml", "leadership.yml"}
    old, new = (yaml.load(files["playbook/kolmasen/assessment.yml"], Loader=yaml.CSafeLoader) for files in (before, after))
    assert new["assessments"][:-1] == old["assessments"]
    assert {key: new[key] for key in new if key != "assessments"} == {key: old[key] for key in old if key != "assessments"}
    lines = [files["playbook/kolmasen/leadership.yml"].decode().splitlines() for files in (before, after)]
    assert [new for one, new in zip(*lines, strict=True) if one != new] == [
        next(line for line in lines[0] if "tools_funded" in line).replace("2026-06-09", "2026-10-29")
    ]


SIMPLE: dict[str, Any] = {"scores": {"results": 50}}
BAD: dict[str, tuple[Any, str, str]] = {
    "unknown item": (answers(done=[{"checklist": "leadership", "item": "floor_vist", "on": "2026-10-01"}]), "E301", "did you mean “floor_visit”?"),
    "unknown checklist": (answers(done=[{"checklist": "leadreship", "item": "floor_visit", "on": "2026-10-01"}]), "E205", "leadership"),
    "unknown key": (answers(feedbak=[], **DONE), "E202", "did you mean “feedback”?"),
    "unknown area": (answers(assessment={"scores": {"peopel": 50}}), "E205", "did you mean “people”?"),
    "unknown organisation": (answers(organisation="piikkula", **DONE), "E502", "did you mean “pikkula”?"),
    "no organisation": (answers(organisation=None, **DONE), "E201", "organisation is missing"),
    "another kind of file": (answers(playbookgen="figures", **DONE), "E502", "no file of answers"),
    "a list": ([1, 2], "E502", "a map in { }"),
    "another version": (answers(version=2, **DONE), "E214", "reads version 1"),
    "made tomorrow": (answers(made="2026-11-01", **DONE), "E304", "after the as-of date"),
    "done tomorrow": (answers(done=[{"checklist": "leadership", "item": "floor_visit", "on": "2026-11-01"}]), "E304", "after the as-of date"),
    "done after it was made": (answers(made="2026-10-28", **DONE), "E303", "may have been changed"),
    "no such day": (answers(done=[{"checklist": "leadership", "item": "floor_visit", "on": "2026-02-30"}]), "E206", "no day"),
    "score too high": (answers(assessment={"scores": {"results": 101}}), "E203", "0–100"),
    "half a point": (answers(assessment={"scores": {"results": 50.5}}), "E204", "whole number"),
    "score in quotes": (answers(assessment={"scores": {"results": "50"}}), "E210", "write 50 without quotes"),
    "score as fraction": (answers(assessment={"scores": {"results": 1e-9}}), "E204", "a number is expected"),
    "huge number": (answers(assessment={"scores": {"results": 10**40}}), "E203", "at most 18 digits"),
    "three attributes": (answers(assessment={"attributes": {"people": dict.fromkeys(ATTRIBUTES[:3], 5)}}), "E201", "improved"),
    "attributes of results": (answers(assessment={"attributes": {"results": dict.fromkeys(ATTRIBUTES, 5)}}), "E303", "takes one score"),
    "score and attributes": (answers(assessment={"attributes": {"people": dict.fromkeys(ATTRIBUTES, 5)}, "scores": {"people": 5}}), "E303", "mean"),
    "empty assessment": (answers(assessment={}), "E502", "scores no area"),
    "nothing": (answers(), "E502", "nothing was done"),
    "no number": (answers(answer="me", **DONE), "E204", "hexadecimal"),
    "too many items": (answers(done=DONE["done"] * 201), "E104", "at most 200"),
    "HTML": (answers(feedback=[{"text": "<img src=x onerror=alert(1)>"}]), "E503", "looks like HTML"),
    "HTML in a topic": (answers(feedback=[{"text": "x", "topic": "</p>"}]), "E503", "looks like HTML"),
    "terminal escape": (answers(feedback=[{"text": "\x1b]0;x\x07"}]), "E211", "U+001B"),
    "escape in a key": (answers(**{"\x1b[2J": 1}, **DONE), "E202", "unknown key"),
    "bidi": (answers(feedback=[{"text": "a\u202eb"}]), "E211", "U+202E"),
    "too long": (answers(feedback=[{"text": "x" * 401}]), "E209", "at most 400"),
    "huge": (b'{"a": "' + b"x" * 70_000 + b'"}', "E104", "64 KiB"),
    "deep": ('{"x_a":' + "[" * 5000 + "]" * 5000 + "}", "E104", "more than 8 deep"),
    "not JSON": ("<html>", "E501", "not JSON"),
    "NaN": ('{"playbookgen": "answers", "made": NaN}', "E501", "NaN"),
    "key twice": (json.dumps(answers(**DONE)).replace('"made"', '"made": "2026-10-30", "made"'), "E107", "second time"),
    "UTF-16": (json.dumps(answers(**DONE)).encode("utf-16"), "E102", "UTF-16"),
    "empty": (b"", "E501", "empty"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_refused_with_its_place_and_nothing_is_written(name: str, place: Path, tmp_path: Path, invoke: Invoke) -> None:
    content, code, words = BAD[name]
    if isinstance(content, list):
        content = json.dumps(content)
    paths = saved(tmp_path / "in", answers(2, **DONE), content)
    before = tree(place)
    ran = invoke("-C", str(place), "import", "answers", *paths, "--write")
    assert (ran.status, ran.out) == (1, ""), ran.err
    assert f"error[{code}]" in ran.err
    assert words in ran.err
    assert f"--> {paths[1]}:" in ran.err
    assert "= help:" in ran.err
    assert "nothing was written" in ran.err
    assert "\x1b" not in ran.err
    assert tree(place) == before


def test_everything_that_is_wrong_is_said_at_once(place: Path, tmp_path: Path, invoke: Invoke) -> None:
    files = [content for content, _, _ in BAD.values() if not isinstance(content, list)]
    ran = invoke("-C", str(place), "import", "answers", *saved(tmp_path / "in", *files))
    assert ran.status == 1
    assert {code for content, code, _ in BAD.values() if not isinstance(content, list)} <= {part[:4] for part in ran.err.split("error[")[1:]}


def test_files_of_two_organisations_are_refused(place: Path, tmp_path: Path, invoke: Invoke) -> None:
    ran = invoke("-C", str(place), "import", "answers", *saved(tmp_path / "in", answers(**DONE), answers(organisation="toinen", **DONE)), "--write")
    assert ran.status == 1
    assert "the file is about toinen, another one of this run about pikkula" in ran.err


def test_what_does_not_apply_is_refused(tmp_path: Path, invoke: Invoke) -> None:
    text = told("pikkula") + "leadership_checklist:\n  - {item: floor_visit, not_applicable: All work from home}\n"
    here = workspace(tmp_path / "here", pikkula=text)
    ran = invoke("-C", str(here), "import", "answers", *saved(tmp_path / "in", answers(**DONE)))
    assert ran.status == 1
    assert "floor_visit does not apply here" in ran.err


def test_an_organisation_with_errors_is_corrected_first(tmp_path: Path, invoke: Invoke) -> None:
    here = workspace(tmp_path / "here", pikkula=told("pikkula").replace("sponsor: boss", "sponsor: bos"))
    ran = invoke("-C", str(here), "import", "answers", *saved(tmp_path / "in", answers(**DONE)), "--write")
    assert ran.status == 1
    assert "error[E301]" in ran.err
    assert "correct them first" in ran.err


def test_too_few_answers_are_refused(place: Path, tmp_path: Path, invoke: Invoke) -> None:
    ran = invoke("-C", str(place), "import", "answers", *saved(tmp_path / "in", *(answers(n, assessment=SIMPLE) for n in range(4))), "--write")
    assert ran.status == 1
    assert "error[E504]: 4 people have scored, privacy.min_group asks for 5" in ran.err


def test_a_missing_file_and_no_file_are_told(place: Path, tmp_path: Path, invoke: Invoke) -> None:
    assert invoke("-C", str(place), "import", "answers").status == 2
    ran = invoke("-C", str(place), "import", "answers", str(tmp_path / "nothing.json"))
    assert ran.status == 1
    assert "No such file" in ran.err
    ran = invoke("-C", str(place), "import", "answers", *saved(tmp_path / "in", answers(organisation=None, **DONE)))
    assert ran.status == 1
    assert "does not say which organisation" in ran.err
    assert invoke("-C", str(tmp_path), "import", "answers", str(tmp_path / "nothing.json")).status == 2


def test_a_file_that_has_changed_meanwhile_is_left_alone(tmp_path: Path) -> None:
    from playbookgen.cli.writing import Replacement, replace_texts

    one, two = tmp_path / "one.yml", tmp_path / "two.yml"
    one.write_text("a: 1\n", encoding="utf-8")
    two.write_text("b: changed\n", encoding="utf-8")
    one.chmod(0o640)
    with pytest.raises(OutputUnusable, match="changed since it was read"):
        replace_texts([Replacement(one, "a: 1\n", "a: 2\n"), Replacement(two, "b: 1\n", "b: 2\n")])
    assert tree(tmp_path) == {"one.yml": b"a: 1\n", "two.yml": b"b: changed\n"}
    replace_texts([Replacement(one, "a: 1\n", "a: 2\n"), Replacement(two, "b: changed\n", "b: 2\r\n")])
    assert tree(tmp_path) == {"one.yml": b"a: 2\n", "two.yml": b"b: 2\r\n"}
    assert one.stat().st_mode & 0o777 == 0o640


def test_what_was_exchanged_is_put_back_when_the_next_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from playbookgen.cli.writing import Replacement, replace_texts

    for name in ("one", "two"):
        (tmp_path / f"{name}.yml").write_text("a: 1\n", encoding="utf-8")
    really = Path.replace

    def fails(self: Path, target: Path) -> Path:
        if Path(target).name == "two.yml":
            raise OSError(28, os.strerror(28))
        return really(self, target)

    monkeypatch.setattr(Path, "replace", fails)
    with pytest.raises(OutputUnusable, match="No space left"):
        replace_texts([Replacement(tmp_path / f"{name}.yml", "a: 1\n", "a: 2\n") for name in ("one", "two")])
    assert tree(tmp_path) == {"one.yml": b"a: 1\n", "two.yml": b"a: 1\n"}

"""What others wrote neither acts on a terminal nor commands the CI service that reads the log (T21): every command, every format.

Three kinds of texts: raw controls in a file, controls spelled as YAML escapes, and printable texts that look like commands to a CI service.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from playbookgen import pipeline
from playbookgen.building import run as building_run
from playbookgen.cli.status import BUG
from playbookgen.model.comparison import Compared
from playbookgen.model.result import CheckResult
from support.canaries import Aviary, as_file
from support.repositories import Clone
from support.workspaces import TODAY, Invoke, Ran, in_this_process, told, workspace

#: Clear the screen, a colour by C1, a link, a title, the bell, a new line by C1, a reversed and isolated text, lines of their own.
ACTING = (
    *("\x1b[2J", "\x9b31mred", "\x1b]8;;https://example.org\x07x\x1b]8;;\x07", "\x1b]0;title\x07", "\x07", "\x85::error::forged", "\x7f\x08"),
    *("\u202etxt\u2066", "\r::error::forged", "\n::error::forged", "\u2028::error::forged", "\u200b\u2060\ufeff", "\U000e0001"),
)
#: Commands as GitHub, Azure and TeamCity know them; the last ones would be some after a careless unescaping.
PRINTED = (
    *("::error::forged", "::error file=x.yml,line=1::forged", "::stop-commands::forged", "::add-mask::forged", "##[error]forged", "###[error]forged"),
    *(
        "##vso[task.setvariable variable=PATH]forged",
        "##teamcity[buildStatus text='forged']",
        "%0A::error::forged",
        "%250A::error::forged",
        "x ##[group]",
    ),
)
_COMMANDS = re.compile(r"##\w*\[")
_OURS = re.compile(r"::(?:error|warning|notice) (?:[a-zA-Z]+=[^,:]*,)*title=[^,:]*::[^\r\n]*")
_LET_BE = frozenset("\n\t\u200c\u200d")


def acts(text: str) -> list[str]:
    """The characters of an output that do something else than to stand there."""
    return [f"{ord(each):x}" for each in text if each not in _LET_BE and unicodedata.category(each) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}]


def commands(text: str) -> list[str]:
    """The lines of an output that a CI service would obey."""
    return [line for line in text.splitlines() if line.lstrip().startswith("::") or _COMMANDS.search(line)]


def harmless(ran: Ran, form: str = "text") -> str:
    """The output of a run, in which nothing acts and every command is one of ours."""
    assert ran.status != BUG, ran.err
    assert acts(ran.out) == []
    assert acts(ran.err) == []
    forged = commands(ran.err) + [line for line in commands(ran.out) if form != "github" or not _OURS.fullmatch(line)]
    assert forged == []
    return ran.out + ran.err


@dataclass
class Forger(Aviary):
    """An organisation in which every text begins with something printable that looks like a command."""

    first: int = 0

    def __post_init__(self) -> None:
        self._turns = cycle((*PRINTED[self.first :], *PRINTED[: self.first]))
        super().__post_init__()

    def _word(self, path: str, owner: Any) -> str:
        word = super()._word(path, owner)
        return word if path.endswith(".id") else f"{next(self._turns)} {word}"


def forged(name: str, first: int = 0) -> str:
    content = as_file(Forger("kanari", first=first).told)
    content["organisation"]["id"] = name
    content["site"] = {"languages": ["en"], "audience": "leadership"}
    content["rules"] = {"PB016": {"off": PRINTED[0]}, "PB045": {"off": PRINTED[4]}}
    content.pop("metric_sources", None)
    return json.dumps(content, ensure_ascii=False, indent=1)


def spelled(text: str) -> str:
    """A text between double quotes, its controls as escapes of YAML."""
    return '"' + "".join(each if each.isascii() and each.isprintable() and each not in '"\\' else f"\\U{ord(each):08x}" for each in text) + '"'


def broken() -> Iterator[str]:
    """Files that are refused because of what acts in them, or that quote it while they are refused for something else."""
    for text in ACTING:
        for written in (text, spelled(text)):
            yield told("x", name=written)
            yield f"{told('x')}{written}: 1\n"
            yield f"{told('x')}rules: {{{written}: off}}\n"
        yield f"{told('x')}unknown: [{spelled(text)} # {text}\n"
    for text in PRINTED:
        yield f"{told('x')}{spelled(text)}: {spelled(text)}\n{text}\n"
        yield f"{told('x')}oops:\n    {text}\n   {text}: [\n"


@pytest.fixture(scope="module")
def armed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace of one that is sound and says everything as a forgery, and many that are not, under names that act."""
    root = workspace(tmp_path_factory.mktemp("armed"), alfa=forged("alfa"), **{f"x{number}": text for number, text in enumerate(broken())})
    for text in (*ACTING, *PRINTED):
        (root / "playbook" / f"{text.replace('/', '')}.yml").write_text(told("beta"), encoding="utf-8")
    (root / "playbook" / f"{PRINTED[4]}").mkdir()
    (root / "site_config.yml").write_text(f"schema_version: 1\n{spelled(PRINTED[0])}: {spelled(ACTING[0])}\n", encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return workspace(tmp_path_factory.mktemp("sound"), alfa=forged("alfa"))


@pytest.fixture(scope="module")
def checked(armed: Path) -> CheckResult:
    """The same result for every format."""
    return pipeline.check(armed, as_of=TODAY, today=TODAY)


@pytest.mark.parametrize("form", ["text", "json", "github", "sarif"])
def test_check(invoke: Invoke, checked: CheckResult, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str) -> None:
    monkeypatch.setattr(pipeline, "check", lambda *_, **__: checked)
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary.md"))
    ran = invoke("-v", "check", "--format", form)
    assert "forged" in harmless(ran, form)
    if form == "github":
        summary = (tmp_path / "summary.md").read_text(encoding="utf-8")
        assert acts(summary) == commands(summary) == []
        assert "forged" in summary
    if form in {"json", "sarif"}:
        said = json.dumps(json.loads(ran.out))  # what a machine reads is what was written
        assert "::error::forged" in said
        assert "##[error]forged" in said.replace("\\", "")


def test_list(invoke: Invoke, checked: CheckResult, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "check", lambda *_, **__: checked)
    assert "forged" in harmless(invoke("list"))
    assert "forged" in harmless(invoke("list", "--json"))


@pytest.fixture(scope="module")
def compared(tmp_path_factory: pytest.TempPathFactory) -> tuple[Compared, ...]:
    """Two versions that differ in every text, and two of which one cannot be read."""
    folder = tmp_path_factory.mktemp("compared")
    one, other, bad = folder / "one.yml", folder / "other.yml", folder / "bad.yml"
    one.write_text(forged("alfa"), encoding="utf-8")
    other.write_text(forged("alfa", first=3), encoding="utf-8")
    bad.write_text(f"{told('alfa')}{PRINTED[0]}: {spelled(ACTING[0])}\n{PRINTED[4]}\n", encoding="utf-8")
    pairs = ((one, other), (one, bad))
    return tuple(each for before, after in pairs for each in pipeline.compare(folder, str(before), str(after), as_of=TODAY, today=TODAY))


@pytest.mark.parametrize("form", ["text", "markdown", "json"])
def test_compare(invoke: Invoke, compared: tuple[Compared, ...], monkeypatch: pytest.MonkeyPatch, form: str) -> None:
    assert {each.state for each in compared} == {"changed", "unreadable"}
    monkeypatch.setattr(pipeline, "compare", lambda *_, **__: compared)
    assert "forged" in harmless(invoke("compare", "one", "other", "--format", form))


@pytest.mark.parametrize("text", ACTING[:3] + PRINTED[:5])
def test_compare_of_what_is_not_there(invoke: Invoke, tmp_path: Path, text: str) -> None:
    harmless(invoke("-C", str(tmp_path), "compare", text, f"a{text}"))


@pytest.mark.slow
def test_explain(invoke: Invoke, sound: Path) -> None:
    assert "forged" in harmless(invoke("-C", str(sound), "explain", "PB016", "--organisation", "alfa"))
    for number, text in enumerate((*ACTING, *PRINTED)):
        harmless(invoke("-C", str(sound), "explain", *([f"PB{text}"] if number % 2 else ["PB016", "--organisation", f"a{text}"])))


@pytest.mark.slow
def test_build(invoke: Invoke, armed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building_run.workers, "run_all", in_this_process())
    (armed / "site_config.yml").unlink(missing_ok=True)
    assert "alfa" in harmless(invoke("-v", "-C", str(armed), "build", "-o", str(tmp_path / "out")))
    assert "forged" in harmless(invoke("-v", "-C", str(armed), "build", "-o", str(tmp_path / "out"), "--json"))
    harmless(invoke("-C", str(armed), "build", f"{ACTING[0]}{PRINTED[0]}", "-o", str(tmp_path / "out")))


@pytest.mark.slow
def test_merge(invoke: Invoke, sound: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building_run.workers, "run_all", in_this_process())
    part = tmp_path / f"part{PRINTED[4]}"
    assert invoke("-C", str(sound), "build", "-o", str(part)).status == 0
    whole = tmp_path / "whole"
    harmless(invoke("-C", str(sound), "merge", str(part), "-o", str(whole)))
    for path in (part / "build.json", part / "alfa" / "manifest.json"):
        content = json.loads(path.read_text(encoding="utf-8"))
        for text in (*ACTING, *PRINTED):
            path.write_text(json.dumps(_renamed(content, text)), encoding="utf-8")
            harmless(invoke("-C", str(sound), "merge", str(part), "-o", str(whole), "--json"))
        path.write_text(json.dumps(content), encoding="utf-8")


def _renamed(content: Any, text: str) -> Any:
    """`content` with `text` behind each of its texts and keys that name something."""
    if isinstance(content, dict):
        return {key: _renamed(value, text) for key, value in content.items()} | {text: 1}
    if isinstance(content, list):
        return [_renamed(value, text) for value in content]
    return content + text if isinstance(content, str) else content


@pytest.mark.slow
def test_import_answers(invoke: Invoke, tmp_path: Path) -> None:
    block = f"      text: |\n        {PRINTED[0]}\n        {PRINTED[4]}\n"
    feedback = f"feedback:\n  items:\n    - id: one\n      date: 2026-09-30\n      source: staff\n{block}"
    root = workspace(tmp_path / "here", pikkula=told("pikkula") + feedback)
    base = {"playbookgen": "answers", "version": 1, "organisation": "pikkula", "language": "en", "made": "2026-10-30", "answer": "0" * 31 + "1"}
    taken, refused = [], []
    for text in (*ACTING, *PRINTED):
        taken += [base | {"feedback": [{"date": "2026-10-29", "source": "staff", "topic": "pace", "text": text}]}]
        refused += [base | {"organisation": text}, base | {text: text}, {"playbookgen": text}, [text]]
        refused += [base | {"done": [{"checklist": "leadership", "item": text, "on": text}]}]
    for number, contents in enumerate((*([one] for one in taken), refused)):
        files = [tmp_path / f"{number}-{index}.json" for index in range(len(contents))]
        for file, content in zip(files, contents, strict=True):
            file.write_text(json.dumps(content), encoding="utf-8")
        harmless(invoke("-C", str(root), "import", "answers", *map(str, files)))
    harmless(invoke("-C", str(root), "import", "answers", f"{ACTING[0]}{PRINTED[0]}"))


@pytest.mark.slow
def test_import_metrics(invoke: Invoke, tmp_path: Path) -> None:
    metric = (
        f"metrics:\n  - id: rate\n    name: {spelled(PRINTED[0])}\n    kind: outcome\n    unit: percent\n    direction: up\n    frequency: monthly\n"
    )
    bare = workspace(tmp_path / "bare", pikkula=told("pikkula") + metric)
    file = tmp_path / "export.csv"
    for text in (*ACTING, *PRINTED):
        root = workspace(
            tmp_path / "here",
            pikkula=f"{told('pikkula')}{metric}metric_sources:\n  - {{id: platform, day: {spelled(text)}, metrics: [{{metric: rate, sum: Sum}}]}}\n",
        )
        for table in (f"Day,{text},Sum\n2026-09-01,1,2\n", f"Day,Sum\n{text},2\n", f"Day,Sum\n2026-09-01,{text}\n", f'"{text}",Sum\n2026-09-01,1\n'):
            file.write_text(table, encoding="utf-8")
            harmless(invoke("-C", str(root), "import", "metrics", str(file)))
        harmless(invoke("-C", str(bare), "import", "metrics", str(file)))


@pytest.mark.slow
@pytest.mark.parametrize("text", [" ".join(PRINTED), "::error::forged", "a\n::error::forged", "\u202eforged\u2066", "##[error]forged\u200b"])
def test_import_of_a_workbook(invoke: Invoke, tmp_path: Path, text: str) -> None:
    root = workspace(tmp_path / "here", pikkula=f"{told('pikkula')}teams:\n  - {{id: first, name: First line, agents: 8}}\n# {PRINTED[0]}\n")
    file = tmp_path / f"pikkula{PRINTED[4]}.xlsx"
    assert invoke("-C", str(root), "workbook", "export", "pikkula", str(file)).status == 0
    book = load_workbook(file)
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.value in {"First line", "first"}]
    assert len(cells) >= 2
    said = ""
    for cell in cells:
        before, cell.value = cell.value, text
        book.save(file)
        said += harmless(invoke("-C", str(root), "workbook", "import", str(file)))
        cell.value = before
    assert "forged" in said


def test_ci_plan(invoke: Invoke, tmp_path: Path) -> None:
    clone = Clone.begin(tmp_path / "here")
    clone.write("playbook/alfa.yml", told("alfa"))
    before = clone.commit()
    for text in (*ACTING, *PRINTED):
        clone.write(f"playbook/{text.replace('/', '')}.yml", told("beta"))
        clone.write(f"templates/{text.replace('/', '')}.j2", "x")
    clone.write(f"playbook/gone{PRINTED[0]}.yml", told("beta"))
    after = clone.commit()
    for form in ("json", "names"):
        assert "forged" in harmless(invoke("-C", str(clone.workspace), "ci-plan", "--since", before, "--format", form))
        harmless(invoke("-C", str(clone.workspace), "ci-plan", "--since", f"{ACTING[0]}{PRINTED[0]}", "--format", form))
    (clone.workspace / "playbook" / f"gone{PRINTED[0]}.yml").unlink()
    clone.commit()
    harmless(invoke("-C", str(clone.workspace), "ci-plan", "--since", after))


@pytest.mark.parametrize("text", ["  ::error::x", "a\n\u3000::error::x", "x ##[error]y", "##vso[task.x]y"])
def test_a_forgery_would_be_noticed(text: str) -> None:
    assert commands(text)
    assert acts(text + "\x1b")

"""`check`: its formats on the golden sample, strictness, baseline, and what it does not need."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from playbookgen import judging
from playbookgen.model.workspace import Source, SourceFile
from playbookgen.reading import read_organisation
from support.check_goldens import FORMS
from support.checks import AS_OF, LUMIVAKKA
from support.findings import product_library
from support.house import REPOSITORY
from support.workspaces import Invoke, told, workspace

GOLDEN = REPOSITORY / "tests" / "golden" / "check"
SCHEMA = json.loads((REPOSITORY / "docs" / "schemas" / "check.schema.json").read_text(encoding="utf-8"))

WARNED = told("alfa") + "teams: [{id: one, name: One, agents: 3}]\n"


def test_no_problems(invoke: Invoke, tmp_path: Path) -> None:
    workspace(tmp_path, "alfa", "beta")
    ran = invoke("-C", str(tmp_path), "check")
    assert (ran.status, ran.out) == (0, "")
    assert "no problems in 2 organisations\nfindings do not stop a build; " in ran.err
    assert ran.err.endswith(f"next: playbookgen -C {tmp_path} build\n")
    assert f" --> {tmp_path}/playbook/beta.yml:" in ran.err


def test_problems_are_said_in_full_with_the_count_last(invoke: Invoke, tmp_path: Path) -> None:
    workspace(tmp_path, "alfa", "beta", gamma=told("gamma", headcount="none").replace("main_task", "main_tusk"))
    ran = invoke("-C", str(tmp_path), "check")
    assert ran.status == 1
    assert ran.out == ""
    assert f" --> {tmp_path}/playbook/gamma.yml:3:" in ran.err
    (last,) = [line for line in ran.err.splitlines() if line.endswith("in 1 of 3 organisations")]
    assert ran.err.count("error[E") == int(last.split()[0]) >= 2
    assert ran.err.index("error[E") < ran.err.index("[PB") < ran.err.index(last)


def test_only_the_organisations_named(invoke: Invoke, tmp_path: Path) -> None:
    workspace(tmp_path, "alfa", beta=told("beta", headcount="none"))
    assert invoke("-C", str(tmp_path), "check", "alfa").status == 0
    assert invoke("-C", str(tmp_path), "check", "alfa", "beta").status == 1
    ran = invoke("-C", str(tmp_path), "check", "alpha")
    assert (ran.status, ran.err) == (2, "error: there is no organisation alpha\n  = help: did you mean alfa?\n")


def test_warnings_count_when_strict(invoke: Invoke, tmp_path: Path) -> None:
    workspace(tmp_path, alfa=WARNED)
    ran = invoke("-C", str(tmp_path), "check")
    assert ran.status == 0
    assert "warning[E402]" in ran.err
    assert "warnings do not stop a build" in ran.err
    assert invoke("-C", str(tmp_path), "check", "--strict").status == 1


def test_json(invoke: Invoke, tmp_path: Path) -> None:
    workspace(tmp_path, "alfa", beta=told("beta", headcount="none", name="Yö\u2028yö"))
    ran = invoke("-C", str(tmp_path), "check", "--format", "json", "--as-of", "2026-05-01")
    assert (ran.status, ran.err) == (1, "")
    assert ran.out.isascii()
    said = json.loads(ran.out)
    assert [(each["id"], each["sound"], each["as_of"]) for each in said["organisations"]] == [
        ("alfa", True, "2026-05-01"),
        ("beta", False, "2026-05-01"),
    ]
    (problem, *_) = [problem for problem in said["organisations"][1]["problems"] if problem["code"] == "E204"]
    assert problem["place"]["path"] == "playbook/beta.yml"
    assert problem["place"]["line"] == 3
    assert said["errors"] >= 1


def test_quiet_says_only_problems(invoke: Invoke, tmp_path: Path) -> None:
    workspace(tmp_path, "alfa")
    ran = invoke("-q", "-C", str(tmp_path), "check")
    assert (ran.status, ran.out, ran.err) == (0, "", "")


@pytest.fixture
def sample(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The golden sample alone in a workspace, which is where the test stands."""
    monkeypatch.delenv("GITHUB_WORKSPACE", raising=False)
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    monkeypatch.chdir(workspace(tmp_path, lumivakka=LUMIVAKKA))
    return tmp_path


@pytest.mark.parametrize(("name", "arguments"), FORMS.items())
def test_the_sample_reads_as_it_did(invoke: Invoke, sample: Path, name: str, arguments: list[str]) -> None:
    """Golden; when a change is meant, ``PYTHONPATH=tests python -m support.check_goldens`` writes them again."""
    ran = invoke("check", "--as-of", "2026-10-31", *arguments)
    assert ran.status == 0
    assert ran.out + ran.err == (GOLDEN / name).read_text(encoding="utf-8")


def test_the_sample_for_machines(invoke: Invoke, sample: Path) -> None:
    ran = invoke("check", "--format", "json")
    assert (ran.status, ran.err) == (0, "")
    told = validated(ran.out)
    (each,) = told["organisations"]
    lines = LUMIVAKKA.splitlines()
    for finding in each["findings"]:
        place = finding["place"]
        assert place["path"] == "playbook/lumivakka.yml"
        assert lines[place["line"] - 1][place["column"] - 1 :].strip()
    assert told["findings"] == {"error": 4, "warning": 31, "hint": 23}
    by_id = {finding["id"]: finding for finding in each["findings"]}
    late = by_id["PB015:act_shared_time"]
    assert (late["severity"], late["inputs"], late["thresholds"]) == ("error", {"days": 31, "due": "2026-09-30"}, {"days": 1, "long": 30})
    assert lines[late["place"]["line"] - 1][late["place"]["column"] - 1 :].startswith("act_shared_time")


def validated(out: str) -> dict[str, Any]:
    told = json.loads(out)
    Draft202012Validator(SCHEMA).validate(told)
    return dict(told)


def test_the_schema_is_one_and_describes_every_key(invoke: Invoke, tmp_path: Path) -> None:
    Draft202012Validator.check_schema(SCHEMA)
    workspace(tmp_path, "alfa", beta=told("beta", headcount="none"), gamma=WARNED.replace("id: alfa", "id: gamma"))
    (tmp_path / "site_config.yaml").write_text("accent: blue\n")
    first = invoke("-C", str(tmp_path), "check", "--format", "json")
    (tmp_path / "before.json").write_text(first.out.replace('"subject": "goal_one"', '"subject": "goal_gone"'))
    said = validated(invoke("-C", str(tmp_path), "check", "--format", "json", "--baseline", str(tmp_path / "before.json")).out)
    definitions = SCHEMA["$defs"]
    organisation = said["organisations"][0]
    assert set(said) == set(SCHEMA["properties"])
    assert set(organisation) == set(definitions["organisation"]["properties"])
    assert set(organisation["findings"][0]) == set(definitions["finding"]["properties"])
    assert set(said["organisations"][1]["problems"][0]) == set(definitions["problem"]["properties"])
    assert set(said["baseline"]["solved"][0]) == set(definitions["key"]["properties"])
    assert said["problems"][0]["code"] == "E115"


def test_strict_and_a_baseline(invoke: Invoke, sample: Path) -> None:
    before = invoke("check", "--format", "json").out
    (sample / "before.json").write_text(before)
    ran = invoke("check", "--strict")
    assert ran.status == 1
    assert "next: playbookgen build" not in ran.err
    assert invoke("check", "--strict", "--baseline", "before.json").status == 0
    (sample / "playbook" / "lumivakka.yml").write_text(LUMIVAKKA.replace("act_claims_table", "act_renamed"))
    ran = invoke("check", "--strict", "--baseline", "before.json")
    assert ran.status == 1
    assert ran.err.count("error[PB014]") == 1
    assert "compared with before.json: 1 new, 1 solved, 57 as before" in ran.err
    assert invoke("check", "--baseline", "none.json").status == 2


def test_in_another_language(invoke: Invoke, tmp_path: Path) -> None:
    workspace(tmp_path, "alfa")
    said = json.loads(invoke("-C", str(tmp_path), "check", "--format", "json", "--language", "nb").out)
    finding = said["organisations"][0]["findings"][0]
    assert (
        finding["rule_name"]
        != json.loads(invoke("-C", str(tmp_path), "check", "--format", "json").out)["organisations"][0]["findings"][0]["rule_name"]
    )


def test_settings_of_rules_count(invoke: Invoke, tmp_path: Path) -> None:
    workspace(tmp_path, "alfa", beta=told("beta") + "rules: {PB010: {severity: hint}}\n")
    (tmp_path / "site_config.yml").write_text("schema_version: 1\nrules: {PB038: {off: Not yet}, PB010: {severity: warning}}\n")
    said = json.loads(invoke("-C", str(tmp_path), "check", "--format", "json").out)
    levels = [{finding["rule"]: finding["severity"] for finding in each["findings"]} for each in said["organisations"]]
    assert [each["PB010"] for each in levels] == ["warning", "hint"]
    assert not any("PB038" in each for each in levels)


def test_neighbours_change_nothing(invoke: Invoke, tmp_path: Path) -> None:
    """The same report on an organisation alone, beside one that judges by rules of its own, and beside one that cannot be read."""
    root = workspace(tmp_path, lumivakka=LUMIVAKKA)
    arguments = ("-C", str(root), "check", "--format", "json", "--as-of", "2026-10-31")
    (alone,) = json.loads(invoke(*arguments).out)["organisations"]
    workspace(root, aaa=told("aaa") + "rules: {PB015: {off: Not here}, PB013: {severity: hint}}\n", zzz=told("zzz", headcount="none"))
    beside = {each["id"]: each for each in json.loads(invoke(*arguments).out)["organisations"]}
    assert set(beside) == {"aaa", "lumivakka", "zzz"}
    assert not beside["zzz"]["sound"]
    assert beside["lumivakka"] == alone
    assert {"PB013", "PB015"} <= {finding["rule"] for finding in alone["findings"]}


def test_neither_engine_nor_templates_are_needed(tmp_path: Path) -> None:
    workspace(tmp_path, "alfa")
    code = (
        "import sys\nfrom playbookgen.cli.run import run\nstatus = run(['-C', sys.argv[1], 'check', '--format', sys.argv[2]])\n"
        "print(sorted({name.partition('.')[0] for name in sys.modules} & {'mkdocs', 'material', 'jinja2', 'markdown', 'pymdownx', 'nh3'}))\n"
        "print(sorted(name for name in sys.modules if name.startswith(('playbookgen.building.', 'playbookgen.composing'))))\n"
        "sys.exit(status)"
    )
    for form in ("text", "sarif"):
        ran = subprocess.run([sys.executable, "-c", code, str(tmp_path), form], capture_output=True, text=True, timeout=120, check=True)
        # The library is kept between runs in a private folder; the one file of the room that knows it brings nothing of building along.
        assert ran.stdout.splitlines()[-2:] == ["[]", "['playbookgen.building.private']"]


def test_judging_takes_less_time_than_reading() -> None:
    """As a ratio, the best of three runs each; `make bench` prints it."""
    library = product_library()
    source = Source("lumivakka", (SourceFile("playbook/lumivakka.yml", LUMIVAKKA.encode()),))

    def judged() -> None:
        assert organisation is not None
        found = judging.find(organisation, judging.judge(organisation, AS_OF, library), library)
        assert judging.word(found, organisation, library, "en")

    organisation = read_organisation(source, library=library, as_of=AS_OF, today=AS_OF).organisation
    reading_time = best(lambda: read_organisation(source, library=library, as_of=AS_OF, today=AS_OF))
    assert best(judged) < reading_time


def best(work: Any) -> float:
    """Seconds of the processor, the least of three."""
    times = []
    for _ in range(3):
        before = time.process_time()
        work()
        times.append(time.process_time() - before)
    return min(times)

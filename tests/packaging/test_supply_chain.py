"""What comes along: every licence is known and fine, the bill of materials is whole, no lock has a known hole (T18)."""

from __future__ import annotations

import json
import re
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from support import licences, sbom
from support.house import REPOSITORY
from support.locks import LOCKS, Locked, folder, locked

AUDITOR = folder("build/auditor")
#: A release with holes that have been public for years: who does not name them has not been asked.
FULL_OF_HOLES = "jinja2==3.1.2 \\\n    --hash=sha256:6088930bfe239f0e6710546ab9c19c9ef35e29792895fed6e6e31a023a182a61\n"


def test_the_page_of_licences_is_what_the_locks_and_the_packages_say() -> None:
    assert licences.page() == licences.PAGE.read_text(encoding="utf-8"), "make licences writes it anew"


def test_every_locked_package_has_a_licence_that_may_come_along() -> None:
    listed = licences.listed()
    everything = {each.name: each for lock in LOCKS for each in locked(lock)}
    assert len(everything) > 50
    assert {name for name in everything if name not in listed} == set()
    assert {name: licence for name, (_, licence) in listed.items() if not licences.is_fine(licence)} == {}
    assert set(listed) == set(everything)


@pytest.mark.parametrize(
    ("expression", "fine"),
    [
        ("MIT", True),
        ("GPL-3.0-only", False),
        ("MIT OR GPL-3.0-only", True),
        ("MIT AND GPL-3.0-only", False),
        ("(MIT OR GPL-2.0-or-later) AND BSD-3-Clause", True),
        ("MIT AND (LGPL-2.1-only OR AGPL-3.0-only)", False),
        ("MIT OR Apache-2.0 AND GPL-3.0-only", True),
        ("(MIT) OR (AGPL-3.0-only)", True),
        ("Apache-2.0 WITH LLVM-exception", True),
        ("SSPL-1.0", False),
        ("unknown", False),
        ("", False),
        ("Proprietary", False),
    ],
)
def test_which_licences_may_come_along(expression: str, fine: bool) -> None:
    assert licences.is_fine(expression) is fine


def test_an_unlisted_package_and_one_under_copyleft_are_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = tmp_path / "licences.md"
    rows = licences.PAGE.read_text(encoding="utf-8").splitlines(keepends=True)
    page.write_text(
        "".join("| babel | 2.18.0 | GPL-3.0-only | run |\n" if row.startswith("| babel ") else row for row in rows if "| click " not in row)
    )
    monkeypatch.setattr(licences, "PAGE", page)
    with pytest.raises(AssertionError, match="click"):
        test_every_locked_package_has_a_licence_that_may_come_along()
    page.write_text("".join(rows).replace("| babel | 2.18.0 | BSD-3-Clause", "| babel | 2.18.0 | GPL-3.0-only"))
    with pytest.raises(AssertionError, match="babel"):
        test_every_locked_package_has_a_licence_that_may_come_along()


#: Package → the first release without the known holes that concern us, and what they were.
FIRST_SOUND = {
    "mkdocs-material": ("9.7.7", "CVE-2026-73295: scripts by way of search suggestions"),
    "markdown": ("3.11.3", "CVE-2025-69534 and backticks in cubic time"),
    "pymdown-extensions": ("11.0.1", "CVE-2026-67422: a text of 50 bytes hangs a pattern"),
    "jinja2": ("3.1.6", "CVE-2025-27516: a way out of the sandbox"),
    "nh3": ("0.3.8", "CVE-2026-63430: markup past the sanitiser"),
    "openpyxl": ("2.4.2", "CVE-2017-5992: external entities"),
}


def test_no_floor_lies_below_a_known_repair() -> None:
    """Who installs without a lock gets what the floors allow."""
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = [*project["dependencies"], *(entry for extra in project["optional-dependencies"].values() for entry in extra)]
    floors = dict(re.findall(r"([a-z0-9-]+)>=([0-9.]+)", " ".join(asked)))
    low = {name: why for name, (first, why) in FIRST_SOUND.items() if _numbers(floors[name]) < _numbers(first)}
    assert low == {}


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))


def test_one_version_of_everything() -> None:
    """What is tested is what is installed: the locks agree, but for the tools that stand apart."""
    ours = {each.name: each.version for each in locked("dev")}
    for lock in ("run", "engine-properdocs", "engine-zensical"):
        assert {each.name: each.version for each in locked(lock) if ours.get(each.name, each.version) != each.version} == {}, lock
    assert {each.name for each in locked("run")} <= set(ours)


def test_every_lock_is_looked_at() -> None:
    assert {path.stem for path in (REPOSITORY / "requirements").glob("*.txt")} == set(LOCKS)


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_of_a_lock_has_its_hashes(lock: str) -> None:
    text = (REPOSITORY / "requirements" / f"{lock}.txt").read_text(encoding="utf-8")
    found = locked(lock)
    assert len(found) == len(re.findall(r"^[a-z0-9].*==", text, re.MULTILINE))
    assert [each.name for each in found if not each.hashes] == []


def test_the_bill_of_materials_is_whole_and_always_the_same() -> None:
    made = sbom.sbom()
    assert made == sbom.sbom()
    assert sbom.text() == sbom.text()
    assert "timestamp" not in made["metadata"]
    assert sbom.sbom(epoch="0")["metadata"]["timestamp"] == "1970-01-01T00:00:00Z"
    names = {each["name"] for each in made["components"]}
    assert names == {each.name for each in locked("run")}
    assert [each["name"] for each in made["components"] if "licenses" not in each or not each["hashes"]] == []
    needs = {each["ref"]: each["dependsOn"] for each in made["dependencies"]}
    assert set(needs) == {made["metadata"]["component"]["bom-ref"], *(each["bom-ref"] for each in made["components"])}
    reached, open_ = set[str](), [made["metadata"]["component"]["bom-ref"]]
    while open_:
        reached.add(here := open_.pop())
        open_ += [each for each in needs[here] if each not in reached]
    assert reached == set(needs), "everything is there because somebody asks for it"


def test_another_lock_makes_another_bill() -> None:
    one = Locked("a", "1.0", ("0" * 64,), ("playbookgen",))
    other = Locked("a", "1.0", ("1" * 64,), ("playbookgen",))
    assert sbom.sbom((one,))["serialNumber"] != sbom.sbom((other,))["serialNumber"]


def tool(name: str) -> Path:
    """A program of the environment that audits; whoever runs the slow tests without `make` is told."""
    if not (AUDITOR / name).exists():
        pytest.skip(f"{name} is not installed: make build/auditor/.ready")
    return AUDITOR / name


@pytest.mark.slow
def test_the_bill_of_materials_follows_its_schema() -> None:
    tool("pip-audit")
    (schemas,) = AUDITOR.parent.glob("lib/python3*/site-packages/cyclonedx/schema/_res")
    found = {path.name: json.loads(path.read_text(encoding="utf-8")) for path in sorted(schemas.glob("*.schema.json"))}
    main = found["bom-1.6.SNAPSHOT.schema.json"]
    # They name each other by their file, next to the address that each says of itself.
    store = {address: content for name, content in found.items() for address in (content["$id"], f"{main['$id'].rpartition('/')[0]}/{name}")}
    from referencing import Registry, Resource

    registry: Any = Registry().with_resources([(name, Resource.from_contents(content)) for name, content in store.items()])
    errors = [error.message for error in jsonschema.Draft7Validator(main, registry=registry).iter_errors(json.loads(sbom.text()))]
    assert errors == []


def audited(requirements: Path) -> dict[str, Any]:
    """What pip-audit says of a lock; it asks a service on the network, which is not everywhere."""
    command = [tool("pip-audit"), "-r", requirements, "--require-hashes", "--disable-pip", "--format", "json", "--progress-spinner", "off"]
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, timeout=900, check=False)
    try:
        return {each["name"]: each for each in json.loads(done.stdout)["dependencies"]}
    except ValueError:
        pytest.skip(f"could not ask for known holes: {done.stderr.strip().splitlines()[-1:]}")


def unanswered(found: dict[str, Any]) -> list[str]:
    return [name for name, each in found.items() if "vulns" not in each]


@pytest.mark.slow
def test_no_lock_has_a_known_hole(tmp_path: Path) -> None:
    """pip-audit ends well where nobody answers, too: so it is first asked for what must be found."""
    (tmp_path / "holes.txt").write_text(FULL_OF_HOLES, encoding="utf-8")
    probe = audited(tmp_path / "holes.txt")
    if unanswered(probe):
        pytest.skip(f"could not ask for known holes: {probe['jinja2'].get('skip_reason', 'no answer')}")
    assert probe["jinja2"]["vulns"], "the service answers, and knows nothing of a release with known holes"
    for lock in LOCKS:
        found = audited(REPOSITORY / "requirements" / f"{lock}.txt")
        assert unanswered(found) == [], lock
        assert {name: [hole["id"] for hole in each["vulns"]] for name, each in found.items() if each["vulns"]} == {}, lock


@pytest.mark.slow
def test_nothing_to_find_in_our_own_workflows() -> None:
    workflows = REPOSITORY / ".github" / "workflows"
    assert list(workflows.glob("*.yml"))
    command = [str(tool("zizmor")), "--offline", "--pedantic", "--no-progress", str(workflows)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "No findings" in done.stdout + done.stderr

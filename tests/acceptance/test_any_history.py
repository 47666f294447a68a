"""Whatever is done to a workspace, and however builds end: what stands is what a build from nothing would publish."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule, run_state_machine_as_test

from playbookgen import pipeline
from playbookgen.building import files, manifest
from playbookgen.building import run as building_run
from playbookgen.building.run import Staged
from playbookgen.building.workers import Outcome, Task
from playbookgen.model.result import BuildRequest, BuildResult
from playbookgen.pipeline import making
from playbookgen.pipeline.means import Means
from support.cache_damage import OF_A_FILE
from support.faults import Fault
from support.forked import started
from support.quick_builds import read_once
from support.workspaces import TODAY, told

IDS = ("alfa", "beta", "gamma")
LANGUAGES = ("en", "fi", "en, fi", "sv, en, nb")
OWN_DAY = "2026-10-01"
Tree = dict[str, bytes]


def run_all(tasks: Sequence[Task], jobs: int, *_: object) -> Iterator[Outcome]:
    """In place of the engine: pages that show all an edition was made of, as one digest."""
    for task in sorted(tasks, key=lambda task: task.name):
        order, _, site = task.arguments
        made_of = f"{order.organisation!r} {order.edition!r} {order.as_of} {order.config!r} {task.common.theme!r}"
        digest = sha256(made_of.encode()).hexdigest()
        if order.known == digest:
            yield Outcome(task.name, Staged(1, composed=digest, is_same=True))
            continue
        (site / "assets" / "stylesheets").mkdir(parents=True)
        (site / "index.html").write_text(f"<html><body>{digest}</body></html>", encoding="utf-8")
        (site / "assets" / "stylesheets" / "main.css").write_text("a{color: red}", encoding="utf-8")
        yield Outcome(task.name, Staged(1, manifest.digest(manifest.listing(site)), digest))


class History(RuleBasedStateMachine):
    """A workspace, its builds, and what each organisation's site should be."""

    steps: ClassVar[int] = 0
    builds: ClassVar[int] = 0
    clean: ClassVar[dict[str, Tree]] = {}

    def __init__(self) -> None:
        super().__init__()
        self.root = Path(tempfile.mkdtemp(prefix="history-"))
        self.own = self.root.with_name(f"{self.root.name}-own")
        (self.root / "playbook").mkdir()
        self.day = TODAY
        #: Each organisation's text; None where it cannot be read.
        self.texts: dict[str, str] = {}
        self.broken: set[str] = set()
        self.config = ""
        self.template = ""
        self.published: dict[str, Tree] = {}
        self.is_sure = True

    def teardown(self) -> None:
        files.remove_tree(self.root)
        files.remove_tree(self.own)

    @initialize(id=st.sampled_from(IDS))
    def begin(self, id: str) -> None:
        self.tell(id, "Pikkula", "en", own_day=False)
        self.build(recall=True)

    @rule(id=st.sampled_from(IDS), name=st.sampled_from(["Pikkula", "Renamed"]), languages=st.sampled_from(LANGUAGES), own_day=st.booleans())
    def tell(self, id: str, name: str, languages: str, own_day: bool) -> None:
        """Add an organisation, or edit one."""
        text = told(id, name=name, languages=languages)
        self.texts[id] = text.replace("site: {", f"site: {{as_of: {OWN_DAY}, ") if own_day else text
        self.broken.discard(id)
        self._write(id)

    @precondition(lambda self: self.texts)
    @rule(chance=st.randoms(use_true_random=False))
    def rename(self, chance: Any) -> None:
        """One organisation gets another's id, or an id that was free."""
        old, new = chance.choice(sorted(self.texts)), chance.choice(IDS)
        text, was_broken = self.texts.pop(old), old in self.broken
        (self.root / "playbook" / f"{old}.yml").unlink()
        self.broken.discard(old)
        self.texts[new] = text.replace(f"id: {old},", f"id: {new},")
        self.broken = self.broken - {new} | ({new} if was_broken else set())
        self._write(new)

    @precondition(lambda self: len(self.texts) > 1)
    @rule(chance=st.randoms(use_true_random=False))
    def delete(self, chance: Any) -> None:
        id = chance.choice(sorted(self.texts))
        del self.texts[id]
        self.broken.discard(id)
        (self.root / "playbook" / f"{id}.yml").unlink()

    @precondition(lambda self: self.texts)
    @rule(chance=st.randoms(use_true_random=False))
    def make_a_mistake(self, chance: Any) -> None:
        id = chance.choice(sorted(self.texts))
        self.broken.add(id)
        self._write(id)

    @rule(accent=st.sampled_from(["", "#112233", "#332211"]))
    def configure(self, accent: str) -> None:
        self.config = f'schema_version: 1\naccent: "{accent}"\n' if accent else ""
        path = self.root / "site_config.yml"
        if self.config:
            path.write_text(self.config, encoding="utf-8")
        else:
            path.unlink(missing_ok=True)

    @rule(template=st.sampled_from(["", "one", "two"]))
    def override(self, template: str) -> None:
        self.template = template
        files.remove_tree(self.root / "templates")
        if template:
            (self.root / "templates").mkdir()
            (self.root / "templates" / "own.md").write_text(template, encoding="utf-8")

    @rule()
    def let_a_day_pass(self) -> None:
        self.day += timedelta(days=1)

    @precondition(lambda self: self.texts)
    @rule(recall=st.sampled_from([True, True, True, False]))
    def build(self, recall: bool) -> None:
        self._look(self._build(recall=recall), set(self.texts))
        assert set(self.published) == {path.parent.name for path in (self.root / "site").glob("*/manifest.json")}

    @precondition(lambda self: self.texts)
    @rule(chance=st.randoms(use_true_random=False))
    def build_one(self, chance: Any) -> None:
        id = chance.choice(sorted(self.texts))
        self._look(self._build(organisations=(id,)), {id})

    @precondition(lambda self: self.texts)
    @rule(part=st.sampled_from([1, 2]))
    def build_a_shard(self, part: int) -> None:
        result = self._build(shard=(part, 2))
        self._look(result, {each.id for each in result.organisations})

    @precondition(lambda self: self.texts)
    @rule(nth=st.integers(1, 260))
    def die_while_building(self, nth: int) -> None:
        """The process ends at its n-th call of the file system: each site is the one before or the one after, whole."""
        expected = self._expected(set(self.texts))
        process = started(lambda: self._die(nth), self.own.with_name(f"{self.own.name}-said"))
        assert process.wait() in (0, 9), process.heard()
        process.said.unlink()
        for id in IDS:
            found = self._site(id)
            assert found in (self.published.get(id), expected.get(id)), f"{id} is torn by death at call {nth}"
            self._note(id, found)

    @precondition(lambda self: (self.root / "site/.playbookgen/cache").is_dir())
    @rule(chance=st.randoms(use_true_random=False), what=st.sampled_from(sorted(OF_A_FILE)), where=st.sampled_from(["cache", "theme", "own"]))
    def damage(self, chance: Any, what: str, where: str) -> None:
        folder = self.own if where == "own" else self.root / "site" / ".playbookgen" / where
        found = sorted(path for path in folder.iterdir() if path.is_file() and not path.is_symlink()) if folder.is_dir() else []
        if found:
            OF_A_FILE[what](chance.choice(found))
        for id in tuple(self.published):  # files of the theme are those of the sites: what is built next is to find that out
            self._note(id, self._site(id))

    @precondition(lambda self: self.published)
    @rule(chance=st.randoms(use_true_random=False))
    def touch_a_site(self, chance: Any) -> None:
        """Somebody changes a published page: the next build of it puts it back."""
        id = chance.choice(sorted(self.published))
        (self.root / "site" / id / "index.html").write_text("x", encoding="utf-8")
        if id not in self.texts or id in self.broken:
            self.published[id] = self.published[id] | {"index.html": b"x"}
            return
        self._look(self._build(organisations=(id,)), {id})

    @invariant()
    def count(self) -> None:
        type(self).steps += 1
        if self.steps % 250 == 0:
            print(f"{self.steps} steps, {self.builds} builds", flush=True)  # noqa: T201 - the figure of docs/reliability.md

    def _write(self, id: str) -> None:
        text = f"{self.texts[id]}nonsense: [\n" if id in self.broken else self.texts[id]
        (self.root / "playbook" / f"{id}.yml").write_text(text, encoding="utf-8")

    def _build(self, **options: Any) -> BuildResult:
        type(self).builds += 1
        return pipeline.build(BuildRequest(self.root, self.root / "site", self.day, private=self.own, **options))

    def _die(self, nth: int) -> None:
        with Fault(self.root, nth, "exit").injected():
            self._build()

    def _look(self, result: BuildResult, ids: set[str]) -> None:
        """What was built is as from nothing, what could not be built is as before, and so is what the run was not about."""
        assert {each.id for each in result.organisations if not each.is_published} == ids & self.broken
        for id, tree in self._expected(ids).items():
            self._note(id, tree)
        for id in result.withdrawn:
            assert id not in self.texts
            self.published.pop(id, None)  # a run that died may have taken it away, and not lived to say so
        for id in IDS:
            assert self._site(id) == self.published.get(id), id
        room = self.root / "site" / ".playbookgen"
        left = [path.relative_to(room).as_posix() for path in room.rglob("*") if not path.is_dir()]
        assert all(path == "lock" or (path.startswith(("cache/", "theme/")) and not path.endswith(".new")) for path in left), left

    def _expected(self, ids: set[str]) -> dict[str, Tree]:
        return {id: self._from_nothing(id) for id in ids - self.broken}

    def _note(self, id: str, tree: Tree | None) -> None:
        if tree is None:
            self.published.pop(id, None)
        else:
            self.published[id] = tree

    def _site(self, id: str) -> Tree | None:
        folder = self.root / "site" / id
        if not folder.exists():
            return None
        return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}

    def _from_nothing(self, id: str) -> Tree:
        """The site a build that remembers nothing makes of the same; each is made once."""
        key = repr((id, self.texts[id], self.config, self.template, "" if OWN_DAY in self.texts[id] else self.day))
        if key not in self.clean:
            root = Path(tempfile.mkdtemp(prefix="clean-"))
            (root / "playbook").mkdir()
            (root / "playbook" / f"{id}.yml").write_text(self.texts[id], encoding="utf-8")
            for name in ("site_config.yml", "templates"):
                if (self.root / name).is_dir():
                    shutil.copytree(self.root / name, root / name)
                elif (self.root / name).exists():
                    shutil.copy(self.root / name, root)
            assert not pipeline.build(BuildRequest(root, root / "site", self.day, recall=False)).failed
            folder = root / "site" / id
            self.clean[key] = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
            files.remove_tree(root)
        return self.clean[key]


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """No engine, and nothing is read twice that is the same in each build; the workspace's own templates count."""
    read_once(monkeypatch)
    read = Means.read

    def read_with_own(root: Path, **options: bool) -> Means:
        own = root / "templates" / "own.md"
        means = read(root, **options)
        return Means(means.pack, means.library, means.problems, {}, own.read_bytes() if own.exists() else b"")

    monkeypatch.setattr(Means, "read", read_with_own)
    monkeypatch.setattr(making, "versions", lambda: "as they are")
    monkeypatch.setattr(building_run.workers, "run_all", run_all)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    History.steps = History.builds = 0
    History.clean.clear()
    yield
    print(f"{History.steps} steps, {History.builds} builds, {len(History.clean)} of them from nothing", flush=True)  # noqa: T201


def told_stories(examples: int, steps: int) -> None:
    """What fails is not made shorter first: a build more costs more than a step to read."""
    run_state_machine_as_test(
        History,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            database=None,
            phases=[Phase.generate],
        ),
    )


def test_what_stands_is_what_a_build_from_nothing_would_publish() -> None:
    told_stories(examples=3, steps=20)


@pytest.mark.slow
def test_what_stands_is_what_a_build_from_nothing_would_publish_after_5000_steps() -> None:
    told_stories(examples=140, steps=50)
    assert History.steps >= 5000

"""A workspace's own templates, through the whole line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from playbookgen import composing, pipeline
from playbookgen.building import engine
from playbookgen.building import run as building_run
from playbookgen.building.workers import Outcome
from playbookgen.model.failure import Failure
from playbookgen.model.library import Library
from playbookgen.model.result import BuildRequest, BuildResult
from playbookgen.model.workspace import TemplatePack
from playbookgen.pipeline.means import Means
from support.workspaces import TODAY, in_this_process, playbookgen, tree, workspace

PAGE = "templates/pages/plan/roadmap.md.j2"
START = '{% extends "partials/page.md.j2" %}\n{% block ours %}\n'


def build(root: Path) -> BuildResult:
    return pipeline.build(BuildRequest(root=root, output=root / "site", today=TODAY))


def override(root: Path, path: str, text: str) -> None:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text, encoding="utf-8")


def test_an_override_that_cannot_work_stops_check_and_build_and_keeps_the_sites(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building_run.workers, "run_all", in_this_process())
    root = workspace(tmp_path, "alfa")
    build(root)
    before = tree(root / "site")
    override(root, "templates/pages/roadmap.md.j2", START + "{% endblock %}")
    override(root, PAGE, START + "{{ plann }}{% endblock %}")
    checked = pipeline.check(root, today=TODAY)
    assert not checked.is_sound()
    assert [(problem.code, problem.suggestion) for problem in checked.workspace_problems] == [
        ("E119", "pages/plan/roadmap.md.j2"),
        ("E121", "plan"),
    ]
    built = build(root)
    assert built.organisations == ()
    assert built.workspace_problems == checked.workspace_problems
    assert tree(root / "site") == before


def test_what_only_values_show_fails_that_run_with_its_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Composed for real, by the function that the processes call."""
    root = workspace(tmp_path, "alfa", "beta")
    monkeypatch.setattr(building_run.workers, "run_all", in_this_process())
    build(root)
    before = tree(root / "site" / "alfa")
    override(root, PAGE, START + "\n{{ plan.nothing }}{% endblock %}")
    assert pipeline.check(root, today=TODAY).is_sound()

    def run_all(tasks, jobs, *_):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN002, ANN202
        for task in sorted(tasks, key=lambda task: task.name):
            with pytest.raises(Failure) as caught:
                task.work(*task.arguments, *([task.common] if task.common is not None else []))
            yield Outcome(task.name, failure=caught.value)

    monkeypatch.setattr(building_run.workers, "run_all", run_all)
    built = build(root)
    for each in built.organisations:
        assert (each.status, each.cause, each.reasons, each.report) == ("kept", "content", (), None)
        (problem,) = each.checked.problems
        assert problem.place is not None
        assert (problem.code, problem.place.path, problem.place.line) == ("E121", PAGE, 4)
        assert problem.snippet == "{{ plan.nothing }}{% endblock %}"
    assert tree(root / "site" / "alfa") == before


def test_list_says_which_are_in_force(tmp_path: Path) -> None:
    root = workspace(tmp_path, "alfa")
    override(root, "templates/library/sections.yml", "- {id: plan, title: {en: Route}}\n")
    listed = playbookgen("-C", str(root), "list", "--json")
    assert listed.returncode == 0, listed.stderr
    assert json.loads(listed.stdout)["overrides"] == ["templates/library/sections.yml"]


@pytest.mark.slow
def test_an_override_reaches_the_built_page(tmp_path: Path) -> None:
    root = workspace(tmp_path, "alfa")
    override(root, "templates/library/sections.yml", "- {id: plan, title: {en: Our route}}\n")
    override(root, "templates/pages/my-work/decisions.md.j2", START.replace("roadmap", "decisions") + "Ask {{ people[0].title }}.\n{% endblock %}")
    done = playbookgen("-C", str(root), "build", "--language", "en")
    assert done.returncode == 0, done.stderr
    page = (root / "site/alfa/my-work/decisions/index.html").read_text(encoding="utf-8")
    assert "Ask Managing director." in page
    assert "Our route" in page


@pytest.mark.parametrize(("packaged", "is_rendered"), [({}, True), ({"partials/guide.md.j2": b""}, False)])
def test_a_template_of_a_workspace_is_rendered_in_the_process_of_an_edition_alone(
    monkeypatch: pytest.MonkeyPatch, packaged: dict[str, bytes], is_rendered: bool
) -> None:
    """The process of the whole run has no limits: no guidance is made ready there with a template that may not end."""
    rendered: list[bool] = []

    def guidance(*given: object) -> tuple[str, ...]:
        rendered.append(True)
        return ()

    monkeypatch.setattr(composing, "guidance", guidance)
    monkeypatch.setattr(engine, "compiled_theme", lambda overrides, guidance: b"")
    pack = TemplatePack({"partials/guide.md.j2": b"{% macro block(item) %}{% endmacro %}"}, packaged)
    Means(pack, Library.model_construct(), (), {"one": b""}).with_theme()
    assert bool(rendered) == is_rendered

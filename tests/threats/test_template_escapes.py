"""An overriding template stays in its sandbox (T5) and within the limits of its process (T6)."""

from __future__ import annotations

import os
import time
import tracemalloc
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jinja2.exceptions import SecurityError

from playbookgen.composing import check_overrides, compile_templates
from playbookgen.composing.environment import environment
from playbookgen.composing.speech import Speech
from playbookgen.composing.words import Words
from playbookgen.model.failure import TemplateBroken
from playbookgen.model.workspace import TemplatePack
from playbookgen.reading import load_library, load_templates, packaged_templates
from support.editions import edition
from support.organisations import sample
from support.vectors import ESCAPES
from support.workspaces import playbookgen, tree, workspace

PAGE = "pages/plan/roadmap.md.j2"
FRAME = '{{% extends "partials/page.md.j2" %}}\n{{% block ours %}}\n{}\n{{% endblock %}}\n'


@cache
def packaged() -> tuple[TemplatePack, Any, dict[str, bytes]]:
    pack = load_templates(packaged_templates(), None)
    return pack, load_library(pack), compile_templates(pack)


def overridden(text: str) -> TemplatePack:
    pack, _, _ = packaged()
    files = {**pack.files, PAGE: FRAME.format(text).encode()}
    return TemplatePack(files, {PAGE: pack.files[PAGE]}, ())


def test_there_are_enough_of_them() -> None:
    assert len(set(ESCAPES)) >= 30


@pytest.mark.parametrize("escape", ESCAPES)
def test_an_attempt_to_leave_the_sandbox_is_refused_with_its_place(escape: str) -> None:
    pack = overridden(escape)
    problems = check_overrides(pack)
    if not problems:
        with pytest.raises(TemplateBroken) as caught:
            edition(sample("lumivakka"), packaged()[1], pack, compiled=dict(packaged()[2]))
        problems = (caught.value.problem,)
    (problem,) = problems
    assert problem.code == "E121"
    assert problem.place is not None
    assert (problem.place.path, problem.place.line) == (f"templates/{PAGE}", 3)


UNDERSCORED = [escape for escape in ESCAPES if "__" in escape and not any(other in escape for other in ("~", "(''|attr)", "map(", "__func__"))]


@pytest.mark.parametrize("escape", UNDERSCORED)
def test_the_inside_of_python_is_a_security_error(escape: str) -> None:
    """Whatever the check of overrides says before: the environment itself refuses."""
    pack, _, _ = packaged()
    organisation = sample("lumivakka")
    jinja = environment(pack, Speech("en", "en", Words("en", None)))
    values = {"organisation": organisation.organisation, "judgement": organisation, "library": packaged()[1], "as_of": organisation.change.start}
    with pytest.raises(SecurityError):
        jinja.from_string(escape).render(**values, chart=edition, say=edition)


@pytest.mark.parametrize(
    "bomb",
    [
        *("{{ 'a' * 30000000 }}", "{{ 'a'|center(30000000) }}", "{{ '%030000000d'|format(1) }}", "{{ [1] * 30000000 }}"),
        *("{{ ('a' * 30000000)|length }}", "{% set a = 'a' * 30000000 %}{{ a }}", "{% if 'a' * 30000000 %}{% endif %}"),
        *("{{ 'a' ~ 'b' * 30000000 }}", "{% for a in [1] * 30000000 %}{% endfor %}", "{{ {'a': 'a' * 30000000}.a }}"),
    ],
)
def test_nothing_is_computed_while_a_template_is_compiled(bomb: str) -> None:
    """That happens in the process of the whole run, which has no limits; so does the check of what a workspace overrides."""
    jinja = environment(packaged()[0], Speech("en", "en", Words("en", None)))
    pack, begun = overridden(bomb), time.process_time()
    tracemalloc.start()
    try:
        code = jinja.compile(bomb, raw=True)
        found = check_overrides(pack)
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert most < 20_000_000
    assert len(code) < 5000
    assert found == ()
    assert time.process_time() - begun < 5


@pytest.mark.parametrize(
    "nested",
    [
        f"{{{{ {'(' * 3000}1{')' * 3000} }}}}",
        f"{{{{ {'[' * 300}{']' * 300} }}}}",
        f"{{{{ {'not ' * 3000}1 }}}}",
        "{% for a in plan.actions %}" * 30 + "{% endfor %}" * 30,
        f"{{{{ {'1' * 5000} }}}}",
    ],
    ids=["brackets", "lists", "turned round", "loops", "digits"],
)
@pytest.mark.parametrize("path", [PAGE, "charts/bars.svg.j2"])
def test_a_template_that_python_has_no_room_for_is_refused(nested: str, path: str) -> None:
    pack, _, _ = packaged()
    (problem,) = check_overrides(TemplatePack({**pack.files, path: nested.encode()}, {path: b""}, ()))
    assert (problem.code, problem.message) == ("E121", "the template is nested too deeply, or has a number of thousands of digits")
    assert problem.place is not None
    assert problem.place.path == f"templates/{path}"


BOMBS = {"memory": "{{ 'a' * 3000000000 }}", "time": "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"}


@pytest.mark.slow
@pytest.mark.parametrize("bomb", BOMBS.values(), ids=BOMBS)
def test_a_template_bomb_ends_in_its_own_process(tmp_path: Path, bomb: str) -> None:
    root = workspace(tmp_path, "alfa")
    assert playbookgen("-C", str(root), "build", timeout=600).returncode == 0
    before = tree(root / "site" / "alfa")
    (root / "templates" / PAGE).parent.mkdir(parents=True)
    (root / "templates" / PAGE).write_text(FRAME.format(bomb), encoding="utf-8")
    begun = time.monotonic()
    done = playbookgen("-C", str(root), "build", timeout=600)
    assert done.returncode in (1, 3, 4), done.stderr
    assert "Traceback" not in done.stderr
    assert time.monotonic() - begun < 300, "120 seconds, and some for what is around on a machine that does other things too"
    assert tree(root / "site" / "alfa") == before
    assert os.listdir(root / "site/.playbookgen/staging") == []  # noqa: PTH208

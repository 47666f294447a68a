"""A first look is the page that the whole build makes, to the byte."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from playbookgen.building import manifest, publishing
from playbookgen.building.run import build_staged
from playbookgen.pipeline.edition import EditionOrder, composed
from playbookgen.pipeline.looks import first_looks, shown_with
from playbookgen.pipeline.means import Means
from playbookgen.pipeline.opened import Opened
from support.sites import ROOT
from support.workspaces import told, workspace

AS_OF = date(2026, 10, 31)
#: Kinds of pages that differ in what they are made of.
FEW = ("", "target-state/vision/", "target-state/roles/agent/", "current-state/scoreboard/", "glossary/", "findings/")
OVERRIDE = '{% extends "partials/page.md.j2" %}{% block ours %}Our own words.{% endblock %}'


def opened(root: Path, *organisations: str) -> tuple[Means, list[EditionOrder]]:
    """What editions are made with, and the editions of these organisations."""
    means = Means.read(root).with_theme()
    whole = Opened.at(root, means)
    sources = [source for source in whole.workspace.sources if source.id in organisations]
    return means, [order for source in sources for order in whole.orders(whole.read(source, AS_OF, AS_OF))]


def published(orders: Sequence[EditionOrder], means: Means, output: Path) -> None:
    """Each edition built whole and put to its place."""
    for order in orders:
        stage = publishing.stage(output, order.edition.organisation)
        build_staged(composed(order, means), stage / "project", stage / "site", theme=means.theme)
        shutil.copytree(stage / "site", output / order.edition.organisation / order.edition.prefix, dirs_exist_ok=True)
        publishing.discard(stage)


def assert_alike(found: dict[str, bytes], output: Path, expected: Sequence[str]) -> None:
    assert sorted(found) == sorted(expected)
    for address, html in found.items():
        assert html == (output / address / "index.html").read_bytes(), address


@pytest.mark.slow
@pytest.mark.parametrize("root", ["the packaged templates", "overridden"])
def test_first_looks_are_the_pages_of_the_whole_build(tmp_path: Path, root: str) -> None:
    place = workspace(tmp_path / "workspace", alfa=told("alfa", languages="en, fi"), beta=told("beta", name="Other"))
    shutil.copy(ROOT / "playbook" / "lumivakka.yml", place / "playbook")
    if root == "overridden":
        own = place / "templates" / "pages" / "target-state" / "vision.md.j2"
        own.parent.mkdir(parents=True)
        own.write_text(OVERRIDE, encoding="utf-8")
    means, orders = opened(place, "alfa", "beta", "lumivakka")
    orders = [order for order in orders if order.edition.language in ("en", "fi")]
    output = publishing.check_output(tmp_path / "site", place)
    published(orders, means, output)
    folders = [f"{order.edition.organisation}/{order.edition.prefix}" for order in orders]
    assert sorted(folders) == ["alfa/", "alfa/fi/", "beta/", "lumivakka/", "lumivakka/fi/"]
    asked = [f"{folder}{address}" for folder in folders for address in FEW if (output / folder / address).is_dir()]
    assert len(asked) > 25
    found: dict[str, bytes] = {}
    first_looks([*asked, "alfa/print/", "alfa/fi/nowhere/", "gamma/", ""], orders, means, output, 2, found.update)
    assert_alike(found, output, asked)
    assert not list((output / ".playbookgen" / "staging").iterdir())


def test_what_has_no_site_yet_or_cannot_be_made_is_left_to_the_whole_build(tmp_path: Path) -> None:
    place = workspace(tmp_path / "workspace", alfa=told("alfa", languages="en, fi"))
    broken = place / "templates" / "pages" / "target-state" / "vision.md.j2"
    broken.parent.mkdir(parents=True)
    broken.write_text(OVERRIDE.replace("Our own words.", "{{ 1 / 0 }}"), encoding="utf-8")
    means, orders = opened(place, "alfa")
    output = publishing.check_output(tmp_path / "site", place)
    found: dict[str, bytes] = {}
    first_looks(["alfa/"], orders, means, output, 1, found.update)
    assert found == {}, "nothing stands that the page could be shown with"
    (output / "alfa").mkdir()
    first_looks(["alfa/target-state/vision/", "alfa/fi/"], orders, means, output, 1, found.update)
    assert found == {}, "a template that fails, and a language that has no site yet"


def test_what_pages_are_shown_with(tmp_path: Path) -> None:
    for path in ("index.html", "assets/a.css", "fi/assets/b.js", "search/index.json"):
        (tmp_path / "alfa" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "alfa" / path).write_text(path)
    assert shown_with(tmp_path, "alfa") == {}, "no manifest, nothing known"
    listed = manifest.listing(tmp_path / "alfa")
    (tmp_path / "alfa" / manifest.NAME).write_bytes(manifest.text("alfa", listed))
    assert shown_with(tmp_path, "alfa") == {path: listed[path] for path in ("assets/a.css", "fi/assets/b.js")}

from __future__ import annotations

from pathlib import Path

import pytest

from playbookgen.building import files, manifest, theme_pool
from playbookgen.building.publishing import check_output, discard, publish, stage, sweep, take_over, withdraw

SITE = {
    "index.html": "page",
    "assets/logo.svg": "own",
    "assets/own.css": "own",
    "assets/javascripts/bundle.js": "theme",
    "fi/assets/stylesheets/main.css": "theme too",
    "plan/assets/deep/assets/images/x.png": "no theme",
}
OF_THE_THEME = {"assets/javascripts/bundle.js", "fi/assets/stylesheets/main.css"}


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return check_output(tmp_path / "workspace/site", tmp_path / "workspace")


def build(output: Path, organisation: str, **changes: str) -> Path:
    staged = stage(output, organisation)
    for path, text in {**SITE, **changes}.items():
        (staged / "site" / path).parent.mkdir(parents=True, exist_ok=True)
        (staged / "site" / path).write_text(text, encoding="utf-8")
    publish(staged / "site", output, organisation)
    discard(staged)
    return output / organisation


def test_the_themes_files_stand_once_and_no_others(output: Path) -> None:
    one, other = build(output, "one"), build(output, "other")
    shared = {path for path in SITE if (one / path).samefile(other / path)}
    assert shared == OF_THE_THEME
    assert manifest.listing(one) == manifest.listing(other)
    assert theme_pool.numbers(output) == {(one / path).stat().st_ino for path in OF_THE_THEME}


def test_a_changed_file_of_the_pool_is_not_handed_on(output: Path) -> None:
    one = build(output, "one")
    (one / "assets/javascripts/bundle.js").write_text("changed", encoding="utf-8")
    other = build(output, "other")
    assert (other / "assets/javascripts/bundle.js").read_text(encoding="utf-8") == "theme"


def test_files_that_are_those_of_the_pool_already_leave_no_second_name(output: Path) -> None:
    """What is taken over from the published site, or brought from another output, comes under its links."""
    published = build(output, "one")
    staged = stage(output, "one")
    take_over(output, "one", "", ("",), staged / "site")
    (staged / "site/index.html").unlink()
    (staged / "site/index.html").write_text("another page", encoding="utf-8")
    assert publish(staged / "site", output, "one")
    assert set(manifest.listing(published)) == set(SITE)
    assert theme_pool.numbers(output) == {(published / path).stat().st_ino for path in OF_THE_THEME}


def test_what_no_site_uses_leaves_the_pool(output: Path) -> None:
    from datetime import date

    from playbookgen.building.publishing import Entry, Ledger, write_ledger

    build(output, "one")
    write_ledger(output, Ledger(date(2026, 10, 31), "1", (Entry("one/en", "built", "d"),)))
    sweep(output)
    assert theme_pool.numbers(output)
    withdraw(output, "one")
    sweep(output)
    assert not theme_pool.numbers(output)


def test_without_links_each_site_has_its_copy(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def unavailable(old: Path, new: Path) -> None:
        raise files.LinkUnavailable

    monkeypatch.setattr(files, "link_only", unavailable)
    one, other = build(output, "one"), build(output, "other")
    assert manifest.listing(one) == manifest.listing(other)
    assert not any((one / path).samefile(other / path) for path in SITE)

"""`serve` as a whole: a real build, a real server, a real browser."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from support.workspaces import told, tree, workspace


@pytest.fixture
def serving(tmp_path: Path) -> Iterator[tuple[Path, str, subprocess.Popen[str]]]:
    """A workspace, the address of its preview, and the process."""
    root = workspace(tmp_path / "workspace", "alfa")
    running = subprocess.Popen(
        [sys.executable, "-m", "playbookgen", "-C", str(root), "serve", "--port", "0"], stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert running.stderr
    address = ""
    for line in running.stderr:
        if found := re.match(r"serving (http://127\.0\.0\.1:\d+/)", line):
            address = found[1]
        if line.startswith("Ctrl-C"):
            break
    assert address, "the server did not start"
    yield root, address, running
    if running.poll() is None:
        running.kill()
        running.wait(10)


@pytest.mark.browser
def test_a_page_reloads_and_keeps_its_last_good_state(serving: tuple[Path, str, subprocess.Popen[str]], browser: Browser) -> None:
    root, address, running = serving
    before = tree(root)
    page = browser.new_page()
    page.goto(address)
    expect(page).to_have_title(re.compile("Pikkula"))
    banner = page.locator("#playbookgen-problem")
    expect(banner).to_be_hidden()
    workspace(root, alfa=told("alfa", headcount="none"))
    expect(banner).to_be_visible(timeout=30_000)
    expect(banner).to_contain_text("error[E204]")
    expect(page).to_have_title(re.compile("Pikkula"))
    workspace(root, alfa=told("alfa", name="Renamed"))
    expect(page).to_have_title(re.compile("Renamed"), timeout=60_000)
    expect(page.locator("#playbookgen-problem")).to_be_hidden()
    page.close()
    running.send_signal(signal.SIGINT)
    _, said = running.communicate(timeout=30)
    assert running.returncode == 0
    assert said.splitlines()[-1] == "ended"
    assert tree(root).keys() == before.keys()


def built(running: subprocess.Popen[str]) -> str:
    """What the terminal says when a site is published."""
    assert running.stderr
    return next(line for line in running.stderr if line.startswith("✓"))


@pytest.mark.browser
@pytest.mark.slow
def test_what_is_looked_at_is_loaded_once_a_save_whatever_is_being_built(serving: tuple[Path, str, subprocess.Popen[str]], browser: Browser) -> None:
    root, address, running = serving
    workspace(root, alfa=told("alfa", languages="en, fi"))
    built(running)
    page = browser.new_page()
    page.goto(f"{address}alfa/fi/target-state/vision/")
    expect(page).to_have_title(re.compile("Pikkula"))
    loads: list[str] = []
    page.on("load", lambda one: loads.append(one.url))
    for name in ("One", "Two"):
        workspace(root, alfa=told("alfa", name=name, languages="en, fi"))
        expect(page).to_have_title(re.compile(name), timeout=60_000)
        page.wait_for_load_state()
        built(running)
    for name in ("Three", "Four"):  # the one is saved while the site of the other is being built
        workspace(root, alfa=told("alfa", name=name, languages="en, fi"))
        expect(page).to_have_title(re.compile(name), timeout=60_000)
        page.wait_for_load_state()
    while "Four" not in page.request.get(f"{address}alfa/plan/roadmap/").text():
        built(running)
    workspace(root, alfa=told("alfa", name="Five", languages="en, fi"))
    expect(page).to_have_title(re.compile("Five"), timeout=60_000)
    page.wait_for_load_state()
    template = root / "templates" / "pages" / "target-state" / "vision.md.j2"
    template.parent.mkdir(parents=True)
    template.write_text('{% extends "partials/page.md.j2" %}{% block ours %}Our own words.{% endblock %}', encoding="utf-8")
    expect(page.get_by_text("Our own words.")).to_be_visible(timeout=60_000)
    page.wait_for_load_state()
    assert len(loads) == 6
    page.close()
    running.send_signal(signal.SIGINT)
    running.communicate(timeout=30)
    assert running.returncode == 0

"""The same texts in a browser, which reads a page in ways that no list foresees (T1–T4, T25)."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from playbookgen.building.engine import build_project, write_project
from playbookgen.composing import compile_templates
from playbookgen.reading import load_library, load_templates, packaged_templates
from support.armed import Armed
from support.editions import edition
from support.sites import served
from support.vectors import own, vectors

pytestmark = pytest.mark.browser
#: How long a page may take on a machine that does other things too, in milliseconds.
_PATIENCE = 300_000

_LISTEN = """
window.alarms = [];
document.addEventListener('securitypolicyviolation', event => window.alarms.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`));
for (const name of ['alert', 'confirm', 'prompt', 'print']) window[name] = () => window.alarms.push(name);
"""
#: What a reader may do with a page: unfold, focus, point, click what leads nowhere else.
_USE = """
async () => {
  for (const one of document.querySelectorAll('details')) one.open = true;
  for (const one of document.querySelectorAll('main *')) {
    for (const kind of ['mouseover', 'mouseenter', 'pointerover', 'focus', 'toggle', 'animationend', 'error', 'load'])
      one.dispatchEvent(new Event(kind));
  }
  window.scrollTo(0, document.body.scrollHeight);
  await new Promise(done => setTimeout(done, 50));
  return window.alarms;
}
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("armed")
    pack = load_templates(packaged_templates(), None)
    armed = Armed(texts=vectors(), packed=3)
    assert sum(map(len, armed.placed.values())) >= 500
    write_project(edition(armed.told, load_library(pack), pack, compiled=compile_templates(pack)), folder / "project", site_dir=str(folder / "site"))
    build_project(folder / "project", folder / "site")
    return folder / "site"


def visited(browser: Browser, site: Path, paths: list[str]) -> tuple[list[str], list[str], list[str]]:
    """Open pages and use them: dialogs, violations of the policy, requests to anybody else."""
    dialogs: list[str] = []
    violations: list[str] = []
    foreign: list[str] = []
    with served(site) as address, browser.new_context() as context:
        context.set_default_timeout(_PATIENCE)
        context.add_init_script(_LISTEN)

        def watch(page: Page) -> None:
            page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
            page.on("request", lambda request: None if request.url.startswith((address, "data:image/svg+xml")) else foreign.append(request.url))

        context.on("page", watch)
        page = context.new_page()
        for path in paths:
            page.goto(address + path)
            violations += [f"{path}: {alarm}" for alarm in page.evaluate(_USE)]
    return dialogs, violations, foreign


@pytest.mark.slow
def test_five_hundred_vectors_do_nothing_in_a_browser(browser: Browser, site: Path) -> None:
    paths = sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))
    assert len(paths) > 30
    assert visited(browser, site, paths) == ([], [], [])
    print(f"{len(vectors())} vectors, {len(paths)} pages")  # noqa: T201 - shown with -s


@pytest.mark.slow
def test_a_vector_in_the_address_of_the_search_does_nothing(browser: Browser, site: Path) -> None:
    from urllib.parse import quote

    assert visited(browser, site, [f"?q={quote(text)}" for text in own()[:50]]) == ([], [], [])


def test_the_listeners_hear(browser: Browser, tmp_path: Path) -> None:
    policy = "<meta http-equiv=Content-Security-Policy content=\"script-src 'unsafe-inline'; img-src 'none'\">"
    (tmp_path / "index.html").write_text(f"<!doctype html>{policy}<img src=x.png><script>alert(1)</script><main></main>", encoding="utf-8")
    _, violations, _ = visited(browser, tmp_path, ["index.html"])
    assert any("alert" in each for each in violations)
    assert any("img-src" in each for each in violations)

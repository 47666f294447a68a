"""Other generators on the same Markdown, each in an environment of its own below build/, installed with hashes."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bench.measured import Taken, run

ROOT: Final = Path(__file__).resolve().parents[2]
#: What each is installed from; Zensical is also an engine that `build --engine` can be tried with.
_LOCKS: Final = {"hugo": Path(__file__).resolve().parent / "locks" / "hugo.txt", "zensical": ROOT / "requirements" / "engine-zensical.txt"}
_PAGE: Final = '{{ define "main" }}{{ .Content }}{{ end }}'
_LAYOUTS: Final = {
    "baseof.html": '<!doctype html><html><head><meta charset="utf-8"><title>{{ .Title }}</title></head>{{ block "main" . }}{{ end }}</html>',
    "single.html": _PAGE,
    "list.html": _PAGE,
    "index.html": _PAGE,
}
_HUGO: Final = """\
baseURL = "https://example.com/"
disableKinds = ["taxonomy", "term", "RSS", "sitemap", "robotsTXT", "404"]
[markup.goldmark.renderer]
unsafe = true
"""


@dataclass(frozen=True)
class Rival:
    """Another generator: its command, or why it is not measured."""

    name: str
    command: Path | None
    version: str
    missing: str = ""


def rival(name: str) -> Rival:
    """Installed as its lock says; a rival that cannot be is told of, and not measured."""
    lock = _LOCKS[name]
    folder = ROOT / "build" / f"bench-{name}"
    command = folder / "bin" / name
    if not command.exists():
        python = folder / "bin" / "python"
        locked = ["--require-hashes", "--no-deps", "--only-binary", ":all:", "-r", lock]
        installing = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *locked]
        for step in ([sys.executable, "-m", "venv", folder], installing):
            done = subprocess.run(list(map(str, step)), capture_output=True, text=True, check=False)
            if done.returncode:
                shutil.rmtree(folder, ignore_errors=True)
                return Rival(name, None, "", (done.stderr.strip().splitlines() or ["it could not be installed"])[-1][:100])
    versions = [line.partition("==")[2].split()[0] for line in lock.read_text(encoding="utf-8").splitlines() if line.startswith(f"{name}==")]
    return Rival(name, command, versions[0])


def hugo_site(project: Path, folder: Path) -> Path:
    """The Markdown of an exported project as a Hugo site with a layout that is next to nothing."""
    docs = project / "docs"
    for path in docs.rglob("*.md"):
        # A page with pages beside it is a section in Hugo.
        target = folder / "content" / path.relative_to(docs).with_name("_index.md" if path.name == "index.md" else path.name)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    (folder / "layouts").mkdir()
    for name, text in _LAYOUTS.items():
        (folder / "layouts" / name).write_text(text, encoding="utf-8")
    (folder / "hugo.toml").write_text(_HUGO, encoding="utf-8")
    return folder


def with_hugo(hugo: Rival, site: Path) -> Callable[[], Taken]:
    """Building one site; every page has to come out."""
    assert hugo.command
    command = [hugo.command, "--source", site, "--destination", site / "public", "--quiet"]

    def work() -> Taken:
        taken = run(command)
        pages, made = len(list((site / "content").rglob("*.md"))), len(list((site / "public").rglob("*.html")))
        if made < pages:
            raise RuntimeError(f"Hugo made {made} of {pages} pages")
        return taken

    return work


def zensical_project(project: Path, folder: Path) -> Path:
    """An exported project as Zensical takes it: it writes into the project only, and has a look of its own beside the one of the pages."""
    shutil.copytree(project, folder)
    settings = folder / "mkdocs.yml"
    text = re.sub(r"(?m)^site_dir: .*$", 'site_dir: "site"', settings.read_text(encoding="utf-8"), count=1)
    settings.write_text(re.sub(r'(?m)^  name: "material"$', r'\g<0>\n  variant: "classic"', text, count=1), encoding="utf-8")
    return folder


def with_zensical(zensical: Rival, project: Path) -> Callable[[], Taken]:
    """Building one project of `zensical_project`; every page has to come out."""
    assert zensical.command
    command = [zensical.command, "build", "--config-file", "mkdocs.yml"]

    def work() -> Taken:
        taken = run(command, folder=project)
        pages, made = len(list((project / "docs").rglob("*.md"))), len(list((project / "site").rglob("*.html")))
        if made < pages:
            raise RuntimeError(f"Zensical made {made} of {pages} pages")
        return taken

    return work

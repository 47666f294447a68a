"""The project's own site: pages of the repository put together, built strictly, with the sample sites as a live demo.

``PYTHONPATH=tests python -m support.project_site`` does it all, into build/project-site/. It is an ordinary MkDocs project: docs/mkdocs.yml and a
folder of pages. README, CHANGELOG, CONTRIBUTING and SECURITY stand at the root of the repository and link as one does there, so their links, and
those of docs/ to them, are rewritten; what they link to besides (a sample, the licence) is put beside the pages as plain text.
"""

from __future__ import annotations

import os
import posixpath
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Final

from playbookgen import pipeline
from playbookgen.building.links import LinkProblem, check_links
from playbookgen.model.result import BuildRequest
from support.house import REPOSITORY
from support.sites import TODAY

TARGET: Final = REPOSITORY / "build" / "project-site"
#: Pages that do not stand in docs/, and where they stand on the site.
_FROM_ROOT: Final = {"README.md": "index.md", "CHANGELOG.md": "changelog.md", "CONTRIBUTING.md": "contributing.md", "SECURITY.md": "security.md"}
_FILES: Final = ("*.png", "*.svg", "*.css", "*.js", "*.json")
_NAMES: Final = {"en": "English", "fi": "Suomi", "nb": "Norsk", "sv": "Svenska"}
_FENCE: Final = re.compile(r"^(```.*?^```[^\n]*$)", re.MULTILINE | re.DOTALL)
_CODE: Final = re.compile(r"(`[^`\n]+`)")
_LINK: Final = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)(#[^)\s]*)?\)")
_DEMO: Final = re.compile(r"<!-- demo: ([a-z0-9_]+) -->")


def documents() -> dict[str, str]:
    """Every page: its path in the repository → its path on the site."""
    inside = {
        path.relative_to(REPOSITORY).as_posix(): path.relative_to(REPOSITORY / "docs").as_posix() for path in (REPOSITORY / "docs").rglob("*.md")
    }
    return _FROM_ROOT | {source: re.sub(r"(^|/)README\.md$", r"\1index.md", page) for source, page in sorted(inside.items())}


def put_together(folder: Path, demo: Mapping[str, tuple[str, ...]] | None = None) -> None:
    """Write the MkDocs project to `folder`.

    Args:
        folder: is made; what stands in its `pages` is replaced.
        demo: the languages of each sample site, the default one first; without it the demo page has no links to them.
    """
    pages = folder / "pages"
    shutil.rmtree(pages, ignore_errors=True)
    for pattern in _FILES:
        for path in (REPOSITORY / "docs").rglob(pattern):
            _copy(path, pages / path.relative_to(REPOSITORY / "docs"))
    for source, page in documents().items():
        text = (REPOSITORY / source).read_text(encoding="utf-8")
        text = _DEMO.sub(lambda match: _doors(match[1], (demo or {}).get(match[1], ())), text)
        (pages / page).parent.mkdir(parents=True, exist_ok=True)
        (pages / page).write_text(rewritten(text, source, page, pages), encoding="utf-8")
    _copy(REPOSITORY / "docs" / "mkdocs.yml", folder / "mkdocs.yml")


def rewritten(text: str, source: str, page: str, pages: Path) -> str:
    """`text` of the repository's file `source` with its links as they must be on the page `page`; files it links to are put into `pages`."""

    def link(match: re.Match[str]) -> str:
        target = posixpath.normpath(posixpath.join(posixpath.dirname(source), match[1]))
        return f"]({posixpath.relpath(_on_the_site(target, pages), posixpath.dirname(page) or '.')}{match[2] or ''})"

    parts = _FENCE.split(text)
    for number in range(0, len(parts), 2):
        pieces = _CODE.split(parts[number])
        # A link may have code as its text, never the other way round: only the brackets behind it matter.
        parts[number] = "".join(piece if index % 2 else _LINK.sub(link, piece) for index, piece in enumerate(pieces))
    return "".join(parts)


def _on_the_site(target: str, pages: Path) -> str:
    """Where what a link of the repository means stands on the site.

    Raises:
        FileNotFoundError: when it is not in the repository.
    """
    known = documents()
    path = REPOSITORY / target
    if path.is_dir():
        target = f"{target}/README.md"
    if target in known:
        return known[target]
    inside = target.removeprefix("docs/")
    if (pages / inside).exists():
        return inside
    # As text: a browser shows it instead of offering to keep it.
    name = target if PurePosixPath(target).suffix in {".json", ".png", ".svg"} else f"{target}.txt"
    _copy(REPOSITORY / target, pages / "files" / name)
    return f"files/{name}"


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def _doors(organisation: str, languages: tuple[str, ...]) -> str:
    def door(number: int, language: str) -> str:
        address = f"{organisation}/{language}/" if number else f"{organisation}/"
        return f'<a class="md-button" lang="{language}" href="{address}">{_NAMES[language]}</a>'

    return "\n".join(door(number, language) for number, language in enumerate(languages))


def build(folder: Path) -> None:
    """Build the project in `folder` with the stock command, strictly, into its `site`.

    Raises:
        RuntimeError: with the words of MkDocs, when it refuses or warns.
    """
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--config-file", str(folder / "mkdocs.yml")]
    surroundings = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(command, env=surroundings, capture_output=True, text=True, check=False)
    if done.returncode or "WARNING" in done.stderr:
        raise RuntimeError(done.stderr)


def demo_sites(output: Path) -> dict[str, tuple[str, ...]]:
    """Build the samples into `output`, as `make site` does, and say which languages each has, the default one first."""
    result = pipeline.build(BuildRequest(root=REPOSITORY, output=output, today=TODAY))
    assert all(built.is_published for built in result.organisations), result
    return languages_of(output)


def languages_of(output: Path) -> dict[str, tuple[str, ...]]:
    """The languages of each built site below `output`, the default one first."""
    return {site.name: tuple(_languages(site)) for site in sorted(output.iterdir()) if (site / "index.html").is_file()}


def _languages(site: Path) -> Iterator[str]:
    said = re.search(r'<html[^>]* lang="?([a-z]{2})', (site / "index.html").read_text(encoding="utf-8"))
    assert said, site
    yield {"no": "nb"}.get(said[1], said[1])
    yield from (path.name for path in sorted(site.iterdir()) if path.name in _NAMES and (path / "index.html").is_file())


def add_demo(folder: Path, output: Path) -> None:
    """Put the built samples of `output` below demo/ of the site in `folder`."""
    for name in languages_of(output):
        shutil.copytree(output / name, folder / "site" / "demo" / name, dirs_exist_ok=True)


def broken_links(folder: Path) -> list[LinkProblem]:
    """Links of the built site in `folder`, demo included, that lead nowhere."""
    return check_links(folder / "site")


def make(folder: Path, output: Path) -> list[LinkProblem]:
    """All of it: samples, pages, site; gives the links that lead nowhere."""
    put_together(folder, demo_sites(output))
    build(folder)
    add_demo(folder, output)
    return broken_links(folder)


if __name__ == "__main__":
    wrong = make(TARGET, TARGET / "demo")
    for problem in wrong:
        sys.stderr.write(f"{problem.page}: {problem.target}: {problem.reason}\n")
    sys.stdout.write(f"{TARGET / 'site'}\n")
    sys.exit(bool(wrong))

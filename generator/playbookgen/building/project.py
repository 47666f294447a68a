"""An edition as an ordinary MkDocs project: what is written out for the engine, and for whoever leaves with it."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import Final

from playbookgen.building.settings import front_matter, settings
from playbookgen.building.yaml_text import block
from playbookgen.model.engine import EngineName
from playbookgen.model.playbook import Page, Playbook

_HEADER: Final = "# Written by playbookgen from typed values; every text is a quoted string. Build it with: mkdocs build\n"
_PATH_PART: Final = re.compile(r"[A-Za-z0-9._-]+")


def write_project(playbook: Playbook, directory: Path, *, site_dir: str, engine: EngineName = "mkdocs", assets: bool = True) -> None:
    """Write the edition as a MkDocs project: `mkdocs.yml`, `docs/` and `theme/`.

    Args:
        playbook: the edition.
        directory: the project's folder; created when missing, expected to hold no older project.
        site_dir: where the project builds its site to, relative to `directory` or absolute.
        engine: which is to build it.
        assets: whether to write what pages are shown with, too.

    Raises:
        ValueError: an address or a file name leaves the project (a bug of the composer).
        OSError: the disk refuses.
    """
    for name in ("docs", "theme"):
        (directory / name).mkdir(parents=True, exist_ok=True)
    for path, content in project_files(playbook, site_dir, engine).items():
        if assets or not path.startswith("docs/assets/"):
            _write(directory, path, content)


def project_files(playbook: Playbook, site_dir: str, engine: EngineName = "mkdocs") -> dict[str, bytes]:
    """The files of the project by their path in it."""
    return {
        **{f"docs/{path}": content for path, content in sorted(playbook.assets.items())},
        **{f"theme/{path}": content for path, content in sorted(playbook.theme.items())},
        **{f"docs/{page.source_path}": _page_text(page).encode() for page in playbook.pages},
        "mkdocs.yml": (_HEADER + block(settings(playbook, site_dir, engine))).encode(),
    }


def project_digest(playbook: Playbook) -> str:
    """SHA-256 over all that the engine is given for an edition, wherever that is built."""
    total = hashlib.sha256()
    for path, content in sorted(project_files(playbook, "site").items()):
        total.update(f"{path}\0{len(content)}\0".encode())
        total.update(content)
    return total.hexdigest()


def _page_text(page: Page) -> str:
    return f"---\n{block(front_matter(page))}---\n\n{page.markdown.strip()}\n"


def _write(root: Path, relative: str, content: bytes) -> None:
    parts = relative.split("/")
    if not all(_PATH_PART.fullmatch(part) and part.strip(".") for part in parts):
        raise ValueError(f"not a path inside the project: {relative!r}")
    target = root.joinpath(*parts)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)

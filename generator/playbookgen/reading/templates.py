"""The files of ``templates/``: those that came with the product, and a workspace's own versions of them."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import playbookgen
from playbookgen.model.failure import TemplatesUnusable
from playbookgen.model.problem import Problem
from playbookgen.model.workspace import TemplatePack
from playbookgen.reading.disk import is_leftover, read_regular
from playbookgen.reading.report import safe

#: Folders of which a workspace may have its own versions.
OVERRIDABLE = ("pages", "partials", "charts", "library", "locales")


def packaged_templates() -> Path:
    """The folder of templates that came with this installation: inside the wheel, or beside ``pyproject.toml``.

    Raises:
        TemplatesUnusable: when the installation has none.
    """
    package = Path(playbookgen.__file__).resolve().parent
    installed = package / "_templates"
    if installed.is_dir():
        return installed
    checkout = package.parent.parent
    if (checkout / "pyproject.toml").is_file() and (checkout / "templates").is_dir():
        return checkout / "templates"
    raise TemplatesUnusable("this installation holds no templates", "install playbookgen again")


def load_templates(package_templates: Path, overrides: Path | None) -> TemplatePack:
    """All templates, those of `overrides` before those of the package.

    Args:
        package_templates: what `packaged_templates` returned.
        overrides: the ``templates/`` folder of a workspace; it need not exist.

    Raises:
        TemplatesUnusable: when a file cannot be read, is not a regular file, or overrides what
            cannot be overridden (the theme, what ``init`` writes).
    """
    files = _files(package_templates)
    if overrides is not None and os.path.lexists(overrides) and overrides.resolve() != package_templates.resolve():
        own = _files(overrides)
        for path in own:
            if path.split("/")[0] not in OVERRIDABLE:
                help = f"a workspace may have its own files in {', '.join(OVERRIDABLE)}"
                raise TemplatesUnusable(f"templates/{safe(path)} cannot be overridden", help)
        files |= own
    return TemplatePack(dict(sorted(files.items())))


def _files(top: Path) -> dict[str, bytes]:
    if top.is_symlink() or not top.is_dir():
        raise TemplatesUnusable(f"{safe(str(top))} is not a folder", "put the templates into a folder, without links")
    files: dict[str, bytes] = {}
    for folder, folders, names in os.walk(top):
        folders[:] = sorted(name for name in folders if not is_leftover(name) and name != "__pycache__")
        for name in [*names, *(name for name in folders if (Path(folder) / name).is_symlink())]:
            path = Path(folder) / name
            inside = path.relative_to(top).as_posix()
            if is_leftover(name) or not stat.S_ISREG(path.lstat().st_mode) or name == "README.md":
                if is_leftover(name) or name == "README.md":
                    continue
                raise TemplatesUnusable(f"templates/{safe(inside)} is not a regular file", "put the file itself there, or delete this")
            read = read_regular(path, inside)
            if isinstance(read, Problem):
                raise TemplatesUnusable(f"templates/{safe(inside)}: {read.message}", read.help)
            files[inside] = read.content
    return files

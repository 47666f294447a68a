"""Whose site a path of the repository belongs to: by name and kind alone, so that a file that cannot be read counts too.

It names what `discovery` and `templates` read; a file of another kind in between (notes, drafts, hidden folders) is nobody's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import Final

from playbookgen.model.history import LINK, SUBMODULE, Change
from playbookgen.model.organisation import LOGO_ENDINGS
from playbookgen.reading.leftovers import is_leftover

_YAML: Final = (".yml", ".yaml")
_PICTURES: Final = tuple(f".{ending}" for ending in LOGO_ENDINGS)
#: In the workspace: what all sites are made of.
_OF_ALL: Final = re.compile(r"templates/.+|templates|playbook|site_config\.ya?ml|generator/playbookgen/.+")
#: In the workspace or at the root of the repository: which version of what builds them, and how.
_TOOLS: Final = re.compile(
    r"requirements[\w.-]*\.(txt|in)|requirements/[^/]+\.(txt|in)|constraints[\w.-]*\.txt|pyproject\.toml|pylock(\.[\w-]+)?\.toml"
    r"|(uv|poetry|pdm)\.lock|Pipfile(\.lock)?|\.python-version|\.tool-versions|\.gitlab-ci\.yml|\.github/workflows/playbook\.ya?ml"
)


def touched(changes: Iterable[Change], folder: str) -> tuple[frozenset[str], tuple[str, ...]]:
    """What a change touches: the names of organisations, and the paths that touch all of them.

    Args:
        changes: paths from the root of the repository.
        folder: of the workspace in it, ``""`` or ending in a stroke.
    """
    names: set[str] = set()
    of_all: set[str] = set()
    for change in changes:
        inside = change.path.removeprefix(folder) if change.path.startswith(folder) else None
        is_special = bool({LINK, SUBMODULE} & {change.before, change.after})
        if _TOOLS.fullmatch(change.path) or (inside is not None and (_TOOLS.fullmatch(inside) or _is_of_all(inside, is_special))):
            of_all.add(change.path)
        elif inside is not None and (name := _organisation(inside, is_special)):
            names.add(name)
    return frozenset(names), tuple(sorted(of_all))


def _is_of_all(path: str, is_special: bool) -> bool:
    if not _OF_ALL.fullmatch(path):
        return False
    # A link or another repository in place of a whole folder: what is below it is not ours to see.
    return is_special if path in {"templates", "playbook"} else not any(map(is_leftover, path.split("/")))


def _organisation(path: str, is_special: bool) -> str | None:
    """The name of the organisation that a path of the workspace tells about."""
    top, *parts = path.split("/")
    if top != "playbook" or not parts or any(map(is_leftover, parts)):
        return None
    ending = PurePosixPath(parts[-1]).suffix.lower()
    if len(parts) == 1:
        return PurePosixPath(parts[0]).stem if is_special or ending in _YAML else None
    is_read = is_special or ending in _YAML or (ending in _PICTURES and len(parts) == 2)
    return parts[0] if is_read else None

"""Which organisations of a workspace a run is about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING

from playbookgen.model.failure import Usage

if TYPE_CHECKING:
    from playbookgen.model.workspace import Source, Workspace


def asked(workspace: Workspace, names: Sequence[str]) -> tuple[Source, ...]:
    """The sources named, in the workspace's order; all when none is named.

    Raises:
        Usage: there is no organisation of that name.
    """
    known = {source.id for source in workspace.sources}
    for name in names:
        if name not in known:
            raise unknown(name, known)
    return tuple(source for source in workspace.sources if not names or source.id in names)


def unknown(name: str, known: Iterable[str]) -> Usage:
    """The failure that there is no such organisation, with what may have been meant."""
    near = get_close_matches(name, sorted(known), 1, 0.6)
    help = f"did you mean {near[0]}?" if near else f"there are: {', '.join(sorted(known)[:12])}"
    return Usage(f"there is no organisation {name}", help)

"""Paths of a workspace as a service sees them that shows the repository."""

from __future__ import annotations

import os
from collections.abc import Mapping


def in_repository(path: str, folder: str, environment: Mapping[str, str] = os.environ) -> str:
    """A path of the workspace, relative to the repository's root, with forward slashes.

    Args:
        path: as a place names it, inside the workspace.
        folder: leads from here to the workspace; empty where that is here.
        environment: GITHUB_WORKSPACE says where the repository is; without it, it is here.
    """
    root = environment.get("GITHUB_WORKSPACE") or os.curdir
    return os.path.relpath(os.path.realpath(os.path.join(folder, path)), os.path.realpath(root)).replace(os.sep, "/")

"""The templates of the engine's theme, found and compiled once for all sites."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Any


def share_templates(theme: Any, compiled: Any) -> None:
    """Save the engine work that changes no byte: compiling templates again, and listing 14,000 icons to copy none.

    Args:
        theme: the engine's theme.
        compiled: where its compiled templates are kept, as a template engine's bytecode cache.
    """
    original: Callable[[], Any] = theme.get_env
    own = theme.custom_dir

    def list_templates(extensions: Sequence[str] | None = None, filter_func: Callable[[str], bool] | None = None) -> list[str]:
        names = {name for folder in theme.dirs for name in (_walk(folder) if folder == own else _templates_in(folder))}
        return sorted(
            name for name in names if (filter_func is None or filter_func(name)) and (extensions is None or name.rpartition(".")[2] in extensions)
        )

    def get_env() -> Any:
        environment = original()
        environment.bytecode_cache = compiled
        environment.list_templates = list_templates
        return environment

    theme.get_env = get_env


@cache
def _templates_in(folder: str) -> tuple[str, ...]:
    """The templates in a folder of an installed package, without its icons: 14,000 files of which a site copies none."""
    return tuple(_walk(folder))


def _walk(folder: str) -> Iterator[str]:
    for place, folders, names in os.walk(folder, followlinks=False):
        inside = os.path.relpath(place, folder).replace(os.sep, "/")
        if inside == ".":
            folders[:] = [name for name in folders if name != ".icons"]
        yield from (name if inside == "." else f"{inside}/{name}" for name in names)

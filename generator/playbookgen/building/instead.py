"""Something of ours in place of a part of the engine, for as long as it is needed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def instead(owner: Any, name: str, value: Any) -> Iterator[None]:
    """`value` in place of what a part of the engine calls by this name.

    Args:
        owner: a module or class of it.
        name: as it is called there.
        value: what is called instead.
    """
    original = getattr(owner, name)
    setattr(owner, name, value)
    try:
        yield
    finally:
        setattr(owner, name, original)

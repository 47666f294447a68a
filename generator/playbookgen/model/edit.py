"""Changes to what an organisation has written: what is wanted, and what a file says before and after."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

#: Keys and positions from the top of the YAML: ``("leadership_checklist", 3, "last_done")``.
Steps = tuple[str | int, ...]
#: What can be written: a text, number or day, and lists and maps of them. ``None`` is never written.
Value = str | int | Decimal | date | Mapping[str, "Value"] | Sequence["Value"]


@dataclass(frozen=True, slots=True)
class SetValue:
    """A value at `path`, in place of the single one that stands there or as a new key.

    Args:
        path: ends with a key, or with a position in a list of single values; what is above it is there.
        value: a text, number or day; a list or map too, which is written on one line where another value stood.
        after: a new key comes behind the last of these that is there, else at the end.
        first: a new key of the top level comes before all others, behind the comments that head the file.
    """

    path: Steps
    value: Value
    after: tuple[str, ...] = ()
    first: bool = False


@dataclass(frozen=True, slots=True)
class AddItems:
    """More entries of the list at `path`; the list, and maps above it, are made where there are none.

    Args:
        path: of the list.
        values: the entries, one at least.
        at: position the first of them will have; the end if not given.
        near: top-level keys beside which a new top-level key belongs, where the organisation is a folder of files.
    """

    path: Steps
    values: tuple[Value, ...]
    at: int | None = None
    near: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RemoveValue:
    """A key with all that is below it, or an entry of a list, taken away.

    Args:
        path: of the key or entry; something else stays in its map or list.
    """

    path: Steps


@dataclass(frozen=True, slots=True)
class RenameKey:
    """Another name for a key; its value and its place stay.

    Args:
        path: ends with the key as it is.
        name: what it is called from then on; no other key of its map is called so.
    """

    path: Steps
    name: str


Edit = SetValue | AddItems | RemoveValue | RenameKey


@dataclass(frozen=True, slots=True)
class EditedFile:
    """A file of the organisation whose text changes; `shown` is its path in the workspace."""

    shown: str
    before: str
    after: str

    def diff(self) -> list[str]:
        """The difference in the unified form, line by line without line ends."""
        old, new = ([line.rstrip("\r") for line in text.split("\n")] for text in (self.before, self.after))
        for lines in (old, new):
            if lines and not lines[-1]:
                lines.pop()
        return list(difflib.unified_diff(old, new, f"a/{self.shown}", f"b/{self.shown}", lineterm=""))

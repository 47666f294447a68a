"""File-system calls that fail: the n-th one below a folder, in the way that is asked for."""

from __future__ import annotations

import errno
import io
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import pytest

from playbookgen.building import files

#: Calls of the operating system that a build makes, by the module they are looked up in.
CALLS: Final = (
    *((os, name) for name in ("open", "fsync", "mkdir", "rename", "replace", "unlink", "rmdir", "link", "scandir", "listdir")),
    *((os, name) for name in ("stat", "lstat", "access", "ftruncate", "pwrite", "read", "write")),
    (io, "open"),
    (files, "exchange"),
)
ERRORS: Final = {name: getattr(errno, name) for name in ("ENOSPC", "EIO", "EACCES", "EMFILE")}


class Killed(BaseException):
    """Stands for the death of the process: nothing that is called afterwards has an effect."""


class Fault:
    """The n-th call below `folder` fails; `kind` is a name of `ERRORS`, ``KeyboardInterrupt``, ``Killed`` or ``exit``."""

    def __init__(self, folder: Path, nth: int, kind: str) -> None:
        self._folder = os.fspath(folder)
        self._nth = nth
        self._kind = kind
        self._numbers: set[int] = set()
        self.count = 0
        self.where = ""

    @property
    def struck(self) -> bool:
        """Whether there was an n-th call."""
        return self.count >= self._nth

    @contextmanager
    def injected(self) -> Iterator[None]:
        """Count and fail the calls made inside."""
        with pytest.MonkeyPatch.context() as patch:
            for module, name in CALLS:
                patch.setattr(module, name, self._wrapped(getattr(module, name), name))
            yield

    def _wrapped(self, original: Callable[..., Any], name: str) -> Callable[..., Any]:
        def call(*arguments: Any, **named: Any) -> Any:
            if not arguments or not self._concerns(arguments[0], named):
                return original(*arguments, **named)
            self.count += 1
            if self.count == self._nth or (self.struck and self._kind == "Killed"):
                self.where = self.where or f"{name}({arguments[0]!r})"
                self._strike(name)
            found = original(*arguments, **named)
            if name == "open" and isinstance(found, int):
                self._numbers.add(found)
            return found

        return call

    def _concerns(self, what: object, named: dict[str, Any]) -> bool:
        """Whether a call is about the folder: by path, by a folder that was opened there, by an open file."""
        if isinstance(what, int):
            return what in self._numbers
        if named.get("dir_fd") is not None:
            return named["dir_fd"] in self._numbers
        try:
            return os.fsdecode(what).startswith(self._folder)  # type: ignore[arg-type]
        except TypeError:
            return False

    def _strike(self, name: str) -> None:
        if self._kind == "exit":
            os._exit(9)
        if self._kind == "Killed":
            raise Killed
        if self._kind == "KeyboardInterrupt":
            raise KeyboardInterrupt
        raise OSError(ERRORS[self._kind], os.strerror(ERRORS[self._kind]), name)

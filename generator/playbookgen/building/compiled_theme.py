"""The theme's templates, compiled, and guidance, converted: once for all builds of this process and those forked from it, and kept between runs."""

from __future__ import annotations

import hashlib
import marshal
from types import CodeType
from typing import Final


class CompiledTheme:
    """Compiled templates by name and source; it answers as a template engine's bytecode cache does.

    Without it each build compiles the whole theme. The file a template came from does not count: our overrides of the theme stand in
    another folder in each build.
    """

    class Bucket:
        """A template's place; `code` is None until somebody has compiled it."""

        def __init__(self, key: tuple[str, bytes], code: CodeType | None) -> None:
            self.key = key
            self.code = code

    def __init__(self) -> None:
        self._codes: dict[tuple[str, bytes], CodeType] = {}
        #: Elements that are the same for every organisation: Markdown → HTML.
        self.converted: dict[str, str] = {}

    def get_bucket(self, environment: object, name: str, filename: str | None, source: str) -> Bucket:
        """The place of a template."""
        key = (name, hashlib.sha256(source.encode()).digest())
        return self.Bucket(key, self._codes.get(key))

    def set_bucket(self, bucket: Bucket) -> None:
        """Remember what was compiled for a place."""
        if bucket.code is not None:
            self._codes[bucket.key] = bucket.code

    def kept(self) -> bytes:
        """Everything compiled and converted so far, to be taken by another process of the same Python.

        It is code: keep it where only its user can write.
        """
        return marshal.dumps((self._codes, self.converted))

    def take(self, kept: bytes) -> None:
        """Have at hand what `kept` returned in another process; nothing when it is from another Python."""
        try:
            codes, converted = marshal.loads(kept)  # noqa: S302 - from a folder that only this user can write to, and as we wrote it
        except (EOFError, ValueError, TypeError):
            return
        if isinstance(codes, dict) and isinstance(converted, dict):
            self._codes = codes | self._codes
            self.converted = converted | self.converted


COMPILED: Final = CompiledTheme()

"""What all editions of a workspace are made with: templates, compiled, and the library. Made once, kept, and handed to every process."""

from __future__ import annotations

import hashlib
import os
import pickle
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from playbookgen.building import private
from playbookgen.model.library import Library
from playbookgen.model.problem import Problem
from playbookgen.model.workspace import TemplatePack

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

#: By its place, whose name says what it is made of.
_LATEST: Final[dict[Path, Means]] = {}


@dataclass(frozen=True, slots=True)
class Means:
    """Templates and library of a workspace, and what is wrong with its own part of them; nothing is compiled where that stops a build.

    `theme` is the theme of the engine, compiled, where sites are to be built.
    """

    pack: TemplatePack
    library: Library
    problems: tuple[Problem, ...]
    compiled: dict[str, bytes]
    theme: bytes = b""

    @classmethod
    def read(cls, root: Path, *, compiled: bool = True) -> Means:
        """From the disk: the packaged templates, and those of the workspace at `root` over them; compiled if they are to be composed with.

        Raises:
            TemplatesUnusable: a packaged file is missing or wrong.
        """
        from playbookgen import reading

        pack = reading.load_templates(reading.packaged_templates(), root / "templates")
        library, problems = reading.read_library(pack)
        if pack.overrides:
            from playbookgen.composing import check_overrides

            problems = (*problems, *check_overrides(pack))
        whole = (*pack.problems, *problems)
        if not compiled or any(problem.severity == "error" for problem in whole):
            return cls(pack, library, whole, {})
        from playbookgen.composing import compile_templates

        return cls(pack, library, whole, compile_templates(pack))

    def with_theme(self) -> Means:
        """The same with the theme compiled and guidance converted; without, where that fails: the build that needs it says what is wrong."""
        from playbookgen.building.engine import compiled_theme
        from playbookgen.composing import guidance

        if not self.compiled:
            return self
        with suppress(Exception):
            overrides = {name: content.decode() for name, content in self.pack.below("theme/overrides").items() if name.endswith(".html")}
            # A template of a workspace is rendered in the process of an edition alone, which has limits.
            ours = () if self.pack.overrides else guidance(self.library, self.pack, self.compiled)
            return replace(self, theme=compiled_theme(overrides, ours))
        return self


def place(folder: Path | None, parts: Mapping[str, str], strangers: Iterable[Path]) -> Path | None:
    """Where the common part of sites made of `parts` is kept, if anywhere.

    Args:
        folder: this user's alone.
        parts: each by a name with its digest or value.
        strangers: folders whose content may come from anywhere: what stands there is neither read nor written.
    """
    if folder is None or any(Path(os.path.realpath(folder)).is_relative_to(os.path.realpath(one)) for one in strangers):
        return None
    name = hashlib.sha256("".join(f"{part}\0{value}\n" for part, value in sorted(parts.items())).encode()).hexdigest()
    return folder / f"means-{name[:32]}"


def recalled(path: Path) -> Means | None:
    """What an earlier run of ours kept at `path`."""
    content = private.recall(path)
    if content is None:
        return None
    try:
        found = pickle.loads(content)  # noqa: S301 - from a folder that only this user can write to, and as we wrote it
    except Exception:  # whatever it was, it can be made again
        return None
    return found if isinstance(found, Means) else None


def latest(path: Path) -> Means | None:
    """As `recalled`; what was recalled last is still at hand."""
    if path not in _LATEST and (found := recalled(path)):
        _LATEST.clear()
        _LATEST[path] = found
    return _LATEST.get(path)


def kept(path: Path, means: Means) -> bool:
    """Keep it for the next run; whether that worked."""
    return private.keep(path, pickle.dumps(means, pickle.HIGHEST_PROTOCOL))

"""How large an organisation's site will be, told from its bytes alone: enough to share work out evenly, and the same on every machine."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Final

_CODE: Final = re.compile(r"\b(?:en|fi|nb|sv)\b")
#: ``languages: [en, fi]``, also within braces, or a list below it; no comment.
_LANGUAGES: Final = re.compile(r"^[^#\n]*\blanguages:[ \t]*(?:\[([^\]]*)\]|(?:#[^\n]*)?\n((?:[ \t]*-[^\n]*(?:\n|\Z))+))", re.MULTILINE)
#: What an edition costs that says next to nothing: most of its pages are there in any case. In bytes of YAML.
_START: Final = 16 * 1024
#: Sizes are rounded to this, so that an ordinary edit moves nobody to another machine.
_STEP: Final = 8 * 1024


def measure(root: Path, files: Iterable[str]) -> int:
    """How much work an organisation is: the number of its languages × the size of its files, in steps; at least 1.

    Args:
        root: the workspace.
        files: the organisation's files, by their paths in the workspace. What cannot be read counts nothing.
    """
    size, languages = 0, 1
    for path in files:
        try:
            content = (root / path).read_bytes()
        except OSError:
            continue
        size += len(content)
        if path.lower().endswith((".yml", ".yaml")):
            languages = max(languages, languages_told(content.decode("utf-8", "replace")))
    return max(1, languages * round((_START + size) / _STEP))


def languages_told(text: str) -> int:
    """How many languages a YAML text asks for, as far as that can be seen without understanding it; 0 when it does not say."""
    return max((len(set(_CODE.findall(found[1] or found[2]))) for found in _LANGUAGES.finditer(text)), default=0)

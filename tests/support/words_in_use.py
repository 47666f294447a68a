"""Every message the templates and the composing room use."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from babel.messages.extract import extract

ROOT = Path(__file__).resolve().parents[2]
KEYWORDS = {"_": None, "ngettext": (1, 2), "one": None}

Message = str | tuple[str, str]


def messages() -> dict[Message, str]:
    """Message (or singular and plural) → where it is used first."""
    found: dict[Message, str] = {}
    for path, method in _sources():
        with path.open("rb") as file:
            for line, message, _, _ in extract(method, file, keywords=KEYWORDS, options={"trim_blocks": "true", "lstrip_blocks": "true"}):
                key = (message[0], message[1]) if isinstance(message, tuple) else message
                found.setdefault(key, f"{path.relative_to(ROOT)}:{line}")
    return found


def _sources() -> Iterator[tuple[Path, str]]:
    for folder in ("pages", "partials", "charts"):
        for path in sorted((ROOT / "templates" / folder).rglob("*.j2")):
            yield path, "jinja2.ext:babel_extract"
    for path in sorted((ROOT / "generator/playbookgen/composing").rglob("*.py")):
        yield path, "python"

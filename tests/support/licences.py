"""The licences of everything in the locks, as docs/licences.md lists them. `make licences` writes the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.metadata import Distribution
from typing import Final

from support.house import REPOSITORY
from support.locks import LOCKS, Locked, installed, locked

PAGE: Final = REPOSITORY / "docs" / "licences.md"

#: What may come along with an MIT program, whoever passes it on: licences that ask for their notice and no more.
PERMISSIVE: Final = frozenset(
    {"0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "HPND", "ISC", "MIT", "MIT-0", "PSF-2.0", "Python-2.0", "Unlicense", "Zlib"}
)
#: Copyleft that ends at its own files: fine for what is installed beside us and not changed.
OWN_FILES_ONLY: Final = frozenset({"MPL-2.0"})

#: Words of package metadata that are no identifier of SPDX → the identifier.
_WORDS: Final = {
    "Apache 2.0": "Apache-2.0",
    "Apache License 2.0": "Apache-2.0",
    "Apache License, Version 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "Apache-2.0 license": "Apache-2.0",
    "BSD": "BSD-3-Clause",
    "BSD License": "BSD-3-Clause",
    "BSD 3-Clause": "BSD-3-Clause",
    "BSD-3-Clause License": "BSD-3-Clause",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "MIT license": "MIT",
    "The MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "MPL 2.0": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
    "PSFL": "PSF-2.0",
    "The Unlicense (Unlicense)": "Unlicense",
}
#: Package → its licence, where the metadata says nothing that can be read, or the package is not installed on Linux. Read in the release itself.
_READ: Final[dict[str, str]] = {"atheris": "Apache-2.0", "axe-playwright-python": "MIT"}

_INTRODUCTION: Final = """\
# Licences

Every package that the locks in `requirements/` name, with its licence as an [SPDX expression](https://spdx.org/licenses/). The page is made from the
locks and the packages' own metadata (`make licences`); a test refuses a package that is not listed and a licence that may not come along with an MIT
program. “BSD” without a number is listed as BSD-3-Clause. MPL-2.0 ends at the files of the package itself; nothing of those is changed here.

playbookgen itself is under MIT. Nothing of these packages is part of it: pip installs them beside it. What a **site** contains of others is the
theme's style sheets, scripts and icons (Material for MkDocs, MIT).

"""


def page() -> str:
    """The text of docs/licences.md; of what is not installed on this machine, it says what it said before."""
    before = listed()
    found: dict[str, tuple[str, str, list[str]]] = {}
    for lock, (_, environment) in LOCKS.items():
        there = installed(environment)
        for each in locked(lock):
            licence = _READ.get(each.name) or _told(each, there) or before.get(each.name, ("", "unknown"))[1]
            key = f"{each.name} {each.version}"
            known = found.setdefault(key, (each.version, licence, []))
            known[2].append(lock)
            if known[1] == "unknown":
                found[key] = (each.version, licence, known[2])
    uses = "".join(f"- `{lock}`: {what}\n" for lock, (what, _) in LOCKS.items())
    rows = "".join(f"| {key.split()[0]} | {version} | {licence} | {', '.join(locks)} |\n" for key, (version, licence, locks) in sorted(found.items()))
    return f"{_INTRODUCTION}The locks:\n\n{uses}\n| package | version | licence | in |\n|---|---|---|---|\n{rows}"


def listed() -> dict[str, tuple[str, str]]:
    """What the page says: version and licence by package."""
    text = PAGE.read_text(encoding="utf-8") if PAGE.exists() else ""
    rows = re.findall(r"^\| ([a-z0-9][a-z0-9.-]*) \| (\S+) \| ([^|]+) \|", text, re.MULTILINE)
    return {name: (version, licence.strip()) for name, version, licence in rows if name != "package"}


def is_fine(expression: str) -> bool:
    """Whether something under this SPDX expression may come along: of ``OR`` one, of ``AND`` all, ``AND`` binding more."""
    text = expression.strip()
    while text.startswith("(") and text.endswith(")") and _closes_at_the_end(text):
        text = text[1:-1].strip()
    for operator, fold in (("OR", any), ("AND", all)):
        parts = _split(text, operator)
        if len(parts) > 1:
            return fold(is_fine(part) for part in parts)
    return text.partition(" WITH ")[0] in PERMISSIVE | OWN_FILES_ONLY


def licence_of(metadata: Distribution) -> str:
    """The licence that a package tells: its expression, else what its classifiers say together, else its free text if that is a known one."""
    said = metadata.metadata
    expression = said.get("License-Expression")
    if expression:
        return str(expression)
    classifiers = [value.rpartition(" :: ")[2] for value in said.get_all("Classifier", []) if value.startswith("License ::")]
    free = (said.get("License") or "").strip()
    exact = _WORDS.get(free, free)
    if exact in PERMISSIVE | OWN_FILES_ONLY:
        return exact
    names = [_WORDS.get(value, value) for value in classifiers if value != "OSI Approved"]
    return " OR ".join(dict.fromkeys(names)) if names else free if "\n" not in free else ""


def _told(each: Locked, there: dict[str, Distribution]) -> str:
    found = there.get(each.name)
    return licence_of(found) if found is not None and found.version == each.version else ""


def _closes_at_the_end(text: str) -> bool:
    depth = 0
    for position, character in enumerate(text):
        depth += {"(": 1, ")": -1}.get(character, 0)
        if depth == 0:
            return position == len(text) - 1
    return False


def _split(text: str, operator: str) -> list[str]:
    return list(_parts(text, f" {operator} "))


def _parts(text: str, between: str) -> Iterator[str]:
    """`text` cut at `between` where it stands outside of brackets."""
    depth = start = 0
    for position, character in enumerate(text):
        depth += {"(": 1, ")": -1}.get(character, 0)
        if depth == 0 and text.startswith(between, position):
            yield text[start:position]
            start = position + len(between)
    yield text[start:]


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")

"""What the sites of a workspace are made of, by name and digest: whether anything changed, and what."""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

import playbookgen
from playbookgen.reading.footprint import Footprint, footprint
from playbookgen.reading.packaged import packaged_templates
from playbookgen.reading.past import Past

if TYPE_CHECKING:
    from playbookgen.model.result import BuildRequest

_TOOL: Final = "playbookgen"
_LIBRARIES: Final = "the engine or a library"
_TEMPLATES: Final = "templates/"
_SETTINGS: Final = "site_config.yml"
_OPTIONS: Final = "options of the build"
_DAY: Final = "as-of date"
_HISTORY: Final = "the git history"
#: In place of a date: the organisation says its day itself, so that no calendar changes it.
_OWN_DAY: Final = "site.as_of of the organisation"
_NO_FILES: Final = (_TOOL, _LIBRARIES, _TEMPLATES, _SETTINGS, _OPTIONS, _DAY, _HISTORY)
#: Whose versions can change a byte of a site.
_DISTRIBUTIONS: Final = (
    "babel", "jinja2", "markdown", "markupsafe", "mkdocs", "mkdocs-material", "nh3", "pydantic", "pymdown-extensions", "pyyaml", "weasyprint",
)  # fmt: skip


@dataclass(frozen=True)
class Making:
    """What the sites of one build are made of."""

    request: BuildRequest
    workspace: Footprint
    past: Past

    @classmethod
    def of(cls, request: BuildRequest, past: Past | None = None) -> Making:
        """From the bytes on the disk, the versions of what is installed and the history; nothing is understood. `past` if it is known."""
        return cls(request, footprint(request.root, packaged_templates()), Past.of(request.root) if past is None else past)

    def parts(self, organisation: str, *, own_day: bool) -> dict[str, str] | None:
        """Everything one organisation's site is made of, each by a name with its digest or value; None when there is no such organisation.

        Args:
            organisation: its id.
            own_day: whether it says its as-of date itself.
        """
        files = self.workspace.organisations.get(organisation)
        return None if files is None else {**self._shared, _DAY: self._day(own_day), **self._past(organisation), **files}

    def parts_as_before(self, organisation: str, before: Mapping[str, str]) -> dict[str, str] | None:
        """The same, where only an earlier build can say whether the organisation has an as-of date of its own."""
        return self.parts(organisation, own_day=before.get(_DAY) == _OWN_DAY)

    @cached_property
    def _shared(self) -> dict[str, str]:
        request = self.request
        options = f"{request.audience} {request.language} {request.strict} {request.pdf} {request.offline} {request.source_date_epoch}"
        if request.engine:
            options += f" {request.engine.name} {request.engine.version}"
        return {
            _TOOL: f"{playbookgen.__version__} {_source_digest()}",
            _LIBRARIES: versions(),
            _TEMPLATES: self.workspace.templates,
            _SETTINGS: self.workspace.settings,
            _OPTIONS: options,
        }

    @property
    def of_all(self) -> dict[str, str]:
        """What templates and library, ready for use, are made of."""
        return {part: self._shared[part] for part in (_TOOL, _LIBRARIES, _TEMPLATES)}

    def _past(self, organisation: str) -> dict[str, str]:
        digest = self.past.digest(organisation)
        return {_HISTORY: digest} if digest else {}

    def _day(self, own: bool) -> str:
        if self.request.as_of is not None:
            return self.request.as_of.isoformat()
        return _OWN_DAY if own else self.request.today.isoformat()


def organisations_of(root: Path) -> dict[str, str]:
    """A text for each organisation of the workspace at `root`, that changes when its site would."""
    found = footprint(root, packaged_templates())
    return {name: repr((found.templates, found.settings, files)) for name, files in found.organisations.items()}


def difference(before: Mapping[str, str], now: Mapping[str, str]) -> str:
    """What changed between two makings, in words; empty when nothing did."""
    said = [_said(part, before, now) for part in _NO_FILES if before.get(part) != now.get(part)]
    files = sorted((before.keys() | now.keys()) - set(_NO_FILES))
    changed = [path for path in files if before.get(path) != now.get(path)]
    said += [f"{path} {'is gone' if path not in now else 'is new' if path not in before else 'changed'}" for path in changed[:3]]
    return ", ".join(said) + (f" and {len(changed) - 3} more" if len(changed) > 3 else "")


def is_composed_alike(before: Mapping[str, str], now: Mapping[str, str]) -> bool:
    """Whether the same pages, composed then and now, would be built into the same site."""
    return all(before.get(part) == now.get(part) for part in (_TOOL, _LIBRARIES, _OPTIONS))


def _said(part: str, before: Mapping[str, str], now: Mapping[str, str]) -> str:
    if part == _DAY and part in before:
        return f"the as-of date was {before[part]}, is {now.get(part, '')}"
    return f"{part} changed"


@cache
def versions() -> str:
    """The versions of everything installed that can change a byte of a site, and that of Python."""
    found = _installed()
    return f"python {_python()}" + "".join(f" {name} {found.get(name, '-')}" for name in _DISTRIBUTIONS)


@cache
def made_with() -> dict[str, str]:
    """The same by name, and our own code: two machines that say the same build the same bytes."""
    return {_TOOL: f"{playbookgen.__version__} ({_source_digest()[:12]})", "python": _python(), **_installed()}


def _python() -> str:
    return ".".join(map(str, sys.version_info[:3]))


def _installed() -> dict[str, str]:
    """Versions by distribution. The names of folders say them, without the 100 ms it takes to ask properly; the first on the path is imported."""
    found: dict[str, str] = {}
    for place in sys.path:
        try:
            names = [path.name for path in Path(place or ".").iterdir()]
        except OSError:
            continue
        for name in names:
            known = re.fullmatch(r"(.+)-([^-]+)\.(?:dist|egg)-info", name)
            distribution = re.sub(r"[-_.]+", "-", known[1]).lower() if known else ""
            if known and distribution in _DISTRIBUTIONS:
                found.setdefault(distribution, known[2])
    return found


@cache
def _source_digest() -> str:
    """SHA-256 over our own code: between two releases the version does not tell what changed."""
    total = hashlib.sha256()
    package = Path(playbookgen.__file__).parent
    for path in sorted(package.rglob("*.py")):
        if "_templates" not in path.parts:
            total.update(f"{path.relative_to(package).as_posix()}\0".encode())
            total.update(path.read_bytes())
    return total.hexdigest()

"""An edition of a preview, page by page: what the engine would be given again, for a page that stands, it need not be given.

A page of the engine is made of its own source, of `mkdocs.yml` and of the theme; from other pages it takes their addresses and titles, which
`mkdocs.yml` says. So where these are the same and no page came or went, each page whose source is the same comes out the same. A test
compares with whole builds.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from playbookgen.building import files
from playbookgen.building.instead import instead
from playbookgen.building.ledger import WORKROOM
from playbookgen.building.project import project_files

if TYPE_CHECKING:
    from playbookgen.model.playbook import Playbook

_PAGES: Final = ".md"
_DOCUMENTS: Final = "docs/"
_INDEX: Final = "search/search_index.json"


@dataclass(frozen=True, slots=True)
class Before:
    """An edition as it was built last.

    Args:
        site: its published folder; None when it is not known to be what it was.
        listing: the file that says what it was built from, if there is one.
    """

    site: Path | None
    listing: Path


@dataclass(frozen=True, slots=True)
class Standing:
    """Pages that need not be built, by their source below `docs/`, and the published edition that has them; None where nobody asks for them."""

    pages: frozenset[str]
    site: Path | None


def before(output: Path, site: Path | None, edition: str) -> Before:
    """What may stand of an edition.

    Args:
        output: the output folder.
        site: where the edition stands published in it, if it is known to be what it was.
        edition: its name.
    """
    return Before(site, _place(output, edition))


def standing(before: Before, playbook: Playbook, project: Path) -> Standing | None:
    """The pages that need not be built again; None when all have to. Writes down what this edition is built from, for `keep`.

    Args:
        before: what may stand of it.
        playbook: the edition as it is now.
        project: the folder of its project.
    """
    now = _listing(project_files(playbook, "site"))
    _beside(project).write_text(json.dumps(now), encoding="utf-8")
    try:
        earlier = json.loads(before.listing.read_text(encoding="utf-8"))
        if before.site is None:
            return None
        shared = {path for path in now.keys() | earlier.keys() if not path.startswith(_DOCUMENTS)}
        pages = {path for path in now.keys() | earlier.keys() if path.startswith(_DOCUMENTS) and path.endswith(_PAGES)}
        if any(earlier.get(path) != now.get(path) for path in shared) or not pages <= now.keys() & earlier.keys():
            return None
        same = frozenset(path.removeprefix(_DOCUMENTS) for path in pages if earlier[path] == now[path])
    except (OSError, ValueError, AttributeError):
        return None
    return Standing(same, before.site)


def forget(projects: Mapping[str, Path], output: Path) -> None:
    """Editions are about to be published: whatever becomes of that, nothing old is taken for new.

    Args:
        projects: as for `keep`.
        output: the output folder.
    """
    for edition, project in projects.items():
        if _beside(project).exists():
            _place(output, edition).unlink(missing_ok=True)


def keep(projects: Mapping[str, Path], output: Path) -> None:
    """Editions are published: what they were built from is known to the next build.

    Args:
        projects: the folder of each one's project, by its name.
        output: the output folder.
    """
    for edition, project in projects.items():
        with suppress(FileNotFoundError):  # it was not built, since nothing of it had changed
            files.make_folder(_place(output, edition).parent)
            files.rename(_beside(project), _place(output, edition))


def without_text(playbook: Playbook) -> Standing:
    """The pages of an edition that was composed for some of them only: the others are left out, and nothing is taken over."""
    return Standing(frozenset(page.source_path for page in playbook.pages if not page.markdown), None)


@contextmanager
def left_standing(engine: Any, plugins: Mapping[str, Any], found: Standing | None) -> Iterator[None]:
    """Have the engine take over the pages in `found`, or leave them out, in place of building them.

    Args:
        engine: the module that builds one page after the other.
        plugins: its plugins, of which one keeps the index of the search.
        found: what stands.
    """
    if found is None:
        yield
        return
    # Where a page is read and where it is written.
    populate, build_page, get_files = engine._populate_page, engine._build_page, engine.get_files  # noqa: SLF001
    site = found.site
    said = _sections(site) if site else {}

    def populate_others(page: Any, *context: Any) -> None:
        if page.file.src_uri not in found.pages:
            populate(page, *context)

    def build_others(page: Any, *context: Any, **options: Any) -> None:
        if page.file.src_uri not in found.pages:
            build_page(page, *context, **options)
            return
        if site is None:
            return
        target = Path(page.file.abs_dest_path)
        files.make_folder(target.parent)
        files.link(site / page.file.dest_uri, target)
        index = next(plugin.search_index for plugin in plugins.values() if hasattr(plugin, "search_index"))
        index.entries += said.get(page.url, ())

    def without_copying(config: Any) -> Any:
        files_of_it = get_files(config)
        files_of_it.copy_static_files = lambda **_: None
        return files_of_it

    with ExitStack() as changed:
        changed.enter_context(instead(engine, "_populate_page", populate_others))
        changed.enter_context(instead(engine, "_build_page", build_others))
        if site is None:
            changed.enter_context(instead(engine, "get_files", without_copying))
            changed.enter_context(instead(engine, "_build_theme_template", lambda *_: None))
        yield


def _place(output: Path, edition: str) -> Path:
    return output / WORKROOM / "pages" / f"{edition.replace('/', '.')}.json"


def _beside(project: Path) -> Path:
    return project.with_suffix(".listing")


def _listing(project: Mapping[str, bytes]) -> dict[str, str]:
    return {path: hashlib.sha256(content).hexdigest() for path, content in project.items()}


def _sections(site: Path) -> dict[str, list[dict[str, Any]]]:
    """What the index of the search knows of each page, by the address of the page."""
    found: dict[str, list[dict[str, Any]]] = {}
    for entry in json.loads((site / _INDEX).read_bytes())["docs"]:
        found.setdefault(entry["location"].partition("#")[0], []).append(entry)
    return found

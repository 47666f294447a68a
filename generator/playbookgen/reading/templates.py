"""The files of ``templates/``: those that came with the product, and a workspace's own versions of them."""

from __future__ import annotations

import os
import posixpath
import stat
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path

from playbookgen.model.failure import TemplatesUnusable
from playbookgen.model.problem import Place, Problem
from playbookgen.model.workspace import SourceFile, TemplatePack
from playbookgen.reading.disk import read_regular, special_kind, unreadable
from playbookgen.reading.encoding import decode
from playbookgen.reading.leftovers import is_leftover
from playbookgen.reading.report import Report, safe

#: Folders of which a workspace may have its own versions.
OVERRIDABLE = ("pages", "partials", "charts", "library", "locales")
#: Folders that are the same for all, and why.
_SAME_FOR_ALL = {
    "theme": "the theme is the same for all: set accent in site_config.yml, or site.accent and site.logo of an organisation",
    "starter": "what “playbookgen init” writes is the same for all: edit what it has written",
}


def load_templates(package_templates: Path, overrides: Path | None) -> TemplatePack:
    """All templates, those of `overrides` before those of the package.

    A file that is the same as the packaged one is no override. One that overrides nothing, or something
    that cannot be overridden, is a problem of the pack and is not applied.

    Args:
        package_templates: what `packaged_templates` returned.
        overrides: the ``templates/`` folder of a workspace; it need not exist.

    Raises:
        TemplatesUnusable: when a packaged file cannot be read.
    """
    files: dict[str, bytes] = {}
    for path, read in _files(package_templates):
        if isinstance(read, Problem):
            raise TemplatesUnusable(f"templates/{path}: {read.message}", read.help)
        files[path] = read.content
    if overrides is None or not os.path.lexists(overrides) or overrides.resolve() == package_templates.resolve():
        return TemplatePack(dict(sorted(files.items())))
    own, problems = _overrides(overrides, files)
    packaged = {path: files[path] for path in sorted(own)}
    return TemplatePack(dict(sorted({**files, **own}.items())), packaged, problems)


def _overrides(folder: Path, packaged: Mapping[str, bytes]) -> tuple[dict[str, bytes], tuple[Problem, ...]]:
    """The files that override something, and what is wrong with the others."""
    report = Report()
    own: dict[str, bytes] = {}
    if folder.is_symlink() or not folder.is_dir():
        help = "put the templates themselves into a folder, or delete it"
        report.take(Problem("E108", "templates is not a folder", Place("templates"), help=help))
        return own, report.problems()
    for path, read in _files(folder):
        if isinstance(read, Problem):
            report.take(read)
        elif read.content != packaged.get(path):
            problem = _refusal(path, packaged)
            if problem is not None:
                report.take(problem)
            elif path.endswith(".yml") or decode(read, report) is not None:  # the library is decoded where it is read
                own[path] = read.content
    return own, report.problems()


def _refusal(path: str, packaged: Iterable[str]) -> Problem | None:
    """Why a file can override nothing."""
    place = Place(f"templates/{safe(path)}")
    top = path.partition("/")[0]
    if top in _SAME_FOR_ALL:
        return Problem("E120", f"templates/{safe(path)} cannot be overridden", place, help=f"delete the file; {_SAME_FOR_ALL[top]}")
    if path in packaged:
        return None
    meant = _meant(path, [known for known in packaged if known.partition("/")[0] in OVERRIDABLE])
    help = f"did you mean templates/{meant}?" if meant else f"a workspace may override files of {', '.join(OVERRIDABLE)}; delete this one"
    return Problem("E119", f"templates/{safe(path)} overrides nothing: there is no such template", place, help=help, suggestion=meant)


def _meant(path: str, known: list[str]) -> str | None:
    """The template somebody meant: of the same name in another folder, else of a near path, else of a near name."""
    name = posixpath.basename(path)
    by_name = {posixpath.basename(one): one for one in known}
    if name in by_name:
        return by_name[name]
    near = get_close_matches(path, known, 1, 0.6)
    if near:
        return near[0]
    alike = get_close_matches(name, by_name, 1, 0.6)
    return by_name[alike[0]] if alike else None


def _files(top: Path) -> Iterator[tuple[str, SourceFile | Problem]]:
    """Every file below `top` by its path inside it, in name order; links and special files are problems."""
    for folder, folders, names in os.walk(top):
        linked = sorted(name for name in folders if (Path(folder) / name).is_symlink())
        folders[:] = sorted(name for name in folders if not is_leftover(name) and name != "__pycache__" and name not in linked)
        for name in sorted([*names, *linked]):
            if is_leftover(name) or name == "README.md":
                continue
            path = Path(folder) / name
            inside = path.relative_to(top).as_posix()
            shown = f"templates/{safe(inside)}"
            try:
                mode = path.lstat().st_mode
            except OSError as error:
                yield inside, unreadable(error, shown)
                continue
            yield inside, read_regular(path, shown) if stat.S_ISREG(mode) else special_kind(mode, shown)

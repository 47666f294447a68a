"""The library: what the product knows, from ``templates/library/``, and a workspace's own versions of its files.

An override of a library file says what it says differently and nothing else: maps are laid over the packaged ones key by
key (so a missing language stays as it came), lists whose entries have an id entry by entry; any other list is replaced.
"""

from __future__ import annotations

from difflib import get_close_matches
from functools import lru_cache
from typing import Any, get_args

from pydantic import TypeAdapter, ValidationError

from playbookgen.model.failure import TemplatesUnusable
from playbookgen.model.library import Library
from playbookgen.model.problem import Problem
from playbookgen.model.workspace import SourceFile, TemplatePack
from playbookgen.reading.encoding import decode
from playbookgen.reading.nodes import Node, find, values
from playbookgen.reading.report import Report, shown_value
from playbookgen.reading.tree import read_tree

_MOST_SHOWN = 20
#: Keys by which the entries of a list are told apart.
_IDENTITIES = ("id", "level", "page")


def load_library(pack: TemplatePack) -> Library:
    """The library of a template pack; each field of `Library` is a file of ``library/``, or a folder with a file an entry.

    Raises:
        TemplatesUnusable: when a file is missing or wrong; it names file, line and column of each slip.
    """
    library, problems = read_library(pack)
    if problems:
        raise _unusable(problems)
    return library


def read_library(pack: TemplatePack) -> tuple[Library, tuple[Problem, ...]]:
    """The library with a workspace's overrides laid over it, and what is wrong with these; a wrong one is not applied.

    A process reads the same files once: commands that look at them again, as `serve` does at each save, get what was read.

    Raises:
        TemplatesUnusable: when a packaged file is missing or wrong.
    """
    return _read(tuple((path, pack.files[path], pack.packaged.get(path)) for path in sorted(pack.files) if path.startswith("library/")))


@lru_cache(maxsize=4)
def _read(files: tuple[tuple[str, bytes, bytes | None], ...]) -> tuple[Library, tuple[Problem, ...]]:
    """`read_library` of files, each with its path, its content, and what it is without the workspace's override if it has one."""
    pack = TemplatePack(
        {path: content for path, content, _ in files}, packaged={path: packaged for path, _, packaged in files if packaged is not None}
    )
    slips, own = Report(), Report()
    parts: dict[str, Any] = {}
    missing = []
    for name, field in Library.model_fields.items():
        path = f"library/{name}.yml"
        entries = [f"library/{name}/{found}" for found in pack.below(f"library/{name}") if found.endswith(".yml")]
        if path in pack.files:
            parts[name] = _part(path, field.annotation, pack, slips, own)
        elif entries:
            (entry,) = get_args(field.annotation)
            parts[name] = [_part(found, entry, pack, slips, own) for found in entries]
        else:
            missing.append(path)
    if missing:
        raise TemplatesUnusable(f"the library lacks {', '.join(missing)}", "install playbookgen again")
    wrong = [problem for problem in slips.problems() if problem.severity == "error"]
    if wrong:
        raise _unusable(wrong)
    return Library.model_construct(**parts), own.problems()


def _part(path: str, annotation: Any, pack: TemplatePack, slips: Report, own: Report) -> Any:
    """One file of the library: with its override, as far as that is right."""
    packaged = _tree(path, pack.packaged.get(path, pack.files[path]), slips)
    if packaged is None:
        return None
    said = values(packaged)
    tree = _tree(path, pack.files[path], own) if path in pack.packaged else None
    if tree is not None and not _strangers(said, tree, own):
        whole = _valid(annotation, _over(said, values(tree)), tree, own)
        if whole is not None:
            return whole
    return _valid(annotation, said, packaged, slips)


def _tree(path: str, content: bytes, report: Report) -> Node | None:
    file = SourceFile(f"templates/{path}", content)
    text = decode(file, report)
    return read_tree(text, file.shown, report) if text is not None else None


def _over(packaged: Any, own: Any) -> Any:
    """`own` laid over `packaged`."""
    if isinstance(packaged, dict) and isinstance(own, dict):
        return {**packaged, **{key: _over(packaged.get(key), value) for key, value in own.items()}}
    identity = _identity(packaged) if isinstance(own, list) else None
    if identity is None or identity != _identity(own):
        return own
    changed = {entry[identity]: entry for entry in own}
    known = [entry[identity] for entry in packaged]
    kept = [_over(entry, changed[entry[identity]]) if entry[identity] in changed else entry for entry in packaged]
    return kept + [entry for entry in own if entry[identity] not in known]


def _identity(entries: Any) -> str | None:
    """The key that tells the entries of a list apart, if every entry has it."""
    if not isinstance(entries, list) or not entries:
        return None
    return next((key for key in _IDENTITIES if all(isinstance(entry, dict) and key in entry for entry in entries)), None)


def _strangers(packaged: Any, own: Node, report: Report) -> bool:
    """Report entries whose id looks like a slip for one that exists, and tell whether there are any; others are new entries."""
    if isinstance(packaged, dict):
        found = [_strangers(packaged[key], entry.node, report) for key, entry in own.entries.items() if key in packaged]
        return any(found)  # every list is looked at
    identity = _identity(packaged)
    if identity is None:
        return False
    known = [str(entry[identity]) for entry in packaged]
    slips = 0
    for item in own.items:
        named = item.child(identity)
        if named is None or named.text is None or named.text in known:
            continue
        near = get_close_matches(named.text, known, 1, 0.75)
        if near:
            slips += 1
            help = f"did you mean {near[0]}?"
            report.add("E119", f"the library has no {shown_value(named.text)} here", named.place, help=help, suggestion=near[0])
    return slips > 0


def _valid(annotation: Any, value: Any, tree: Node, report: Report) -> Any:
    """The typed value; ``None`` when it is wrong, with each slip in the report."""
    try:
        return _adapter(annotation).validate_python(value)
    except ValidationError as refused:
        for error in refused.errors(include_url=False):
            steps = error["loc"]
            path = ".".join(str(step) for step in steps)
            report.add("E204", f"{path}: {error['msg']}", find(tree, _in_file(steps, value, tree)).place)
        return None


@lru_cache(maxsize=64)
def _adapter(annotation: Any) -> TypeAdapter[Any]:
    return TypeAdapter(annotation)


def _in_file(steps: tuple[int | str, ...], value: Any, tree: Node) -> list[int | str]:
    """`steps` through `value` as steps through the file: an entry of a list stands elsewhere there, or nowhere."""
    found: list[int | str] = []
    for step in steps:
        if isinstance(step, int) and isinstance(value, list) and step < len(value):
            identity, value = _identity(value), value[step]
            place = step if identity is None else _place(find(tree, found).node, identity, value[identity])
            if place is None:
                break
            found.append(place)
        else:
            value = value.get(str(step)) if isinstance(value, dict) else None
            found.append(step)
    return found


def _place(items: Node, identity: str, wanted: object) -> int | None:
    """Where the entry with that id stands in a list of the file."""
    for index, item in enumerate(items.items):
        node = item.child(identity)
        if node is not None and node.text == str(wanted):
            return index
    return None


def _unusable(problems: tuple[Problem, ...] | list[Problem]) -> TemplatesUnusable:
    return TemplatesUnusable("the library cannot be read:\n" + "\n".join(_line(problem) for problem in problems[:_MOST_SHOWN]))


def _line(problem: Problem) -> str:
    place = problem.place
    where = f"{place.path}:{place.line}:{place.column}: " if place else ""
    return f"  {where}{problem.message}"

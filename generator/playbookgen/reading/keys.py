"""Keys the model does not know: what was meant, or where they belong.

A key whose meaning is plain is read under its right name from here on, so that one slip of the
finger is one problem and not a dozen.
"""

from __future__ import annotations

from pydantic import BaseModel

from playbookgen.reading.guesses import enumerated, meant_key
from playbookgen.reading.nodes import Entry, Node
from playbookgen.reading.report import Report, safe
from playbookgen.reading.shape import Shape, Visit, fields_of, homes_of_keys, is_text_instead, walk

#: A key that stands in more places than this (id, name, owner) belongs to none of them in particular.
_MOST_HOMES = 4


def mend_keys(model: type[BaseModel], root: Node, report: Report) -> None:
    """Report every unknown key of the tree; rename in the tree those that can be guessed, drop the others.

    A map that loses a key it may need is no longer `whole`: nobody then asks for what it lacks.
    """
    for visit in walk(Shape("entity", entity=model), root):
        if visit.shape.kind == "entity" and not is_text_instead(visit.shape, visit.node):
            _mend(model, visit, report)


def _mend(model: type[BaseModel], visit: Visit, report: Report) -> None:
    entity, node = visit.shape.entity, visit.node
    if entity is None or not node.entries:
        return
    known = fields_of(entity)
    for name in [name for name in node.entries if name not in known and not name.startswith("x_")]:
        entry = node.entries.pop(name)
        if report.is_full:
            continue
        free = [key for key in known if key not in node.entries]
        meant = _report_unknown(model, visit, name, entry, free, report)
        if meant is not None:
            node.entries[meant] = entry


def _report_unknown(model: type[BaseModel], visit: Visit, name: str, entry: Entry, free: list[str], report: Report) -> str | None:
    """Report one key and return the one that was meant."""
    message = f"unknown key “{safe(name, 60)}”{_where(visit)}"
    glued = name.partition(":")
    if glued[1] and glued[0] in free and entry.node.content is None:
        fixed = f"{glued[0]}: {glued[2]}"
        report.add("E202", message, entry.key, help=f"a space is missing after the colon: {fixed}", suggestion=fixed)
        entry.node.whole = False
        return glued[0]
    meant = meant_key(name, free)
    homes = homes_of_keys(model).get(name, ())
    if meant is None and not homes:
        meant = meant_key(name, free, boldly=True)
    if meant is not None:
        report.add("E202", message, entry.key, help=f"did you mean “{meant}”?", suggestion=meant)
        return meant
    if 0 < len(homes) <= _MOST_HOMES:
        report.add("E202", message, entry.key, help=_belongs(name, homes, visit))
        return None
    assert visit.shape.entity is not None  # noqa: S101 - `_mend` has seen to it
    help = f"known keys here: {enumerated(fields_of(visit.shape.entity), 40)}; keys of your own begin with x_"
    report.add("E202", message, entry.key, help=help)
    return None


def _where(visit: Visit) -> str:
    named = [str(step) for step in visit.steps if isinstance(step, str)]
    return f" in {named[-1]}" if named else ""


def _belongs(name: str, homes: tuple[str, ...], visit: Visit) -> str:
    """Where the key belongs: near places first."""
    path = ".".join(str(step) for step in visit.steps if isinstance(step, str))
    parent = path.rpartition(".")[0]

    def distance(home: str) -> tuple[int, int]:
        bare = home.replace("[]", "").replace(".…", "")
        inside = bare.startswith(f"{path}.") if path else False
        outside = bare.rpartition(".")[0] == parent
        return (0 if outside else 1 if inside else 2, home.count("."))

    nearest = sorted(homes, key=distance)
    if distance(nearest[0])[0] == 0 and "." not in nearest[0]:
        return f"“{name}” is a key of the top level: begin it in the first column"
    return f"“{name}” belongs to {enumerated(nearest[:3])}; check the indentation"

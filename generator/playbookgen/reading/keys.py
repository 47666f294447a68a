"""Keys the model does not know: what was meant, or where they belong.

A key whose meaning is plain is read under its right name from here on, so that one slip of the
finger is one problem and not a dozen.
"""

from __future__ import annotations

import re

from pydantic import BaseModel

from playbookgen.model.text import LANGUAGES
from playbookgen.reading.guesses import enumerated, meant_key
from playbookgen.reading.nodes import Entry, Node
from playbookgen.reading.report import Report, safe
from playbookgen.reading.shape import Shape, Visit, fields_of, homes_of_keys, is_text_instead, walk
from playbookgen.reading.syntax import quoted

#: A key and its value in one word, or with no colon between them.
_GLUED = re.compile(r"(?P<key>\w+)(?P<between>:|\s*=\s*|\s+)(?P<value>\S.*)")


def mend_keys(model: type[BaseModel], root: Node, report: Report) -> list[Visit]:
    """Report every unknown key of the tree; rename in the tree those that can be guessed, drop the others.

    A map that loses a key it may need is no longer `whole`: nobody then asks for what it lacks.

    Returns:
        Every node the model knows something about, under its right name: what `walk` would find from here on.
    """
    visits = []
    for visit in walk(Shape("entity", entity=model), root):
        visits.append(visit)
        if visit.shape.kind == "entity" and not is_text_instead(visit.shape, visit.node):
            _mend(model, visit, report)
        elif visit.shape.kind == "text":
            _find_cut_texts(visit.node, report)
    return visits


def _find_cut_texts(node: Node, report: Report) -> None:
    """Report words that YAML took for a key of a text by language: ``{sv: Mouse, keyboard, en: …}``."""
    before = None
    for name, entry in list(node.entries.items()):
        if name in LANGUAGES or name.startswith("x_"):
            before = entry.node.text
        elif entry.node.content is None and entry.node.whole:
            del node.entries[name]
            if not report.is_full:
                whole = f"{before}, {name}" if before else name
                help = f"put the whole text in quotes: {quoted(safe(whole, 80))}"
                report.add("E202", f"a comma has cut the text before “{safe(name, 60)}”", entry.key, help=help)
            before = f"{before}, {name}" if before else name


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
    glued = _GLUED.fullmatch(name) if entry.node.content is None else None
    if glued is not None and glued.group("key") in free:
        fixed = f"{glued.group('key')}: {glued.group('value')}"
        what = "a space is missing after the colon" if glued.group("between") == ":" else "a colon is missing"
        report.add("E202", message, entry.key, help=f"{what}: {safe(fixed, 80)}", suggestion=fixed)
        entry.node.whole = False
        return glued.group("key")
    meant = meant_key(name, free)
    homes = _near_homes(model, name, visit)
    if meant is None and not homes:
        meant = meant_key(name, free, boldly=True)
    if meant is not None:
        report.add("E202", message, entry.key, help=f"did you mean “{meant}”?", suggestion=meant)
        return meant
    if homes:
        report.add("E202", message, entry.key, help=_belongs(name, homes))
        return None
    assert visit.shape.entity is not None  # noqa: S101 - `_mend` has seen to it
    help = f"known keys here: {enumerated(fields_of(visit.shape.entity), 40)}; keys of your own begin with x_"
    if entry.node.content is None:
        help = f"if it belongs to the text before it, put that text in quotes; {help}"
    report.add("E202", message, entry.key, help=help)
    return None


def _where(visit: Visit) -> str:
    named = [str(step) for step in visit.steps if isinstance(step, str)]
    return f" in {named[-1]}" if named else ""


def _near_homes(model: type[BaseModel], name: str, visit: Visit) -> list[str]:
    """The maps around, beside or below in which the key would be right; an empty name is the top level."""
    here = ".".join(str(step) for step in visit.steps if isinstance(step, str))
    around = here.rpartition(".")[0]
    near = []
    for home in homes_of_keys(model).get(name, ()):
        owner = home.rpartition(".")[0]
        bare = owner.replace("[]", "").replace(".…", "")
        is_around = here.startswith(f"{bare}.") or bare in ("", around)
        is_beside = "[]" not in owner and bare.rpartition(".")[0] == around
        if is_around or is_beside or (here and bare.startswith(f"{here}.")):
            near.append(bare)
    return near


def _belongs(name: str, homes: list[str]) -> str:
    if "" in homes:
        return f"“{name}” is a key of the top level: begin it in the first column"
    return f"“{name}” belongs to {enumerated(homes[:3])}; check the indentation"

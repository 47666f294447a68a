"""Ids and what refers to them: nothing refers to nothing, and no id is taken twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from playbookgen.model.library import Library
from playbookgen.model.problem import Place
from playbookgen.model.values import Reference, slugify_id
from playbookgen.reading.guesses import enumerated, nearest, normal
from playbookgen.reading.nodes import Node
from playbookgen.reading.report import Report, safe, shown_value
from playbookgen.reading.shape import Visit, is_single

#: Keys by which the entries of a list are told apart, where it is not `id`.
_IDENTITIES = {"LeadershipItem": "item", "CxFactor": "factor", "PageCare": "page"}
#: What an entry of a list is called in a sentence.
_ONE = {
    "people": "a person", "teams": "a team", "roles": "a role", "strategy": "an aim of the strategy", "metrics": "a metric",
    "channels": "a channel", "systems": "a system", "plan.phases": "a phase", "plan.actions": "an action", "challenges": "a challenge",
    "target_state.statements": "a statement", "training.skills": "a skill", "recognition.practices": "a practice of recognition",
    "change.goals": "a goal", "target_state.behaviours": "a behaviour", "decisions": "a decision", "risks": "a risk", "routines": "a routine",
}  # fmt: skip


@dataclass(slots=True)
class Register:
    """All ids of one file: by list (``plan.actions``), with the place of each and the entry it names."""

    lists: dict[str, dict[str, Place]] = field(default_factory=dict)
    entries: dict[str, dict[str, Node]] = field(default_factory=dict)
    unsure: set[str] = field(default_factory=set)
    people_by_role: dict[str, list[str]] = field(default_factory=dict)

    def knows(self, target: str, name: str) -> bool:
        """Whether an id is one of `ids`."""
        return any(name in self.lists.get(path, ()) for path in target.split("|"))

    def ids(self, target: str) -> list[str]:
        """Ids of one or several lists (``plan.actions|challenges``)."""
        return [name for path in target.split("|") if path for name in self.lists.get(path, {})]

    def home(self, name: str) -> str | None:
        """The list that holds an id."""
        return next((path for path, ids in self.lists.items() if name in ids), None)

    def by_words(self, target: str, text: str) -> str | None:
        """The id of an entry whose name or title is `text`."""
        wanted = normal(text)
        entries = (entry for path in target.split("|") for entry in self.entries.get(path, {}).items())
        return next((name for name, node in entries if wanted in map(normal, _words(node))), None)


def check_references(visits: Sequence[Visit], library: Library, report: Report) -> None:
    """Report ids taken twice (E302) and references to nothing (E301); `visits` are those of the tree with its keys mended."""
    register = Register()
    for visit in visits:
        if visit.shape.kind == "list":
            _register(visit, register, report)
    known = library_ids(library)
    for visit in visits:
        for kind in visit.shape.types:
            if isinstance(kind, Reference) and visit.node.text is not None and not report.is_full:
                _check(kind, visit, register, known, report)


def library_ids(library: Library) -> dict[str, list[str]]:
    """The ids an organisation may name without telling them itself, by library list."""
    return {
        "metrics": [metric.id for metric in library.metrics],
        "challenges": [card.id for card in library.challenges],
        "leadership": [act.id for act in library.leadership.acts],
        "pages": [page.id for page in library.pages],
    }


def _register(visit: Visit, register: Register, report: Report) -> None:
    entity = visit.shape.item.entity if visit.shape.item else None
    if entity is None:
        return
    identity = _IDENTITIES.get(entity.__name__, "id")
    if identity not in entity.model_fields:
        return
    path = ".".join(str(step) for step in visit.steps)
    places = register.lists.setdefault(path, {}) if identity == "id" else {}
    if isinstance(visit.node.content, str):
        register.unsure.add(path)
    if visit.node.entries and not is_single(visit.shape, visit.node):
        # A list written as a map from ids: that is one problem already, its ids are known all the same.
        places |= {name: entry.key for name, entry in visit.node.entries.items()}
    for node in visit.node.items or ([visit.node] if is_single(visit.shape, visit.node) else []):
        name = node.child(identity)
        if name is None or name.text is None:
            register.unsure.add(path)
            continue
        if name.text in places:
            first = places[name.text]
            message = f"the {identity} “{safe(name.text, 60)}” is taken, it stands first on line {first.line}"
            help = "delete one of the two, or give this one an id of its own" if identity == "id" else "keep one of the two"
            suggestion = _free(name.text, visit.node, identity) if identity == "id" else None
            report.add("E302", message, name.place, help=help, suggestion=suggestion, related=first)
            continue
        places[str(name.text)] = name.place
        if path == "people" and (role := node.child("role")) is not None and role.text is not None:
            register.people_by_role.setdefault(role.text, []).append(str(name.text))
        register.entries.setdefault(path, {})[str(name.text)] = node


def _free(name: str, siblings: Node, identity: str) -> str:
    taken = {child.text for node in siblings.items if (child := node.child(identity)) is not None}
    return next(f"{name[:36]}_{number}" for number in range(2, len(taken) + 3) if f"{name[:36]}_{number}" not in taken)


def _words(node: Node) -> Iterator[str]:
    """Name and title of an entry, in every language."""
    for key in ("name", "title", "display_name"):
        child = node.child(key)
        if child is None:
            continue
        if child.text is not None:
            yield child.text
        yield from (entry.node.text for entry in child.entries.values() if entry.node.text is not None)


def _check(reference: Reference, visit: Visit, register: Register, known: dict[str, list[str]], report: Report) -> None:
    name = str(visit.node.text)
    if register.knows(reference.to, name) or name in known.get(reference.or_library or "", ()):
        return
    allowed = register.ids(reference.to) + known.get(reference.or_library or "", [])
    wanted = " or ".join(_ONE.get(path, f"an entry of {path}") for path in reference.to.split("|") if path)
    wanted = wanted or f"an id of the library's {reference.or_library}"
    place = visit.node.place
    if (home := register.home(name)) is not None:
        help = f"known here: {enumerated(sorted(allowed))}" if allowed else f"describe it under {_lists(reference)} first"
        message = f"“{name}” is {_ONE.get(home, f'an entry of {home}')}, {wanted} is expected here"
        suggestion = _replacement(reference, name, allowed, register, home)
        report.add("E301", message, place, help=f"did you mean “{suggestion}”?" if suggestion else help, suggestion=suggestion)
        return
    message = f"{shown_value(name)} refers to nothing: {wanted} is expected here"
    suggestion = _replacement(reference, name, allowed, register, None)
    if suggestion is None and register.unsure.intersection(reference.to.split("|")):
        return  # an entry there lacks its id, and says so: it may be the one that is meant
    if suggestion:
        others = [other for other in nearest(name, allowed) if other != suggestion]
        help = f"did you mean “{suggestion}”" + (f", or {' or '.join(others)}?" if others else "?")
    elif allowed:
        help = f"known here: {enumerated(sorted(allowed))}; or describe it under {_lists(reference)}"
    else:
        help = f"describe it under {_lists(reference)} first, or delete this"
    report.add("E301", message, place, help=help, suggestion=suggestion)


def _lists(reference: Reference) -> str:
    return " or ".join(path for path in reference.to.split("|") if path) or "the library"


def _replacement(reference: Reference, name: str, allowed: list[str], register: Register, home: str | None) -> str | None:
    """The id that was probably meant: known by these words, the only one of that role, or spelt alike."""
    if (found := register.by_words(reference.to, name)) is not None:
        return found
    if home is not None:
        holders = register.people_by_role.get(name, []) if home == "roles" and reference.to == "people" else []
        return holders[0] if len(holders) == 1 else None
    slug = slugify_id(name) or name
    if slug in allowed:
        return slug
    near = nearest(slug, allowed, 1)
    return near[0] if near else None

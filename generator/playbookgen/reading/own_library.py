"""Library texts of an organisation's own: ``playbook/<id>/library/`` over the library, text by text.

What an organisation does not say stays as the library says it: other entries, other keys, other languages.
Only texts can be its own; what figures and rules are made of (rhythms, units, core acts) is the same for all.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import PydanticCustomError

from playbookgen.model.library import Guide, Library, OwnText
from playbookgen.model.organisation import Site
from playbookgen.model.problem import Place
from playbookgen.model.text import LANGUAGES, Language, LocalisedText, TextKind
from playbookgen.model.workspace import Source, SourceFile
from playbookgen.reading.encoding import decode
from playbookgen.reading.guesses import enumerated, nearest
from playbookgen.reading.nodes import Node
from playbookgen.reading.report import Report, safe, shown_value
from playbookgen.reading.tree import read_tree

#: Keys by which the entries of a library list are told apart.
_IDENTITIES = ("id", "level", "page")


def own_library(source: Source, packaged: Library, site: Site, report: Report) -> Library:
    """The library as one organisation tells it.

    Args:
        source: with the files of its ``library/`` folder.
        packaged: what holds where it says nothing.
        site: its languages; a text without a language speaks the main one.
        report: takes files, ids and keys the library does not have, and texts that cannot be read.
    """
    library = packaged
    for file in source.library:
        name = _name(file, source, packaged, report)
        text = decode(file, report) if name else None
        tree = read_tree(text, file.shown, report) if text is not None else None
        if name is None or tree is None:
            continue
        folder, _, entry = name.rpartition("/")
        merge = _Merge(site, report)
        if folder:
            own: Any = [merge.page(tree, guide) if _file_of(guide) == entry else guide for guide in library.guides]
        else:
            own = merge.value(tree, getattr(library, name), Library.model_fields[name])
        library = library.model_copy(update={folder or name: own})
    return library


def _file_of(guide: Guide) -> str:
    return guide.page.replace("_", "-")


def _name(file: SourceFile, source: Source, packaged: Library, report: Report) -> str | None:
    """The field of the library a file tells about, or ``guides/<page>``."""
    inside = file.shown.removeprefix(f"playbook/{source.id}/library/").removesuffix(".yaml").removesuffix(".yml")
    known = [name for name in Library.model_fields if name != "guides"] + [f"guides/{_file_of(guide)}" for guide in packaged.guides]
    if inside in known:
        return inside
    near = nearest(inside, known, 1)
    help = f"did you mean {near[0]}.yml?" if near else f"the library has {enumerated((f'{name}.yml' for name in known[:30]), 30)} and guides/"
    suggestion = f"{near[0]}.yml" if near else None
    report.add("E118", f"the library has no file {safe(inside, 60)}.yml", Place(file.shown), help=help, suggestion=suggestion)
    return None


@dataclass(slots=True)
class _Merge:
    """Lays what stands in a file over what the library says."""

    site: Site
    report: Report

    def page(self, node: Node, said: Guide) -> BaseModel:
        """The guide of a page; the name of the file says which."""
        named = node.child("page")
        if named is not None and named.text != said.page:
            help = "the name of the file says for which page it is: delete this line, or write the page of the file"
            self.report.add(
                "E118", f"the file is that of {said.page}, not of {shown_value(named.text)}", named.place, help=help, suggestion=said.page
            )
        return self._entry(node, said)

    def value(self, node: Node, said: Any, field: FieldInfo) -> Any:
        """What `node` makes of a value; `said` as it is where the node is wrong."""
        kind = _text_kind(field)
        if isinstance(said, list) and kind is None:
            return self._entries(self._items(node), said)
        if isinstance(said, list) and kind is not None:
            items = self._items(node)
            return [self._text(item, said[index] if len(items) == len(said) else None, kind) for index, item in enumerate(items)] or said
        if isinstance(said, BaseModel):
            return self._entry(node, said)
        if kind is not None:
            return self._text(node, said, kind)
        return said

    def _items(self, node: Node) -> Sequence[Node]:
        if not isinstance(node.content, list):
            help = "write one entry a line, beginning with “- ”"
            self.report.add("E204", f"a list is expected here, got {shown_value(node.content)}", node.place, help=help)
        return node.items

    def _entries(self, nodes: Iterable[Node], said: list[Any]) -> list[Any]:
        """The entries of a list by their ids; those that are not named stay."""
        if not said or not isinstance(said[0], BaseModel):
            return said
        identity = next(key for key in _IDENTITIES if key in type(said[0]).model_fields)
        places = {str(getattr(entry, identity)): index for index, entry in enumerate(said)}
        merged, seen = list(said), set[str]()
        for node in nodes:
            named = node.child(identity)
            name = named.text if named else None
            if name is None:
                help = f"write {identity}: and one of {enumerated(places, 10)}"
                self.report.add("E201", f"{identity} is missing: which text of the library is meant?", node.place, help=help)
            elif name not in places:
                near = nearest(name, places, 1)
                help = f"did you mean “{near[0]}”?" if near else f"the library has {enumerated(places, 30)}"
                place = named.place if named else node.place
                self.report.add("E118", f"the library has no {shown_value(name)} here", place, help=help, suggestion=near[0] if near else None)
            elif name in seen:
                self.report.add("E302", f"the {identity} {shown_value(name)} stands here for the second time", node.place, help="keep one of the two")
            else:
                merged[places[name]] = self._entry(node, merged[places[name]])
                seen.add(name)
        return merged

    def _entry(self, node: Node, said: BaseModel) -> BaseModel:
        """One entry with the texts that stand in the file."""
        if not isinstance(node.content, dict):
            self.report.add("E204", f"a map of keys is expected here, got {shown_value(node.content)}", node.place, help="write the keys below it")
            return said
        fields = type(said).model_fields
        own: dict[str, Any] = {}
        for key, entry in node.entries.items():
            if (key in _IDENTITIES and key in fields) or key.startswith("x_") or entry.node.content is None:
                continue
            if key not in fields or not _holds_texts(fields[key]):
                self._refuse_key(key, entry.key, [name for name in fields if _holds_texts(fields[name])], key in fields)
                continue
            own[key] = self.value(entry.node, getattr(said, key), fields[key])
        return said.model_copy(update=own)

    def _refuse_key(self, key: str, place: Place, texts: list[str], is_known: bool) -> None:
        if is_known:
            message = f"{key} is the same for all organisations, only texts can be your own"
            self.report.add("E118", message, place, help=f"delete it; texts here are {enumerated(texts)}")
            return
        near = nearest(key, texts, 1)
        help = f"did you mean “{near[0]}”?" if near else f"texts here are {enumerated(texts)}"
        self.report.add("E202", f"unknown key “{safe(key, 60)}”", place, help=help, suggestion=near[0] if near else None)

    def _text(self, node: Node, said: LocalisedText | None, kind: TextKind) -> LocalisedText:
        """The organisation's words, in the languages it does not speak the library's."""
        before = dict(said.entries) if said else {}
        told = {name: entry.node.text for name, entry in node.entries.items()} if node.entries else node.text
        try:
            own = TextKind(kind.limit, kind.markdown).validate(told if node.content is not None else "")
        except (PydanticCustomError, ValidationError) as refused:
            self._refuse_text(refused, node)
            return said or LocalisedText(tuple(dict.fromkeys(LANGUAGES, "…").items()))
        main = self.site.main_language
        texts: dict[str, str] = {language or main: text for language, text in own.entries}
        missing = [language for language in self.site.languages if language not in before | texts]
        if missing:
            help = f"write it in {enumerated(missing)} too: the site speaks it, and the library has no text in this place"
            self.report.add("E209", f"no text in {enumerated(missing)}", node.place, help=help)
        whole = {language: texts.get(language) or before.get(language) or next(iter(texts.values())) for language in LANGUAGES}
        return OwnText(tuple(whole.items()), frozenset(_ours(texts, before)))

    def _refuse_text(self, refused: PydanticCustomError | ValidationError, node: Node) -> None:
        if isinstance(refused, PydanticCustomError):
            self._add(refused.type, refused.context or {}, str(refused), node.place)
            return
        for error in refused.errors(include_url=False):
            entry = node.entries.get(str(error["loc"][0]))
            place = node.place if entry is None else entry.key if error["type"] == "E212" else entry.node.place
            self._add(error["type"], error.get("ctx", {}), error["msg"], place)

    def _add(self, code: str, context: dict[str, Any], message: str, place: Place) -> None:
        help, suggestion = context.get("help"), context.get("suggestion")
        self.report.add(code, str(context.get("text", message)), place, help=help, suggestion=suggestion)


def _ours(texts: dict[str, str], before: dict[str, str]) -> Iterable[Language]:
    """The languages in which the text shown is not the library's."""
    return [language for language in LANGUAGES if language in texts or language not in before]


def _text_kind(field: FieldInfo) -> TextKind | None:
    """How the texts of a field are written: a text, an optional one, or a list of them."""
    return next((part for part in _parts(field.annotation, field.metadata) if isinstance(part, TextKind)), None)


def _parts(annotation: Any, metadata: Sequence[Any] = ()) -> Iterable[Any]:
    yield from metadata
    for part in get_args(annotation):
        yield part
        yield from _parts(part)


def _holds_texts(field: FieldInfo) -> bool:
    """Whether an organisation can have its own version: a text, texts, or entries that hold some."""
    entries = [part for part in _parts(field.annotation) if isinstance(part, type) and issubclass(part, BaseModel)]
    return _text_kind(field) is not None or bool(entries)

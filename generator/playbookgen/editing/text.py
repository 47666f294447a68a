"""One edit of one text: a few characters put in at the right offset, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from playbookgen.editing.keys import first_place, key_of
from playbookgen.editing.removing import cut_of
from playbookgen.editing.result import expected, unwritable
from playbookgen.editing.spans import Entry, Span, plain_values, spans
from playbookgen.editing.writing import block, block_text, flow, scalar, written_key
from playbookgen.model.edit import AddItems, Edit, RenameKey, SetValue, Steps, Value
from playbookgen.model.failure import Uneditable

#: An entry that is longer than this in brackets gets a line for each key.
_LONGEST_ENTRY = 140
_COLON = re.compile(r"[ \t]*:")
_LINE_END = re.compile(r"[^\r\n]*")


def edit_text(text: str, edits: Iterable[Edit]) -> str:
    """`text` with values changed or entries added, one edit after the other.

    Every character that is not part of a new value stays. Each result is read again: it holds what was there, with the edit, and nothing else.

    Raises:
        Uneditable: the path leads nowhere, or the text is written in a way that is not edited here.
    """
    root = spans(text)
    for edit in edits:
        if not edit.path:
            raise unwritable(edit.path)
        forms = list(_Writer(text, root).written(edit))
        wanted = expected(plain_values(root), edit)
        text = next((form for form in forms if _says(form, wanted)), None) or _refuse(edit.path)
        root = spans(text)
    return text


def _says(text: str, wanted: Any) -> bool:
    try:
        return bool(plain_values(spans(text)) == wanted)
    except Uneditable:
        return False


@dataclass(frozen=True)
class _Writer:
    """Writes into a text whose values are known by their places."""

    text: str
    root: Span

    def written(self, edit: Edit) -> Iterator[str]:
        """The text with the edit, in the form that is liked best first."""
        if isinstance(edit, SetValue):
            yield from self._set(edit)
        elif isinstance(edit, AddItems):
            yield self._add(edit)
        elif isinstance(edit, RenameKey):
            there = key_of(self._at(edit.path[:-1]), edit)
            yield self._put(there.start, written_key(edit.name), there.end)
        else:
            start, end = cut_of(self.text, self._at(edit.path[:-1]), edit.path)
            yield self._put(start, "", end)

    def _set(self, edit: SetValue) -> Iterator[str]:
        *above, name = edit.path
        parent = self._at(tuple(above))
        entry = parent.entries.get(str(name)) if parent.entries is not None else None
        if parent.entries is not None and entry is None and edit.first and parent is self.root:
            yield self._put_first(f"{written_key(str(name))}: {flow(edit.value)}")
        elif parent.entries is not None and entry is None:
            yield self._add_key(parent, str(name), edit.value, edit.after)
        elif entry is not None and entry.value.is_null:
            yield self._fill(entry, flow(edit.value))
        else:
            there = entry.value if entry else parent.step(name)
            if there is None or there.text is None:
                raise unwritable(edit.path)
            yield from self._replace(there, edit.value, parent, entry)

    def _put_first(self, written: str) -> str:
        """A key before all others of the file."""
        if self.root.is_flow:
            return self._put(self.root.start + 1, written + (", " if self.root.entries else ""))
        return self._put(first_place(self.text, self.root), written + self._line_break)

    def _replace(self, there: Span, value: Value, parent: Span, entry: Entry | None) -> Iterator[str]:
        """Another value in place of a single one."""
        end = there.end
        if there.style in ("|", ">"):
            if isinstance(value, str):
                yield self._put(there.start, block_text(value, self.text[there.start : end], self._line_break), end)
            while end > there.start and self.text[end - 1] in "\r\n ":  # a text in a block ends with its line
                end -= 1
        if isinstance(value, Mapping) and entry and not parent.is_flow and len(flow(value)) > _LONGEST_ENTRY:
            margin = self._line_break + " " * (parent.column + 2)
            yield self._put(self._colon(entry), "".join(margin + line for line in block(value)), end)
        quotes = there.style if there.style in ("'", '"') else ""
        written = scalar(value, quotes) if isinstance(value, str | int | Decimal | date) else flow(value)
        yield self._put(there.start, written, end)

    def _add(self, edit: AddItems) -> str:
        parent: Span | None = self.root
        for depth, step in enumerate(edit.path):
            below = parent.step(step) if parent else None
            if below is None or below.is_null:
                return self._begin_list(edit, depth)
            parent = below
        if parent is None or parent.items is None:
            raise unwritable(edit.path)
        if parent.is_flow:
            return self._add_in_brackets(parent, edit)
        return self._add_line(parent, edit)

    def _begin_list(self, edit: AddItems, depth: int) -> str:
        """A list that is not there yet, under the key at `depth` of the path or under one that is empty."""
        parent = self._at(edit.path[:depth])
        name = edit.path[depth]
        if not isinstance(name, str) or parent.entries is None:
            raise unwritable(edit.path)
        below = [str(step) for step in edit.path[depth + 1 :]]
        entry = parent.entries.get(name)
        if parent.is_flow:
            value: Value = list(edit.values)
            for step in reversed(below):
                value = {step: value}
            return self._fill(entry, flow(value)) if entry else self._add_key(parent, name, value, ())
        lines, column = [f"{name}:"], parent.column
        for step in below:
            column += 2
            lines.append(f"{' ' * column}{step}:")
        lines += _dashed(edit.values, column + 2, "- ")
        if entry is None:
            return self._add_lines(parent, lines)
        if entry.value.start != entry.value.end:  # a written-out null, which a list cannot follow
            return self._put(entry.value.start, flow(edit.values), entry.value.end) if not below else _refuse(edit.path)
        return self._after_line(self._colon(entry), self._line_break.join(lines[1:]))

    def _add_key(self, parent: Span, name: str, value: Value, after: tuple[str, ...]) -> str:
        entries = parent.entries or {}
        behind = [entries[key] for key in after if key in entries] or list(entries.values())
        place = max(behind, key=lambda entry: entry.start, default=None)
        written = [f"{name}: {flow(value)}"]
        if parent.is_flow:
            return self._put(self._end(place), f", {written[0]}") if place else self._put(parent.start + 1, written[0])
        if place is None:
            raise unwritable((name,))
        if isinstance(value, Mapping) and len(written[0]) > _LONGEST_ENTRY:
            written = [f"{name}:", *(" " * (parent.column + 2) + line for line in block(value))]
        return self._add_lines(parent, written, place)

    def _add_lines(self, parent: Span, lines: list[str], behind: Entry | None = None) -> str:
        """Lines of a block map: behind one of its entries, at the end of the file for a new key of the top level, else at its end."""
        margin = " " * parent.column
        written = self._line_break.join([margin + lines[0], *lines[1:]])
        if parent is self.root and behind is None and not re.search(r"^\.\.\.", self.text, re.MULTILINE):
            ends = "" if not self.text or self.text.endswith(("\n", "\r")) else self._line_break
            return self.text + ends + written + (self._line_break if not ends else "")
        last = behind or max((parent.entries or {}).values(), key=lambda entry: entry.start)
        return self._after_line(self._end(last), written)

    def _add_in_brackets(self, items: Span, edit: AddItems) -> str:
        written = [flow(value) for value in edit.values]
        entries = items.items or []
        at = len(entries) if edit.at is None else edit.at
        if not entries:
            return self._put(items.start + 1, ", ".join(written))
        if at < len(entries):
            gap = self._gap(entries, at)
            return self._put(entries[at].start, "".join(f"{each},{gap}" for each in written))
        gap = self._gap(entries, len(entries) - 1)
        return self._put(entries[-1].end, "".join(f",{gap}{each}" for each in written))

    def _gap(self, entries: list[Span], index: int) -> str:
        """What stands between an entry in brackets and the one before it: a blank, or a line break and a margin."""
        if index == 0:
            index = 1
        if index >= len(entries):
            line = self.text.rfind("\n", 0, entries[0].start)
            margin = self.text[line + 1 : entries[0].start]
            return self._line_break + margin if line > 0 and not margin.strip() else " "
        between = self.text[entries[index - 1].end : entries[index].start]
        breaks = between.rpartition("\n")
        return self._line_break + breaks[2] if breaks[1] and not breaks[2].strip() else " "

    def _add_line(self, items: Span, edit: AddItems) -> str:
        entries = items.items or []
        at = len(entries) if edit.at is None else edit.at
        model = entries[min(at, len(entries) - 1)]
        dash = re.compile(r"-[ \t]*").match(self.text, self._dash(model, items.column))
        if dash is None:
            raise unwritable(edit.path)
        begin = dash.group() if dash.end() == model.start else "- "
        written = self._line_break.join(_dashed(edit.values, items.column, begin, compact=model.is_flow or model.text is not None))
        if at < len(entries):
            return self._put(self._dash(model, items.column) - items.column, written + self._line_break)
        return self._after_line(entries[-1].end, written)

    def _dash(self, item: Span, column: int) -> int:
        """The offset of the dash before an entry of a list."""
        line = max(self.text.rfind("\n", 0, item.start), self.text.rfind("\r", 0, item.start)) + 1
        found = line + column
        if self.text[line:found].strip() or self.text[found : found + 1] != "-":
            raise Uneditable("a list is written in a way that is not edited here", "write each of its entries as a line that begins with “- ”")
        return found

    def _fill(self, entry: Entry | None, written: str) -> str:
        """Write behind a key under which nothing stands."""
        if entry is None:
            raise Uneditable("a key without a place", "report this")
        if entry.value.start != entry.value.end:
            return self._put(entry.value.start, written, entry.value.end)
        return self._put(self._colon(entry), f" {written}")

    def _colon(self, entry: Entry) -> int:
        """The offset behind the colon of a key."""
        found = _COLON.match(self.text, entry.end)
        if found is None:
            raise Uneditable("a key stands without its colon", "write “key: value” on one line")
        return found.end()

    def _end(self, entry: Entry) -> int:
        """The offset behind a key's value."""
        value = entry.value
        return self._colon(entry) if value.is_null and value.start == value.end else value.end

    def _after_line(self, offset: int, written: str) -> str:
        """Put lines behind the line in which something ends."""
        if offset and self.text[offset - 1] in "\r\n":  # a text in a block ends with its line
            return self._put(offset, written + self._line_break)
        found = _LINE_END.match(self.text, offset)
        end = found.end() if found else offset
        if "#" not in self.text[offset:end] and self.text[offset:end].strip(" \t"):
            raise Uneditable("two things stand on one line where a new line belongs", "give each a line of its own")
        return self._put(end, self._line_break + written)

    def _put(self, start: int, written: str, end: int | None = None) -> str:
        return self.text[:start] + written + self.text[start if end is None else end :]

    def _at(self, path: Steps) -> Span:
        span: Span | None = self.root
        for step in path:
            span = span.step(step) if span else None
        return span if span is not None else _refuse(path)

    @property
    def _line_break(self) -> str:
        found = re.search(r"\r\n|\n|\r", self.text)
        return found.group() if found else "\n"


def _dashed(values: Iterable[Value], column: int, dash: str, *, compact: bool | None = None) -> list[str]:
    """Entries of a list: each on one line, in brackets, or with a line for each key; where nothing is asked, as long as it fits."""
    margin, lines = " " * column, list[str]()
    for value in values:
        one = flow(value)
        if not isinstance(value, Mapping) or not value or (compact if compact is not None else len(one) <= _LONGEST_ENTRY):
            lines.append(f"{margin}{dash}{one}")
            continue
        first, *others = block(value)
        lines += [f"{margin}{dash}{first}", *(f"{margin}{' ' * len(dash)}{line}" for line in others)]
    return lines


def _refuse(path: Steps) -> Any:
    raise unwritable(path)

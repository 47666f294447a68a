"""A workbook that comes back, against what the organisation tells today: every row that somebody changed, and no other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher, get_close_matches
from typing import Any

from playbookgen.model.problem import Place, Problem
from playbookgen.model.workbook import Sheet, SheetChanges, SheetRow, Workbook
from playbookgen.sheets.cells import normal, parts, typed
from playbookgen.sheets.layout import Column, Table
from playbookgen.sheets.rows import Box, Row, at, digest_of


@dataclass
class Merge:
    """What a workbook comes to.

    Args:
        tree: of the organisation, in boxes, with every change in it.
        problems: what stands against it, by cell.
        changes: by sheet.
        cells: cell of each value that came from the workbook: the box and the steps below it → sheet and address.
    """

    tree: dict[str, Any]
    problems: list[Problem] = field(default_factory=list)
    changes: list[SheetChanges] = field(default_factory=list)
    cells: list[tuple[Box, tuple[str, ...], str]] = field(default_factory=list)


def merge(workbook: Workbook, shown: str, tree: dict[str, Any], now: Mapping[str, list[Row]], tables: Sequence[Table], default: str) -> Merge:
    """Bring the rows of `workbook` that somebody changed into `tree`.

    Args:
        workbook: as it was read.
        shown: its path, as messages name it.
        tree: what the organisation tells today, in boxes; changed in place.
        now: its rows, for the languages of the workbook.
        tables: the tables of these.
        default: language of texts that name none.
    """
    result = Merge(tree)
    by_table = {sheet.table: sheet for sheet in workbook.sheets}
    for table in tables:
        sheet = by_table.get(table.key)
        if sheet is not None:
            _Merger(table, sheet, shown, result, now, default, workbook.languages).run()
    return result


@dataclass
class _Merger:
    """One sheet."""

    table: Table
    sheet: Sheet
    shown: str
    result: Merge
    now: Mapping[str, list[Row]]
    default: str
    languages: tuple[str, ...]

    def run(self) -> None:
        """Deleted rows first, then changed ones, then new ones in the order of the sheet."""
        here = {row.identity: row for row in self.now[self.table.key]}
        kept = self._kept()
        fresh = [row for row in self.sheet.rows if row.number not in {each.number for each in kept.values()}]
        rows: dict[int, Row] = {}
        removed = changed = added = 0
        for index, (identity, digest) in enumerate(self.sheet.base):
            current, read = here.get(identity), kept.get(index)
            if read is None:
                removed += self._remove(current, identity, digest)
            elif digest_of(read.cells) == digest:
                if current is not None:
                    rows[read.number] = current
                    self._know(current, read)
            elif current is None:
                self._say("E608", read, None, f"{self._called(identity)} was changed here, but the YAML no longer has it as it was", "export again")
            elif digest_of(current.cells) not in (digest, digest_of(self._seen(read, current))):
                message = f"{self._called(identity)} was changed here and in the YAML since the workbook was made"
                self._say("E608", read, None, message, "export again, and make the change there")
            else:
                rows[read.number] = current
                changed += self._change(current, read)
                self._know(current, read)
        for read in fresh:
            added += self._add(read, rows)
        if added or changed or removed:
            self.result.changes.append(SheetChanges(self.sheet.title, added, changed, removed))

    def _kept(self) -> dict[int, SheetRow]:
        """The row that stands for each row there was: of copies the one that says the same, or has the same id."""
        copies: dict[int, list[SheetRow]] = {}
        for row in self.sheet.rows:
            if row.mark is not None and row.mark < len(self.sheet.base):
                copies.setdefault(row.mark, []).append(row)
        found = {}
        for mark, rows in copies.items():
            identity, digest = self.sheet.base[mark]
            same = [row for row in rows if digest_of(row.cells) == digest]
            name = self.table.identity.key if self.table.identity else ""
            alike = [row for row in rows if row.cells.get(name) and identity.endswith(row.cells[name])]
            found[mark] = (same or alike or rows)[0]
        return found

    def _seen(self, read: SheetRow, current: Row) -> dict[str, str]:
        """What a row of the sheet says, with what it has no column for as it is today."""
        return {**{key: text for key, text in current.cells.items() if key not in self.sheet.columns}, **read.cells}

    def _remove(self, current: Row | None, identity: str, digest: str) -> int:
        if current is None:
            return 0
        if digest_of(current.cells) != digest:
            message = f"{self._called(identity)} was deleted here, but changed in the YAML since the workbook was made"
            self._say("E608", None, None, message, "export again, and delete it there")
            return 0
        if self.table.kind == "single":
            if current.cells:
                self._change(current, SheetRow(0, None, {}))
            return int(bool(current.cells))
        current.box.is_removed = True
        return 1

    def _change(self, current: Row, read: SheetRow) -> int:
        cells = self._seen(read, current)
        columns = [column for column in self.table.columns if cells.get(column.key, "") != current.cells.get(column.key, "")]
        if current.is_removed and columns:
            self._say("E608", read, None, f"{self._called(current.identity)} was changed, but what it belongs to was deleted", "delete this row too")
            return 0
        for column in columns:
            text = cells.get(column.key, "")
            if column.kind == "parent":
                self._move(current, read, column, text)
            elif column.kind == "key":
                current.box.key = text or current.box.key
                if not text:
                    self._say("E603", read, column, "the row has no key", "write one, or delete the row")
            else:
                self._put(current.box, column, text)
        return int(bool(columns))

    def _know(self, current: Row, read: SheetRow) -> None:
        """Remember which cells a row stands in."""
        for column in self.table.columns:
            self._remember(current.box, column, read)

    def _move(self, current: Row, read: SheetRow, column: Column, text: str) -> None:
        parent = self._parent(read, column, text)
        if parent is None or parent is current.parent:
            return
        current.box.is_removed = True
        moved = Box(_copied(current.box.value), None, current.box.key)
        self._list(parent).append(moved)
        current.box, current.parent = moved, parent

    def _add(self, read: SheetRow, rows: dict[int, Row]) -> int:
        if self.table.kind == "single":
            if self.sheet.base and any(row.mark is not None for row in self.sheet.rows):
                self._say("E604", read, None, "this sheet has one row only", "delete this one")
                return 0
            current = self.now[self.table.key][0]
            return self._change(current, read)
        parent = None
        first = self.table.columns[0] if self.table.columns else None
        if self.table.parent is not None and first is not None and first.kind == "parent":
            parent = self._parent(read, first, read.cells.get(first.key, ""))
            if parent is None:
                return 0
        whole = self.table.item.kind != "entity"
        box = Box(None if whole else {}, None, read.cells.get("#"))
        if self.table.kind == "map" and not box.key:
            self._say("E603", read, self.table.identity, "the row has no key", "write one, or delete the row")
            return 0
        for column in self.table.columns:
            if column.kind not in ("parent", "key") and read.cells.get(column.key):
                self._put(box, column, read.cells[column.key])
            self._remember(box, column, read)
        siblings = self._list(parent)
        above = [rows[number] for number in sorted(rows) if number < read.number and rows[number].parent is parent]
        place = next((siblings.index(row.box) + 1 for row in reversed(above) if row.box in siblings), None)
        if place is None:
            place = 0 if any(row.parent is parent for row in rows.values()) else len(siblings)
        siblings.insert(place, box)
        rows[read.number] = Row(self.table, dict(read.cells), box, parent, siblings=siblings)
        self.now[self.table.key].append(rows[read.number])
        return 1

    def _parent(self, read: SheetRow, column: Column, text: str) -> Row | None:
        """The row that this one belongs to, by the id it has now or had when the workbook was made."""
        table = self.table.parent
        assert table is not None  # noqa: S101 - only tables with a parent have such a column
        there = [row for row in self.now[table.key] if not row.is_removed]
        for row in there:
            if text and text in (row.name, _name_now(row)):
                return row
        near = get_close_matches(text, [_name_now(row) for row in there], 1, 0.6)
        message = f"there is no “{text}” in {table.key}" if text else f"the row does not say to which entry of {table.key} it belongs"
        help = f"did you mean {near[0]}?" if near else "write one of its ids"
        self._say("E603", read, column, message, help, near[0] if near else None)
        return None

    def _list(self, parent: Row | None) -> list[Box]:
        """The list or map that rows of this table belong to; begun if there is none."""
        value = self.result.tree if parent is None else parent.box.value
        *above, last = self.table.steps
        for step in above:
            value = value.setdefault(step, {})
        if not isinstance(value.get(last), list):
            value[last] = []
        found: list[Box] = value[last]
        return found

    def _put(self, box: Box, column: Column, text: str) -> None:
        """Write a cell into the tree."""
        steps = (*(self.table.steps if self.table.kind == "single" else ()), *column.steps)
        before = at(box.value, steps)
        value: Any = typed(column, text) if text else None
        if column.kind == "text":
            value = self._text(before, column, text)
        elif column.kind == "many":
            value = _entries(column, before, text)
        elif isinstance(before, str) and before.endswith("\n") and isinstance(value, str):
            value += "\n"
        if not steps:
            box.value = value
            return
        holder = box.value
        for step in steps[:-1]:
            if not isinstance(holder.get(step), dict):
                holder[step] = {}
            holder = holder[step]
        if value is None:
            holder.pop(steps[-1], None)
        else:
            holder[steps[-1]] = value

    def _text(self, before: Any, column: Column, text: str) -> Any:
        """A text with one of its languages changed: one text stays one as long as no other language comes to it."""
        language = str(column.language)
        if isinstance(before, str) and language == self.default:
            return text + ("\n" if before.endswith("\n") else "") if text else None
        spoken = dict(before) if isinstance(before, dict) else {self.default: before} if isinstance(before, str) else {}
        if text:
            was = spoken.get(language)
            spoken[language] = text + ("\n" if isinstance(was, str) and was.endswith("\n") else "")
        else:
            spoken.pop(language, None)
        if before is None and self.languages == (self.default,) and list(spoken) == [self.default]:
            return spoken[self.default]
        return spoken or None

    def _remember(self, box: Box, column: Column, read: SheetRow) -> None:
        if column.key in self.sheet.columns:
            base = self.table.steps if self.table.kind == "single" else ()
            steps = (*base, *column.steps, *((column.language,) if column.language else ()))
            self.result.cells.append((box, steps, f"{self.sheet.title}!{self.sheet.columns[column.key]}{read.number}"))

    def _called(self, identity: str) -> str:
        return f"“{identity}”" if self.table.identity is not None else "the row"

    def _say(self, code: str, read: SheetRow | None, column: Column | None, message: str, help: str, suggestion: str | None = None) -> None:
        letter = self.sheet.columns.get(column.key) if column else None
        row = read.number if read and read.number else None
        address = self.sheet.title + (f"!{letter}{row}" if letter and row else f", row {row}" if row else "")
        self.result.problems.append(Problem(code, f"{address}: {message}", Place(self.shown), help=help, suggestion=suggestion))


def _entries(column: Column, before: Any, text: str) -> list[Box] | None:
    """The entries of a cell that holds several: those that were there stay what they are."""
    old = [each for each in before if isinstance(each, Box)] if isinstance(before, list) else []
    wanted = parts(column, text)
    found: list[Box] = []
    said = [normal(replace(column, kind="value"), str(each.value)) for each in old]
    for what, first, last, begin, end in SequenceMatcher(None, said, wanted, autojunk=False).get_opcodes():
        found += old[first:last] if what == "equal" else [Box(typed(column, part)) for part in wanted[begin:end]]
    return found or None


def _name_now(row: Row) -> str:
    """The id of a row, with what the workbook made of it."""
    column = row.table.identity
    if column is None:
        return ""
    if column.kind == "key":
        return row.box.key or ""
    value = at(row.box.value, column.steps)
    return str(value) if isinstance(value, str) else ""


def _copied(value: Any) -> Any:
    """A part of the tree for another place: nothing of it stands there yet."""
    if isinstance(value, dict):
        return {name: _copied(each) for name, each in value.items()}
    if isinstance(value, list):
        return [Box(_copied(each.value), None, each.key) for each in value if not each.is_removed]
    return value

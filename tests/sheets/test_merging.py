"""What was changed in the workbook, in the YAML, or in both since the workbook was made."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from playbookgen.editing import edit_files
from playbookgen.sheets import compare
from playbookgen.sheets.layout import Table, layout
from playbookgen.sheets.rows import rows_of, tree_of
from support.workbooks import Rows, read, read_after, source

NAME = "lumivakka"


def against(rows: Rows, change: Any) -> Any:
    """What a workbook comes to, where the YAML has been changed since."""
    told = read(rows.name).organisation
    assert told is not None
    tree = tree_copy(read(rows.name).tree)
    change(tree)
    return compare(rows.workbook, "book.xlsx", tree, told.site.main_language)


def tree_copy(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: tree_copy(each) for name, each in value.items()}
    return [tree_copy(each) for each in value] if isinstance(value, list) else value


def first_team(tree: Any) -> Any:
    return tree["teams"][0]


def test_what_changed_in_the_yaml_only_stays() -> None:
    rows = Rows(NAME)

    def change(tree: Any) -> None:
        first_team(tree)["agents"] = "23"
        tree["metrics"][0]["actuals"].append({"period": "2026-11", "value": "88"})
        del tree["risks"][0]

    assert against(rows, change).edits == ()
    rows.set("teams", 1, agents="19")
    comparison = against(rows, change)
    assert [edit.path for edit in comparison.edits] == [("teams", 1, "agents")]


def test_the_same_change_in_both_is_none() -> None:
    rows = Rows(NAME)
    rows.set("teams", 0, agents="23")
    comparison = against(rows, lambda tree: first_team(tree).update(agents="23"))
    assert comparison.edits == comparison.problems == ()


def test_different_changes_of_a_row_are_named() -> None:
    rows = Rows(NAME)
    rows.set("teams", 0, agents="24")
    rows.set("teams", 1, agents="11")
    comparison = against(rows, lambda tree: first_team(tree).update(agents="23"))
    (problem,) = comparison.problems
    assert problem.code == "E608"
    assert problem.message.startswith("Teams, row 4: “claims” was changed here and in the YAML")
    assert comparison.edits == ()


def test_what_is_gone_from_the_yaml_cannot_be_changed_and_what_changed_there_not_deleted() -> None:
    rows = Rows(NAME)
    rows.set("teams", 0, agents="24")
    rows.delete("teams", 1)

    def change(tree: Any) -> None:
        tree["teams"][1]["agents"] = "1"
        del tree["teams"][0]

    messages = [problem.message for problem in against(rows, change).problems]
    assert len(messages) == 2
    assert "the YAML no longer has it" in messages[0] or "the YAML no longer has it" in messages[1]


def test_what_belongs_to_a_deleted_entry_goes_with_it_unless_it_was_changed() -> None:
    rows = Rows(NAME)
    rows.delete("metrics", rows.at("metrics", id="nps"))
    assert [edit.path for edit in rows.compared().edits] == [("metrics", 1)]
    rows.set("metrics.actuals", rows.at("metrics.actuals", parent="nps"), value="3")
    (problem,) = rows.compared().problems
    assert problem.code == "E608"


def test_rows_follow_an_entry_under_its_new_id() -> None:
    rows = Rows(NAME)
    index = rows.at("metrics", id="acw")
    rows.set("metrics", index, id="wrap_up")
    rows.add("metrics.actuals", parent="wrap_up", period="2026-09", value="88")
    assert not rows.compared().problems


def told_rows(tree: Any, tables: tuple[Table, ...], default: str) -> dict[str, list[dict[str, str]]]:
    return {key: [row.cells for row in rows] for key, rows in rows_of(tree_of(tree), tables, default).items()}


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn")), min_size=1, max_size=30).map(str.strip).filter(bool)


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_what_is_changed_is_what_comes_back(data: st.DataObject) -> None:
    """Any cells of any rows changed or emptied, rows added and deleted: the new YAML tells exactly the new rows."""
    name = data.draw(st.sampled_from(["lumivakka", "kolmasen", "multelia"]))
    rows = Rows(name)
    told = read(name).organisation
    assert told is not None
    tables = {table.key: table for table in layout(tuple(told.site.languages))}
    leaves = [
        key
        for key, table in tables.items()
        if table.kind == "list" and len(rows.sheets[key]) > 2 and not any(t.parent is table for t in tables.values())
    ]
    for _ in range(data.draw(st.integers(1, 6))):
        table = tables[data.draw(st.sampled_from(leaves))]
        free = [column for column in table.columns if column.kind == "text" or (column.kind == "value" and column is not table.identity)]
        index = data.draw(st.integers(0, len(rows.sheets[table.key]) - 1))
        action = data.draw(st.sampled_from(["change", "change", "empty", "add", "delete"]))
        if action == "delete" and len(rows.sheets[table.key]) > 1:
            rows.delete(table.key, index)
        elif action == "add":
            old = rows.sheets[table.key][index][1]
            fresh = {key: text for key, text in old.items() if key[0] == "^"} | {free[0].key: data.draw(WORDS)}
            rows.sheets[table.key].insert(index + 1, (None, fresh))
        else:
            column = data.draw(st.sampled_from(free))
            rows.set(table.key, index, **{column.key: "" if action == "empty" else data.draw(WORDS)})
    comparison = rows.compared()
    assert not comparison.problems
    after = read_after(name, comparison).tree
    wanted = {key: [cells for _, cells in said if cells] for key, said in rows.sheets.items()}
    found = told_rows(after, tuple(tables.values()), told.site.main_language)
    for key in leaves:
        assert sorted(map(str, map(sorted_cells, found[key]))) == sorted(map(str, map(sorted_cells, wanted[key]))), key
    files = {file.shown: file.content.decode() for file in source(name).files}
    for file in edit_files(files, comparison.edits):
        comments = [line.partition(" #")[2] for line in file.before.splitlines() if line.lstrip().startswith("#")]
        assert all(comment in file.after for comment in comments)


def sorted_cells(cells: dict[str, str]) -> list[tuple[str, str]]:
    return sorted(cells.items())

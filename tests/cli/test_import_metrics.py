"""`import metrics`: real days as figures of a month, whatever the dialect; what can be read in two ways is asked about."""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from collections.abc import Callable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest
import yaml

from playbookgen.pipeline.imports import import_metrics
from support.house import REPOSITORY
from support.workspaces import TODAY, Invoke, told, tree, workspace

REAL = REPOSITORY / "tests" / "golden" / "contact-centre-daily.csv"
METRICS = """\
metrics:
  - {id: answer_rate, name: Answer rate, kind: efficiency, unit: percent, direction: up, frequency: monthly, actuals: []}
  - {id: service_level, name: Service level, kind: efficiency, unit: percent, direction: up, frequency: monthly, actuals: []}
  - id: asa                       # how long people wait
    name: Speed of answer
    kind: efficiency
    unit: seconds
    direction: down
    frequency: monthly
  - {id: aht, name: Handling time, kind: efficiency, unit: seconds, direction: down, frequency: monthly, actuals: []}
"""
SOURCE = """\
metric_sources:
  - id: platform
    day: Fecha
    metrics:
      - {metric: answer_rate, part: Answered Calls, whole: Incoming Calls}
      - {metric: service_level, mean: Service Level (20 Seconds), weight: Incoming Calls, scale: share}
      - {metric: asa, mean: Answer Speed (AVG), weight: Answered Calls}
      - {metric: aht, mean: Talk Duration (AVG), weight: Answered Calls}
    sums:
      - {total: Incoming Calls, parts: [Answered Calls, Abandoned Calls]}
"""
HEADER, *ROWS = list(csv.reader(io.StringIO(REAL.read_text(encoding="utf-8"))))


def here(folder: Path, source: str = SOURCE, metrics: str = METRICS) -> Path:
    return workspace(folder / "here", pikkula=told("pikkula") + metrics + source)


def table(rows: list[list[str]], header: list[str] = HEADER, separator: str = ",", end: str = "\n") -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=separator, lineterminator=end).writerows([header, *rows])
    return text.getvalue()


def saved(folder: Path, content: str | bytes) -> str:
    path = folder / "export.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return str(path)


def half_up(value: Decimal, step: str) -> Decimal:
    return value.quantize(Decimal(step), ROUND_HALF_UP)


def recomputed() -> dict[tuple[str, str], Decimal]:
    """The four figures of every month, as somebody with a pocket calculator would make them."""
    months: dict[str, list[dict[str, Decimal]]] = defaultdict(list)
    for row in ROWS:
        months[row[0][:7]].append({name: Decimal(cell) for name, cell in zip(HEADER[1:], row[1:], strict=True)})
    figures: dict[tuple[str, str], Decimal] = {}
    for month, days in months.items():
        offered = sum(day["Incoming Calls"] for day in days)
        answered = sum(day["Answered Calls"] for day in days)
        in_time = sum(day["Service Level (20 Seconds)"] * day["Incoming Calls"] for day in days)
        waited = sum(day["Answer Speed (AVG)"] * day["Answered Calls"] for day in days)
        talked = sum(day["Talk Duration (AVG)"] * day["Answered Calls"] for day in days)
        figures["answer_rate", month] = half_up(answered * 100 / offered, "0.1")
        figures["service_level", month] = half_up(in_time * 100 / offered, "0.1")
        figures["asa", month] = half_up(waited / answered, "1")
        figures["aht", month] = half_up(talked / answered, "1")
    return figures


def test_42_months_of_four_figures_are_those_of_an_independent_recomputation(tmp_path: Path, invoke: Invoke) -> None:
    place = here(tmp_path)
    before = (place / "playbook" / "pikkula.yml").read_text(encoding="utf-8")
    ran = invoke("-C", str(place), "import", "metrics", str(REAL), "--map", "platform", "--write")
    assert ran.status == 0, ran.err
    assert "2023-06 is incomplete: 4 of 30 days" in ran.err
    after = (place / "playbook" / "pikkula.yml").read_text(encoding="utf-8")
    written = {
        (metric["id"], each["period"]): Decimal(str(each["value"])) for metric in yaml.safe_load(after)["metrics"] for each in metric["actuals"]
    }
    assert written == recomputed()
    assert len(written) == 42 * 4
    gone = [line[1:] for line in ran.out.splitlines() if line.startswith("-") and not line.startswith("---")]
    assert gone == [line for line in before.splitlines() if line.endswith("actuals: []}")]
    again = invoke("-C", str(place), "import", "metrics", str(REAL), "--write")
    assert (again.status, again.out) == (0, "")
    assert "nothing to write" in again.err


def test_next_month_is_one_command_and_a_changed_value_is_shown(tmp_path: Path, invoke: Invoke) -> None:
    place = here(tmp_path)
    first = [row for row in ROWS if row[0] < "2020-03"]
    assert invoke("-C", str(place), "import", "metrics", saved(tmp_path, table(first)), "--write").status == 0
    changed = [
        ["2020-02-01", "100", "50", "0.50", "50", "10", "100", "60", "0.50"] if row[0] == "2020-02-01" else row for row in ROWS if row[0] < "2020-04"
    ]
    ran = invoke("-C", str(place), "import", "metrics", saved(tmp_path, table(changed)), "--write")
    assert ran.status == 0
    assert "answer_rate: 1 new, 2020-03 – 2020-03; 1 changed; 1 as they stand" in ran.err
    assert re.search(r"answer_rate 2020-02: 97\.2 → \d\d\.\d", ran.err)
    added = [line for line in ran.out.splitlines() if line.startswith("+      - {period")]
    assert [line[:27] for line in added] == ["+      - {period: 2020-03, "]


def test_the_comments_and_figures_of_before_stay(tmp_path: Path, invoke: Invoke) -> None:
    known = METRICS.replace(
        "    frequency: monthly\n", "    frequency: monthly\n    actuals:\n      - {period: 2019-12, value: 31, n: 5}   # old system\n"
    )
    place = here(tmp_path, metrics=known)
    assert invoke("-C", str(place), "import", "metrics", str(REAL), "--write").status == 0
    text = (place / "playbook" / "pikkula.yml").read_text(encoding="utf-8")
    assert "      - {period: 2019-12, value: 31, n: 5}   # old system\n      - {period: 2020-01, value: 15}\n" in text
    assert "  - id: asa                       # how long people wait\n" in text


def clock(cell: str) -> str:
    return f"{int(cell) // 3600}:{int(cell) // 60 % 60:02}:{int(cell) % 60:02}"


def each_row(**columns: Callable[[str], str]) -> list[list[str]]:
    """The rows with some columns written another way; columns by the beginning of their name."""
    return [
        [
            next((write(cell) for start, write in columns.items() if name.startswith(start.replace("_", " "))), cell)
            for name, cell in zip(HEADER, row, strict=True)
        ]
        for row in ROWS
    ]


def nordic(cell: str) -> str:
    day = date.fromisoformat(cell)
    return f"{day.day}.{day.month}.{day.year}"


def percent(cell: str) -> str:
    return f"{(Decimal(cell) * 100).normalize():f}%"


def comma(cell: str) -> str:
    return cell.replace(".", ",")


NO_SCALE = SOURCE.replace(", scale: share", "")
NORDIC_NAMES = ["Päivä", "Tulleet", "Vastatut", "Vastausaste", "Menetetyt", "Odotus", "Käsittely", "Jono", "Palvelutaso"]
NORDIC_SOURCE = """\
metric_sources:
  - id: platform
    day: päivä
    metrics:
      - {metric: answer_rate, part: Vastatut, whole: Tulleet}
      - {metric: service_level, mean: Palvelutaso, weight: Tulleet}
      - {metric: asa, mean: Odotus, weight: Vastatut}
      - {metric: aht, mean: Käsittely, weight: Vastatut}
"""
SHUFFLED = [8, 0, 4, 2, 6, 1, 3, 5, 7]
DIALECTS: dict[str, tuple[str | bytes, str]] = {
    "as it came": (REAL.read_bytes(), SOURCE),
    "semicolons and decimal commas": (table(each_row(Answer_Rate=comma, Service=comma), separator=";"), SOURCE),
    "tabs and Windows line ends": (table(ROWS, separator="\t", end="\r\n"), SOURCE),
    "UTF-8 with a mark": (b"\xef\xbb\xbf" + table(ROWS).encode(), SOURCE),
    "UTF-16 little-endian": (b"\xff\xfe" + table(ROWS, separator="\t").encode("utf-16-le"), SOURCE),
    "UTF-16 big-endian": (b"\xfe\xff" + table(ROWS, separator=";").encode("utf-16-be"), SOURCE),
    "UTF-16 without a mark": (table(ROWS).encode("utf-16-le"), SOURCE),
    "Windows-1252, Nordic days, percent": (
        table(each_row(Fecha=nordic, Service=lambda cell: comma(percent(cell))), NORDIC_NAMES, ";").encode("cp1252"),
        NORDIC_SOURCE,
    ),
    "times with colons": (table(each_row(Answer_Speed=clock, Talk=clock, Waiting=clock, Service=percent)), NO_SCALE),
    "days with slashes and hours": (table(each_row(Fecha=lambda cell: f"{cell[8:]}/{cell[5:7]}/{cell[:4]} 00:00")), SOURCE),
    "thousands, quotes and units": (
        table(
            each_row(
                Incoming=lambda cell: f"{int(cell):,}", Answer_Speed=lambda cell: f"{cell} s", Service=lambda cell: percent(cell).replace("%", "")
            )
        ),
        SOURCE.replace("scale: share", "scale: percent"),
    ),
    "other order, title above, newest first": (
        "sep=;\nService report;;;;;;;;\n\n" + table([[row[at] for at in SHUFFLED] for row in reversed(ROWS)], [HEADER[at] for at in SHUFFLED], ";"),
        SOURCE,
    ),
}


@pytest.mark.parametrize("name", DIALECTS)
def test_every_dialect_gives_the_same_figures(name: str, tmp_path: Path) -> None:
    content, source = DIALECTS[name]
    result = import_metrics(here(tmp_path, source), saved(tmp_path, content), today=TODAY)
    assert [problem.message for problem in result.refused] == []
    assert result.is_possible
    assert {(each.metric, each.period): each.value for each in result.merge.changes} == recomputed()


FEW = ROWS[:5]


def with_cell(line: int, column: str, cell: str) -> str:
    """Five days; one cell of a line (from 2) says something else."""
    rows = [list(row) for row in FEW]
    rows[line - 2][HEADER.index(column)] = cell
    return table(rows)


COUNTS_ONLY = """\
metric_sources:
  - {id: platform, day: Fecha, metrics: [{metric: answer_rate, part: Answered Calls, whole: Incoming Calls}]}
"""


def counts_only(cell: str) -> str:
    """A day with two counts, one of them `cell`."""
    return table([["2020-01-01", cell, "900"]], [HEADER[0], HEADER[1], HEADER[2]])


TWICE = table([[*row, "1"] for row in FEW], [*HEADER[:2], "answered calls", *HEADER[3:], "Answered  calls"])


ASKED: dict[str, tuple[str | bytes, str, str, str, int]] = {
    "share or percent": (table(FEW), NO_SCALE, "E606", "scale: share, or scale: percent", 1),
    "thousand or fraction": (counts_only("1.234"), COUNTS_ONLY, "E606", "decimal: comma, or decimal: point", 1),
    "comma and point": (with_cell(3, "Service Level (20 Seconds)", '0,7'), SOURCE, "E606", "decimal: comma, or decimal: point", 1),
    "day or month": (table([["01/02/2020", *FEW[0][1:]]]), SOURCE, "E606", "day_form: day_first", 2),
    "minutes or hours": (with_cell(4, "Talk Duration (AVG)", "2:14"), SOURCE, "E606", "scale: m:ss, or scale: h:mm", 4),
    "seconds or minutes": (with_cell(4, "Talk Duration (AVG)", "2.25"), SOURCE, "E606", "scale: seconds, or scale: minutes", 1),
    "column misspelt": (table(FEW), SOURCE.replace("Answered Calls, whole", "Answerd Calls, whole"), "E602", "did you mean “Answered Calls”?", 1),
    "column twice": (TWICE, SOURCE, "E602", "two columns are called", 1),
    "percent and none": (table([FEW[0], [*FEW[1][:8], "73%"]]), NO_SCALE, "E606", "some values", 1),
    "day twice": (table([*FEW, FEW[1]]), SOURCE, "E604", "with the same figures; first on line 3", 7),
    "day twice, other figures": (table([*FEW, [FEW[1][0], *FEW[2][1:]]]), SOURCE, "E604", "with other figures", 7),
    "text among numbers": (with_cell(3, "Answered Calls", "n.a. (fault)"), SOURCE, "E603", "a number is expected", 3),
    "empty cell": (with_cell(3, "Answered Calls", ""), SOURCE, "E603", "is empty", 3),
    "no time": (with_cell(5, "Talk Duration (AVG)", "long"), SOURCE, "E603", "a time is expected", 5),
    "line of totals": (table([*FEW, ["Total", *FEW[0][1:]]]), SOURCE, "E603", "is no day", 7),
    "no such day": (with_cell(2, "Fecha", "2020-02-30"), SOURCE, "E603", "is no day", 2),
    "sum that does not fit": (with_cell(4, "Incoming Calls", "217"), SOURCE, "E605", "add up to 216", 4),
    "part above the whole": (with_cell(4, "Answered Calls", "500"), SOURCE, "E605", "more than “Incoming Calls” 216", 4),
    "share above one": (with_cell(4, "Service Level (20 Seconds)", "1.2"), SOURCE, "E605", "more than 100", 4),
    "negative count": (with_cell(4, "Answered Calls", "-3"), SOURCE, "E605", "less than 0", 4),
    "day to come": (with_cell(6, "Fecha", "2027-01-05"), SOURCE, "E304", "after the as-of date", 6),
    "row too short": (table(FEW) + "2020-01-06,1,2\n", SOURCE, "E601", "3 cells", 7),
    "row too long": (table(FEW) + ",".join(["1"] * 11) + "\n", SOURCE, "E601", "11 cells", 7),
    "open quote": (table(FEW) + '"2020-01-06,1\n', SOURCE, "E601", "quote", 1),
    "no table": ("only words\n", SOURCE, "E601", "no table", 1),
    "no rows": (table([]), SOURCE, "E601", "no rows", 1),
    "empty": (b"", SOURCE, "E601", "no table", 1),
    "spreadsheet": (b"PK\x03\x04" + b"x" * 50, SOURCE, "E601", "CSV UTF-8", 1),
    "no text": (bytes(range(256)), SOURCE, "E601", "UTF-8, UTF-16 or Windows-1252", 1),
    "huge": (b"x" * (9 * 1024 * 1024), SOURCE, "E104", "export fewer years", 1),
}  # fmt: skip


@pytest.mark.parametrize("name", ASKED)
def test_what_is_wrong_or_unclear_is_said_with_its_line_and_nothing_is_written(name: str, tmp_path: Path, invoke: Invoke) -> None:
    content, source, code, words, line = ASKED[name]
    place, path = here(tmp_path, source), saved(tmp_path, content)
    before = tree(place)
    ran = invoke("-C", str(place), "import", "metrics", path, "--write")
    assert (ran.status, ran.out) == (1, ""), ran.err
    assert f"error[{code}]" in ran.err
    assert words in ran.err
    assert f"--> {path}:{line}:" in ran.err
    assert "nothing was written" in ran.err
    assert tree(place) == before


@pytest.mark.parametrize(
    ("column", "cells", "line"), [("Fecha", ["01/02/2020", "02/02/2020", "03/02/2020"], 2), ("Talk Duration (AVG)", ["134", "2:14", "2:22"], 3)]
)
def test_what_holds_for_a_whole_column_is_asked_once(column: str, cells: list[str], line: int, tmp_path: Path, invoke: Invoke) -> None:
    rows = [[cell if name == column else had for name, had in zip(HEADER, row, strict=True)] for row, cell in zip(FEW, cells, strict=False)]
    path = saved(tmp_path, table(rows))
    ran = invoke("-C", str(here(tmp_path)), "import", "metrics", path)
    assert re.findall(r"error\[(E\d+)\]", ran.err) == ["E606"], ran.err
    assert f"--> {path}:{line}:" in ran.err
    assert "1 problem; nothing was written" in ran.err


def test_all_wrong_lines_are_said_at_once(tmp_path: Path, invoke: Invoke) -> None:
    rows = [list(row) for row in FEW]
    rows[0][1], rows[1][2], rows[2][0], rows[3][8] = "1", "x", "y", "z"
    ran = invoke("-C", str(here(tmp_path)), "import", "metrics", saved(tmp_path, table(rows)))
    assert set(re.findall(r"error\[(E\d+)\]", ran.err)) == {"E603", "E605"}
    assert len(re.findall(r"error\[", ran.err)) >= 4


def test_a_missing_month_is_said_and_the_others_are_written(tmp_path: Path, invoke: Invoke) -> None:
    rows = [row for row in ROWS if row[0] < "2020-05" and not row[0].startswith("2020-02")]
    ran = invoke("-C", str(here(tmp_path)), "import", "metrics", saved(tmp_path, table(rows)), "--write")
    assert ran.status == 0
    assert "no row is about 2020-02" in ran.err
    assert "3 new, 2020-01 – 2020-04" in ran.err


def test_rows_that_say_nothing_are_passed_over_and_closed_days_count_for_nothing(tmp_path: Path, invoke: Invoke) -> None:
    closed = ["2020-01-06", "0", "0", "", "0", "-", "", "", ""]
    rows = [*FEW, closed, ["2020-01-07", "", "", "", "", "", "", "", ""]]
    place = here(tmp_path)
    with_closed = import_metrics(place, saved(tmp_path, table(rows)), today=TODAY)
    assert with_closed.is_possible, with_closed.refused
    assert with_closed.merge.skipped == 1
    assert with_closed.merge.changes == import_metrics(place, saved(tmp_path, table(FEW)), today=TODAY).merge.changes


def test_rows_of_several_queues_are_added_up_where_the_source_says_so(tmp_path: Path) -> None:
    source = SOURCE.replace("    day: Fecha\n", "    day: Fecha\n    several_rows_a_day: true\n")
    result = import_metrics(here(tmp_path, source), saved(tmp_path, table([*FEW, *FEW])), today=TODAY)
    once = import_metrics(here(tmp_path), saved(tmp_path, table(FEW)), today=TODAY)
    assert result.merge.changes == once.merge.changes


def test_without_a_source_the_columns_are_shown_and_nothing_is_guessed(tmp_path: Path, invoke: Invoke) -> None:
    place = here(tmp_path, source="")
    ran = invoke("-C", str(place), "import", "metrics", str(REAL), "--write")
    assert ran.status == 1
    assert re.search(r"Fecha +days 2020-01-01 – 2023-06-04\n", ran.err)
    assert re.search(r"Incoming Calls +whole numbers 5 – 1575\n", ran.err)
    assert re.search(r"Answer Rate +numbers 0\.22 – 1\.00\n", ran.err)
    assert ran.out.startswith("metric_sources:\n")
    assert yaml.safe_load(ran.out)


def test_the_way_to_an_organisation_and_a_source(tmp_path: Path, invoke: Invoke) -> None:
    place = workspace(tmp_path / "here", "toinen", pikkula=told("pikkula") + METRICS + SOURCE)
    assert "--organisation" in invoke("-C", str(place), "import", "metrics", str(REAL)).err
    assert "did you mean pikkula?" in invoke("-C", str(place), "import", "metrics", str(REAL), "--organisation", "pikula").err
    assert "did you mean platform?" in invoke("-C", str(place), "import", "metrics", str(REAL), "--organisation", "pikkula", "--map", "platfrom").err
    assert invoke("-C", str(place), "import", "metrics", str(REAL), "--organisation", "pikkula", "--map", "platform").status == 0
    assert invoke("-C", str(place), "import", "metrics", str(REAL), "--organisation", "toinen", "--map", "x").status == 2


@pytest.mark.parametrize(
    ("source", "code"),
    [
        (SOURCE.replace("part: Answered Calls, whole", "mean: Answered Calls, whole"), "E303"),
        (SOURCE.replace(", weight: Incoming Calls, scale: share", ""), "E303"),
        (SOURCE.replace("metric: asa", "metric: aht"), "E302"),
        (SOURCE.replace("metric: asa", "metric: asaa"), "E301"),
        (SOURCE.replace("scale: share", "scale: percents"), "E205"),
        (SOURCE.replace("day: Fecha", "date: Fecha"), "E201"),
    ],
)
def test_a_source_that_cannot_be_is_a_problem_of_the_yaml(source: str, code: str, tmp_path: Path, invoke: Invoke) -> None:
    ran = invoke("-C", str(here(tmp_path, source)), "import", "metrics", str(REAL))
    assert ran.status == 1
    assert f"error[{code}]" in ran.err

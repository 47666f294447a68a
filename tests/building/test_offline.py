"""Sites from a disk: links lead to files, and the search reads its index from a script."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from playbookgen.building.offline import SCRIPT, file_of, make_offline, with_file_links


@pytest.mark.parametrize(
    ("address", "file"),
    [
        ("", "index.html"),
        ("#home", "index.html#home"),
        (".", "./index.html"),
        ("./", "./index.html"),
        ("..", "../index.html"),
        ("../..", "../../index.html"),
        ("../plan/roadmap/", "../plan/roadmap/index.html"),
        ("plan/roadmap/#late", "plan/roadmap/index.html#late"),
        ("../calendar.ics", "../calendar.ics"),
        ("index.html", "index.html"),
    ],
)
def test_an_address_becomes_its_file(address: str, file: str) -> None:
    assert file_of(address) == file


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('<a href="../plan/">', '<a href="../plan/index.html">'),
        ('<a class="x" href="fi/" hreflang="fi">', '<a class="x" href="fi/index.html" hreflang="fi">'),
        ('<a href="../plan/#late">', '<a href="../plan/index.html#late">'),
        ('<a href="..?h=a/">', '<a href="../index.html?h=a/">'),
        ('<a href="#late">', '<a href="#late">'),
        ('<a href="https://example.org/">', '<a href="https://example.org/">'),
        ('<a href="//example.org/">', '<a href="//example.org/">'),
        ('<a href="mailto:a@example.org/">', '<a href="mailto:a@example.org/">'),
        ('<link rel="stylesheet" href="assets/playbook.css">', '<link rel="stylesheet" href="assets/playbook.css">'),
        ("<p>href=&quot;plan/&quot;</p>", "<p>href=&quot;plan/&quot;</p>"),
    ],
)
def test_links_of_a_page_lead_to_files(before: str, after: str) -> None:
    assert with_file_links(before) == after


def test_the_index_is_a_script_too_and_points_at_files(tmp_path: Path) -> None:
    (tmp_path / "search").mkdir()
    docs = [{"location": "", "title": "Hjem", "text": "</script> å\u2028"}, {"location": "plan/#late", "title": "Sent", "text": ""}]
    (tmp_path / "search" / "search_index.json").write_text(json.dumps({"config": {"lang": ["no"]}, "docs": docs}), encoding="utf-8")
    (tmp_path / "index.html").write_text('<a href="plan/">ø</a>', encoding="utf-8")
    make_offline(tmp_path)
    script = (tmp_path / SCRIPT).read_text(encoding="ascii")
    assert script.startswith("var __index = ")
    index = json.loads(script.removeprefix("var __index = "))
    assert index["config"] == {"lang": ["no"]}
    assert [entry["location"] for entry in index["docs"]] == ["index.html", "plan/index.html#late"]
    assert [entry["text"] for entry in index["docs"]] == [entry["text"] for entry in docs]
    assert (tmp_path / "index.html").read_text(encoding="utf-8") == '<a href="plan/index.html">ø</a>'


def test_twice_is_as_once(tmp_path: Path) -> None:
    (tmp_path / "search").mkdir()
    (tmp_path / "search" / "search_index.json").write_text('{"docs":[{"location":"a/#b"}]}', encoding="utf-8")
    (tmp_path / "index.html").write_text('<a href="a/#b">', encoding="utf-8")
    make_offline(tmp_path)
    once = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    make_offline(tmp_path)
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == once

from __future__ import annotations

import errno
import os
from datetime import date
from pathlib import Path

import pytest

from playbookgen.building import files
from playbookgen.building.ledger import Entry, Ledger, read_ledger, write_ledger
from playbookgen.model.failure import OutputUnusable

LEDGER = Ledger(
    date(2026, 10, 31),
    "0.1.0",
    (Entry("lumivakka/en", "built", "d1", 41, 1.5, "i1"), Entry("lumivakka/fi", "kept", "d2", 41, 0.0), Entry("multelia/fi", "failed")),
)


def test_what_is_written_is_read(tmp_path: Path) -> None:
    assert read_ledger(tmp_path) is None
    write_ledger(tmp_path, LEDGER)
    assert read_ledger(tmp_path) == LEDGER


def test_it_knows_who_is_published() -> None:
    assert LEDGER.published() == {"lumivakka"}
    found = LEDGER.find("lumivakka/fi")
    assert found is not None
    assert (found.status, found.organisation) == ("kept", "lumivakka")
    assert LEDGER.find("lumivakka/nb") is None


@pytest.mark.parametrize("name", ["make_folder", "write_new", "rename", "remove_tree"])
def test_a_refusal_of_the_disk_leaves_the_old_one(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    write_ledger(tmp_path, LEDGER)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(files, name, full)
    with pytest.raises(OutputUnusable, match="No space left"):
        write_ledger(tmp_path, Ledger(date(2027, 1, 1), "9"))
    assert read_ledger(tmp_path) == LEDGER


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "[]",
        "{}",
        '{"made_by": "playbookgen"}',
        '{"made_by": "playbookgen", "as_of": "soon", "version": "1", "editions": []}',
        '{"made_by": "playbookgen", "as_of": "2026-10-31", "version": "1", "editions": [{"edition": "a/en", "status": "lost"}]}',
        "[" * 100_000,
    ],
)
def test_what_is_no_ledger_of_ours_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "build.json").write_text(content, encoding="utf-8")
    with pytest.raises(OutputUnusable, match="not a ledger"):
        read_ledger(tmp_path)


def test_a_ledger_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "build.json").mkdir()
    with pytest.raises(OutputUnusable, match="cannot be read"):
        read_ledger(tmp_path)

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path

import pytest

from playbookgen.building import manifest


def test_every_file_is_listed_in_order(tmp_path: Path) -> None:
    for name in ("b.html", "a/z.html", "a.html", "fi/index.html", "manifest.json", "a/manifest.json"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name, encoding="utf-8")
    listed = manifest.listing(tmp_path)
    assert list(listed) == ["a.html", "a/manifest.json", "a/z.html", "b.html", "fi/index.html"]
    assert listed["a/z.html"] == sha256(b"a/z.html").hexdigest()
    assert list(manifest.listing(tmp_path, leave_out=["fi", "b.html"])) == ["a.html", "a/manifest.json", "a/z.html"]


def test_a_digest_tells_names_and_contents_apart() -> None:
    digests = {manifest.digest(files) for files in ({}, {"a": "1"}, {"b": "1"}, {"a": "2"}, {"a": "1", "b": "1"})}
    assert len(digests) == 5
    assert manifest.digest({"a": "1", "b": "2"}) == manifest.digest({"b": "2", "a": "1"})


def test_a_site_has_only_files(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(ValueError, match="pipe"):
        manifest.listing(tmp_path)


def test_a_manifest_says_whose_site_it_is(tmp_path: Path) -> None:
    assert manifest.belongs_to(tmp_path) is None
    (tmp_path / "manifest.json").write_bytes(manifest.text("lumivakka", {"index.html": "0"}))
    assert manifest.belongs_to(tmp_path) == "lumivakka"


@pytest.mark.parametrize(
    "content", ["", "[]", "{}", '{"made_by": "vite", "organisation": "x"}', '{"made_by": "playbookgen", "organisation": 1}', "[" * 100_000]
)
def test_another_manifest_says_nothing(tmp_path: Path, content: str) -> None:
    (tmp_path / "manifest.json").write_text(content, encoding="utf-8")
    assert manifest.belongs_to(tmp_path) is None


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        "{}",
        '{"made_by": "vite", "files": {}}',
        '{"made_by": "playbookgen"}',
        '{"made_by": "playbookgen", "files": []}',
        '["files", "made_by"]',
    ],
)
def test_what_is_listed_is_of_our_making_or_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "manifest.json").write_text(content, encoding="utf-8")
    with pytest.raises(ValueError, match=r"manifest|JSON|Expecting"):
        manifest.listed(tmp_path)
    written = manifest.text("ä", {"b": "2", "a/ö": "1"})
    assert written.decode() == '{\n "made_by": "playbookgen",\n "organisation": "ä",\n "files": {\n  "a/ö": "1",\n  "b": "2"\n }\n}\n'
    (tmp_path / "manifest.json").write_bytes(written)
    assert manifest.listed(tmp_path) == {"a/ö": "1", "b": "2"}


@pytest.mark.parametrize("target", ["file", "folder", "nothing"])
def test_a_link_is_no_file_of_a_site_whatever_it_leads_to(tmp_path: Path, target: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").touch()
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "link").symlink_to(tmp_path / target)
    with pytest.raises(ValueError, match="not a regular file: link"):
        manifest.listing(tmp_path / "site")

"""The settings we write out for the theme's script are those the theme writes itself, but for the address of the worker."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import material

from support.search_scripts import THEME, files

OURS = (THEME / "overrides" / "main.html").read_text(encoding="utf-8")
THEIRS = (Path(material.__file__).parent / "templates" / "base.html").read_text(encoding="utf-8")


def _settings(template: str) -> dict[str, str]:
    """Key → expression of the block `config`."""
    block = template[template.index("{% block config %}") :]
    block = block[: block.index("</script>")]
    return {key: value.rstrip(",").strip() for key, value in re.findall(r'^\s*"([\w.]+)": (.+)$', block, re.MULTILINE)}


def test_the_theme_finds_every_setting_it_reads() -> None:
    ours, theirs = _settings(OURS), _settings(THEIRS)
    assert len(theirs) > 10
    assert list(ours) == list(theirs)
    assert theirs["search"].startswith('"assets/javascripts/workers/search.')
    assert ours["search"] == '"assets/search/worker.js" | url'
    for key in ("base", "features"):
        assert ours[key] == theirs[key]
    # A word of ours that is missing leaves the theme's.
    assert [key for key, value in theirs.items() if value.startswith("lang.t(") and value not in ours[key]] == []


def test_the_worker_is_small() -> None:
    assert sum(len(gzip.compress(path.read_bytes(), mtime=0)) for path in files("fi")) <= 20 * 1024


def test_the_parts_named_are_the_files_there() -> None:
    named = re.search(r"search\.parts = \[([^\]]+)\]", (THEME / "assets" / "search" / "worker.js").read_text(encoding="utf-8"))
    assert named
    there = {path.name for path in (THEME / "assets" / "search").iterdir()} - {"worker.js", "offline.js", "wait.js"}
    # Two are written for each edition.
    assert set(re.findall(r'"([\w.]+)"', named[1])) == there | {"lexicon.js", "language.js"}

"""The same pages with the theme's own search, for comparison: an export, built by MkDocs and Material as they come.

Nothing of ours is left but the Markdown, with the visible lines of search words in it, and the language the search is told:
no override, no script, no separator of our own.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Final

import yaml

from playbookgen import pipeline

ROOT = Path(__file__).parents[2]
#: What Material's own search is told of each language; it knows Bokmål by the older code.
SPOKEN: Final[Mapping[str, str]] = {"en": "en", "fi": "fi", "nb": "no", "sv": "sv"}


def build_stock(organisation: str, target: Path, today: date) -> Path:
    """The editions of an organisation below `target`, one folder a language; gives that folder.

    Args:
        organisation: id of one of the repository's samples.
        target: an empty folder, or one that is not there yet.
        today: the day of the run.
    """
    exported, sites = target / "export", target / "site"
    pipeline.export(ROOT, organisation, exported, language=None, audience=None, as_of=None, today=today)
    for written in sorted(exported.glob("*/mkdocs.yml")):
        settings = yaml.safe_load(written.read_text(encoding="utf-8"))
        language = settings["theme"]["language"]
        stock = {
            "site_name": settings["site_name"],
            "theme": {"name": "material", "language": language, "font": False, "features": ["search.highlight"]},
            "plugins": [{"search": {"lang": SPOKEN[language]}}],
            "markdown_extensions": settings["markdown_extensions"],
            "nav": settings["nav"],
        }
        plain = written.with_name("stock.yml")
        plain.write_text(yaml.safe_dump(stock, allow_unicode=True, sort_keys=False), encoding="utf-8")
        command: list[str | Path] = [Path(sys.executable).parent / "mkdocs", "build", "--quiet", "-f", plain, "-d", sites / written.parent.name]
        subprocess.run(command, check=True, capture_output=True)
    return sites

"""The built samples as files: whole, linked, and silent towards other hosts."""

from __future__ import annotations

import json
import re
from pathlib import Path

import html5lib
import pytest

from playbookgen.building.links import check_links

ORGANISATIONS = ("kolmasen", "lumivakka", "multelia", "ternfield", "tuohikoski")
_OTHER_HOST = re.compile(r"""(?:src|srcset|action|data)\s*=\s*["']?(?:https?:)?//|@import|url\(\s*["']?(?:https?:)?//""")
_FETCHED = re.compile(r"""<(?:link|script|img|iframe|source|object|embed)\b[^>]*(?:href|src)\s*=\s*["']?(?:https?:)?//""", re.IGNORECASE)


@pytest.mark.parametrize("organisation", ORGANISATIONS)
def test_no_internal_link_or_anchor_is_broken(samples: Path, organisation: str) -> None:
    assert check_links(samples / organisation) == []


@pytest.mark.parametrize("organisation", ORGANISATIONS)
def test_no_page_asks_another_host(samples: Path, organisation: str) -> None:
    for file in sorted((samples / organisation).rglob("*")):
        if file.suffix in {".html", ".css"}:
            text = file.read_text(encoding="utf-8")
            assert not _OTHER_HOST.search(text), file
            assert not _FETCHED.search(text.replace('rel="canonical"', "")), file


@pytest.mark.parametrize("organisation", ORGANISATIONS)
def test_no_page_shows_raw_template_marks(samples: Path, organisation: str) -> None:
    for file in sorted((samples / organisation).rglob("*.html")):
        tree = html5lib.parse(file.read_text(encoding="utf-8"), namespaceHTMLElements=False)
        body = tree.find("body")
        assert body is not None
        for element in body.iter("script"):
            element.text = ""
        text = "".join(body.itertext())
        assert not re.search(r"\{\{|\{%|\{:|\bundefined\b|%\(\w+\)", text), file


def test_every_language_speaks_its_language(samples: Path) -> None:
    for folder, language in (
        ("lumivakka", "en"),
        ("lumivakka/fi", "fi"),
        ("lumivakka/nb", "nb"),
        ("tuohikoski", "fi"),
        ("kolmasen", "sv"),
        ("multelia", "nb"),
    ):
        home = (samples / folder / "index.html").read_text(encoding="utf-8")
        assert re.search(rf'<html lang="{language}"', home), folder
        config = json.loads((samples / folder / "search/search_index.json").read_text(encoding="utf-8"))["config"]
        assert config["lang"] == ["no" if language == "nb" else language]


def test_one_organisation_stays_out_of_the_others(samples: Path) -> None:
    for organisation in ORGANISATIONS:
        for file in (samples / organisation).rglob("*"):
            if file.suffix in {".html", ".json", ".xml"}:
                text = file.read_text(encoding="utf-8").lower()
                assert not [other for other in ORGANISATIONS if other != organisation and other in text], file


def test_colour_logo_and_words_of_ones_own_stay_with_their_organisation(samples: Path) -> None:
    said = "Backa ändringen innan du felsöker", 'content="#2f6b3c"', "assets/logo.svg"
    for organisation in ORGANISATIONS:
        text = (samples / organisation / "my-work/decisions/index.html").read_text(encoding="utf-8")
        assert [part in text for part in said] == [organisation == "kolmasen"] * 3, organisation
        assert (samples / organisation / "assets/logo.svg").exists() == (organisation == "kolmasen")
    english = (samples / "kolmasen/en/my-work/decisions/index.html").read_text(encoding="utf-8")
    assert "Roll the change back before you search" in english
    assert 'content="#2f6b3c"' in english
    assert (samples / "kolmasen/en/assets/logo.svg").exists()

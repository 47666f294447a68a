"""What a browser gets to search: little, from this site only, and nothing that the readers of the edition may not see."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from playwright.sync_api import Page

from playbookgen import pipeline
from playbookgen.model.result import BuildRequest
from support.search_box import SearchBox
from support.search_questions import LANGUAGES
from support.sites import ROOT, TODAY, served

#: KiB, gzipped: what is fetched for one language.
MOST = 150
#: Words of the sample that are for the organisation's own people only: a risk, a piece of feedback, a promise, a message.
INTERNAL = ("Myrskykausi", "sulkeutuu liian aikaisin", "Maksumuistituksen", "takautuvasti", "Polttava")


def search_files(edition: Path) -> list[Path]:
    """Everything the search reads."""
    return sorted([*(edition / "search").iterdir(), *(edition / "assets" / "search").iterdir()])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_index_is_small(samples: Path, language: str) -> None:
    files = search_files(samples / "lumivakka" / ("" if language == "en" else language))
    size = sum(len(gzip.compress(path.read_bytes())) for path in files) / 1024
    assert 10 < size <= MOST


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Finnish edition for everyone."""
    output = tmp_path_factory.mktemp("public")
    request = BuildRequest(root=ROOT, output=output, today=TODAY, organisations=("lumivakka",), audience="public", language="fi", jobs=1)
    (built,) = pipeline.build(request).organisations
    assert built.status == "built"
    return output / "lumivakka"


def test_what_readers_may_not_see_is_in_no_file_of_the_search(public: Path, samples: Path) -> None:
    def words(edition: Path) -> str:
        return "\n".join(path.read_text(encoding="utf-8") for path in search_files(edition))

    told, hidden = words(samples / "lumivakka" / "fi"), words(public)
    canaries = [word for word in INTERNAL if word in told]
    assert len(canaries) >= 4, "the sample has changed: choose other words"
    assert [word for word in canaries if word in hidden] == []


def test_every_address_of_the_search_is_a_page_of_the_edition(public: Path) -> None:
    """Also those that the lexicon points at: a hidden page is not even named."""
    index = json.loads((public / "search" / "search_index.json").read_text(encoding="utf-8"))
    located = {entry["location"].partition("#")[0] for entry in index["docs"]}
    lexicon = (public / "assets" / "search" / "lexicon.js").read_text(encoding="utf-8")
    told = json.loads(lexicon[lexicon.index("{", lexicon.index("lexicon =")) : lexicon.rindex("}") + 1])
    named = {*told["reference"], *told["start"], *(address for lead in told["leads"] for address in lead["to"])}
    assert located
    assert [address for address in sorted(located | named) if not (public / address / "index.html").exists()] == []


@pytest.mark.browser
def test_the_box_of_the_public_edition_finds_nothing_internal(page: Page, public: Path) -> None:
    with served(public.parent) as address:
        box = SearchBox(page, f"{address}lumivakka/")
        shown = {result.address for query in ("myrskykausi", "riskit", "johdon lupaukset", "ohjausryhmä") for result in box.ask(query).results}
    assert [address for address in sorted(shown) if not (public / address / "index.html").exists()] == []


@pytest.mark.browser
def test_searching_asks_nobody_else(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    box = SearchBox(page, f"{address}lumivakka/sv/")
    for query in ("får jag kompensera", "xqzvwk", "https://example.org/goal"):
        box.ask(query)
    page.wait_for_load_state("networkidle")
    assert any("search" in url for url in asked)
    assert [url for url in asked if not url.startswith((address, "data:", "blob:"))] == []

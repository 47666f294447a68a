"""General guidance by itself is what pages hold."""

from __future__ import annotations

from playbookgen.composing import guidance
from playbookgen.model.library import Library
from playbookgen.model.text import LANGUAGES
from playbookgen.model.workspace import TemplatePack
from support.editions import edition
from support.organisations import minimal


def test_every_block_stands_by_itself_in_every_language(library: Library, pack: TemplatePack, compiled: dict[str, bytes]) -> None:
    blocks = list(guidance(library, pack, compiled))
    assert len(blocks) == len(LANGUAGES) * sum(len(guide.blocks) for guide in library.guides)
    assert all(block.startswith('<details class="pb-guidance" id="guide-') and block.endswith("</details>\n") for block in blocks)


def test_pages_hold_it_to_the_letter(library: Library, pack: TemplatePack, compiled: dict[str, bytes]) -> None:
    pages = "\n".join(page.markdown for page in edition(minimal(), library, pack).pages)
    blocks = list(guidance(library, pack, compiled))
    english = blocks[: len(blocks) // len(LANGUAGES)]
    # In some a word of the trade is explained; they differ, and are converted where they stand.
    assert sum(block in pages for block in english) > len(english) / 2

"""General guidance by itself: what stands on the pages of every organisation, so that an engine can convert it once for all of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from playbookgen.composing.environment import environment
from playbookgen.composing.speech import Speech
from playbookgen.composing.tidy import tidy
from playbookgen.composing.words import Words
from playbookgen.model.library import Library
from playbookgen.model.text import LANGUAGES
from playbookgen.model.workspace import TemplatePack


def guidance(library: Library, pack: TemplatePack, compiled: dict[str, bytes]) -> Iterator[str]:
    """The Markdown of each block of guidance in each language, as pages hold it.

    A page on which it differs (an organisation's own version, a term explained) is none the worse: its own is converted there.

    Args:
        library: where the blocks are.
        pack: all templates.
        compiled: what `compile_templates` made of them.
    """
    for language in LANGUAGES:
        speech = Speech(language, language, Words.of(language, pack, compiled))
        macros: Any = environment(pack, speech, compiled).get_template("partials/guide.md.j2").module
        for guide in library.guides:
            for block in guide.blocks:
                yield tidy(macros.block(block))

"""What the site's search is told of its language and its pages: the script beside the worker of `templates/theme/assets/search/`.

The worker reads the pages themselves from the engine's own index. Here stands only what an index does not say.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from playbookgen.composing.site_map import Stop
from playbookgen.composing.speech import Speech
from playbookgen.model.library import Library, SearchWords
from playbookgen.model.text import Language, LocalisedText
from playbookgen.model.workspace import TemplatePack

_FOLDER: Final = "assets/search"
#: Offered first when nothing was found.
_START: Final = ("home", "decisions", "expectations", "glossary")


def search_files(library: Library, pack: TemplatePack, speech: Speech, stops: Sequence[Stop], own_terms: Sequence[LocalisedText]) -> dict[str, bytes]:
    """The files of the search that belong to one edition, by path below `docs/`.

    Args:
        library: its search words, glossary and the headings of its guides.
        pack: the scripts of the languages.
        speech: how texts sound in this edition.
        stops: the pages of this edition; nothing is said of others.
        own_terms: words that only the organisation's own glossary explains.
    """
    told = lexicon(library, speech, stops, own_terms)
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    # U+2028 and U+2029 end a line in older JavaScript, though not in JSON.
    text = text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return {
        f"{_FOLDER}/language.js": pack.files[f"theme/search/{speech.language}.js"],
        f"{_FOLDER}/lexicon.js": f"(self.playbookSearch = self.playbookSearch || {{}}).lexicon = {text};\n".encode(),
    }


def lexicon(library: Library, speech: Speech, stops: Sequence[Stop], own_terms: Sequence[LocalisedText] = ()) -> Mapping[str, Any]:
    """What the worker looks up: other names, question words, ways of asking, and where what stands; all plain texts and addresses."""
    words = next(each for each in library.search if each.id == speech.language)
    addresses: dict[str, list[str]] = {}
    for stop in stops:
        addresses.setdefault(stop.kind.id, []).append(stop.address)
    return {
        "language": speech.language,
        "also": speech.words.one("Also searched as: %(words)s").partition("%")[0],
        "guidance": speech.words.one("General guidance"),
        "anchors": _anchors(library, speech, set(addresses)),
        "names": {address: [speech.plain(term) for term in own_terms] for address in addresses.get("glossary", [])},
        "questions": _listed(words.questions),
        "same": _same(library, words, speech.language),
        "leads": [
            {"words": _listed(lead.words), "to": [address for page in lead.to for address in addresses.get(page, [])], "worth": lead.worth}
            for lead in words.leads
        ],
        "reference": [stop.address for stop in stops if stop.kind.section == "reference"],
        "start": [address for page in _START for address in addresses.get(page, [])],
    }


def _anchors(library: Library, speech: Speech, pages: set[str]) -> dict[str, str]:
    """Heading of a block of guidance → its id; the engine's index knows headings only, not folded blocks."""
    guides = [guide for guide in library.guides if guide.page in pages]
    return {" ".join(speech.plain(block.title).split()): f"guide-{block.id.replace('_', '-')}" for guide in guides for block in guide.blocks}


def _same(library: Library, words: SearchWords, language: Language) -> list[list[str]]:
    """Lines of words that stand for one another: the trade's, and those of the glossary."""
    terms = [(term.term.speak(language, language).text, term.also.get(language, [])) for term in library.glossary]
    return [_listed(line) for line in words.same] + [[name, *also] for name, also in terms if also]


def _listed(text: str) -> list[str]:
    return [word for word in (part.strip() for part in text.split(",")) if word]

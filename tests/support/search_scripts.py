"""The scripts of the search by themselves: what they make of words, and of a small site written down in a test."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from playbookgen.model.text import Language
from support import scripts

THEME: Final = Path(__file__).parents[2] / "templates" / "theme"
_PARTS: Final = ("words", "vocabulary", "typing", "site", "ranking", "concepts", "results", "worker")

#: A message at a time through the worker's own door, as the theme sends them.
_ASK: Final = """(given) => {
  self.playbookSearch.lexicon = given.lexicon;
  self.playbookSearch.handle({ type: 0, data: { config: {}, docs: given.docs } });
  return given.queries.map((query) => self.playbookSearch.handle({ type: 2, data: query }).data);
}"""


def files(language: Language) -> list[Path]:
    """The scripts of a search in `language`, without what an edition adds."""
    return [THEME / "search" / f"{language}.js", *(THEME / "assets" / "search" / f"{part}.js" for part in _PARTS)]


def stems(language: Language, words: Sequence[str]) -> list[str]:
    """What is compared of each word."""
    told: list[str] = scripts.run(
        files(language),
        "(given) => given.words.map(self.playbookSearch.languages[given.language].stem)",
        {"language": language, "words": list(words)},
    )
    return told


def section(location: str, title: str, text: str) -> dict[str, str]:
    """An entry of the engine's index."""
    return {"location": location, "title": title, "text": text}


def page(location: str, title: str, lead: str, also: str = "", *sections: tuple[str, str, str]) -> list[dict[str, str]]:
    """The entries the engine writes of a page of ours: the page, its heading with its purpose, its sections with the other names last."""
    entries = [section(location, title, "<p>Meta</p>"), section(f"{location}#top", title, f"<p>{lead}</p>")]
    entries += [section(f"{location}#{anchor}", heading, text) for anchor, heading, text in sections]
    entries[-1]["text"] += f" <p>Also: {also}</p>" if also else ""
    return entries


def lexicon(language: Language, **more: object) -> dict[str, object]:
    """What an edition tells the search; the parts a test needs."""
    return {"language": language, "also": "Also: ", "guidance": "Guidance", "anchors": {}, "questions": [], "same": [], "leads": []} | more


def ask(docs: Sequence[Mapping[str, str]], told: Mapping[str, object], *queries: str) -> list[dict[str, Any]]:
    """The search's answer to each query on a site of these entries."""
    language: Language = told["language"]  # type: ignore[assignment]
    found: list[dict[str, Any]] = scripts.run(files(language), _ASK, {"docs": list(docs), "lexicon": dict(told), "queries": list(queries)})
    return found


def addresses(answer: Mapping[str, Any]) -> list[str]:
    """The pages of an answer, in order."""
    return [next(item["location"] for item in group if "#" not in item["location"]) for group in answer["items"]]

"""Composed pages as readers get them: what an anchor leads to, what stands open, in which order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Final

import html5lib
import yaml
from markdown import Markdown

from playbookgen.model.library import Library
from playbookgen.model.organisation import Audience
from playbookgen.model.playbook_file import Organisation
from playbookgen.model.text import Language
from playbookgen.model.workspace import TemplatePack
from playbookgen.reading import load_library, load_templates, packaged_templates
from support.editions import edition

_PLAYBOOKS: Final = Path(__file__).parents[2] / "playbook"
_EXTENSIONS: Final = ("tables", "attr_list", "md_in_html", "admonition", "pymdownx.details")
_HEADINGS: Final = ("h1", "h2", "h3", "h4")


@dataclass(frozen=True)
class ReadPage:
    """A page of a playbook, turned into HTML as the site does it when it is first looked at.

    Args:
        address: its address, `/` for Home.
        markdown: as it was composed.
    """

    address: str
    markdown: str

    @cached_property
    def tree(self) -> Any:
        """Its elements."""
        html = Markdown(extensions=list(_EXTENSIONS)).convert(self.markdown)
        return html5lib.parseFragment(html, namespaceHTMLElements=False)

    @property
    def text(self) -> str:
        """All its words, folded ones too."""
        return words_of(self.tree)

    @cached_property
    def anchors(self) -> dict[str, str]:
        """What each id leads to: the text of the element, or of the whole section if it is a heading."""
        parents = {child: parent for parent in self.tree.iter() for child in parent}
        return {node.get("id"): self._led_to(node, parents) for node in self.tree.iter() if node.get("id")}

    def _led_to(self, node: Any, parents: dict[Any, Any]) -> str:
        if node.tag == "th":  # a row is found by its heading
            return words_of(parents[node])
        if node.tag not in _HEADINGS:
            return words_of(node)
        told = [words_of(node)]
        siblings = list(parents[node])
        for other in siblings[siblings.index(node) + 1 :]:
            if other.tag in _HEADINGS and other.tag <= node.tag:
                break
            told.append(words_of(other))
        return " ".join(told)

    def open_words(self) -> int:
        """How many words a reader sees without unfolding anything."""
        return sum(len(text.split()) for text in _open_texts(self.tree))

    def in_order(self) -> list[Any]:
        """Its elements from top to bottom."""
        return [node for node in self.tree.iter() if isinstance(node.tag, str)]


def words_of(node: Any) -> str:
    """The text of an element, blanks in one piece."""
    return " ".join("".join(node.itertext()).split())


def _open_texts(node: Any) -> Iterator[str]:
    if node.tag in {"details", "svg"}:
        return
    yield node.text or ""
    for child in node:
        if isinstance(child.tag, str):
            yield from _open_texts(child)
        yield child.tail or ""


@cache
def _templates() -> tuple[TemplatePack, Library]:
    pack = load_templates(packaged_templates(), None)
    return pack, load_library(pack)


@cache
def playbook_of(name: str) -> Organisation:
    """An organisation of the folder `playbook/`, as its file tells it."""
    told = yaml.safe_load((_PLAYBOOKS / f"{name}.yml").read_text(encoding="utf-8"))
    return Organisation.model_validate(told)


@cache
def read_pages(name: str, language: Language, audience: Audience = "internal") -> dict[str, ReadPage]:
    """Every page of an organisation of `playbook/`, composed for 2026-10-31, by address."""
    return pages_of(playbook_of(name), language, audience)


def pages_of(organisation: Organisation, language: Language, audience: Audience = "internal") -> dict[str, ReadPage]:
    """Every page of `organisation`, composed for 2026-10-31, by address."""
    pack, library = _templates()
    playbook = edition(organisation, library, pack, language, audience)
    return {page.address or "/": ReadPage(page.address or "/", page.markdown) for page in playbook.pages}

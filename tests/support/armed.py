"""Organisations in which every text means harm, and what a page must not have because of it."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import html5lib

from playbookgen.model.entity import Entity
from support.canaries import Aviary
from support.vectors import taking_turns

#: What runs, embeds, leads away or changes the rules of a page: an element and how ours look, if there are any.
_OURS: Final[dict[str, re.Pattern[str] | None]] = {
    "script": re.compile(r'src="(?![a-z]+:|//)[^"]+\.js"|id="(?:__config|pb-settings)" type="application/json"'),
    "meta": re.compile(
        r"charset=|name=\"(?:pb-scope|viewport|description|robots|generator|color-scheme|theme-color|referrer)\"|http-equiv=\"Content-Security-Policy\""
    ),
    "link": re.compile(r'href="(?![a-z]+:|//)|rel="(?:canonical|alternate)"'),
    "form": re.compile(r'^(?!.*(?:action|method)=).*class="(?:md-search__form|md-header__option|pb-)'),
    **dict.fromkeys(("iframe", "frame", "frameset", "object", "embed", "applet", "base", "portal", "style", "template", "math")),
    **dict.fromkeys(("marquee", "video", "audio", "animate", "set")),
}
_ADDRESSES: Final = frozenset(
    ("href", "src", "action", "formaction", "data", "poster", "background", "xlink:href", "srcset", "ping", "cite", "longdesc")
)
_ALLOWED: Final = frozenset({"http", "https", "mailto", "tel"})
#: What a browser leaves out of an address before it looks for a scheme: controls and spaces at its ends, tabs and breaks anywhere.
_IGNORED_BY_BROWSERS: Final = re.compile(r"\A[\x00-\x20\x7f-\xa0\u3000]+|[\t\n\r]+")


@dataclass
class Armed(Aviary):
    """An organisation with the next of `texts` in every text field, `packed` of them together, beginning with number `start`."""

    texts: Sequence[str] = ("",)
    packed: int = 1
    start: int = 0
    placed: dict[str, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._turns = taking_turns(tuple(self.texts), self.start)
        super().__post_init__()

    def _word(self, path: str, owner: Entity | None) -> str:
        word = super()._word(path, owner)
        if path.endswith(".id"):
            return word
        texts = [next(self._turns) for _ in range(self.packed)]
        self.placed.setdefault(path, []).extend(texts)
        return f"{word} {' '.join(texts)}"


def faults(page: str) -> Iterator[str]:
    """What a page has that runs, embeds or leads away and is none of ours."""
    for node in html5lib.parse(page, namespaceHTMLElements=False).iter():
        if isinstance(node.tag, str):
            yield from _faults_of(node.tag.rpartition("}")[2], {str(name): str(value) for name, value in node.attrib.items()}, node)


def _faults_of(tag: str, attributes: dict[str, str], node: Any) -> Iterator[str]:
    told = " ".join(f'{name}="{value}"' for name, value in sorted(attributes.items()))
    if tag in _OURS:
        ours = _OURS[tag]
        if ours is None or not ours.search(told):
            yield f"<{tag} {told[:200]}>"
        if tag == "script" and (node.text or "").strip() and 'type="application/json"' not in told:
            yield f"<script> with a text: {node.text[:200]}"
    for name, value in attributes.items():
        plain = name.rpartition("}")[2].lower()
        if plain.startswith("on"):
            yield f"<{tag} {name}={value[:100]!r}>"
        if plain == "style" or plain == "srcdoc":
            yield f"<{tag} {name}={value[:100]!r}>"
        if plain in _ADDRESSES and not is_allowed(value):
            yield f"<{tag} {name}={value[:100]!r}> leads out"


def is_allowed(address: str) -> bool:
    """Whether an address is relative or has a scheme that a link may have, as a browser would read it."""
    read = _IGNORED_BY_BROWSERS.sub("", html.unescape(address))
    scheme = re.match(r"([a-zA-Z][a-zA-Z0-9+.-]*):", read)
    return scheme is None or scheme[1].lower() in _ALLOWED


def faults_of_site(folder: Path) -> list[str]:
    """The faults of all pages of a built site."""
    return [f"{path.relative_to(folder)}: {fault}" for path in sorted(folder.rglob("*.html")) for fault in faults(path.read_text(encoding="utf-8"))]

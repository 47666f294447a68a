"""Where in the text every key and value stands: from the parser's events, which know the place of each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

import yaml

from playbookgen.model.failure import Uneditable

_LOADER: Final[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
#: YAML counts these as line breaks or marks; to a writer they are invisible characters in a line. One for one, so that places hold.
_NO_BREAKS: Final = re.compile("[\x85\u2028\u2029\ufeff]")


@dataclass(slots=True)
class Span:
    """A value of the text, from offset `start` up to `end`.

    Args:
        text: of a scalar; ``None`` for null and for lists and maps.
        style: of a scalar: empty when plain, else its quote or the sign of a block.
        entries: of a map, by key; ``None`` for anything else.
        items: of a list.
        is_flow: whether a list or map is written in brackets.
        column: of a block list or map, from 0: that of its dashes or keys.
    """

    start: int
    end: int
    text: str | None = None
    style: str = ""
    entries: dict[str, Entry] | None = None
    items: list[Span] | None = None
    is_flow: bool = False
    column: int = 0

    @property
    def is_null(self) -> bool:
        """Whether nothing stands here."""
        return self.entries is None and self.items is None and self.text is None

    def step(self, step: str | int) -> Span | None:
        """The value below, if there is one."""
        if isinstance(step, str):
            entry = (self.entries or {}).get(step)
            return entry.value if entry else None
        return self.items[step] if self.items is not None and step < len(self.items) else None


@dataclass(slots=True)
class Entry:
    """A key, from `start` up to `end`, with its value."""

    start: int
    end: int
    value: Span


def spans(text: str) -> Span:
    """The root of the text; an empty one when nothing stands in it.

    Raises:
        Uneditable: the text is no YAML, or holds what is not edited here (anchors, tags, several documents).
    """
    builder = _Builder()
    try:
        for event in yaml.parse(_NO_BREAKS.sub(" ", text), Loader=_LOADER):
            builder.take(event)
    except yaml.YAMLError as error:
        raise Uneditable("the file is not valid YAML", "correct it first: playbookgen check") from error
    return builder.root or Span(len(text), len(text))


@dataclass(slots=True)
class _Frame:
    span: Span
    key: tuple[str, int, int] | None = None


@dataclass(slots=True)
class _Builder:
    root: Span | None = None
    _frames: list[_Frame] = field(default_factory=list)

    def take(self, event: yaml.Event) -> None:
        """Take one event."""
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) is not None or getattr(event, "tag", None) is not None:
            raise Uneditable("the file holds an anchor, an alias or a tag", "write out what it stands for: playbookgen check names the place")
        if isinstance(event, yaml.DocumentStartEvent) and self.root is not None:
            raise Uneditable("the file holds more than one YAML document", "keep one organisation in a file")
        start, end = (mark.index if mark else 0 for mark in (event.start_mark, event.end_mark))
        if isinstance(event, yaml.ScalarEvent):
            self._scalar(event, start, end)
        elif isinstance(event, yaml.CollectionStartEvent):
            span = Span(start, end, is_flow=bool(event.flow_style), column=event.start_mark.column if event.start_mark else 0)
            if isinstance(event, yaml.SequenceStartEvent):
                span.items = []
            else:
                span.entries = {}
            self._attach(span)
            self._frames.append(_Frame(span))
        elif isinstance(event, yaml.CollectionEndEvent):
            closed = self._frames.pop().span
            # The end of a block is where the next token stands; what belongs to it ends with its last value.
            closed.end = end if closed.is_flow else max([closed.start, *(span.end for span in _below(closed))])

    def _scalar(self, event: yaml.ScalarEvent, start: int, end: int) -> None:
        frame = self._frames[-1] if self._frames else None
        if frame is not None and frame.span.entries is not None and frame.key is None:
            frame.key = (event.value, start, end)
            return
        is_plain = not event.style
        nothing = is_plain and event.value in ("", "~", "null", "Null", "NULL")
        self._attach(Span(start, end, None if nothing else event.value, event.style or ""))

    def _attach(self, span: Span) -> None:
        if not self._frames:
            self.root = span
            return
        frame = self._frames[-1]
        if frame.span.items is not None:
            frame.span.items.append(span)
        elif frame.key is None:
            raise Uneditable("a list or map stands where a key belongs", "correct it first: playbookgen check")
        elif frame.span.entries is not None:
            name, start, end = frame.key
            if span.is_null and span.start == span.end:
                span.start = span.end = end  # an empty value ends with its key
            frame.span.entries[name] = Entry(start, end, span)
            frame.key = None


def _below(span: Span) -> Iterator[Span]:
    yield from span.items or ()
    yield from (entry.value for entry in (span.entries or {}).values())


def plain_values(span: Span) -> Any:
    """What stands in a span, as texts, lists and maps: to compare what was with what is."""
    if span.entries is not None:
        return {name: plain_values(entry.value) for name, entry in span.entries.items()}
    if span.items is not None:
        return [plain_values(item) for item in span.items]
    return span.text

"""What YAML may hold, checked event by event before anything is built of it.

PyYAML's composer dies on deep nesting, and its parser takes half a minute for 100,000 brackets;
here the first event beyond a limit is the last that is looked at.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import yaml

from playbookgen.model.problem import Place
from playbookgen.reading.report import MOST_PROBLEMS, Report, safe
from playbookgen.reading.syntax import explain

DEEPEST: Final = 50
MOST_NODES: Final = 200_000
LONGEST_SCALAR: Final = 256 * 1024

#: The C parser where PyYAML was built with it; only its events are used.
LOADER: Final[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_QUOTES = "if it is meant as text, put it in quotes"


def passes_guard(text: str, shown: str, report: Report, take: Callable[[yaml.Event], None]) -> bool:
    """Whether a tree can be made of `text`.

    Args:
        text: what `encoding.decode` returned.
        shown: path of the file as messages name it.
        report: takes syntax errors, limits that are passed, anchors, aliases, tags and further documents.
        take: is handed each event of the first document that has passed; what it makes of them counts when all have.
    """
    guard = _Guard(shown, report)
    parser = None
    try:
        parser = LOADER(text)
        while (event := parser.get_event()) is not None:
            if not guard.lets_pass(event):
                return False
            if guard.documents == 1:
                take(event)
        return True
    except yaml.MarkedYAMLError as error:
        explained = explain(error, text, shown)
        report.add("E103", explained.message, explained.place, help=explained.help, suggestion=explained.suggestion)
    except yaml.YAMLError:
        report.add("E103", "the file holds characters that cannot stand in YAML", Place(shown), help="save it again as plain UTF-8 text")
    finally:
        if parser is not None:
            parser.dispose()
    return False


class _Guard:
    """Counts events; `lets_pass` is False when the rest is not looked at."""

    def __init__(self, shown: str, report: Report) -> None:
        self._shown = shown
        self._report = report
        self._depth = 0
        self._nodes = 0
        self.documents = 0
        self._refused = 0

    def lets_pass(self, event: yaml.Event) -> bool:
        # Three of four events are a plain text with nothing about it: they go through here.
        if type(event) is yaml.ScalarEvent and event.anchor is None is event.tag and len(event.value) <= LONGEST_SCALAR:
            self._nodes += 1
            return self._nodes <= MOST_NODES or self._too_many(event)
        if isinstance(event, yaml.NodeEvent):
            return self._node(event)
        if isinstance(event, yaml.CollectionEndEvent):
            self._depth -= 1
        elif isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents == 2:
                help = "keep one organisation in a file: delete the line ---"
                self._report.add("E114", "a second document begins here", self._at(event), help=help)
        return True

    def _node(self, event: yaml.NodeEvent) -> bool:
        self._nodes += 1
        if self._nodes > MOST_NODES:
            return self._too_many(event)
        if isinstance(event, yaml.ScalarEvent):
            if len(event.value) > LONGEST_SCALAR:
                message = f"a text of {len(event.value)} characters stands here, at most {LONGEST_SCALAR} are read"
                return self._stop(message, event, "check the quotes: one may be missing")
        elif isinstance(event, yaml.CollectionStartEvent):
            self._depth += 1
            if self._depth > DEEPEST:
                message = f"lists and maps stand more than {DEEPEST} deep in each other"
                return self._stop(message, event, "check the brackets; nothing in a playbook is that deep")
        if event.anchor is not None:
            self._sharing(event)
        if getattr(event, "tag", None) is not None:
            self._tag(event)
        # One more than are shown, so that it is said that there are more.
        return self._refused <= MOST_PROBLEMS

    def _too_many(self, event: yaml.Event) -> bool:
        return self._stop(f"the file holds more than {MOST_NODES} values", event, "split it into a folder of files")

    def _stop(self, message: str, event: yaml.Event, help: str) -> bool:
        self._report.add("E104", message, self._at(event), help=help)
        return False

    def _sharing(self, event: yaml.NodeEvent) -> None:
        name = safe(str(event.anchor), 40)
        if isinstance(event, yaml.AliasEvent):
            message, help = f"the alias *{name} stands here; aliases are not read", f"write out what it stands for; {_QUOTES}"
        else:
            message = f"the anchor &{name} stands here; anchors are not read"
            help = f"delete it and write the value out where it is needed; {_QUOTES}"
        self._refused += 1
        self._report.add("E105", message, self._at(event), help=help)

    def _tag(self, event: Any) -> None:
        self._refused += 1
        tag = safe(str(event.tag).replace("tag:yaml.org,2002:", "!!"), 60)
        self._report.add("E106", f"the tag {tag} stands here; tags are not read", self._at(event), help=f"delete it, or {_QUOTES}")

    def _at(self, event: yaml.Event) -> Place:
        start, end = event.start_mark, event.end_mark
        if start is None or end is None:
            return Place(self._shown)
        width = end.column - start.column if end.line == start.line else 1
        return Place(self._shown, start.line + 1, start.column + 1, max(width, 1))

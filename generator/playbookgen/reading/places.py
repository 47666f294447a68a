"""Where in the YAML the parts of an organisation stand: for what is found after reading."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from playbookgen.model.problem import Place
from playbookgen.reading.nodes import Node
from playbookgen.reading.report import Report

#: What is marked where nothing of a path stands in the file: the organisation as a whole lacks it.
_WHOLE: Final = "organisation"


@dataclass(frozen=True, slots=True)
class Places:
    """The tree of one organisation's files, with their lines."""

    root: Node
    report: Report

    def locate(self, path: tuple[str | int, ...]) -> Place:
        """The place of what `path` leads to, or of the longest part of the path that stands in the file.

        Of a key it is the key, of an entry of a list its id, else the first value in it.

        Args:
            path: keys and positions from the top of the YAML: ``("plan", "actions", 3)``.
        """
        node, place = self.root, self._of_the_whole()
        for step in path:
            if isinstance(step, str) and step in node.entries:
                entry = node.entries[step]
                node, place = entry.node, entry.key
            elif isinstance(step, int) and step < len(node.items):
                node = node.items[step]
                place = _of_an_entry(node)
            elif step != 0:  # one map, or one text, is read as a list of one
                break
        return place

    def line(self, place: Place) -> str | None:
        """The source line of `place`, as a snippet shows it."""
        return self.report.line(place)

    def _of_the_whole(self) -> Place:
        entry = self.root.entries.get(_WHOLE)
        return entry.key if entry else self.root.place


def _of_an_entry(node: Node) -> Place:
    texts = {key: entry.node.place for key, entry in node.entries.items() if entry.node.text is not None}
    return texts.get("id") or next(iter(texts.values()), node.place)

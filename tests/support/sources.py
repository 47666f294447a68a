"""Sources made of text, as reading takes them."""

from __future__ import annotations

from datetime import date
from functools import cache

from playbookgen.model.library import Library
from playbookgen.model.problem import Problem
from playbookgen.model.workspace import Source, SourceFile
from playbookgen.reading import Reading, read_organisation
from support.library import small_library

TODAY = date(2026, 11, 22)


@cache
def library() -> Library:
    """The small library, made once."""
    return small_library()


def source(*texts: str | bytes, id: str = "northlight") -> Source:
    """A source of one file, or of a folder of files, with these texts."""
    contents = [text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass") for text in texts]
    if len(contents) == 1:
        return Source(id, (SourceFile(f"playbook/{id}.yml", contents[0]),))
    return Source(id, tuple(SourceFile(f"playbook/{id}/{number}.yml", content) for number, content in enumerate(contents)))


def read(*texts: str | bytes, id: str = "northlight", as_of: date | None = None) -> Reading:
    """The reading of such a source."""
    return read_organisation(source(*texts, id=id), library=library(), as_of=as_of, today=TODAY)


def problems_of(*texts: str | bytes, as_of: date | None = None) -> tuple[Problem, ...]:
    """The problems of such a source."""
    return read(*texts, as_of=as_of).problems

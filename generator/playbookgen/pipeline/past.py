"""From the history of a workspace to what was changed on which day, as the readers of an edition may see it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from datetime import date
from typing import TYPE_CHECKING

from playbookgen import reading
from playbookgen.model.failure import NoHistory
from playbookgen.model.past import ChangedDay, Earlier
from playbookgen.reading.past import Past as Recorded
from playbookgen.reading.past import Told
from playbookgen.reading.versions import versions

if TYPE_CHECKING:
    from playbookgen.model.library import Library
    from playbookgen.model.organisation import Audience
    from playbookgen.model.playbook_file import Organisation
    from playbookgen.model.workspace import Source


#: The versions of an organisation; None where nothing is known of its past.
Past = tuple[Earlier, ...] | None
Recall = Callable[["Source", "Organisation", date, "Library"], Past]


@contextmanager
def recalled(past: Recorded) -> Iterator[Recall]:
    """A function that says what is known of an organisation's past, from its source, what that says, the as-of date and its library."""
    with ExitStack() as open_ones:
        content: Callable[[str], bytes | None] | None = None
        if past.repository and past.organisations:
            with suppress(NoHistory, OSError):
                content = open_ones.enter_context(past.repository.contents())

        def recall(source: Source, current: Organisation, as_of: date, library: Library) -> Past:
            told = past.organisations.get(source.id)
            return None if told is None or content is None else earlier(told, source, current, as_of, library, content)

        yield recall


def earlier(
    told: Told, source: Source, current: Organisation, as_of: date, library: Library, content: Callable[[str], bytes | None]
) -> tuple[Earlier, ...]:
    """The versions of an organisation before and after each of its newest days of change, newest first.

    A version that has errors is passed over: what was changed then counts for the day that mended it.

    Args:
        told: what the history says of it.
        source: what it tells now.
        current: the same, understood.
        as_of: the day all of them are read for.
        library: what the product knows, with the organisation's own texts.
        content: the bytes of a blob, by its name.
    """
    found: list[Earlier] = []
    after: tuple[date, Organisation] | None = None
    # Each version stands until the first change of the day that comes with it; the oldest one has none.
    until = [*(each.day for each in told.days), None]
    for version, day in zip(versions(told, source, content), until, strict=True):
        before = _understood(version, source, current, as_of, library)
        if before is None:
            continue
        if after is not None:
            found.append(Earlier(after[0], before, after[1]))
        after = (day, before) if day else None
    return tuple(found)


def _understood(version: Source | None, source: Source, current: Organisation, as_of: date, library: Library) -> Organisation | None:
    if version is None:
        return None
    if version.files == source.files:
        return current
    found = reading.read_organisation(version, library=library, as_of=as_of, today=as_of).organisation
    # What is shown of an older version keeps to the rules of today.
    return found.model_copy(update={"privacy": current.privacy, "site": current.site, "rules": current.rules}) if found else None


def seen_by(audience: Audience, past: Sequence[Earlier], as_of: date, library: Library) -> tuple[ChangedDay, ...]:
    """What was changed on each day, for readers who may see what `audience` may; a day without anything for them is not there."""
    from playbookgen.composing.audience import for_audience
    from playbookgen.judging import judge
    from playbookgen.judging.past import changed_on

    pruned = {}
    for told in {id(one): one for each in past for one in (each.before, each.after)}.values():
        pruned[id(told)] = for_audience(told, judge(told, as_of, library), (), audience)[:2]
    found = (changed_on(each.day, pruned[id(each.before)], pruned[id(each.after)]) for each in past)
    return tuple(day for day in found if day.figures or day.entries)

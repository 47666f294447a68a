"""What was changed, in words: by day and page, with the titles that the entries have today.

A title comes from the edition being composed and from nowhere else, so that a text that was taken out is not told by having been
taken out, and an entry that is gone since is only counted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from markupsafe import Markup

from playbookgen.composing.site_map import Stop
from playbookgen.composing.speech import Speech
from playbookgen.model.assessment import Challenge
from playbookgen.model.judgement import Judgement
from playbookgen.model.leadership import LeadershipItem
from playbookgen.model.library import Library, PageText
from playbookgen.model.past import Alteration, ChangedDay, Deed, FigureMoved, entries_of
from playbookgen.model.playbook_file import Organisation
from playbookgen.model.text import LocalisedText

#: Entries of one page that are named, and pages of one day; what is more is counted.
_NAMED: Final = 4
_PAGES: Final = 6
#: Longest title, in characters: a whole sentence is more than a list of changes needs.
_LONGEST: Final = 110
_TITLES: Final = ("name", "title", "term", "text")
_ORDER: Final[Sequence[Deed]] = ("done", "kept", "new", "begun", "blocked", "moved", "dropped", "edited", "gone")


@dataclass(frozen=True, slots=True)
class Item:
    """What was done, in a word or two, and with what."""

    label: Markup
    text: Markup


@dataclass(frozen=True, slots=True)
class PageOfChanges:
    """A page and what was changed on it; `role` is that of a role's page, `more` the number of items that are not told."""

    page: str
    role: str | None
    address: str
    title: str
    items: tuple[Item, ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class DayOfChanges:
    """A day and the pages that were changed on it; `more` is the number of pages that are not told."""

    day: date
    pages: tuple[PageOfChanges, ...]
    more: int = 0


def told_changes(
    past: Sequence[ChangedDay] | None,
    organisation: Organisation,
    judgement: Judgement,
    library: Library,
    stops: Sequence[Stop],
    texts: Mapping[str, PageText],
    speech: Speech,
) -> tuple[DayOfChanges, ...] | None:
    """The changes of one edition, as its Home and its feed tell them: days on which something was changed that it shows, newest first.

    Args:
        past: what was changed, as its readers may see it; None where there is no history.
        organisation: as the readers may see it.
        judgement: its figures, likewise.
        library: what the product knows.
        stops: the pages of the edition.
        texts: their titles.
        speech: how texts sound in it.
    """
    if past is None:
        return None
    told = _Told(organisation, judgement, library, stops, texts, speech)
    return tuple(found for day in past if (found := told.day(day)).pages)


class _Told:
    """What an edition has to say of changes; lives for one call of `told_changes`."""

    def __init__(
        self, organisation: Organisation, judgement: Judgement, library: Library, stops: Sequence[Stop], texts: Mapping[str, PageText], speech: Speech
    ) -> None:
        self._told, self._judgement, self._library, self._speech = organisation, judgement, library, speech
        self._stops = {(stop.kind.id, stop.role.id if stop.role else ""): stop for stop in stops}
        self._texts = texts

    def day(self, day: ChangedDay) -> DayOfChanges:
        """What was changed on a day, by page."""
        by_page: dict[tuple[str, str], list[Item]] = {}
        for figure in day.figures:
            if (figure.page, "") in self._stops and (item := self._figure(figure)):
                by_page.setdefault((figure.page, ""), []).append(item)
        altered: dict[tuple[str, str], list[Alteration]] = {}
        for each in day.entries:
            page = (each.page, each.entry[-1] if each.page == "role" else "")
            if page in self._stops:
                altered.setdefault(page, []).append(each)
        for page, entries in altered.items():
            items = list(self._items(entries))
            if items:
                by_page.setdefault(page, []).extend(items)
        pages = [self._page(self._stops[page], by_page[page]) for page in self._stops if page in by_page]
        return DayOfChanges(day.day, tuple(pages[:_PAGES]), max(len(pages) - _PAGES, 0))

    def _page(self, stop: Stop, items: Sequence[Item]) -> PageOfChanges:
        title = self._speech.plain(stop.role.name if stop.role else self._texts[stop.kind.id].title)
        role = stop.role.id if stop.role else None
        return PageOfChanges(stop.kind.id, role, stop.address, title, tuple(items[:_NAMED]), max(len(items) - _NAMED, 0))

    def _figure(self, moved: FigureMoved) -> Item | None:
        """How a figure moved; nothing where it is not shown today, or looks the same."""
        one, formats = self._speech.words.one, self._speech.formats
        if moved.figure == "metric":
            judged = self._judgement.by_metric.get(moved.metric)
            if judged is None or judged.latest is None or judged.suppressed:
                return None
            name, values = self._title(judged.metric), [formats.value(value, judged.metric) for value in (moved.before, moved.after)]
        elif moved.figure == "assessment":
            name, values = self._speech.say(one("Assessment, all areas")), [formats.number(value, 0) for value in (moved.before, moved.after)]
        else:
            words = one("Leadership commitment") if moved.figure == "commitment" else one("Development plan")
            name, values = self._speech.say(words), [formats.share(value) for value in (moved.before, moved.after)]
        if name is None or values[0] == values[1]:
            return None
        before, after = map(self._speech.say, values)
        return Item(self._speech.say(one("Figure")), Markup("{} <strong>{} → {}</strong>").format(name, before, after))

    def _items(self, entries: Sequence[Alteration]) -> Iterator[Item]:
        """Entries in the order of what was done; those without a title, and those that are gone, are counted together."""
        counted: dict[Deed, int] = {}
        for each in sorted(entries, key=lambda each: _ORDER.index(each.deed)):
            found = _NOTHING if each.deed == "gone" else self._found(each.entry)
            title = self._title(found)
            if each.deed == "gone" or (found is not _NOTHING and title is None):
                counted[each.deed] = counted.get(each.deed, 0) + 1
            elif title is not None:
                yield Item(self._label(each), title)
        for deed, count in counted.items():
            yield Item(self._word(deed), self._speech.ngettext("%(n)s entry", "%(n)s entries", count))

    def _label(self, each: Alteration) -> Markup:
        if each.day and each.deed == "kept":
            return self._speech.gettext(self._speech.words.one("Kept %(date)s"), date=each.day)
        if each.day:
            return self._speech.gettext(self._speech.words.one("Now due %(date)s"), date=each.day)
        return self._word(each.deed)

    def _word(self, deed: Deed) -> Markup:
        one = self._speech.words.one
        words: Mapping[Deed, str] = {
            "new": one("Added"),
            "edited": one("Edited"),
            "gone": one("Removed"),
            "kept": one("Kept"),
            "moved": one("Edited"),
            "done": one("Done"),
            "begun": one("In progress"),
            "blocked": one("Blocked"),
            "dropped": one("Cancelled"),
        }
        return self._speech.say(words[deed])

    def _found(self, entry: tuple[str, ...]) -> Any:
        """What stands at the end of `entry` in this edition; `_NOTHING` when nothing does any more."""
        found: Any = self._told
        for name in entry:
            found = dict(entries_of(found)).get(name, _NOTHING) if isinstance(found, list) else getattr(found, name, _NOTHING)
        return _NOTHING if found is None else found

    def _title(self, found: Any) -> Markup | None:
        text = next((value for name in _TITLES if (value := getattr(found, name, None))), None)
        if isinstance(found, LeadershipItem) and text is None:
            text = next((act.act for act in self._library.leadership.acts if act.id == found.item), None)
        if isinstance(found, Challenge) and text is None:
            text = next((card.name for card in self._library.challenges if card.id == found.id), None)
        return self._speech.say(_shortened(text)) if isinstance(text, LocalisedText) else None


#: In place of an entry that this edition does not have.
_NOTHING: Final = object()


def _shortened(text: LocalisedText) -> LocalisedText:
    return LocalisedText(tuple((code, _cut(words)) for code, words in text.entries))


def _cut(text: str) -> str:
    """`text` or its beginning, up to the end of a word."""
    if len(text) <= _LONGEST:
        return text
    return f"{text[:_LONGEST].rsplit(maxsplit=1)[0].rstrip(' ,;:.–')}…"

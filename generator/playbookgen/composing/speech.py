"""What a value becomes when a template prints it: decided by its type, in one place."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from markupsafe import Markup

from playbookgen.composing.escaping import escape
from playbookgen.composing.rich_text import rich, rich_inline
from playbookgen.composing.words import Words
from playbookgen.model.formats import Formats
from playbookgen.model.library import OwnText
from playbookgen.model.text import Language, LocalisedText, Spoken


class Speech:
    """One language speaking: texts, numbers and dates into safe markup.

    Args:
        language: the language of the page.
        default: the organisation's default language, in which its plain texts are written.
        words: labels of the page's language.
    """

    def __init__(self, language: Language, default: Language, words: Words) -> None:
        self.language: Language = language
        self.default: Language = default
        self.words = words
        self.formats = Formats(language)

    def say(self, value: Any) -> Markup:
        """Safe markup of any printable value; Jinja's ``finalize``.

        Raises:
            TypeError: for ``None`` and for types that need a filter to say how they are meant.
        """
        if type(value) is Markup:
            return value
        if hasattr(value, "__html__"):
            return Markup(value.__html__())  # noqa: S704 - already markup
        if isinstance(value, LocalisedText):
            return self._text(value)
        if isinstance(value, str):
            return escape(value)
        if isinstance(value, bool) or value is None:
            raise TypeError(f"{value!r} reached a page")
        if isinstance(value, (int, Decimal)):
            return escape(self.formats.number(value))
        if isinstance(value, date):
            return Markup(self.formats.date(value))  # noqa: S704 - digits, dots and month names
        if isinstance(value, (float, Fraction)):
            raise TypeError("a share or mean needs a filter: share, number or value")
        return Markup(str(value)) if type(value).__name__.endswith("Undefined") else _refuse(value)  # noqa: S704

    def _text(self, text: LocalisedText) -> Markup:
        spoken = text.speak(self.language, self.default)
        return self._marked(escape(spoken.text), spoken.language)

    def _marked(self, markup: Markup, stand_in: Language | None) -> Markup:
        """A text that had to stand in from another language carries a small tag and its `lang`."""
        if stand_in is None:
            return markup
        title = escape(self.words.one("Not translated yet"))
        return Markup('<span lang="{0}">{1}</span><span class="pb-lang" title="{2}">{0}</span>').format(stand_in, markup, title)

    def plain(self, value: Any) -> str:
        """Plain text of a text or string, neither escaped nor tagged: for titles and attributes."""
        return value.speak(self.language, self.default).text if isinstance(value, LocalisedText) else str(value)

    def rich(self, text: LocalisedText | str, inline: bool = False) -> Markup:
        """A text in which inline Markdown counts: of the organisation, or of a finding already in the page's language."""
        spoken = text.speak(self.language, self.default) if isinstance(text, LocalisedText) else Spoken(text)
        return self._marked(rich_inline(spoken.text) if inline else rich(spoken.text), spoken.language)

    def prose(self, text: LocalisedText) -> Markup:
        """A library text: our own Markdown, trusted. In an organisation's own version only inline Markdown counts."""
        if isinstance(text, OwnText) and self.language in text.own:
            return self.rich(text, inline="\n\n" not in text.speak(self.language, self.default).text)
        return Markup(text.speak(self.language, self.default).text)  # noqa: S704 - from the library

    def gettext(self, message: str, **values: Any) -> Markup:
        """A label; the values in it are escaped as everywhere."""
        said = {name: self.say(value) for name, value in values.items()}
        return Markup(self.words.fill(self.words.one(message), said))  # noqa: S704 - our own words, escaped values

    def ngettext(self, singular: str, plural: str, count: int, **values: Any) -> Markup:
        """A label that depends on a count; the count is there as ``%(n)s``."""
        said = {name: self.say(value) for name, value in {"n": count, **values}.items()}
        return Markup(self.words.fill(self.words.many(singular, plural, count), said))  # noqa: S704

    def listing(self, values: Iterable[Any]) -> Markup:
        """Values joined as the language joins them: a, b and c."""
        return Markup(self.formats.list([str(self.say(value)) for value in values]))  # noqa: S704


def _refuse(value: Any) -> Markup:
    raise TypeError(f"a {type(value).__name__} cannot be printed on a page")

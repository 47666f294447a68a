"""Labels and sentences of the pages: gettext catalogues, read from their .po files."""

from __future__ import annotations

import json
from collections.abc import Mapping
from io import BytesIO
from typing import Final

from playbookgen.model.text import LANGUAGES, Language
from playbookgen.model.workspace import TemplatePack

#: Stands before the language in the name of compiled words.
_NAME: Final = "words "


def compiled_words(pack: TemplatePack) -> dict[str, bytes]:
    """The words of every language as `Words.of` can take them up."""
    return {_NAME + language: Words.of(language, pack).compiled() for language in LANGUAGES}


class Words:
    """The catalogue of one language. English is the language of the messages themselves."""

    def __init__(self, language: Language, catalogue: bytes | None, own: bytes | None = None) -> None:
        """`own` is a workspace's catalogue: its messages go before those of `catalogue`."""
        self.language = language
        self._singular: dict[str, str] = {}
        self._plural: dict[str, tuple[str, ...]] = {}
        for messages in (catalogue, own):
            if messages is not None:
                self._read(messages)

    @classmethod
    def of(cls, language: Language, pack: TemplatePack, compiled: Mapping[str, bytes] | None = None) -> Words:
        """The words of a language, a workspace's own before ours; `compiled` may hold what `compiled_words` made of them."""
        known = (compiled or {}).get(_NAME + language)
        if known is not None:
            words = cls(language, None)
            words._singular, words._plural = json.loads(known)
            return words
        path = f"locales/{language}/messages.po"
        return cls(language, pack.packaged.get(path, pack.files.get(path)), pack.files.get(path) if path in pack.packaged else None)

    def compiled(self) -> bytes:
        """What is in it, for `of` to start from: reading a catalogue takes far longer."""
        return json.dumps([self._singular, self._plural]).encode()

    def _read(self, catalogue: bytes) -> None:
        from babel.messages.pofile import read_po  # only where nothing was compiled before

        for message in read_po(BytesIO(catalogue), locale=self.language):
            if not message.id or message.fuzzy:
                continue
            if isinstance(message.id, (tuple, list)):
                forms = tuple(message.string or ())
                if forms and all(forms):
                    self._plural[message.id[0]] = forms
            elif message.string:
                self._singular[message.id] = str(message.string)

    def one(self, message: str) -> str:
        """The message in this language; the message itself where there is no translation."""
        return self._singular.get(message, message)

    def many(self, singular: str, plural: str, count: int) -> str:
        """The right form for `count`: our four languages have one form for 1 and one for the rest."""
        forms = self._plural.get(singular, (singular, plural))
        return forms[0] if count == 1 else forms[1]

    def fill(self, message: str, values: Mapping[str, object]) -> str:
        """`message` with its ``%(name)s`` replaced."""
        return message % values if values else message.replace("%%", "%")

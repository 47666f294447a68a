"""Texts in one or several languages."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Final, Literal, get_args

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler, ValidationError
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, InitErrorDetails, PydanticCustomError, core_schema

from playbookgen.model.problem import refusal

Language = Literal["en", "fi", "nb", "sv"]
LANGUAGES: Final[tuple[Language, ...]] = get_args(Language)

#: Key under which a text typed without a language is kept: it speaks the default language.
DEFAULT: Final = ""

#: Characters of which some are forbidden or invisible; all others are neither.
WORTH_A_LOOK: Final = re.compile(r"[^\t\n\r\x20-\x7e\xa0-\xac\xae-\u05ff]")

_BREAKABLE = re.compile(r"[ \t\n\r\u2028\u2029]+")
_ORDINARY_WHITESPACE = "\t\n\r"
_BIDI_CONTROLS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_JOINERS = frozenset("\u200c\u200d")
_BLANK_LETTERS = frozenset("\u115f\u1160\u3164\uffa0")


@dataclass(frozen=True, slots=True)
class Spoken:
    """One text in the language it was found in.

    `language` is ``None`` when it is the language that was asked for; otherwise it is the code of
    the language that had to stand in, and the page marks it.
    """

    text: str
    language: Language | None = None


@dataclass(frozen=True, slots=True)
class LocalisedText:
    """A text by language. A plain string stands under `DEFAULT`."""

    entries: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, value: str | Mapping[str, str]) -> LocalisedText:
        """From a plain string or a map of languages, unchecked."""
        if isinstance(value, str):
            return cls(((DEFAULT, str(value)),))
        return cls(tuple((str(key), str(text)) for key, text in value.items()))

    def speak(self, language: Language, default: Language) -> Spoken:
        """The text in `language`, else in the `default` language, else the first there is."""
        texts = {(default if key == DEFAULT else key): text for key, text in self.entries}
        if language in texts:
            return Spoken(texts[language])
        if default in texts:
            return Spoken(texts[default], default)
        found = next(iter(texts))
        return Spoken(texts[found], found)  # type: ignore[arg-type]

    def has(self, language: Language, default: Language) -> bool:
        """Whether the text was written in `language`."""
        return language in [default if key == DEFAULT else key for key, _ in self.entries]


def is_forbidden(character: str) -> bool:
    """Whether a character may stand nowhere: a control character or a bidirectional control."""
    return character in _BIDI_CONTROLS or (unicodedata.category(character) == "Cc" and character not in _ORDINARY_WHITESPACE)


def is_invisible(character: str) -> bool:
    """Whether a character cannot be seen and has no use in a text (the joiners of Persian and emoji have one)."""
    if character in _BLANK_LETTERS:
        return True
    return unicodedata.category(character) in {"Cf", "Zl", "Zp"} and character not in _JOINERS


def character_name(character: str) -> str:
    """A character nobody can see, in words: ``zero width space (U+200B)``."""
    return f"{unicodedata.name(character, 'control character').lower()} (U+{ord(character):04X})"


def on_one_line(text: str) -> str:
    """`text` with breaks and runs of blanks made one space; no-break spaces are kept."""
    return _BREAKABLE.sub(" ", text).strip()


def check_characters(text: str, *, what: str = "text", visible: bool = False) -> None:
    """Refuse control characters and bidirectional controls; with `visible` every other invisible character too.

    Raises:
        PydanticCustomError: E211, naming the character and its position (from 1).
    """
    for found in WORTH_A_LOOK.finditer(text):
        character = found.group()
        if is_forbidden(character) or (visible and is_invisible(character)):
            raise refusal(
                "E211",
                f"{what} holds an invisible {character_name(character)} as character {found.start() + 1}",
                help="delete it and type the text again; it often comes with text pasted from elsewhere",
            )


@dataclass(frozen=True, slots=True)
class TextKind:
    """What a text field takes; the pydantic type of every text.

    Args:
        limit: most characters (code points) a language.
        markdown: ``none`` shows the text as typed, ``inline`` allows emphasis, strong, code and
            links, ``paragraphs`` allows blank lines between paragraphs too.
    """

    limit: int = 400
    markdown: Literal["none", "inline", "paragraphs"] = "none"

    def validate(self, value: Any) -> LocalisedText:
        """A `LocalisedText` from a string or a map of languages."""
        if isinstance(value, LocalisedText):
            return value
        if isinstance(value, str):
            return LocalisedText(((DEFAULT, self._checked(value)),))
        if isinstance(value, Mapping):
            return self._from_map(value)
        shape = "a list" if isinstance(value, list) else type(value).__name__
        raise refusal("E204", f"a text is expected here, got {shape}", help="write one text, or a map of languages: {en: …, fi: …}")

    def _from_map(self, value: Mapping[Any, Any]) -> LocalisedText:
        errors: list[InitErrorDetails] = []
        entries: list[tuple[str, str]] = []
        for key, text in value.items():
            if str(key).startswith("x_"):
                continue
            try:
                if key not in LANGUAGES:
                    raise _unknown_language(str(key))
                if not isinstance(text, str):
                    raise refusal("E204", "a text is expected here", help="write the text of this language")
                entries.append((str(key), self._checked(text)))
            except PydanticCustomError as error:
                errors.append(InitErrorDetails(type=error, loc=(str(key),), input=text))
        if errors:
            raise ValidationError.from_exception_data("text", errors)
        if not entries:
            raise refusal("E209", "no language has a text here", help="write at least one: {en: …}")
        return LocalisedText(tuple(entries))

    def _checked(self, text: str) -> str:
        check_characters(text)
        text = on_one_line(text) if self.markdown != "paragraphs" else text.strip()
        if not text:
            raise refusal("E209", "the text is empty", help="write the text, or delete the key")
        if len(text) > self.limit:
            raise refusal(
                "E209",
                f"the text has {len(text)} characters, at most {self.limit} fit here",
                help="shorten it; longer explanations belong into a note",
            )
        return text

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(self.validate)

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        one = {"type": ["string", "number", "boolean"], "maxLength": self.limit, "minLength": 1}
        return {
            "anyOf": [
                one,
                {
                    "type": "object",
                    "properties": dict.fromkeys(LANGUAGES, one),
                    "patternProperties": {"^x_": {}},
                    "additionalProperties": False,
                    "minProperties": 1,
                },
            ]
        }


_MEANT_LANGUAGES: Final[dict[str, Language]] = {
    "no": "nb", "nn": "nb", "nor": "nb", "nob": "nb", "bok": "nb",
    "se": "sv", "swe": "sv", "sve": "sv", "sv": "sv", "ruo": "sv",
    "fin": "fi", "suo": "fi", "eng": "en", "gb": "en", "uk": "en", "us": "en",
}  # fmt: skip


def meant_language(text: str) -> Language | None:
    """The language somebody meant by `text` (``no``, ``SE``, ``en-GB``, ``suomi``), if that can be told."""
    lowered = text.lower()
    for language in LANGUAGES:
        if lowered == language or lowered[:3] in {f"{language}-", f"{language}_"}:
            return language
    return _MEANT_LANGUAGES.get(lowered) or _MEANT_LANGUAGES.get(lowered[:3])


def _unknown_language(key: str) -> PydanticCustomError:
    suggestion = meant_language(key)
    return refusal(
        "E212",
        f"unknown language code “{key[:40]}”",
        help=f"did you mean “{suggestion}”?" if suggestion else "languages are en, fi, nb and sv",
        suggestion=suggestion,
    )


#: One sentence, shown as typed.
Sentence = Annotated[LocalisedText, TextKind(400)]
#: One sentence with inline Markdown.
RichSentence = Annotated[LocalisedText, TextKind(400, "inline")]
#: Paragraphs with inline Markdown.
Note = Annotated[LocalisedText, TextKind(4000, "paragraphs")]

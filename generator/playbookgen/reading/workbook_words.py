"""The words of the workbook, from ``library/workbook.yml``: read when a workbook is made, and never otherwise."""

from __future__ import annotations

from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from playbookgen.model.failure import TemplatesUnusable
from playbookgen.model.library import Label
from playbookgen.model.text import Language, LocalisedText, TextKind
from playbookgen.model.workbook import Words
from playbookgen.model.workspace import TemplatePack
from playbookgen.reading.nodes import values
from playbookgen.reading.report import Report
from playbookgen.reading.tree import read_tree

_PATH: Final = "library/workbook.yml"


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", arbitrary_types_allowed=True)

    sentences: dict[str, Label]
    names: dict[str, Label]
    help: dict[str, Annotated[LocalisedText, TextKind(400)]]


def read_workbook_words(pack: TemplatePack, language: Language) -> Words:
    """The words in one language; help that is not told in it is left out, for the model's own to stand in.

    Raises:
        TemplatesUnusable: the file is missing or wrong.
    """
    content = pack.packaged.get(_PATH) or pack.files.get(_PATH, b"")
    report = Report()
    text = content.decode("utf-8", "replace") if content else None
    tree = read_tree(text, f"templates/{_PATH}", report) if text else None
    try:
        said = TypeAdapter(_File).validate_python(values(tree) if tree else {})
    except ValidationError as error:
        raise TemplatesUnusable(f"templates/{_PATH} cannot be read: {error.errors()[0]['msg']}", "install playbookgen again") from None
    sentences = {key: text.speak(language, language).text for key, text in said.sentences.items()}
    helps = {f"help.{key}": text.speak(language, language).text for key, text in said.help.items() if text.has(language, language)}
    names = {key: text.speak(language, language).text for key, text in said.names.items()}
    return Words(language, names, sentences | helps)

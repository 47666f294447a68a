"""Which readers get which form, and that a form asks for what the file of answers holds."""

from __future__ import annotations

import re
from typing import Final

import pytest

from playbookgen.model.answers import AttributePoints
from playbookgen.model.assessment import AREAS, ENABLER_AREAS
from playbookgen.model.library import Library
from playbookgen.model.organisation import Audience
from playbookgen.model.text import LANGUAGES, Language
from playbookgen.model.workspace import TemplatePack
from support.editions import edition
from support.organisations import minimal, sample

FORMS: Final = {"leadership/commitment/": ["done"], "current-state/assessment/": ["assessment"], "my-work/feedback/": ["feedback"]}


def _forms(text: str) -> list[str]:
    return re.findall(r'data-pb-form="(\w+)"', text)


@pytest.mark.parametrize("audience", ["internal", "leadership"])
@pytest.mark.parametrize("name", ["lumivakka", "minimal"])
def test_every_reader_inside_has_each_form_once(
    name: str, audience: Audience, library: Library, pack: TemplatePack, compiled: dict[str, bytes]
) -> None:
    told = minimal() if name == "minimal" else sample(name)
    pages = [page for page in edition(told, library, pack, audience=audience, compiled=compiled).pages if page.address != "print/"]
    assert {page.address: _forms(page.markdown) for page in pages if _forms(page.markdown)} == FORMS


def test_readers_outside_have_no_form_and_no_list_to_tick(library: Library, pack: TemplatePack, compiled: dict[str, bytes]) -> None:
    for page in edition(sample("lumivakka"), library, pack, audience="public", compiled=compiled).pages:
        assert _forms(page.markdown) == [], page.address
        assert "data-pb-checklist" not in page.markdown, page.address


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_assessment_asks_for_what_the_file_holds(language: Language, library: Library, pack: TemplatePack, compiled: dict[str, bytes]) -> None:
    pages = {page.address: page.markdown for page in edition(minimal(), library, pack, language, compiled=compiled).pages}
    text = pages["current-state/assessment/"]
    asked = re.findall(r'<select class="pb-field" id="own-[\w-]+" name="([\w.]+)"', text)
    assert asked == [f"{area}.{part}" for area in ENABLER_AREAS for part in AttributePoints.model_fields] + ["results"]
    assert re.findall(r'data-pb-area="(\w+)"', text) == list(AREAS)
    assert [int(point) for point in re.findall(r'<option value="(\d+)">', text)] == list(range(0, 101, 5))
    assert re.findall(r'data-pb-cell="([\w.]+)"', text) == asked

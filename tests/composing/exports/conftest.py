"""Editions to export."""

from __future__ import annotations

import pytest

from playbookgen.composing.exports import ExportedEdition
from playbookgen.composing.speech import Speech
from playbookgen.composing.words import Words
from playbookgen.judging import judge
from playbookgen.model.library import Library
from playbookgen.model.organisation import Audience
from playbookgen.model.playbook_file import Organisation
from playbookgen.model.text import Language
from playbookgen.model.workspace import TemplatePack
from support.exports import Exporter
from support.organisations import AS_OF


@pytest.fixture
def edition(pack: TemplatePack, library: Library) -> Exporter:
    """`edition(organisation, language, audience, site_url)`: what the exports are made from."""

    def make(organisation: Organisation, language: Language = "en", audience: Audience = "internal", site_url: str | None = None) -> ExportedEdition:
        words = Words(language, pack.files.get(f"locales/{language}/messages.po"))
        speech = Speech(language, organisation.site.main_language, words)
        return ExportedEdition(organisation, judge(organisation, AS_OF, library), library, speech, audience, site_url)

    return make

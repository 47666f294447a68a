"""Editions to export."""

from __future__ import annotations

import pytest

from playbookgen.composing.audience import for_audience
from playbookgen.composing.exports import ExportedEdition
from playbookgen.composing.speech import Speech
from playbookgen.composing.words import Words
from playbookgen.judging import find, judge, word
from playbookgen.model.library import Library
from playbookgen.model.organisation import Audience
from playbookgen.model.playbook_file import Organisation
from playbookgen.model.text import Language
from playbookgen.model.workspace import TemplatePack
from support.exports import Exporter
from support.organisations import AS_OF


@pytest.fixture
def edition(pack: TemplatePack, library: Library) -> Exporter:
    """`edition(organisation, language, audience, site_url)`: what the exports are made from, without what the audience may not see."""

    def make(organisation: Organisation, language: Language = "en", audience: Audience = "internal", site_url: str | None = None) -> ExportedEdition:
        words = Words(language, pack.files.get(f"locales/{language}/messages.po"))
        speech = Speech(language, organisation.site.main_language, words)
        judgement = judge(organisation, AS_OF, library)
        findings = word(find(organisation, judgement, library), organisation, library, language)
        told, figures, seen, _ = for_audience(organisation, judgement, findings, audience)
        return ExportedEdition(told, figures, library, speech, audience, site_url, seen)

    return make

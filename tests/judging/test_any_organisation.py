"""What holds for every organisation that can be told: it is judged, in every language, and its neighbours do not matter."""

from __future__ import annotations

import json
from datetime import timedelta
from functools import cache
from typing import Final

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from playbookgen.judging import find, judge, word
from playbookgen.model.playbook_file import Organisation
from playbookgen.model.text import LANGUAGES, Language
from playbookgen.model.workspace import Source, SourceFile
from playbookgen.reading import read_organisation
from support.canaries import as_file, told_of_everything
from support.changes import changes
from support.findings import product_library
from support.organisations import AS_OF

SAMPLES: Final = ("lumivakka", "tuohikoski", "multelia")
AS_DRAWN: Final = [Phase.explicit, Phase.reuse, Phase.generate]


@cache
def whole(name: str) -> Organisation:
    return told_of_everything(name)


def read(told: Organisation, days: int) -> Organisation | None:
    """What the file of `told` holds, if it can be read on that day."""
    content = json.dumps(as_file(told), ensure_ascii=False).encode()
    source = Source(told.id, (SourceFile(f"playbook/{told.id}.yml", content),))
    day = AS_OF + timedelta(days=days)
    return read_organisation(source, library=product_library(), as_of=day, today=day).organisation


def judges(name: str, choices: list[int], days: int, language: Language) -> None:
    """A sample with some values changed, whatever they are, is judged and worded whenever its file can be read."""
    told = whole(name)
    for choice in choices:
        found = changes(told)
        told = found[choice % len(found)].make()
    organisation = read(told, days)
    if organisation is None:
        return
    as_of = AS_OF + timedelta(days=days)
    library = product_library()
    judgement = judge(organisation, as_of, library)
    worded = word(find(organisation, judgement, library), organisation, library, language)
    assert all(each.message and "%(" not in each.line for each in worded)


DRAWN: Final = {
    "name": st.sampled_from(SAMPLES),
    "choices": st.lists(st.integers(0, 10_000), max_size=6),
    "days": st.integers(0, 900),
    "language": st.sampled_from(LANGUAGES),
}


@given(**DRAWN)
@settings(max_examples=25, phases=AS_DRAWN, suppress_health_check=[HealthCheck.too_slow])
def test_whatever_can_be_read_is_judged(name: str, choices: list[int], days: int, language: Language) -> None:
    judges(name, choices, days, language)


@pytest.mark.slow
@given(**DRAWN)
@settings(max_examples=300, phases=AS_DRAWN, suppress_health_check=[HealthCheck.too_slow])
def test_whatever_can_be_read_is_judged_however_odd(name: str, choices: list[int], days: int, language: Language) -> None:
    judges(name, choices, days, language)


@pytest.mark.parametrize("name", SAMPLES)
def test_most_changes_can_be_read(name: str) -> None:
    """Else the property above would hold because nothing is ever judged."""
    found = changes(whole(name))[::25]
    readable = sum(read(change.make(), 0) is not None for change in found)
    assert readable > len(found) * 0.7, (readable, len(found))

"""The five samples, changed as nobody meant: each is read and judged, or refused with places. The same seeds make the same changes."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from playbookgen.model.library import Library
from playbookgen.model.workspace import Source
from playbookgen.reading import Reading, discover, load_library, load_templates, packaged_templates, read_organisation
from support.house import REPOSITORY
from support.mutations import Mutation
from support.organisations import AS_OF
from support.sound import check_judging, check_reading

SAMPLES = {source.id: source for source in discover(REPOSITORY).sources}
#: Of each sample, so that all of them together are a thousand.
WHOLE = 200


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library(load_templates(packaged_templates(), None))


def mutated(source: Source, seed: int) -> Source:
    """A sample with one of its files changed."""
    files = list(source.files)
    at = seed % len(files)
    files[at] = replace(files[at], content=Mutation(seed).of(files[at].content))
    return replace(source, files=tuple(files))


def checked(source: Source, library: Library) -> Reading:
    reading = read_organisation(source, library=library, as_of=AS_OF, today=AS_OF)
    check_reading(reading)
    check_judging(reading)
    return reading


def test_there_are_five() -> None:
    assert len(SAMPLES) == 5


@pytest.mark.parametrize("name", SAMPLES)
def test_a_few_changes(library: Library, name: str) -> None:
    for seed in range(4):
        checked(mutated(SAMPLES[name], seed), library)


@pytest.mark.slow
@pytest.mark.parametrize("name", SAMPLES)
def test_two_hundred_changes(library: Library, name: str) -> None:
    seen: Counter[str] = Counter()
    for seed in range(WHOLE):
        reading = checked(mutated(SAMPLES[name], seed), library)
        seen.update({problem.code for problem in reading.problems} or {"read"})
    print(f"{name}: {dict(seen.most_common())}")  # noqa: T201 - shown with -s: what the changes came to
    assert seen["read"] > WHOLE / 10, "changes that leave nothing to read would prove little"
    assert len(seen) > 8, "and so would those that all break the same"

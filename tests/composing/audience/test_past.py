"""What changed, seen by readers who may not see all of it: no word, no day and no figure of what is not for them, nor of what it was before."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from playbookgen.composing import compile_templates
from playbookgen.model.entity import Entity
from playbookgen.model.library import Library
from playbookgen.model.organisation import Audience
from playbookgen.model.past import Earlier
from playbookgen.model.playbook_file import Organisation
from playbookgen.model.text import LocalisedText
from playbookgen.pipeline.past import seen_by
from playbookgen.reading import load_library, load_templates, packaged_templates
from support.canaries import Aviary
from support.changes import Change
from support.editions import edition
from support.organisations import AS_OF, sample_data
from support.readers import hidden_changes, hidden_from, whole

DAY = date(2026, 10, 30)
#: Begins the words of the older version.
OLD = "quetzal"


@cache
def library() -> Library:
    return load_library(load_templates(packaged_templates(), None))


def older(aviary: Aviary) -> Organisation:
    """The same organisation when every one of its texts said something else; ids were the same."""
    names = {canary.word for canary in aviary.canaries if canary.path.endswith("[].id")}
    told: Organisation = _otherwise(aviary.told, names, aviary.stem)
    return told


def _otherwise(value: Any, names: set[str], stem: str) -> Any:
    if isinstance(value, Entity):
        return value.model_copy(update={name: _otherwise(getattr(value, name), names, stem) for name in type(value).model_fields})
    if isinstance(value, dict):
        return {key: _otherwise(one, names, stem) for key, one in value.items()}
    if isinstance(value, list):
        return [_otherwise(one, names, stem) for one in value]
    if isinstance(value, LocalisedText):
        return LocalisedText(tuple((code, text.replace(stem, OLD)) for code, text in value.entries))
    return value.replace(stem, OLD) if isinstance(value, str) and value not in names else value


@pytest.mark.parametrize("audience", ["public", pytest.param("internal", marks=pytest.mark.slow), pytest.param("leadership", marks=pytest.mark.slow)])
def test_no_edition_with_a_past_has_a_word_its_readers_may_not_see(audience: Audience) -> None:
    aviary = Aviary()
    before = older(aviary)
    past = seen_by(audience, [Earlier(DAY, before, aviary.told)], AS_OF, library())
    assert past, "something was changed for every audience: else the search proves nothing"
    pack = load_templates(packaged_templates(), None)
    playbook = edition(aviary.told, library(), pack, "en", audience, compiled=compile_templates(pack), past=past)
    text = f"{playbook!r} {' '.join(content.decode('utf-8', 'replace') for content in playbook.assets.values())}"
    feed = playbook.assets["feed.xml"].decode()
    assert any(canary.word in feed for canary in aviary.canaries), "what was changed is named"
    assert sorted({canary.path for canary in hidden_from(aviary, audience) if canary.word in text}) == []
    assert OLD not in text


def seen(audience: Audience, change: Change) -> object:
    """What `audience` is told when that was changed, and when it was changed back."""
    return [seen_by(audience, [Earlier(DAY, *pair)], AS_OF, library()) for pair in ((change.make(), whole()), (whole(), change.make()))]


@pytest.mark.parametrize("audience", ["public", "internal"])
@given(choice=st.data())
@settings(max_examples=25, deadline=None)
def test_a_change_that_readers_may_not_see_is_none(audience: Audience, choice: st.DataObject) -> None:
    change = choice.draw(st.sampled_from(hidden_changes(audience)))
    assert seen(audience, change) == [(), ()], change


@pytest.mark.slow
def test_no_change_of_a_field_that_is_withheld_is_told() -> None:
    by_path = {change.path: change for change in hidden_changes("public")}
    assert len(by_path) > 150
    for change in by_path.values():
        assert seen("public", change) == [(), ()], change


def test_figures_of_groups_that_are_too_small_today_are_not_told_of_the_past_either() -> None:
    """The rules of today hold for the older version: `pipeline.past` reads it with the privacy that holds now."""
    before, after = (sample_data("lumivakka") for _ in range(2))
    for told, value, n in ((before, 10, 6), (after, 20, 60)):
        people = next(metric for metric in told["metrics"] if metric["kind"] == "people")
        people["actuals"] = [{"period": "2026-09", "value": value, "n": n}]
        told["privacy"] = {"min_group": 10}
    past = [Earlier(DAY, *(Organisation.model_validate(told) for told in (before, after)))]
    assert [day.figures for day in seen_by("internal", past, AS_OF, library())] == [()]

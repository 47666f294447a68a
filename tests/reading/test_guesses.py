"""What somebody probably meant."""

from __future__ import annotations

import pytest

from playbookgen.model.metrics import Metric
from playbookgen.model.playbook_file import Organisation
from playbookgen.model.shape import Shape, entities_below, fields_of, shape_of
from playbookgen.reading.guesses import _CHOICES, _KEYS, enumerated, meant_choice, meant_key, nearest

ALL_KEYS = {name for entity in entities_below(Organisation) for name in entity.model_fields}


def _choices(shape: Shape | None) -> set[str]:
    return set() if shape is None else {*shape.choices, *_choices(shape.item), *_choices(shape.key)}


ALL_CHOICES = {choice for entity in entities_below(Organisation) for shape in fields_of(entity).values() for choice in _choices(shape)}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("Name", "name"), ("defintion", "definition"), ("navn", "name"), ("freqency", "frequency"), ("Source-System", "source_system"), ("zzz", None)],
)
def test_keys(typed: str, meant: str | None) -> None:
    assert meant_key(typed, Metric.model_fields) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("Percent", "percent"), ("%", "percent"), ("secs", "seconds"), ("prosentti", "percent"), ("blue", None)],
)
def test_choices(typed: str, meant: str | None) -> None:
    assert meant_choice(typed, ("percent", "points", "seconds", "count", "eur", "score")) == meant


def test_every_word_leads_to_a_key_or_choice_of_the_model() -> None:
    """A word that leads nowhere would be dead; a renamed key must be renamed there too."""
    assert {meant for words in _KEYS.values() for meant in words} <= ALL_KEYS
    assert {meant for words in _CHOICES.values() for meant in words} <= ALL_CHOICES


def test_nearest_and_enumerated() -> None:
    assert nearest("supervisr", ["agent", "supervisor"], 1) == ["supervisor"]
    assert [enumerated(names) for names in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == ["", "a", "a and b", "a, b and c"]
    assert enumerated("abcdef", 3) == "a, b, c … (6 in all)"


def test_shapes() -> None:
    assert shape_of(list[str] | None).kind == "list"
    assert fields_of(Organisation)["strategy_pulse"].is_lenient
    assert fields_of(Organisation)["people"].item is not None

"""docs/template-variables.md names everything a template can use, and nothing else."""

from __future__ import annotations

from typing import Any

import pytest

from playbookgen.composing import composition
from playbookgen.model.library import Library
from playbookgen.model.playbook_file import Organisation
from playbookgen.model.workspace import TemplatePack
from support.editions import edition
from support.organisations import minimal
from support.reference_templates import FILTERS, FUNCTIONS, PAGE, SHARED, own_filters, own_functions


def test_every_variable_is_told(pack: TemplatePack, library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    met: list[tuple[set[str], set[str]]] = []

    class Enough(Exception):
        """The first page has told what is asked; the others would only be composed."""

    made = composition._Edition._page_context

    def noting(self: Any, *arguments: Any) -> None:
        context = made(self, *arguments)
        met.append((set(self.shared), set(context)))
        raise Enough

    monkeypatch.setattr(composition._Edition, "_page_context", noting)
    with pytest.raises(Enough):
        edition(minimal(), library, pack, "en", "internal")
    shared, page = met[0]
    assert shared - set(Organisation.model_fields) == set(SHARED)
    assert page == set(PAGE)


def test_every_function_and_filter_is_told() -> None:
    assert own_functions() == set(FUNCTIONS)
    assert own_filters() == set(FILTERS)

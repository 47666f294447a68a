"""What an audience may not see is in no byte of its edition, whatever the field; who may see what is written down in `support.readers`."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from playbookgen.composing import compile_templates
from playbookgen.model.organisation import Audience
from playbookgen.model.playbook import Playbook
from playbookgen.model.playbook_file import Organisation
from playbookgen.model.text import LANGUAGES, Language
from playbookgen.reading import load_library, load_templates, packaged_templates
from support.canaries import Aviary, text_fields, told_of_everything
from support.changes import Change, changes
from support.editions import edition
from support.organisations import sample_data
from support.readers import LEADERSHIP_TEXTS, PUBLIC_TEXTS, hidden_changes, hidden_from, whole

AUDIENCES: Final[tuple[Audience, ...]] = ("public", "internal", "leadership")
SAMPLES: Final = ("lumivakka", "tuohikoski", "multelia")
#: Fields of the file that no page shows to anybody; they are for the writer.
SHOWN_TO_NOBODY: Final = {
    *("organisation.sector", "feedback.items[].topic", "change.steering_meeting.minutes_link", "assessments[].imported[]"),
    # Which column of an export is what: only the import reads it.
    *("metric_sources[].day", "metric_sources[].sums[].total", "metric_sources[].sums[].parts[]"),
    *(f"metric_sources[].metrics[].{name}" for name in ("sum", "part", "whole", "mean", "weight")),
}


@cache
def compose(told: Callable[[], Organisation], audience: Audience, language: Language = "en") -> Playbook:
    return composed(told(), audience, language)


def composed(told: Organisation, audience: Audience, language: Language = "en") -> Playbook:
    pack, library, compiled = templates()
    return edition(told, library, pack, language, audience, compiled=compiled)


@cache
def templates() -> tuple[Any, Any, dict[str, bytes]]:
    pack = load_templates(packaged_templates(), None)
    return pack, load_library(pack), compile_templates(pack)


def everything_in(playbook: Playbook) -> str:
    """Every page, file, title and address of an edition; lines of the calendar unfolded."""
    files = " ".join(content.decode("utf-8", "replace").replace("\r\n ", "") for content in playbook.assets.values())
    return f"{playbook!r} {files}"


def test_every_text_of_the_model_has_a_word_of_its_own() -> None:
    aviary = Aviary()
    assert {canary.path for canary in aviary.canaries if not canary.path.endswith("[].id")} == set(text_fields())
    assert len({canary.word for canary in aviary.canaries}) == len(aviary.canaries) > 250


def test_a_word_that_may_be_read_is_found() -> None:
    """The search finds what is there: else it would prove nothing about what is not."""
    aviary = Aviary()
    for audience, paths in {"public": set(PUBLIC_TEXTS), "internal": set(text_fields()) - LEADERSHIP_TEXTS, "leadership": set(text_fields())}.items():
        text = everything_in(composed(aviary.told, audience))  # type: ignore[arg-type]
        unseen = {path for path in paths if not any(canary.word in text for canary in aviary.of(path))}
        assert unseen <= SHOWN_TO_NOBODY, audience


DRAWN: Final = {"name": st.sampled_from(SAMPLES), "language": st.sampled_from(LANGUAGES), "stem": st.from_regex(r"[a-z]{4,12}", fullmatch=True)}


#: What fails names the field already; making it smaller would take minutes.
AS_DRAWN: Final[dict[str, Any]] = {"phases": [Phase.explicit, Phase.reuse, Phase.generate], "suppress_health_check": [HealthCheck.too_slow]}


def leaks(audience: Audience, name: str, language: Language, stem: str) -> list[str]:
    """Where the words stand that `audience` reads and may not."""
    aviary = Aviary(stem, told_of_everything(name))
    hidden = list(hidden_from(aviary, audience))
    assert hidden, "nothing is hidden: the search proves nothing"
    text = everything_in(composed(aviary.told, audience, language))
    return sorted({canary.path for canary in hidden if canary.word in text})


@pytest.mark.parametrize("audience", AUDIENCES)
@given(**DRAWN)
@settings(max_examples=3, **AS_DRAWN)
def test_no_edition_has_a_word_its_readers_may_not_see(audience: Audience, name: str, language: Language, stem: str) -> None:
    assert leaks(audience, name, language, stem) == []


@pytest.mark.slow
@pytest.mark.parametrize("audience", AUDIENCES)
@given(**DRAWN)
@settings(max_examples=40, **AS_DRAWN)
def test_no_edition_has_a_word_its_readers_may_not_see_whatever_the_sample(audience: Audience, name: str, language: Language, stem: str) -> None:
    assert leaks(audience, name, language, stem) == []


# Numbers, dates and choices have no words to look for: whatever they are, the edition is the same, byte for byte


@pytest.mark.parametrize("audience", ["public", "internal"])
@given(choice=st.data())
@settings(max_examples=25, **AS_DRAWN)
def test_what_readers_may_not_see_changes_no_byte(audience: Audience, choice: st.DataObject) -> None:
    change = choice.draw(st.sampled_from(hidden_changes(audience)))
    unchanged = composed(change.make(), audience) == compose(whole, audience)
    assert unchanged, change


@pytest.mark.slow
def test_no_field_that_is_withheld_changes_a_byte() -> None:
    by_path: dict[str, Change] = {change.path: change for change in hidden_changes("public")}
    assert len(by_path) > 150
    for change in by_path.values():
        unchanged = composed(change.make(), "public") == compose(whole, "public")
        assert unchanged, change


def test_what_readers_may_see_changes_their_edition() -> None:
    """The other side: a change that shows is noticed."""
    found = {change.path: change for change in changes(whole())}
    for path in ("change.goals[].due", "target_state.behaviours[].observe", "recognition.log[].date"):
        assert composed(found[path].make(), "public") != compose(whole, "public"), path
    assert composed(found["risks[].impact"].make(), "internal") != compose(whole, "internal")
    assert composed(found["stakeholders[].support"].make(), "leadership") != compose(whole, "leadership")


@pytest.mark.parametrize("audience", AUDIENCES)
def test_the_figures_of_a_small_group_change_no_byte(audience: Audience) -> None:
    """Four people: whatever they answered and however many of them there are, every edition is the same (settled G9)."""
    assert composed(with_groups_of(4, know=2.5, clear=1, attained=1, value=12), audience) == composed(
        with_groups_of(3, know=4.5, clear=3, attained=2, value=77), audience
    )


def with_groups_of(people: int, *, know: float, clear: int, attained: int, value: int) -> Organisation:
    told = sample_data("lumivakka")
    told["readiness"] = [{"group": "Night", "n": people, "know": know}]
    told["strategy_pulse"] = [{"date": "2026-09-30", "asked": people, "clear": clear, "partly": 0, "unclear": people - clear}]
    for metric in told["metrics"]:
        if metric["id"] == "enps":
            metric["actuals"] = [{"period": "2026-09", "value": value, "n": people}]
        if metric["id"] in {"aht", "acw"}:
            metric["individual"] = {"measured": people, "attained": attained, "period": "2026-09"}
    return Organisation.model_validate(told)

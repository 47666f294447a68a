"""PB020–PB023, PB034, PB035 and PB045 just below, at and above each limit."""

from __future__ import annotations

from datetime import date
from typing import Any, get_args

import pytest

from playbookgen.model.channels import Capability
from support.findings import ago, said


def module(first: int, last: int, kind: str = "theory", **told: Any) -> dict[str, Any]:
    return {"id": f"day_{first}_{last}_{kind}", "name": "Module", "start_day": first, "end_day": last, "kind": kind, **told}


def path(*modules: dict[str, Any], **told: Any) -> dict[str, Any]:
    return {"onboarding": list(modules), **told}


@pytest.mark.parametrize(
    ("training", "expected"),
    [
        ({}, "onboarding warning none"),
        (path(module(1, 90)), ""),
        (path(module(1, 72), module(82, 90)), ""),  # 81 days, 9 empty
        (path(module(1, 10), module(21, 90)), ""),  # exactly 10 empty days
        (path(module(1, 10), module(22, 90)), "onboarding warning gap"),  # 11
        (path(module(1, 8), module(18, 72), module(82, 90)), ""),  # 72 days, exactly 80 %
        (path(module(1, 8), module(18, 71), module(81, 89)), "onboarding warning coverage"),  # 71
        (path(module(1, 45)), "onboarding warning coverage+gap"),
        (path(module(91, 100)), "onboarding warning coverage+gap"),
        (path(module(1, 60), module(30, 90)), ""),
        (path(module(2, 90)), ""),
    ],
)
def test_first_90_days_uncovered(training: dict[str, Any], expected: str) -> None:
    assert said("PB020", training=training) == expected


def cohort(start: str, starters: int = 10, left: int = 0) -> dict[str, Any]:
    return {"start": start, "starters": starters, "left_within_90": left}


@pytest.mark.parametrize(
    ("overrides", "expected"),
    [
        ({"training": {"cohorts": [cohort(ago(89))]}}, "onboarding warning none"),
        ({"training": {"cohorts": [cohort(ago(90))]}}, "onboarding error none_known"),
        ({"metrics": [{"id": "turnover_90d"}]}, "onboarding error none_known"),
        ({"metrics": [{"id": "leavers", "catalogue": "turnover_90d"}]}, "onboarding error none_known"),
        ({"metrics": [{"id": "turnover_90d", "catalogue": "csat"}]}, "onboarding warning none"),
    ],
)
def test_nothing_described_although_leavers_are_counted(overrides: dict[str, Any], expected: str) -> None:
    shape = {"name": "Figure", "kind": "people", "unit": "percent", "direction": "down", "frequency": "yearly"}
    told: dict[str, Any] = {**overrides, "metrics": [{**shape, **metric} for metric in overrides.get("metrics", [])]}
    assert said("PB020", **told) == expected


def test_first_90_days_with_other_limits() -> None:
    told: dict[str, Any] = {"training": path(module(1, 45))}
    assert said("PB020", thresholds={"coverage": 50}, **told) == "onboarding warning gap"
    assert said("PB020", thresholds={"gap": 45}, **told) == "onboarding warning coverage"
    assert said("PB020", thresholds={"coverage": 50, "gap": 45}, **told) == ""


ALL = "days_1_30 warning {0}, days_31_60 warning {0}, days_61_90 warning {0}"


@pytest.mark.parametrize(
    ("modules", "expected"),
    [
        ([], ""),
        ([module(1, 90)], ALL.format("practice+check_in")),
        ([module(1, 90, "practice")], ALL.format("check_in")),
        ([module(1, 90, "check_in")], ALL.format("practice")),
        ([module(1, 90, "practice"), module(1, 90, "check_in")], ""),
        ([module(1, 90, "practice"), module(30, 31, "check_in")], "days_61_90 warning check_in"),  # one day in each window is enough
        ([module(1, 90, "practice"), module(30, 30, "check_in"), module(61, 61, "check_in")], "days_31_60 warning check_in"),
        ([module(1, 90, "mastery_check"), module(1, 90, "refresher")], ALL.format("practice+check_in")),
        ([module(91, 120, "practice")], ALL.format("practice+check_in")),
    ],
)
def test_window_lacks_practice_or_talk(modules: list[dict[str, Any]], expected: str) -> None:
    assert said("PB021", training=path(*modules)) == expected


@pytest.mark.parametrize(
    ("cohorts", "expected"),
    [
        ([], ""),
        ([cohort(ago(90), 9, 9)], ""),  # small numbers
        ([cohort(ago(90), 10, 1)], ""),
        ([cohort(ago(90), 20, 3)], "cohorts warning raised"),  # exactly 15 %
        ([cohort(ago(90), 100, 14)], ""),
        ([cohort(ago(90), 10, 3)], "cohorts error high"),  # exactly 30 %
        ([cohort(ago(90), 100, 29)], "cohorts warning raised"),
        ([cohort(ago(89), 10, 10)], ""),  # not over yet
        ([cohort(ago(200), 5, 1), cohort(ago(100), 5, 1)], "cohorts warning raised"),  # together
        ([cohort(ago(90), 0, 0)], ""),
    ],
)
def test_early_leavers(cohorts: list[dict[str, Any]], expected: str) -> None:
    assert said("PB022", training={"cohorts": cohorts}) == expected


def test_early_leavers_over_a_leap_day_and_with_other_limits() -> None:
    told: dict[str, Any] = {"training": {"cohorts": [cohort("2027-12-02", 10, 2)]}}
    assert said("PB022", date(2028, 2, 29), **told) == ""  # 89 days
    assert said("PB022", date(2028, 3, 1), **told) == "cohorts warning raised"
    assert said("PB022", date(2028, 3, 1), {"raised": 20.1}, **told) == ""
    assert said("PB022", date(2028, 3, 1), {"high": 20}, **told) == "cohorts error high"
    assert said("PB022", date(2028, 3, 1), {"starters": 11}, **told) == ""


@pytest.mark.parametrize(
    ("overrides", "expected"),
    [
        ({}, "training warning ends"),
        ({"training": path(module(1, 90))}, "training warning ends"),
        ({"training": path(module(90, 120))}, "training warning ends"),  # it starts on day 90
        ({"training": path(module(91, 91))}, ""),
        ({"training": path(module(10, 12, "refresher"))}, ""),
        ({"routines": [{"id": "talk", "kind": "personal_coaching"}]}, ""),
        ({"routines": [{"id": "talk", "kind": "peer_learning"}]}, "training warning ends"),
    ],
)
def test_learning_ends(overrides: dict[str, Any], expected: str) -> None:
    assert said("PB023", **overrides) == expected


def channel(**told: Any) -> list[dict[str, Any]]:
    return [{"id": "phone", "name": "Phone", **told}]


def teaches(*channels: str) -> dict[str, Any]:
    return {"training": path(module(1, 5, channels=list(channels)))}


@pytest.mark.parametrize(
    ("channels", "overrides", "expected"),
    [
        ([], {}, ""),
        (channel(), {}, "phone hint module"),
        (channel(), teaches("phone"), ""),
        (channel(agents_trained=0), teaches("phone"), "phone error trained"),
        (channel(agents_trained=1), teaches("phone"), ""),
        (channel(agents_trained=0), {}, "phone hint module, phone error trained"),
    ],
)
def test_channel_without_skill(channels: list[dict[str, Any]], overrides: dict[str, Any], expected: str) -> None:
    assert said("PB034", channels=channels, **overrides) == expected


@pytest.mark.parametrize(
    ("shares", "expected"),
    [
        ((100,), ""),
        ((99,), ""),
        ((98.9,), "channels hint shares"),
        ((60, 41), ""),
        ((60, 41.1), "channels hint shares"),
        ((60, None), ""),  # one channel does not tell its share
        ((0,), "channels hint shares"),
    ],
)
def test_shares_of_channels(shares: tuple[float | None, ...], expected: str) -> None:
    told = [{"id": f"channel_{index}", "name": "Channel", **({} if share is None else {"share_pct": share})} for index, share in enumerate(shares)]
    assert said("PB034.shares", channels=told) == expected


def test_shares_with_another_limit() -> None:
    assert said("PB034.shares", thresholds={"tolerance": 0}, channels=channel(share_pct=99.9)) == "channels hint shares"
    assert said("PB034.shares", thresholds={"tolerance": 5}, channels=channel(share_pct=95)) == ""


RULES_OF_RECORDING = {"purpose": "Coaching", "retention_days": 90, "legal_basis": "Documented", "staff_consulted": True}


@pytest.mark.parametrize(
    ("capabilities", "recording", "expected"),
    [
        ([], None, ""),
        (["faq"], None, ""),
        (["call_recording"], None, "platform error purpose+retention_days+legal_basis+staff_consulted"),
        (["call_recording"], RULES_OF_RECORDING, ""),
        (["call_recording"], {**RULES_OF_RECORDING, "staff_consulted": False}, "platform error staff_consulted"),
        (["call_recording"], {**RULES_OF_RECORDING, "purpose": None}, "platform error purpose"),
        (["call_recording"], {**RULES_OF_RECORDING, "retention_days": None}, "platform error retention_days"),
        (["call_recording"], {**RULES_OF_RECORDING, "legal_basis": None}, "platform error legal_basis"),
        ([], {"purpose": "Coaching"}, ""),
    ],
)
def test_recording_without_rules(capabilities: list[str], recording: dict[str, Any] | None, expected: str) -> None:
    told: dict[str, Any] = {} if recording is None else {"recording": {key: value for key, value in recording.items() if value is not None}}
    systems = [{"id": "platform", "name": "Platform", "kind": "contact_platform", "capabilities": capabilities, **told}]
    assert said("PB035", systems=systems) == expected


NEEDED = list(get_args(Capability))


@pytest.mark.parametrize(
    ("provided", "expected"),
    [
        (None, ""),
        ([[]], "systems hint missing"),
        ([NEEDED[:-1]], "systems hint missing"),
        ([NEEDED], ""),
        ([NEEDED[:5], NEEDED[5:]], ""),
        ([NEEDED[:5], NEEDED[:5]], "systems hint missing"),
    ],
)
def test_capability_missing(provided: list[list[str]] | None, expected: str) -> None:
    systems = [{"id": f"system_{index}", "name": "System", "kind": "other", "capabilities": told} for index, told in enumerate(provided or [])]
    assert said("PB045", systems=systems) == expected


def test_a_planned_capability_is_still_missing() -> None:
    systems = [{"id": "platform", "name": "Platform", "kind": "other", "capabilities": NEEDED[:-1]}]
    actions = [{"id": "act", "text": "Act", "status": "in_progress", "capabilities": NEEDED[-1:]}]
    assert said("PB045", systems=systems, plan={"actions": actions}) == "systems hint missing"

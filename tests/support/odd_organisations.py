"""Organisations at the edges of what anybody tells: awkward names, one language only, none, one or far too many of something."""

from __future__ import annotations

import fcntl
import json
from functools import cache
from pathlib import Path
from typing import Any, Final

from playbookgen import pipeline
from playbookgen.model.result import BuildRequest
from support.organisations import sample_data
from support.workspaces import TODAY

PIPE: Final = "Palvelu | myynti || tuki"
ANGLE: Final = "Tuki <b>nyt</b> <script>alert(1)</script>"
STAR: Final = "**Tähti** *neuvoja* _alla_ `koodi`"
EMOJI: Final = "Chat 🦊 ja 👩🏽‍💻"
RIGHT_TO_LEFT: Final = "صوفيا ja עברית"
TEMPLATE: Final = "{{ 7*7 }} {% raw %} {: onclick=alert(1) }"
#: One word of Finnish, as long as they come.
COMPOUND: Final = "asiakaspalvelukokemuksenkehittämissuunnitelmanseurantajärjestelmänylläpitokoordinaattoriryhmä"
ODD_NAMES: Final = (PIPE, ANGLE, STAR, EMOJI, RIGHT_TO_LEFT, TEMPLATE, COMPOUND)

#: Languages of the awkward organisation, the first is its main one.
LANGUAGES: Final = ("fi", "en")
ROLES: Final = 40
ACTIONS: Final = 300


def awkward() -> dict[str, Any]:
    """A complete organisation with an odd name wherever a name can stand, 40 roles and 300 actions."""
    told = _renamed("outola", list(LANGUAGES))
    for key, field in (("teams", "name"), ("roles", "name"), ("people", "title"), ("metrics", "name"), ("channels", "name"), ("strategy", "name")):
        for index, entry in enumerate(told[key]):
            entry[field] = ODD_NAMES[index % len(ODD_NAMES)]
    for listed in (told["plan"]["phases"], told["training"]["onboarding"], told["recognition"]["practices"], told["stakeholders"], told["systems"]):
        for index, entry in enumerate(listed):
            entry["name"] = ODD_NAMES[-1 - index % len(ODD_NAMES)]
    told["roles"] += [
        {"id": f"role_{number}", "name": {LANGUAGES[number % 2]: f"Rooli {number}"}, "level": ("frontline", "support", "development")[number % 3]}
        for number in range(ROLES - len(told["roles"]))
    ]
    phases = [*(phase["id"] for phase in told["plan"]["phases"]), None]
    told["plan"]["actions"] += [_action(number, phases[number % len(phases)], told) for number in range(ACTIONS - len(told["plan"]["actions"]))]
    told["metrics"].append(
        {"id": "one_language", "name": {"en": "Only English"}, "kind": "outcome", "unit": "percent", "direction": "up", "frequency": "monthly"}
    )
    told["people"].append({"id": "one_language", "title": {"en": "English title only"}, "role": "coach"})
    told["change"]["goals"].append({"id": "g_one", "text": {"fi": "Vain suomeksi"}, "metric": "one_language", "owner": "one_language"})
    return told


def _action(number: int, phase: str | None, told: dict[str, Any]) -> dict[str, Any]:
    people = [person["id"] for person in told["people"]]
    action = {"id": f"more_{number}", "text": f"{ODD_NAMES[number % len(ODD_NAMES)]} {number}", "status": "not_started"}
    action |= {"owner": people[number % len(people)]} if number % 3 else {}
    action |= {"due": f"2026-{9 + number % 4:02}-{1 + number % 28:02}"} if number % 4 else {}
    action |= {"phase": phase} if phase else {}
    return action | ({"status": "done", "done_on": "2026-09-30"} if number % 5 == 0 else {})


def without_teams() -> dict[str, Any]:
    """A complete organisation that names no team."""
    told = _renamed("tiimiton", ["en"])
    told |= {"teams": [], "ambassadors": []}
    for challenge in told["challenges"]:
        challenge["teams"] = []
    for routine in told["routines"]:
        routine["teams"] = []
    for entry in told["recognition"]["log"]:
        entry.pop("team", None)
    return told


def team_of_one() -> dict[str, Any]:
    """A complete organisation with one team in which one person works."""
    told = without_teams()
    told["organisation"] |= {"id": "yksin", "agents_headcount": 1, "agents_fte": 1}
    told["teams"] = [{"id": "alone", "name": "The one team", "agents": 1, "supervisor": told["people"][0]["id"]}]
    for metric in told["metrics"]:
        metric.pop("individual", None)
    for channel in told["channels"]:
        channel.pop("agents_trained", None)
    for routine in told["routines"]:
        routine.pop("agents_coached_30d", None)
    return told


def build_odd(shared: Path) -> Path:
    """The built sites of these organisations below `shared`; processes that come second wait for the first."""
    (shared / "playbook").mkdir(parents=True, exist_ok=True)
    with (shared / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        output = shared / "site"
        if not (shared / "built").exists():
            for told in (awkward(), without_teams(), team_of_one()):
                written = json.dumps(told, ensure_ascii=False, default=str, indent=1)
                (shared / "playbook" / f"{told['organisation']['id']}.yml").write_text(written, encoding="utf-8")
            result = pipeline.build(BuildRequest(root=shared, output=output, today=TODAY, jobs=2))
            assert all(built.status == "built" for built in result.organisations), result
            (shared / "built").touch()
    return output


@cache
def _text_of_the_sample() -> str:
    return json.dumps(sample_data("lumivakka"), default=str)


def _renamed(id: str, languages: list[str]) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(_text_of_the_sample())
    told["site"] |= {"languages": languages, "default_language": languages[0]}
    told["organisation"]["id"] = id
    return told

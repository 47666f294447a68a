"""Two small organisations on one site, with lists and forms; one of them has names that try to break out."""

from __future__ import annotations

import fcntl
import json
from datetime import date
from pathlib import Path
from typing import Any, Final

import yaml

from playbookgen import pipeline
from playbookgen.model.assessment import AREAS
from playbookgen.model.result import BuildRequest
from support.workspaces import told

#: The day of the build, and the reader's day in the browser.
AS_OF: Final = date(2026, 10, 31)
READERS_DAY: Final = "2026-10-30"
HOSTILE: Final = "\"><img src=x onerror=alert(1)><script>alert(2)</script> **bold** [a](b) {{ 7*7 }} ' onclick=alert(3)"


def plain() -> dict[str, Any]:
    """An organisation in English and Finnish: two promises kept, one round of each kind, an induction, a steering meeting."""
    content: dict[str, Any] = yaml.safe_load(told("pikkula", languages="en, fi"))
    content["privacy"] = {"min_group": 3}
    content["leadership_checklist"] = [
        {"item": "floor_visit", "owner": "boss", "last_done": "2026-10-12", "evidence": "Notes of the visit"},
        {"item": "plan_adjusted", "owner": "boss", "last_done": "2026-08-28"},
    ]
    content["assessments"] = [
        {"id": "own", "kind": "self", "date": "2026-03-01", "scores": dict.fromkeys(AREAS, 60)},
        {"id": "outside", "kind": "external", "date": "2026-04-01", "scores": {"people": 45}},
    ]
    content["training"] = {"onboarding": [{"id": "listening", "name": "Listening beside", "start_day": 1, "end_day": 10, "kind": "practice"}]}
    content["change"]["steering_meeting"] = {"cadence": "monthly", "chair": "boss", "last_held": "2026-10-01"}
    content["feedback"] = {"channel": "The blue box", "items": []}
    return content


def hostile() -> dict[str, Any]:
    """An organisation whose names and texts try to become tags, Markdown, attributes and templates."""
    content = plain()
    content["site"]["languages"] = ["en"]
    content["organisation"] |= {"id": "naapuri", "name": HOSTILE}
    content["people"][0]["title"] = HOSTILE
    content["leadership_checklist"].append({"item": "own_act", "area": "openness", "text": HOSTILE, "owner": "boss", "evidence": HOSTILE})
    content["training"]["onboarding"][0]["name"] = HOSTILE
    return content


def build_lists(shared: Path) -> Path:
    """The workspace below `shared` with its built site; processes that come second wait for the first."""
    (shared / "playbook").mkdir(parents=True, exist_ok=True)
    with (shared / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (shared / "built").exists():
            for content in (plain(), hostile()):
                written = json.dumps(content, ensure_ascii=False, default=str, indent=1)
                (shared / "playbook" / f"{content['organisation']['id']}.yml").write_text(written, encoding="utf-8")
            result = pipeline.build(BuildRequest(root=shared, output=shared / "site", today=AS_OF, jobs=1))
            assert all(built.status == "built" for built in result.organisations), result
            (shared / "built").touch()
    return shared

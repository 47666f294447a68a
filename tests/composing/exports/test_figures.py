"""The figures file: whole, defined by its schema, and silent about what its readers may not know."""

from __future__ import annotations

import json
import re
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, get_args, get_type_hints

import jsonschema
import pytest

from playbookgen.composing.exports.figures import figures_file
from playbookgen.composing.exports.schema import figures_schema
from playbookgen.composing.exports.told import CHAPTERS, LEFT_OUT, TOLD
from playbookgen.model.judgement import Judgement
from playbookgen.model.organisation import Audience
from playbookgen.model.text import LANGUAGES, Language
from support.exports import Exporter
from support.house import REPOSITORY
from support.organisations import minimal, sample

SAMPLES = ["lumivakka", "tuohikoski", "multelia"]
SCHEMA = REPOSITORY / "docs" / "playbook.schema.json"


def told(content: bytes) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(content)
    return loaded


@pytest.mark.parametrize("audience", get_args(Audience))
@pytest.mark.parametrize("name", [*SAMPLES, "minimal"])
def test_the_file_is_what_its_schema_says(edition: Exporter, name: str, audience: Audience) -> None:
    organisation = minimal() if name == "minimal" else sample(name)
    validator().validate(told(figures_file(edition(organisation, audience=audience))))


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(figures_schema())


def test_the_schema_in_the_docs_is_the_one_of_the_code() -> None:
    written = json.dumps(figures_schema(), indent=1, ensure_ascii=False) + "\n"
    assert SCHEMA.read_text(encoding="utf-8") == written, "write it again: PYTHONPATH=tests python -m support.write_schema"


def test_every_figure_is_decided_about() -> None:
    """A new figure of a judgement is told, or left out for a reason."""
    undecided = [
        f"{type_.__name__}.{field}"
        for type_ in judged_types()
        for field in names_of(type_)
        if field not in TOLD.get(type_, CHAPTERS if type_ is Judgement else ()) and field not in LEFT_OUT.get(type_, {})
    ]
    assert undecided == []


def test_decisions_are_about_figures_that_exist() -> None:
    for type_, names in [*TOLD.items(), *LEFT_OUT.items(), (Judgement, CHAPTERS)]:
        known = set(names_of(type_)) if is_dataclass(type_) else set(type_.model_fields)
        assert set(names) <= known, type_


def test_figures_are_those_of_the_brief(edition: Exporter) -> None:
    figures = told(figures_file(edition(sample("lumivakka"))))["figures"]
    assert figures["business"]["repeat_cost"] == 755712
    assert figures["onboarding"]["covered_days"] == 66
    assert figures["line_of_sight"]["complete"] == 2
    assert figures["goals"][0]["progress"] == 0.625
    assert {promise["id"]: promise["state"] for promise in figures["commitment"]["promises"]}["floor_visit"] in {"fresh", "due", "stale"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_id_has_a_name_in_the_language(edition: Exporter, language: Language) -> None:
    content = told(figures_file(edition(sample("lumivakka"), language)))
    assert content["language"] == language
    assert content["names"]["metric"]["csat"] == {"en": "Customer satisfaction", "fi": "Asiakastyytyväisyys"}.get(
        language, content["names"]["metric"]["csat"]
    )
    mentioned = {judged["metric"] for judged in content["figures"]["metrics"]}
    assert mentioned <= set(content["names"]["metric"])


def test_the_same_edition_gives_the_same_bytes(edition: Exporter) -> None:
    assert figures_file(edition(sample("lumivakka"), "sv")) == figures_file(edition(sample("lumivakka"), "sv"))


def test_keys_stand_in_the_order_of_the_schema(edition: Exporter) -> None:
    content = told(figures_file(edition(sample("lumivakka"))))
    assert list(content) == list(figures_schema()["properties"])
    assert list(content["figures"]) == list(CHAPTERS)


def test_a_suppressed_value_is_nowhere(edition: Exporter) -> None:
    metrics = [
        {
            "id": "enps", "name": "eNPS", "kind": "people", "unit": "points", "direction": "up", "frequency": "yearly",
            "actuals": [{"period": "2026-09", "value": 33.125, "n": 4}],
        }
    ]  # fmt: skip
    organisation = minimal(metrics=metrics, readiness=[{"group": "Night", "n": 4, "know": 2.625}])
    for audience in get_args(Audience):
        text = figures_file(edition(organisation, audience=audience)).decode()
        assert "33.125" not in text
        assert "2.625" not in text
    figures = told(figures_file(edition(organisation, audience="leadership")))["figures"]
    assert figures["metrics"][0]["suppressed"]
    assert figures["readiness"][0]["suppressed"]


def test_support_of_partners_and_blind_spots_are_for_the_leadership(edition: Exporter) -> None:
    seen = {audience: figures_file(edition(sample("lumivakka"), audience=audience)).decode() for audience in get_args(Audience)}
    for word in ("support_gap", "gap_is_wide", "not_involved", "divergence", "blind_spot", "PB031", "PB037"):
        assert word in seen["leadership"]
        assert word not in seen["internal"] + seen["public"]


def test_the_public_gets_public_chapters_and_names_alone(edition: Exporter) -> None:
    content = told(figures_file(edition(sample("lumivakka"), audience="public")))
    assert set(content["figures"]) == {name for name, lowest in CHAPTERS.items() if lowest == "public"}
    assert set(content["names"]) <= {"goal", "metric", "statement", "role", "recognitionpractice"}
    assert set(content["figures"]["recognition"]) == {"successes"}


def test_findings_are_those_the_readers_may_see(edition: Exporter) -> None:
    rules = {
        audience: {found["rule"] for found in told(figures_file(edition(sample("lumivakka"), audience=audience)))["findings"]}
        for audience in get_args(Audience)
    }
    assert rules["public"] == set()
    assert rules["leadership"] - rules["internal"] == {"PB005", "PB031", "PB037"}
    (late,) = (found for found in told(figures_file(edition(sample("lumivakka"), "fi")))["findings"] if found["rule"] == "PB015")
    assert late["id"] == "PB015:act_shared_time"
    assert late["message"].startswith("Myöhässä 31 päivää")
    assert late["thresholds"] == {"days": 1, "long": 30}


def test_a_promise_keeps_its_evidence_to_itself(edition: Exporter) -> None:
    organisation = minimal(leadership_checklist=[{"item": "floor_visit", "evidence": "canary-evidence", "note": "canary-note"}])
    assert "canary" not in figures_file(edition(organisation, audience="leadership")).decode()


def test_numbers_are_rounded_to_six_decimals(edition: Exporter) -> None:
    text = figures_file(edition(sample("lumivakka"))).decode()
    assert max(len(digits) for digits in re.findall(r"\.(\d+)[,\n]", text)) == 6


def names_of(type_: type[Any]) -> list[str]:
    """Fields and properties."""
    return [*(field.name for field in fields(type_)), *(name for name, found in vars(type_).items() if isinstance(found, property))]


def judged_types() -> list[type[Any]]:
    """`Judgement` and every dataclass of ours below it."""
    found: list[type[Any]] = [Judgement]
    waiting: list[Any] = [hint for name, hint in get_type_hints(Judgement).items() if name in CHAPTERS]
    while waiting:
        hint = waiting.pop()
        waiting += get_args(hint)
        if is_dataclass(hint) and isinstance(hint, type) and hint.__module__.endswith("judgement") and hint not in found:
            found.append(hint)
            waiting += get_type_hints(hint).values()
    return found


@cache
def validator() -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(strict(figures_schema()), format_checker=jsonschema.FormatChecker())


def strict(schema: Any) -> Any:
    """The schema with no key allowed that it does not describe."""
    if isinstance(schema, dict):
        closed = {"additionalProperties": False} if "properties" in schema and schema.get("type") == "object" else {}
        return closed | {key: strict(value) for key, value in schema.items()}
    return [strict(item) for item in schema] if isinstance(schema, list) else schema

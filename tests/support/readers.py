"""Who may read what, written down a second time: from the brief and docs/audiences.md, without a look at the code that takes things out.

What is not named here is for the organisation's own people, so that a new field is withheld from everyone else until somebody decides.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Final

from playbookgen.model.daily_life import RecognitionEntry
from playbookgen.model.organisation import Audience, Person
from playbookgen.model.playbook_file import Organisation
from support.canaries import Aviary, Canary, told_of_everything
from support.changes import Change, changes

RANK: Final[dict[Audience, int]] = {"public": 0, "internal": 1, "leadership": 2}

#: Where the words stand that everyone may read: what is aimed at, why, and what it asks of each role.
PUBLIC_TEXTS: Final = frozenset(
    {
        *("organisation.name", "organisation.unit_name", "organisation.purpose", "organisation.sector"),
        *("change.name", "change.vision", "change.why_now", "change.goals[].text", "strategy[].name", "strategy[].text"),
        *("target_state.statements[].text", "target_state.statements[].roles{}", "target_state.behaviours[].text"),
        *("roles[].name", "metrics[].name", "glossary[].term", "glossary[].definition"),
        "recognition.practices[].name",
        *(f"site.accessibility_statement.{name}" for name in ("contact", "known_gaps[]", "enforcement_body", "enforcement_link")),
    }
)
#: Texts for the leadership alone: what a leader noted down at a visit.
LEADERSHIP_TEXTS: Final = frozenset({"leadership_checklist[].note"})
#: Rules that are about single leaders and partners, or could show a single person (settled G10).
LEADERSHIP_RULES: Final = frozenset({"PB005", "PB016", "PB019", "PB031", "PB037", "PB038", "PB041"})

#: Everything else that may show in a public edition: how its words are linked, dated and ordered.
PUBLIC_VALUES: Final = PUBLIC_TEXTS | {
    *(f"site.accessibility_statement.{name}" for name in ("status", "date", "assessed_by", "answer_within_days")),
    "site.accessibility_statement",
    *("site.languages[]", "site.default_language", "site.accent", "site.logo", "organisation.id", "organisation.main_task", "organisation.country"),
    *("organisation.currency", "privacy.min_group", "roles[].id", "roles[].level", "roles[].include_in_translation"),
    *("people[].title", "people[].role", "strategy[].id"),
    *(f"{name}[]" for name in ("glossary", "roles", "strategy", "change.goals", "recognition.practices", "recognition.log")),
    *("target_state.statements[]", "target_state.behaviours[]"),
    *("change.id", "change.sponsor", "change.lead", "change.start", "change.end"),
    *(f"change.goals[].{name}" for name in ("id", "metric", "value", "due", "strategy[]")),
    *("metrics[].id", "metrics[].unit", "metrics[].direction", "metrics[].kind", "metrics[].frequency"),
    *(f"target_state.statements[].{name}" for name in ("id", "strategy[]", "metrics[]", "factors[]")),
    *(f"target_state.behaviours[].{name}" for name in ("id", "statement", "metric", "observe")),
    *(f"recognition.practices[].{name}" for name in ("id", "cadence", "source", "channels[]")),
    *(f"recognition.log[].{name}" for name in ("date", "practice", "external", "named", "consent", "text")),
}
#: What shows in a leadership edition only, beside the texts.
LEADERSHIP_VALUES: Final = LEADERSHIP_TEXTS | {"stakeholders[].support", "stakeholders[].desired_support"}


@cache
def whole() -> Organisation:
    """A sample that tells all there is to tell."""
    return told_of_everything("lumivakka")


@cache
def hidden_changes(audience: Audience) -> list[Change]:
    """Every change of it that an edition for `audience`, public or internal, may not show."""
    found = changes(whole())
    if audience == "public":
        return [change for change in found if change.path not in PUBLIC_VALUES]
    return [change for change in found if change.path in LEADERSHIP_VALUES]


def hidden_from(aviary: Aviary, audience: Audience) -> Iterator[Canary]:
    """The canaries that may be in no byte of an edition for `audience`."""
    for canary in aviary.canaries:
        lowest = _lowest(canary, aviary.told)
        if lowest is None or RANK[audience] < RANK[lowest]:
            yield canary


def _lowest(canary: Canary, told: Organisation) -> Audience | None:
    """The lowest audience that may read a canary; ``None`` when nobody may."""
    owner = canary.owner
    if canary.path.endswith("[].id"):
        return "public" if canary.path in PUBLIC_VALUES else "internal"
    if isinstance(owner, RecognitionEntry):
        return _of_a_success(owner)
    if isinstance(owner, Person) and canary.path == "people[].title":
        return "public" if owner.id in (told.change.sponsor, told.change.lead) else "internal"
    if canary.path == "metrics[].name":  # outside a figure is named as what is aimed at
        return "internal" if getattr(owner, "id", None) not in _aimed_at(told) else "public"
    if canary.path == "rules{}.off":
        (rule,) = (rule for rule, setting in told.rules.items() if setting.off and setting.off.entries[0][1] == canary.word)
        return "leadership" if rule in LEADERSHIP_RULES else "internal"
    if canary.path in LEADERSHIP_TEXTS:
        return "leadership"
    return "public" if canary.path in PUBLIC_TEXTS else "internal"


def _of_a_success(entry: RecognitionEntry) -> Audience | None:
    """Inside it is told; outside only what was told outside, and no name without consent (PB030)."""
    if not entry.external:
        return "internal"
    return None if entry.named and not entry.consent else "public"


def _aimed_at(told: Organisation) -> set[str | None]:
    """Metrics that goals, statements and behaviours name."""
    target = told.target_state
    return {
        *(goal.metric for goal in told.change.goals),
        *(metric for statement in target.statements for metric in statement.metrics),
        *(behaviour.metric for behaviour in target.behaviours),
    }

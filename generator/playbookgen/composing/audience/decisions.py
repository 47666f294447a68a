"""The lowest audience of every page, field, figure and date, each with its reason (brief 2.0 and 7.10, settled G9 and G10).

What stands in none of the tables is for everyone. docs/audiences.md is written from them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from playbookgen.model import course_judgement as course
from playbookgen.model import daily_judgement as daily
from playbookgen.model import judgement as main
from playbookgen.model import voice_judgement as voice
from playbookgen.model.change import Change, Goal
from playbookgen.model.daily_life import Recognition, RecognitionEntry, Stakeholder
from playbookgen.model.judgement import Judgement
from playbookgen.model.leadership import LeadershipItem
from playbookgen.model.metrics import Metric
from playbookgen.model.organisation import Audience, Person, Profile, Role, Site, Team
from playbookgen.model.playbook_file import Organisation
from playbookgen.model.reach_judgement import CalendarKind
from playbookgen.model.rule_table import RULES

_RANK: Final[dict[Audience, int]] = {"public": 0, "internal": 1, "leadership": 2}


def may_read(audience: Audience, lowest: Audience) -> bool:
    """Whether `audience` may read what `lowest` and above may."""
    return _RANK[audience] >= _RANK[lowest]


@dataclass(frozen=True, slots=True)
class Readers:
    """The lowest audience that may read something, and why no lower one."""

    lowest: Audience
    reason: str


EVERYONE: Final = Readers("public", "says what is aimed at and how, in words that stand outside too")


def _for(lowest: Audience, reason: str, *names: str) -> dict[str, Readers]:
    return dict.fromkeys(names, Readers(lowest, reason))


#: Page → who may read it; pages that are not named are for everyone.
PAGES: Final[Mapping[str, Readers]] = {
    **_for("internal", "figures and scores of our own work", "assessment", "strengths", "scoreboard", "goal-check"),
    **_for("internal", "what does not work yet, in our own people's words", "challenges", "readiness", "feedback", "findings"),
    **_for("internal", "the plan with its owners, dates and delays", "roadmap", "line-of-sight", "change-team", "risks"),
    **_for("internal", "promises the leadership has made to its own people", "commitment", "steering-meeting"),
    **_for("internal", "how we work every day, team by team", "toolkit", "first-90-days", "channels", "systems", "communication"),
    **_for("internal", "names those whose help we need", "stakeholders"),
    **_for("internal", "limits of compensation would become demands", "decisions"),
}

_PLAN: Final = "the plan, its owners and its delays are for those who carry it out"
_WORK: Final = "how we work every day is for those who work here"
_FIGURES: Final = "results are for our own people; the goal and its date are for everyone"
_SUPPORT: Final = "those who are scored must not read it (brief P14)"
_VERDICT: Final = "the leadership hears it first (settled G10)"

#: Fields of the YAML and of its figures → who may read them. A field that is withheld is as if it had not been told.
FIELDS: Final[Mapping[type[Any], Mapping[str, Readers]]] = {
    Organisation: {
        **_for("internal", "money and costs", "business"),
        **_for("internal", "who works where, and how many", "teams", "ambassadors"),
        **_for("internal", "scores and figures of our own work", "cx_factors", "assessments", "assessment_targets", "assessment_weights"),
        **_for("internal", "what does not work yet", "challenges", "risks", "readiness", "strategy_pulse", "feedback", "communities"),
        **_for("internal", _PLAN, "plan", "leadership_checklist", "communication", "award_applications"),
        **_for("internal", _WORK, "routines", "best_practices", "training", "channels", "systems"),
        **_for("internal", "limits of compensation would become demands", "decisions"),
        **_for("internal", "names those whose help we need", "stakeholders"),
        **_for("internal", "which systems our figures come from", "metric_sources"),
        **_for("internal", "how we judge ourselves; settings of rules for the leadership only go with them", "rules"),
    },
    Site: _for("internal", "who looks after a page is for those who can ask them", "owner", "reviewed", "pages"),
    Profile: _for("internal", "the size of the business", "agents_fte", "contacts_per_month"),
    Role: _for("internal", "who works where, and how many", "headcount"),
    Person: _for("internal", "a name needs no wider circle than the work does; outside the job title is enough", "display_name", "contact"),
    Change: _for("internal", _PLAN, "team", "steering_meeting", "log"),
    Goal: _for("internal", _PLAN, "owner"),
    Metric: _for(
        "internal",
        _FIGURES,
        *("definition", "owner", "catalogue", "source_system", "window", "scale", "noise", "baseline", "target", "checkpoints", "actuals"),
        *("individual", "use", "audience_scope", "business_link", "visible_to"),
    ),
    LeadershipItem: {
        **_for("internal", "the trace of a promise is for those it was made to", "evidence"),
        **_for("leadership", "what was heard and thought is the leadership's own notebook", "note"),
    },
    Stakeholder: _for("leadership", _SUPPORT, "support", "desired_support"),
    Recognition: _for("internal", "what people are paid by", "incentives"),
    RecognitionEntry: _for("internal", "who works where, and how many", "team"),
    Judgement: {
        **_for("internal", "money and costs", "business"),
        **_for("internal", _FIGURES, "assessment", "strengths", "metrics", "by_metric", "realism", "factors"),
        **_for("internal", "what does not work yet", "challenges", "risks", "readiness", "pulse", "feedback"),
        **_for("internal", _PLAN, "plan", "line_of_sight", "change_team", "commitment", "steering", "communication"),
        **_for("internal", _WORK, "routines", "onboarding", "channels", "systems"),
        **_for("internal", "limits of compensation would become demands", "decisions"),
        **_for("internal", "names those whose help we need", "stakeholders"),
    },
    main.GoalJudgement: {
        **_for("internal", _FIGURES, "progress", "elapsed", "reached", "expired"),
        **_for("internal", "what is still missing is for those who complete it", "missing"),
    },
    main.MetricJudgement: _for(
        "internal",
        _FIGURES,
        *("latest", "running", "age_days", "stale", "progress", "elapsed", "expected", "attained", "status", "trend", "change", "margin"),
        *("indicative_only", "inconclusive", "suppressed", "actions", "shown_actuals", "noise"),
    ),
    main.StatementJudgement: _for("internal", "what is still missing is for those who complete it", "missing"),
    main.RoleCoverage: _for("internal", "what is still missing is for those who complete it", "filled", "applicable", "share"),
    main.AreaScore: _for("leadership", _VERDICT, "divergence", "divergence_kind", "divergence_strong"),
    daily.StakeholderJudgement: {
        **_for("leadership", _SUPPORT, "support_gap", "gap_is_wide"),
        **_for("leadership", _VERDICT, "not_involved", "not_met"),
    },
    course.SteeringJudgement: _for("leadership", _VERDICT, "is_stopped"),
    voice.ShownSuccess: _for("internal", "who works where, and how many", "team"),
    voice.RecognitionJudgement: {
        **_for("internal", "whose turn it is, is for those who give thanks", "internal", "external", "teams", "mentioned", "mentioned_share"),
        **_for("internal", "what people are paid by", "incentives", "qualitative_share", "quantitative_share"),
    },
}

#: Kinds of things that vanish wherever something else names them.
KINDS: Final[Mapping[type[Any], Readers]] = {Team: Readers("internal", "who works where, and how many")}

#: Dates of the calendar → who may know of them.
DATES: Final[Mapping[CalendarKind, Readers]] = {
    "goal": EVERYONE,
    "change_start": EVERYONE,
    "change_end": EVERYONE,
    **dict.fromkeys(
        (*("action", "phase_start", "phase_end", "steering", "steering_held", "promise", "assessment"),
         *("assessment_target", "communication", "check_in", "award", "award_decided")),
        Readers("internal", _PLAN),
    ),
}  # fmt: skip

#: Findings: for our own people, because they are a list of work to do; those of these rules for the leadership (settled G10).
FINDINGS: Final = Readers("internal", "a list of work to do is for those who do it")


def leadership_rules() -> frozenset[str]:
    """Ids of the rules whose findings and settings are for the leadership only."""
    return frozenset(rule.id for rule in RULES if rule.leadership_only)


def lowest(owner: type[Any], name: str) -> Audience:
    """The lowest audience that may read the field `name` of `owner`."""
    decided = FIELDS.get(owner, {}).get(name)
    return decided.lowest if decided else "public"


def page_readers(page: str) -> Readers:
    """Who may read a page."""
    return PAGES.get(page, EVERYONE)

"""What `playbook.json` tells: which chapters and figures. Who may know them is decided in `composing.audience`.

Everything here is a decision. A figure that stands in neither table is not exported, and a test asks for
the decision as soon as judging computes a new one.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from playbookgen.composing.audience import lowest
from playbookgen.model import course_judgement as course
from playbookgen.model import daily_judgement as daily
from playbookgen.model import judgement as main
from playbookgen.model import reach_judgement as reach
from playbookgen.model import voice_judgement as voice
from playbookgen.model.assessment import DevelopmentArea
from playbookgen.model.change import SteeringDecision, SteeringMeeting
from playbookgen.model.daily_life import Incentive
from playbookgen.model.metrics import Actual
from playbookgen.model.organisation import Audience

#: Chapters of the judgement in the order of the file → the lowest audience that may know them.
CHAPTERS: Final[Mapping[str, Audience]] = {
    name: lowest(main.Judgement, name)
    for name in (
        "change_days", "goals", "main_goal", "translation", "business", "factors", "assessment",
        "strengths", "challenges", "metrics", "realism", "readiness", "pulse", "plan",
        "line_of_sight", "change_team", "risks", "commitment", "steering", "routines", "stakeholders",
        "decisions", "feedback", "onboarding", "channels", "systems", "communication", "recognition",
        "calendar",
    )
}  # fmt: skip

#: What a judgement, or a part of the YAML without an id, says of itself; properties count as fields.
TOLD: Final[Mapping[type[Any], tuple[str, ...]]] = {
    main.ChangeDays: ("state", "day", "days", "days_to_start", "days_since_end"),
    main.AreaScore: (
        *("area", "own", "external", "current", "verified", "target", "gap", "divergence", "divergence_kind", "divergence_strong"),
        *("priority", "is_priority", "trend"),
    ),
    main.AssessmentJudgement: (
        *("areas", "own_round", "external_round", "compared_round", "overall_own", "overall_external", "overall_current", "overall_target"),
        *("scored", "level", "newest"),
    ),
    main.ChallengeJudgement: ("challenge", "spread", "heat", "word", "actions", "answered"),
    main.Margin: ("n", "plain", "finite", "population", "used"),
    main.MetricJudgement: (
        *("metric", "status", "latest", "running", "shown_actuals", "age_days", "stale", "progress", "elapsed", "expected", "attained"),
        *("trend", "change", "noise", "margin", "indicative_only", "inconclusive", "suppressed", "actions"),
    ),
    main.TeamRealism: ("team", "measured", "attained", "verdict"),
    main.RealismJudgement: ("metric", "measured", "attained", "share", "verdict", "teams"),
    main.GoalJudgement: ("goal", "metric", "missing", "progress", "elapsed", "reached", "days_to_due", "expired"),
    main.Translation: ("role", "state"),
    main.StatementJudgement: ("statement", "cells", "missing"),
    main.RoleCoverage: ("filled", "applicable", "share", "statements"),
    main.ActionJudgement: ("action", "is_open", "overdue_days", "days_to_due"),
    main.PhaseJudgement: ("phase", "actions", "progress", "is_late", "has_no_action", "state"),
    main.PlanJudgement: (*("done", "live", "progress", "phases", "actions", "without_phase", "overdue", "blocked", "without_owner", "next_30_days"),),
    main.PromiseJudgement: ("id", "area", "cadence", "last_done", "age_days", "state", "is_late", "without_trace", "due_on"),
    main.AreaCoverage: ("area", "fresh", "applicable", "share"),
    main.CommitmentJudgement: ("overall", "level", "areas", "promises"),
    course.MoneyRange: ("low", "high"),
    course.BusinessJudgement: (
        *("growth_low", "growth_high", "extra_revenue", "extra_margin", "selling_is_secondary", "repeat_cost", "saving_points"),
        *("repeat_saving", "turnover_cost"),
    ),
    course.FactorJudgement: ("factor", "level", "is_touched", "statements", "actions"),
    course.FactorsJudgement: ("touched", "coverage", "factors"),
    course.DevelopmentAreaJudgement: ("area", "actions", "challenges", "is_answered"),
    course.RoundOfStrengths: ("assessment", "strengths", "development_areas"),
    course.StrengthsJudgement: ("strengths", "development_areas", "unanswered", "rounds"),
    course.TeamLevelJudgement: ("level", "members"),
    course.TeamAmbassadors: ("team", "count", "ratio"),
    course.ChangeTeamJudgement: ("members", "levels", "teams", "ambassadors", "agents", "ratio", "is_stretched", "teams_without"),
    course.PulseJudgement: (
        *("day", "age_days", "suppressed", "asked", "clear", "partly", "unclear", "clear_share", "unclear_share", "verdict", "reasons", "earlier"),
    ),
    course.SteeringDecisionJudgement: ("decision", "age_days", "is_open"),
    course.SteeringJudgement: ("meeting", "next_date", "days_late", "age_days", "is_stopped", "decisions"),
    course.ReadinessJudgement: ("group", "n", "suppressed", "means", "barrier"),
    daily.RoutineJudgement: ("routine", "teams", "agents", "times_per_week", "held", "is_fading", "coached", "coaching_is_thin"),
    daily.TeamSharedTime: ("team", "minutes", "routines", "word"),
    daily.RoutinesJudgement: (
        *("routines", "morning_held", "morning_planned", "morning_share", "without_morning_start", "coached", "agents", "coaching_share"),
        *("shared_time", "peer_covered", "peer_share"),
    ),
    daily.StakeholderJudgement: ("stakeholder", "quadrant", "support_gap", "gap_is_wide", "not_involved", "not_met"),
    daily.DecisionJudgement: ("decision", "costs_money", "limit_missing", "escalation_missing"),
    daily.DecisionsJudgement: ("at_agent", "authority_share", "with_volume", "weighted_share", "decisions"),
    daily.DayRange: ("first", "last", "days"),
    daily.OnboardingWindow: ("range", "modules", "covered_days", "has_practice", "has_check_in"),
    daily.EarlyLeavers: ("closed_cohorts", "open_cohorts", "starters", "left", "share", "small_numbers"),
    daily.SkillJudgement: ("skill", "share"),
    daily.OnboardingJudgement: (
        *("modules", "covered_days", "coverage", "gaps", "longest_gap", "windows", "early_leavers", "goes_on", "by_channel", "skills"),
    ),
    voice.AudienceJudgement: (
        *("role", "last", "days_since", "next_planned", "rhythms", "largest_gap", "gap_from", "gap_to", "limit_days", "is_silent"),
        "never_addressed",
    ),
    voice.KindShare: ("kind", "count", "share"),
    voice.QuarterOfMessages: ("first", "last", "messages", "from_sponsor", "challenges"),
    voice.CommunicationJudgement: (*("window_start", "audiences", "messages", "kinds", "quarters", "from_sponsor_92_days", "challenges_92_days"),),
    voice.Recency: ("last", "age_days", "limit_days", "is_late"),
    voice.TeamMention: ("team", "recency"),
    voice.ShownSuccess: ("day", "practice", "team", "external", "text", "is_withheld"),
    voice.RecognitionJudgement: (
        *("internal", "external", "teams", "mentioned", "mentioned_share", "incentives", "qualitative_share", "quantitative_share", "successes"),
    ),
    voice.FeedbackItemJudgement: ("item", "age_days", "is_open", "is_late", "reply_days", "action", "outcome"),
    voice.FeedbackJudgement: (
        *("reply_within_days", "due", "replied_in_time", "reply_rate", "median_reply_days", "decided", "decided_share", "items"),
    ),
    reach.SightLine: ("goal", "aims", "statements", "metric", "actions", "boards", "behaviours", "missing", "is_complete"),
    reach.LineOfSightJudgement: ("complete", "coverage", "rows"),
    reach.ChannelJudgement: ("channel", "share", "trained_share", "nobody_trained", "teams", "modules"),
    reach.ChannelsJudgement: ("channels", "shares_total", "shares_add_up"),
    reach.CapabilityJudgement: ("capability", "systems", "actions", "state"),
    reach.RecordingJudgement: ("system", "missing"),
    reach.SystemsJudgement: ("provided", "capabilities", "missing", "recordings"),
    reach.RiskJudgement: ("risk", "score", "level", "missing", "is_unattended"),
    reach.CalendarEntry: ("key", "day", "last_day", "kind", "days_away", "is_late"),
    Actual: ("period", "value", "n", "population"),
    DevelopmentArea: ("text",),
    Incentive: ("metric", "weight_pct", "nature"),
    SteeringDecision: ("date", "text", "owner", "done"),
    SteeringMeeting: ("cadence", "chair", "last_held"),
}

#: Figures that are left out, and why.
LEFT_OUT: Final[Mapping[type[Any], Mapping[str, str]]] = {
    main.Judgement: {
        "as_of": "stands at the top of the file",
        "next_dates": "the calendar has them",
        "by_metric": "metrics has them",
    },
    main.MetricJudgement: {"shown_progress": "a limit of drawing; progress is exact"},
    main.CommitmentJudgement: {"late": "promises say it"},
    main.PromiseJudgement: {"item": "the promise's text is named by its id; evidence and notes stay on the page"},
    course.FactorJudgement: {"rating": "level is its figure; the note stays on the page"},
    course.ChangeTeamJudgement: {"missing_levels": "levels without members"},
    course.SteeringJudgement: {"open_decisions": "decisions say which are open"},
    voice.CommunicationJudgement: {"silent": "audiences say it"},
    voice.ShownSuccess: {"named_without_consent": "a matter of the writer, not of the readers"},
    voice.FeedbackJudgement: {
        "open_items": "items say it",
        "became_actions": "items say it",
        "you_said_we_did": "items say it",
    },
    reach.CalendarEntry: {"subject": "key and kind name it"},
}

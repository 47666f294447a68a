"""The 46 rules: page, reasons with their severity, and limits with default and range (brief section 4, settled G1, G7, G10 and R)."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from playbookgen.model.finding import FindingSeverity
from playbookgen.model.rules import Reason, Rule, Threshold, ThresholdUnit

Number = int | str


def _limit(name: str, default: Number, low: Number, high: Number, unit: ThresholdUnit) -> Threshold:
    return Threshold(name, Decimal(default), Decimal(low), Decimal(high), unit)


def _percent(name: str, default: Number) -> Threshold:
    return _limit(name, default, 0, 100, "percent")


def _points(name: str, default: Number) -> Threshold:
    return _limit(name, default, 0, 100, "points")


def _days(name: str, default: Number, low: Number = 0, high: Number = 3660) -> Threshold:
    return _limit(name, default, low, high, "days")


def _weeks(name: str, default: Number) -> Threshold:
    return _limit(name, default, "0.1", 12, "weeks")


def _count(name: str, default: Number, low: Number = 1, high: Number = 10000) -> Threshold:
    return _limit(name, default, low, high, "count")


def _times(name: str, default: Number) -> Threshold:
    return _limit(name, default, 1, 20, "times")


def _say(severity: FindingSeverity, *names: str, case: str | None = None, sentence: str = "") -> tuple[Reason, ...]:
    """Reasons of one severity and case; without `sentence` each has a text of its own."""
    return tuple(Reason(name, severity, case, sentence or name) for name in names)


RULES: Final[tuple[Rule, ...]] = (
    Rule(
        "PB001",
        "goal-check",
        _say("warning", "too_demanding") + _say("hint", "borderline", "loose"),
        (_percent("realistic", 50), _count("one_in", 3, 2, 100), _percent("loose", 90), _count("small_basis", 10)),
    ),
    Rule("PB002", "assessment", _say("hint", "not_verified"), (_days("days", 180),)),
    Rule("PB003", "assessment", _say("warning", "wide", sentence="gap") + _say("hint", "gap"), (_points("gap", 15), _points("wide", 25))),
    Rule("PB004", "assessment", _say("warning", "old", "none"), (_days("days", 365), _days("grace", 60))),
    Rule(
        "PB005",
        "assessment",
        _say("warning", "far_blind_spot", sentence="blind_spot")
        + _say("warning", "far_hidden_strength", sentence="hidden_strength")
        + _say("hint", "blind_spot", "hidden_strength"),
        (_points("apart", 10), _points("far_apart", 20)),
        leadership_only=True,
    ),
    Rule("PB006", "scoreboard", _say("hint", "unused")),
    Rule(
        "PB007",
        "scoreboard",
        _say("warning", "unlinked_result", case="a", sentence="unlinked")
        + _say("hint", "unlinked", case="a")
        + _say("hint", "no_organisation", case="b")
        + _say("warning", "no_outcome", "no_people", case="c", sentence="one_sided"),
    ),
    Rule("PB008", "scoreboard", _say("warning", "individual", "paid", "heavy"), (_percent("weight", 25),)),
    Rule(
        "PB009",
        "behaviours",
        _say("warning", "few_clear", "many_unclear") + _say("warning", "old", case="old") + _say("hint", "missing"),
        (_percent("clear", 50), _percent("unclear", 25), _days("days", 365)),
    ),
    Rule(
        "PB010",
        "vision",
        _say("error", "none")
        + _say("warning", "value", "due", sentence="missing")
        + _say("hint", "metric", "owner", sentence="missing")
        + _say("hint", "outside", "same", "expired"),
        (_days("grace", 365),),
    ),
    Rule("PB011", "role", _say("warning", "missing", "identical")),
    Rule("PB012", "vision", _say("warning", "goal", case="goal") + _say("warning", "statement", case="statement") + _say("hint", "aim", case="aim")),
    Rule(
        "PB013", "challenges", _say("error", "severe", sentence="unanswered") + _say("warning", "unanswered"), (_limit("severity", 4, 1, 5, "score"),)
    ),
    Rule("PB014", "roadmap", _say("error", "owner") + _say("warning", "due")),
    Rule("PB015", "roadmap", _say("error", "long_late", sentence="late") + _say("warning", "late"), (_days("days", 1, 1), _days("long", 30, 1))),
    Rule(
        "PB016",
        "commitment",
        _say("error", "level", case="level") + _say("warning", "message", case="message"),
        (_days("days", 92),),
        leadership_only=True,
    ),
    Rule("PB017", "change-team", tuple(Reason(level, "warning", level, "missing") for level in ("executive", "middle", "frontline"))),
    Rule(
        "PB018",
        "roadmap",
        _say("warning", "kind", case="kind") + _say("hint", "empty", case="empty") + _say("hint", "short", case="short"),
        (_days("days", 180),),
    ),
    Rule("PB019", "steering-meeting", _say("warning", "stopped", "never", "none"), (_times("times", "1.5"),), leadership_only=True),
    Rule(
        "PB020",
        "first-90-days",
        _say("error", "none_known", sentence="none") + _say("warning", "coverage", "gap", "none"),
        (_percent("coverage", 80), _days("gap", 10, 0, 90)),
    ),
    Rule("PB021", "first-90-days", _say("warning", "practice", "check_in", sentence="missing")),
    Rule(
        "PB022",
        "first-90-days",
        _say("error", "high", sentence="left") + _say("warning", "raised", sentence="left"),
        (_percent("raised", 15), _percent("high", 30), _count("starters", 10)),
    ),
    Rule("PB023", "first-90-days", _say("warning", "ends")),
    Rule(
        "PB024",
        "feedback",
        _say("error", "long_open", sentence="open") + _say("warning", "open") + _say("hint", "undecided"),
        (_days("long", 30), _days("undecided", 60)),
    ),
    Rule(
        "PB025",
        "communication",
        _say("warning", "silent", "never", "none"),
        (_weeks("frontline", 2), _weeks("middle", 2), _weeks("executive", 4), _weeks("others", 6)),
    ),
    Rule("PB026", "communication", _say("warning", "off_track", "late", sentence="trouble"), (_days("days", 92), _days("late", 30, 1))),
    Rule(
        "PB027",
        "toolkit",
        _say("warning", "too_little", sentence="little") + _say("warning", "none") + _say("hint", "little"),
        (_limit("too_little", 30, 0, 2400, "minutes"), _limit("little", 60, 0, 2400, "minutes")),
    ),
    Rule("PB028", "recognition", _say("warning", "quantity"), (_percent("qualitative", 30),)),
    Rule(
        "PB029",
        "recognition",
        _say("warning", "none")
        + _say("warning", "internal", "internal_never", case="internal")
        + _say("hint", "external", "external_never", case="external")
        + _say("hint", "team", "team_never", case="team"),
        (_days("internal", 14), _days("external", 60), _days("team", 60)),
    ),
    Rule("PB030", "recognition", _say("error", "no_consent")),
    Rule(
        "PB031",
        "stakeholders",
        _say("warning", "not_involved", "not_met", "support"),
        (_limit("influence", 4, 1, 5, "score"), _limit("support", 2, 1, 4, "score")),
        leadership_only=True,
    ),
    Rule("PB032", "toolkit", _say("hint", "no_register", "few_covered"), (_percent("covered", 50),)),
    Rule(
        "PB033",
        "change-team",
        _say("hint", "none") + _say("hint", "team", case="team") + _say("hint", "ratio", case="ratio"),
        (_count("ratio", 15),),
    ),
    Rule(
        "PB034",
        "channels",
        _say("error", "trained", case="trained") + _say("hint", "module", case="module") + _say("hint", "shares", case="shares"),
        (_limit("tolerance", 1, 0, 10, "points"),),
    ),
    Rule("PB035", "systems", _say("error", "purpose", "retention_days", "legal_basis", "staff_consulted", sentence="missing")),
    Rule("PB036", "findings", _say("warning", "agent_texts", sentence="missing") + _say("hint", "missing"), (_percent("agent_texts", 80),)),
    Rule("PB037", "commitment", _say("warning", "stale", "never") + _say("hint", "due"), (_times("times", "1.5"),), leadership_only=True),
    Rule(
        "PB038",
        "commitment",
        _say("error", "weak", case="overall", sentence="overall")
        + _say("hint", "partial", case="overall", sentence="overall")
        + _say("error", "empty_area", case="area", sentence="area"),
        (_percent("weak", 50), _percent("strong", 80), _days("grace", 31)),
        leadership_only=True,
    ),
    Rule(
        "PB039",
        "scoreboard",
        _say("warning", "no_data", "stale") + _say("hint", "baseline", "owner", "definition", sentence="missing"),
        (_times("times", 2),),
    ),
    Rule(
        "PB040",
        "decisions",
        _say("error", "no_limit", "no_escalation", case="decision")
        + _say("hint", "limit_zero", "currency", case="decision")
        + _say("warning", "none_at_agent", case="none_at_agent")
        + _say("hint", "few", case="few"),
        (_count("few", 5),),
    ),
    Rule(
        "PB041",
        "scoreboard",
        _say("error", "individual", "by_team", "actuals", "asked", "readiness", sentence="too_small"),
        leadership_only=True,
    ),
    Rule("PB042", "risks", _say("warning", "mitigation", "owner", sentence="missing"), (_limit("score", 15, 1, 25, "score"),)),
    Rule(
        "PB043",
        "toolkit",
        _say("warning", "none")
        + _say("warning", "held", case="held")
        + _say("warning", "start", case="start")
        + _say("warning", "coached", case="coached"),
        (_percent("held", 80), _percent("coached", 80)),
    ),
    Rule("PB044", "scoreboard", _say("hint", "few", "wide"), (_count("answers", 30),)),
    Rule("PB045", "systems", _say("hint", "missing")),
    Rule("PB046", "scoreboard", _say("warning", "off_track", "missed")),
)

#: Every rule by its id.
RULES_BY_ID: Final[dict[str, Rule]] = {rule.id: rule for rule in RULES}

#: Pages that have rules, in the order of the navigation (brief 2.1).
PAGES_WITH_RULES: Final[tuple[str, ...]] = (
    "assessment", "challenges", "scoreboard", "goal-check", "vision", "role", "behaviours", "roadmap", "change-team", "risks",
    "commitment", "steering-meeting", "toolkit", "stakeholders", "decisions", "feedback", "first-90-days", "channels", "systems",
    "communication", "recognition", "findings",
)  # fmt: skip

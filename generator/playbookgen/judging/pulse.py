"""The strategy question: how many can tell what their work does for the strategy (brief P09, settled PB009)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Final, Literal

from playbookgen.judging.suppression import shown_pulse
from playbookgen.model.course_judgement import PulseJudgement
from playbookgen.model.playbook_file import Organisation
from playbookgen.model.target_state import StrategyPulse

#: Answers older than this many days say nothing about today (settled PB009).
OLD_AFTER: Final = 365

PulseReason = Literal["few_clear", "many_unclear"]


def reasons_for_rework(pulse: StrategyPulse) -> Iterator[PulseReason]:
    """Fewer than half are clear; a quarter or more are unclear. In whole numbers."""
    if 2 * pulse.clear < pulse.asked:
        yield "few_clear"
    if pulse.asked and 4 * pulse.unclear >= pulse.asked:
        yield "many_unclear"


def verdict(shown: StrategyPulse | None, age_days: int) -> Literal["too_few", "nobody_asked", "old", "rework", "clear"]:
    """First match: too few to show, nobody asked, older than a year (then the shares are not judged), rework, clear."""
    if shown is None:
        return "too_few"
    if not shown.asked:
        return "nobody_asked"
    if age_days > OLD_AFTER:
        return "old"
    return "rework" if any(reasons_for_rework(shown)) else "clear"


def judge_round(pulse: StrategyPulse, min_group: int, as_of: date, earlier: tuple[PulseJudgement, ...] = ()) -> PulseJudgement:
    """One round; when too few were asked nothing but its date is left."""
    shown = shown_pulse(pulse, min_group)
    age = (as_of - pulse.date).days
    found = verdict(shown, age)
    asked = 0 if shown is None else shown.asked
    return PulseJudgement(
        day=pulse.date,
        age_days=age,
        suppressed=shown is None,
        asked=None if shown is None else shown.asked,
        clear=None if shown is None else shown.clear,
        partly=None if shown is None else shown.partly,
        unclear=None if shown is None else shown.unclear,
        clear_share=Fraction(shown.clear, asked) if shown is not None and asked else None,
        unclear_share=Fraction(shown.unclear, asked) if shown is not None and asked else None,
        verdict=found,
        reasons=tuple(reasons_for_rework(shown)) if shown is not None and found == "rework" else (),
        earlier=earlier,
    )


def judge_pulse(organisation: Organisation, as_of: date) -> PulseJudgement | None:
    """The newest round up to `as_of`, earlier ones in it newest first; of two of a day the later in the file is newer."""
    known = [(pulse.date, index, pulse) for index, pulse in enumerate(organisation.strategy_pulse) if pulse.date <= as_of]
    rounds = [pulse for _, _, pulse in sorted(known, key=lambda entry: entry[:2], reverse=True)]
    if not rounds:
        return None
    min_group = organisation.privacy.min_group
    return judge_round(rounds[0], min_group, as_of, tuple(judge_round(pulse, min_group, as_of) for pulse in rounds[1:]))

"""One organisation, one day: every computed figure."""

from __future__ import annotations

from datetime import date

from playbookgen.judging.assessment import judge_assessment
from playbookgen.judging.business import judge_business
from playbookgen.judging.calendar import change_days, next_dates
from playbookgen.judging.challenges import judge_challenges
from playbookgen.judging.change_team import judge_change_team
from playbookgen.judging.channels import judge_channels
from playbookgen.judging.commitment import judge_commitment
from playbookgen.judging.communication import judge_communication
from playbookgen.judging.decisions import judge_decisions
from playbookgen.judging.factors import judge_factors
from playbookgen.judging.feedback import judge_feedback
from playbookgen.judging.goals import judge_goals, main_goal
from playbookgen.judging.line_of_sight import judge_line_of_sight
from playbookgen.judging.metrics import judge_metrics
from playbookgen.judging.onboarding import judge_onboarding
from playbookgen.judging.plan import judge_plan
from playbookgen.judging.pulse import judge_pulse
from playbookgen.judging.readiness import judge_readiness
from playbookgen.judging.realism import judge_targets
from playbookgen.judging.recognition import judge_recognition
from playbookgen.judging.risks import judge_risks
from playbookgen.judging.routines import judge_routines
from playbookgen.judging.schedule import judge_calendar
from playbookgen.judging.stakeholders import judge_stakeholders
from playbookgen.judging.steering import judge_steering
from playbookgen.judging.strengths import judge_strengths
from playbookgen.judging.systems import judge_systems
from playbookgen.judging.translation import judge_translation
from playbookgen.model.judgement import Judgement
from playbookgen.model.library import Library
from playbookgen.model.playbook_file import Organisation


def judge(organisation: Organisation, as_of: date, library: Library) -> Judgement:
    """Everything that can be computed about `organisation` on the day `as_of`.

    Pure: the same three values give the same judgement, in any place and at any time. It raises
    nothing on an organisation that reading has accepted for that day. From the `library` come the
    leadership acts: their area, rhythm, and which of them count although nobody listed them.
    """
    change = organisation.change
    metrics = judge_metrics(organisation, as_of)
    by_metric = {judged.metric.id: judged for judged in metrics}
    goals = judge_goals(change, by_metric, as_of)
    plan = judge_plan(organisation.plan, as_of)
    commitment = judge_commitment(organisation.leadership_checklist, library.leadership.acts, change.start, as_of)
    steering = judge_steering(change, as_of)
    return Judgement(
        as_of=as_of,
        change_days=change_days(change, as_of),
        assessment=judge_assessment(organisation, as_of),
        challenges=judge_challenges(organisation),
        metrics=metrics,
        realism=judge_targets(organisation),
        goals=goals,
        main_goal=main_goal(goals),
        translation=judge_translation(organisation),
        plan=plan,
        commitment=commitment,
        next_dates=next_dates(organisation, as_of, plan.actions, commitment.promises),
        by_metric=by_metric,
        business=judge_business(organisation),
        factors=judge_factors(organisation),
        strengths=judge_strengths(organisation, as_of),
        change_team=judge_change_team(organisation),
        pulse=judge_pulse(organisation, as_of),
        steering=steering,
        readiness=judge_readiness(organisation),
        routines=judge_routines(organisation),
        stakeholders=judge_stakeholders(organisation),
        decisions=judge_decisions(organisation),
        communication=judge_communication(organisation, as_of),
        recognition=judge_recognition(organisation, as_of),
        feedback=judge_feedback(organisation, as_of),
        onboarding=judge_onboarding(organisation, as_of),
        line_of_sight=judge_line_of_sight(organisation),
        channels=judge_channels(organisation),
        systems=judge_systems(organisation),
        risks=judge_risks(organisation),
        calendar=judge_calendar(organisation, goals, plan, commitment, steering, as_of),
    )

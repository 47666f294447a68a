"""What better service could be worth a year (brief P01): ranges and costs, each only if its inputs are told."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Final

from playbookgen.model.course_judgement import BusinessJudgement, MoneyRange
from playbookgen.model.playbook_file import Organisation

#: Growth of extra sales that the trade claims for well-led centres (source S0-09): a claim, no forecast.
GROWTH_LOW: Final = Fraction(30, 100)
GROWTH_HIGH: Final = Fraction(1)
#: By how many percentage points repeat contacts are imagined to fall (brief P01).
SAVING_POINTS: Final = Fraction(5)
MONTHS: Final = 12


def extra_revenue(revenue_month: Decimal | None) -> MoneyRange | None:
    """Extra revenue a year if extra sales grew by 30 … 100 %; ``None`` where nothing is sold yet."""
    if not revenue_month:
        return None
    year = Fraction(revenue_month) * MONTHS
    return MoneyRange(year * GROWTH_LOW, year * GROWTH_HIGH)


def margin_of(revenue: MoneyRange | None, margin_pct: Decimal | None) -> MoneyRange | None:
    """The margin in `revenue`, at `margin_pct` 0–100; ``None`` without either, or without any margin."""
    if revenue is None or not margin_pct:
        return None
    share = Fraction(margin_pct) / 100
    return MoneyRange(revenue.low * share, revenue.high * share)


def cost_of_contacts(contacts_month: int | None, points: Decimal | Fraction | None, cost_per_contact: Decimal | None) -> Fraction | None:
    """Contacts a month × points/100 × cost of one × 12: what that share of contacts costs a year."""
    if contacts_month is None or points is None or cost_per_contact is None:
        return None
    return contacts_month * Fraction(points) / 100 * Fraction(cost_per_contact) * MONTHS


def saving_points(repeat_pct: Decimal | None) -> Fraction | None:
    """Percentage points that could be saved: 5, but never more repeat contacts than there are; ``None`` when there are none."""
    if repeat_pct is None:
        return SAVING_POINTS
    return min(Fraction(repeat_pct), SAVING_POINTS) or None


def turnover_cost(leavers: int | None, replacement_cost: Decimal | None) -> Fraction | None:
    """Leavers of twelve months times what it costs to replace one."""
    return None if leavers is None or replacement_cost is None else leavers * Fraction(replacement_cost)


def judge_business(organisation: Organisation) -> BusinessJudgement | None:
    """The scenarios of P01; ``None`` when the file tells no business figures."""
    told = organisation.business
    if told is None:
        return None
    contacts = organisation.organisation.contacts_per_month
    revenue = extra_revenue(told.upsell_revenue_month)
    points = saving_points(told.repeat_contact_pct)
    saving = cost_of_contacts(contacts, points, told.cost_per_contact)
    return BusinessJudgement(
        growth_low=GROWTH_LOW,
        growth_high=GROWTH_HIGH,
        extra_revenue=revenue,
        extra_margin=margin_of(revenue, told.upsell_margin_pct),
        selling_is_secondary=organisation.organisation.main_task == "service",
        repeat_cost=cost_of_contacts(contacts, told.repeat_contact_pct, told.cost_per_contact),
        saving_points=None if saving is None else points,
        repeat_saving=saving,
        turnover_cost=turnover_cost(told.leavers_12m, told.replacement_cost_per_agent),
    )

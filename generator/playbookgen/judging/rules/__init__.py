"""The rules: a module for each family, a small function for each rule."""

from __future__ import annotations

from typing import Final

from playbookgen.judging.rules import assessment, plan
from playbookgen.judging.rules.inquiry import Inquiry, Observation, RuleFunction

#: Every rule's function by its id.
FUNCTIONS: Final[dict[str, RuleFunction]] = {
    **assessment.RULES,
    **plan.RULES,
}

__all__ = ["FUNCTIONS", "Inquiry", "Observation"]

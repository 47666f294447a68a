"""The rules: a module for each family, a small function for each rule."""

from __future__ import annotations

from typing import Final

from playbookgen.judging.rules import assessment, daily_life, languages, leading, learning, metrics, people, plan, target_state, together
from playbookgen.judging.rules.inquiry import Inquiry, Observation, RuleFunction

_FAMILIES = (assessment, daily_life, languages, leading, learning, metrics, people, plan, target_state, together)

#: Every rule's function by its id.
FUNCTIONS: Final[dict[str, RuleFunction]] = {name: function for family in _FAMILIES for name, function in family.RULES.items()}

__all__ = ["FUNCTIONS", "Inquiry", "Observation", "RuleFunction"]

"""Judging: what an organisation says, on one day, as exact figures and as findings. Pure: no clock, disk or environment.

What every build needs is imported here. What few commands need is asked for where it is: `answers`, `comparison`, `explanations`,
`past`, `periods`.
"""

from playbookgen.judging.findings import find, rules_in_force
from playbookgen.judging.judge import judge
from playbookgen.judging.wording import Wording, word

__all__ = ["Wording", "find", "judge", "rules_in_force", "word"]

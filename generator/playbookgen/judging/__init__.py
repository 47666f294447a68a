"""Judging: what an organisation says, on one day, as exact figures and as findings. Pure: no clock, disk or environment."""

from playbookgen.judging.findings import find, rules_in_force
from playbookgen.judging.judge import judge

__all__ = ["find", "judge", "rules_in_force"]

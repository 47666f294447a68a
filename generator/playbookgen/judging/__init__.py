"""Judging: what an organisation says, on one day, as exact figures. Pure: no clock, disk or environment."""

from playbookgen.judging.judge import judge

__all__ = ["judge"]

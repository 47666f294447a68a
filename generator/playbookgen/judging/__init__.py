"""Judging: what an organisation says, on one day, as exact figures and as findings. Pure: no clock, disk or environment."""

from playbookgen.judging.answers import merge_answers
from playbookgen.judging.comparison import Version, compare
from playbookgen.judging.explanations import explain
from playbookgen.judging.findings import find, rules_in_force
from playbookgen.judging.judge import judge
from playbookgen.judging.past import changed_on
from playbookgen.judging.periods import merge_figures
from playbookgen.judging.wording import Wording, word

__all__ = ["Version", "Wording", "changed_on", "compare", "explain", "find", "judge", "merge_answers", "merge_figures", "rules_in_force", "word"]

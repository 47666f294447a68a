"""How urgent a finding is. On its own, so that counting findings needs nothing else."""

from __future__ import annotations

from typing import Final, Literal, get_args

FindingSeverity = Literal["error", "warning", "hint"]
#: From most to least urgent.
SEVERITIES: Final[tuple[FindingSeverity, ...]] = get_args(FindingSeverity)

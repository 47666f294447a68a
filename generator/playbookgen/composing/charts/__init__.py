"""Charts: one module a chart computes where things stand, one template of the same name draws them.

A chart function takes the page's `Speech` and what it shows, and returns the template's variables,
or ``None`` when there is nothing to draw. Coordinates are rounded to two decimals, so that the same
input gives the same bytes everywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

CHARTS: Mapping[str, Callable[..., dict[str, Any] | None]] = {}

"""The exit statuses, as the documentation names them."""

from __future__ import annotations

from typing import Final

FINE: Final = 0
CONTENT: Final = 1
USAGE: Final = 2
PARTLY: Final = 3
LIMIT: Final = 4
BUG: Final = 70
BUSY: Final = 75
INTERRUPTED: Final = 130

"""What holds for every test."""

from __future__ import annotations

import os

from hypothesis import settings

# A slow machine is no fault of a text, so there is no deadline. CI tries the same examples each time: what is red there is red here.
settings.register_profile("desk", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "desk")

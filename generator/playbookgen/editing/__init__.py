"""Editing: the text of an organisation's YAML in, the text with some values changed out; every other character stays. Pure."""

from __future__ import annotations

from playbookgen.editing.files import edit_files
from playbookgen.editing.migrations import KEY as VERSION_KEY
from playbookgen.editing.migrations import SETTINGS_STEPS, STEPS, migrate, version_of
from playbookgen.editing.text import edit_text

__all__ = ["SETTINGS_STEPS", "STEPS", "VERSION_KEY", "edit_files", "edit_text", "migrate", "version_of"]

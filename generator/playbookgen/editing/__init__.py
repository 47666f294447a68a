"""Editing: the text of an organisation's YAML in, the text with some values changed out; every other character stays. Pure."""

from __future__ import annotations

from playbookgen.editing.files import edit_files
from playbookgen.editing.text import edit_text

__all__ = ["edit_files", "edit_text"]

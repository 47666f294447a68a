"""Composing: the only room that knows Jinja2. Pure: the same input gives the same bytes."""

from playbookgen.composing.composition import compose
from playbookgen.composing.environment import compile_templates
from playbookgen.composing.general_guidance import guidance
from playbookgen.composing.override_check import check_overrides

__all__ = ["check_overrides", "compile_templates", "compose", "guidance"]

"""Composing: the only room that knows Jinja2. Pure: the same input gives the same bytes."""

from playbookgen.composing.composition import compose
from playbookgen.composing.environment import compile_templates

__all__ = ["compile_templates", "compose"]

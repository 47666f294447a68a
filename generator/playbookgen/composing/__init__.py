"""Composing: the only room that knows Jinja2. Pure: the same input gives the same bytes."""

from playbookgen.composing.composition import compose

__all__ = ["compose"]

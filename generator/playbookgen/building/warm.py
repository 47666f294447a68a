"""Imported by the process that tasks are forked from: what it has at hand, they need not make again."""

from contextlib import suppress

from playbookgen.building.engine import warm_up
from playbookgen.building.workers import take_at_hand

# Only a head start: what is wrong with the engine shows in the task that needs it, with a message of its own.
with suppress(Exception):
    warm_up()
with suppress(Exception):
    take_at_hand()

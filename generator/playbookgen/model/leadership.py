"""What the leadership has promised to do, and when it last did it."""

from __future__ import annotations

from typing import Final, Literal, get_args

from pydantic import Field

from playbookgen.model.change import PersonRef
from playbookgen.model.entity import Entity
from playbookgen.model.text import Note, Sentence
from playbookgen.model.values import Cadence, Id, PastDay

CommitmentArea = Literal["vision_goals", "participation", "resources_tools", "openness", "evaluate_adapt"]
COMMITMENT_AREAS: Final[tuple[CommitmentArea, ...]] = get_args(CommitmentArea)


class LeadershipItem(Entity):
    """One promise: an observable act with an owner and a rhythm."""

    item: Id = Field(description="Id of the library's item, or an own id with text and area.")
    text: Sentence | None = Field(default=None, description="The act, for an item of your own.")
    area: CommitmentArea | None = Field(default=None, description="Required for an item of your own.")
    owner: PersonRef | None = Field(default=None, description="The person who has promised it.")
    cadence: Cadence | None = Field(default=None, description="How often; the library's rhythm if not given, monthly for an own item.")
    last_done: PastDay | None = Field(default=None, description="The day it was last done.")
    evidence: Sentence | None = Field(default=None, description="Where it can be seen: minutes, a page, a picture.")
    note: Note | None = Field(default=None, description="What came of it.")
    not_applicable: Sentence | None = Field(default=None, description="Why the item does not apply here.")

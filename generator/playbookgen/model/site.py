"""What an organisation says about its site: who looks after a page, and how accessible it is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from playbookgen.model.entity import Entity
from playbookgen.model.problem import Contradiction
from playbookgen.model.text import Sentence
from playbookgen.model.values import Line, NumberType, PastDay, Reference

PersonRef = Annotated[str, Reference(to="people")]


class PageCare(Entity):
    """Who looks after one page, and when it was last read through."""

    page: Annotated[str, Reference(to="", or_library="pages")] = Field(description="The page, by the name of its template: roadmap, goal-check.")
    owner: PersonRef | None = Field(default=None, description="Who looks after this page; site.owner if not given.")
    reviewed: PastDay | None = Field(default=None, description="When the page was last read through; site.reviewed if not given.")


class AccessibilityStatement(Entity):
    """How accessible the site is, after the model statement of Directive (EU) 2016/2102."""

    status: Literal["full", "partial", "none"] = Field(description="Whether WCAG 2.1 AA (EN 301 549) is met: full, partial or none.")
    date: PastDay = Field(description="When the statement was written or last looked over.")
    assessed_by: Literal["self", "external"] = Field(default="self", description="Who tested: the organisation itself, or somebody outside.")
    contact: Sentence = Field(description="Where readers report what they cannot use: address, telephone, who answers.")
    answer_within_days: Annotated[int, NumberType(minimum=1, integer=True)] = Field(default=14, description="How soon they get an answer.")
    known_gaps: list[Sentence] = Field(default=[], description="What is not accessible yet, why, and what to do instead; one sentence each.")
    enforcement_body: Sentence | None = Field(default=None, description="The authority to turn to if the answer does not help.")
    enforcement_link: Line | None = Field(default=None, description="Its address on the web, beginning with https://.")

    def contradictions(self) -> Iterator[Contradiction]:
        if self.status != "full" and not self.known_gaps:
            yield Contradiction("E303", f"status {self.status} without known_gaps", ("status",), "name what is not accessible yet under known_gaps")
        if self.enforcement_link and not self.enforcement_link.startswith("https://"):
            help = "write the whole address: https://…"
            yield Contradiction("E204", f"“{self.enforcement_link[:60]}” is not a web address", ("enforcement_link",), help)

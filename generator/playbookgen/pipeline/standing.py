"""A site that stands as an earlier build left it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from playbookgen.building.memory import Remembered
from playbookgen.model.result import BuiltEdition, BuiltOrganisation, CheckedOrganisation, Edition


@dataclass(frozen=True, slots=True)
class Standing:
    """A published site that is as it was left, what it would be made of now, and what changed since; nothing when `why` is empty."""

    remembered: Remembered
    parts: Mapping[str, str]
    why: str

    def left(self, organisation: str) -> BuiltOrganisation:
        """What a run says of it that leaves it as it is."""
        remembered = self.remembered
        editions = [Edition(organisation, one.language, one.audience, one.prefix) for one in remembered.editions]
        checked = CheckedOrganisation(
            organisation,
            (),
            remembered.source,
            remembered.inputs,
            date.fromisoformat(remembered.as_of),
            remembered.name,
            tuple(editions),
            counted=remembered.findings,
        )
        why = "nothing it is made of has changed"
        left = tuple(
            BuiltEdition(edition, "unchanged", one.digest, one.pages, 0.0, why) for edition, one in zip(editions, remembered.editions, strict=True)
        )
        return BuiltOrganisation(checked, "unchanged", left)

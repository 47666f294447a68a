"""What a run writes into the ledger: on its own, so that a run that builds nothing need not have what builds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from playbookgen.building import publishing
from playbookgen.model.result import BuiltOrganisation


def ledger_after(
    before: publishing.Ledger | None, built: Sequence[BuiltOrganisation], withdrawn: Sequence[str], as_of: date, version: str
) -> publishing.Ledger:
    """The ledger after a run: its own editions, and those of organisations it did not look at."""
    earlier = before.editions if before else ()
    looked_at = {each.id for each in built} | set(withdrawn)
    entries = [entry for entry in earlier if entry.organisation not in looked_at]
    for each in built:
        kept = [replace(entry, status="kept") for entry in earlier if entry.organisation == each.id and entry.digest]
        entries += _built_entries(each) if each.is_published else kept or _failed_entries(each)
    return publishing.Ledger(as_of, version, tuple(entries))


def _built_entries(each: BuiltOrganisation) -> list[publishing.Entry]:
    inputs = each.checked.digest
    return [publishing.Entry(one.edition.name, one.status, one.digest or "", one.pages, round(one.seconds, 3), inputs) for one in each.editions]


def _failed_entries(each: BuiltOrganisation) -> list[publishing.Entry]:
    return [publishing.Entry(name, "failed") for name in [edition.name for edition in each.checked.editions] or [each.id]]

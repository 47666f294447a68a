"""Systems: what they can do of what the work needs, and whether recording has rules (brief P22, settled PB045)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Literal, get_args

from playbookgen.judging.plan import is_live
from playbookgen.model.channels import Capability, Recording, System
from playbookgen.model.playbook_file import Organisation
from playbookgen.model.reach_judgement import CapabilityJudgement, RecordingJudgement, SystemsJudgement

#: Everything the work needs, in the order of brief P22.
NEEDED: Final[tuple[Capability, ...]] = get_args(Capability)

RecordingRule = Literal["purpose", "retention_days", "legal_basis", "staff_consulted"]


def judge_capability(capability: Capability, organisation: Organisation) -> CapabilityJudgement:
    """One capability; what a system does already is provided, whatever is planned."""
    systems = tuple(system for system in organisation.systems if capability in system.capabilities)
    actions = tuple(one for one in organisation.plan.actions if capability in one.capabilities and is_live(one))
    return CapabilityJudgement(capability, systems, actions, "provided" if systems else "planned" if actions else "missing")


def missing_rules(recording: Recording | None) -> Iterator[RecordingRule]:
    """Rules of recording that are not written, or not true (rule PB035)."""
    told = Recording() if recording is None else recording
    if told.purpose is None:
        yield "purpose"
    if told.retention_days is None:
        yield "retention_days"
    if told.legal_basis is None:
        yield "legal_basis"
    if told.staff_consulted is not True:
        yield "staff_consulted"


def judge_recording(system: System) -> RecordingJudgement:
    """One system that records contacts."""
    return RecordingJudgement(system, tuple(missing_rules(system.recording)))


def judge_systems(organisation: Organisation) -> SystemsJudgement:
    """The whole of P22; with no system described every capability is missing, and only the page says so."""
    capabilities = tuple(judge_capability(capability, organisation) for capability in NEEDED)
    missing = tuple(one for one in capabilities if not one.systems)
    return SystemsJudgement(
        capabilities=capabilities,
        provided=len(capabilities) - len(missing),
        missing=missing,
        recordings=tuple(judge_recording(system) for system in organisation.systems if "call_recording" in system.capabilities),
    )

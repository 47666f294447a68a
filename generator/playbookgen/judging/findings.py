"""One organisation, one day: everything the rules have to say (brief section 4)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from playbookgen.judging.rules import FUNCTIONS, Inquiry, Observation
from playbookgen.model.finding import SEVERITIES, Finding, FindingSeverity
from playbookgen.model.judgement import Judgement
from playbookgen.model.library import Library
from playbookgen.model.playbook_file import Organisation, RuleSetting
from playbookgen.model.rule_table import PAGES_WITH_RULES, RULES
from playbookgen.model.rules import Reason, Rule, RuleInForce

Settings = Mapping[str, RuleSetting]
NO_SETTINGS: Final[Settings] = {}
_UNSET: Final = RuleSetting()


def rules_in_force(organisation: Organisation | None, workspace: Settings = NO_SETTINGS) -> tuple[RuleInForce, ...]:
    """Every rule as it is judged by for `organisation`, or in the workspace where none is named, in the order of ids.

    What the organisation sets goes before what the `workspace` sets, limit by limit. An
    organisation that sets a limit or severity of a rule wants it judged, also where the workspace
    switched it off.
    """
    own = organisation.rules if organisation else NO_SETTINGS
    return tuple(_in_force(rule, own, workspace) for rule in RULES)


def _in_force(rule: Rule, own: Settings, workspace: Settings) -> RuleInForce:
    here, around = own.get(rule.id, _UNSET), workspace.get(rule.id, _UNSET)
    changed = {**around.thresholds, **here.thresholds}
    says_how = here.severity is not None or bool(here.thresholds)
    return RuleInForce(
        rule=rule,
        severity=here.severity or around.severity,
        thresholds={**rule.defaults, **changed},
        changed=frozenset(changed),
        off=here.off or (None if says_how else around.off),
    )


def find(organisation: Organisation, judgement: Judgement, library: Library, workspace: Settings = NO_SETTINGS) -> tuple[Finding, ...]:
    """What the rules find, by page, rule, case and subject (settled G7).

    Args:
        organisation: what is told, with its own rule settings.
        judgement: its figures, made with the same library; the day of the findings is its as-of date.
        library: what the product knows.
        workspace: rule settings of the workspace, by rule id.
    """
    in_force = rules_in_force(organisation, workspace)
    limits = {each.rule.id: each.thresholds for each in in_force}
    found = [
        _finding(each, observation)
        for each in in_force
        if each.off is None
        for observation in FUNCTIONS[each.rule.id](Inquiry(each.rule.id, organisation, judgement, library, limits))
    ]
    return tuple(sorted(found, key=_place_in_order))


def _finding(each: RuleInForce, observation: Observation) -> Finding:
    reasons = [each.rule.reason(name) for name in observation.reasons]
    return Finding(
        rule=each.rule.id,
        case=reasons[0].case,
        subject=observation.subject,
        severity=each.severity or _highest(reasons),
        page=each.rule.page,
        path=observation.path,
        reasons=observation.reasons,
        inputs=dict(observation.inputs),
        thresholds=dict(each.thresholds),
        name=observation.name,
        leadership_only=each.rule.leadership_only,
    )


def _highest(reasons: Sequence[Reason]) -> FindingSeverity:
    return SEVERITIES[min(SEVERITIES.index(reason.severity) for reason in reasons)]


def _place_in_order(finding: Finding) -> tuple[int, str, str, str]:
    return (PAGES_WITH_RULES.index(finding.page), *finding.key)

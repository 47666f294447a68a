"""Settings of rules: the rule exists, its limits have these names, and their values make sense."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final

from pydantic_core import PydanticCustomError

from playbookgen.model.rule_table import RULES_BY_ID
from playbookgen.model.rules import Rule, Threshold
from playbookgen.model.scalars import Plain
from playbookgen.model.values import NumberType
from playbookgen.reading.guesses import enumerated, nearest
from playbookgen.reading.nodes import Entry, Node
from playbookgen.reading.report import Report, safe

#: What somebody writes who takes `off` for a switch.
_SWITCH_WORDS: Final = frozenset({"true", "false", "yes", "no", "on", "off", "1", "0"})


def check_rule_settings(rules: Node | None, report: Report) -> None:
    """Report unknown rules and limits (E205), limits out of range (E203), and rules switched off without a reason (E209).

    `rules` is what stands under the key of that name. What has not the form of a rule's id, a
    number or a text is reported where the form is checked.
    """
    for name, entry in (rules.entries if rules else {}).items():
        rule = RULES_BY_ID.get(name)
        if rule is not None:
            _check_limits(rule, entry.node.child("thresholds"), report)
            _check_off(rule, entry.node.child("off"), report)
        elif name.startswith("PB") and len(name) == len("PB000") and name[2:].isdecimal():
            meant = next((known for known in RULES_BY_ID if sorted(known) == sorted(name)), None)
            first, last = min(RULES_BY_ID), max(RULES_BY_ID)
            help = f"did you mean {meant}?" if meant else f"rules are called {first} to {last}"
            report.add("E205", f"there is no rule {name}", entry.key, help=help, suggestion=meant)


def _check_limits(rule: Rule, limits: Node | None, report: Report) -> None:
    names = [threshold.name for threshold in rule.thresholds]
    for name, entry in (limits.entries if limits else {}).items():
        threshold = rule.threshold(name)
        if threshold is not None:
            _check_value(rule, threshold, entry.node, report)
        elif not name.startswith("x_"):
            _report_unknown(rule, name, names, entry, report)


def _report_unknown(rule: Rule, name: str, names: list[str], entry: Entry, report: Report) -> None:
    near = nearest(name, names, 1)
    meant = near[0] if near else names[0] if len(names) == 1 else None
    known = f"{rule.id} knows {enumerated(names)}" if names else f"{rule.id} knows none: set its severity, or switch it off with a reason"
    help = f"did you mean “{meant}”? {known}" if meant else known
    report.add("E205", f"{rule.id} has no threshold “{safe(name, 60)}”", entry.key, help=help, suggestion=meant)


def _check_value(rule: Rule, threshold: Threshold, node: Node, report: Report) -> None:
    try:
        number = Decimal(NumberType().check(node.content))
    except PydanticCustomError:  # what is no number is reported by the schema
        return
    low, high = threshold.minimum, threshold.maximum
    try:
        NumberType(minimum=float(low), maximum=float(high), integer=threshold.is_whole).check(node.content)
    except PydanticCustomError as refused:
        message = f"{threshold.name} of {rule.id} {(refused.context or {}).get('text')}"
        help = f"{rule.id} takes {low}–{high} here, {threshold.default} if nothing is set"
        report.add(refused.type, message, node.place, help=help)
        return
    if threshold.unit == "percent" and 0 < number < 1:
        percent = f"{(number * 100).normalize():f}"
        message = f"{threshold.name} of {rule.id}: {number} % is less than one percent"
        report.add("E401", message, node.place, help=f"did you mean {percent}?", suggestion=percent, severity="warning")


def _check_off(rule: Rule, node: Node | None, report: Report) -> None:
    if node is not None and isinstance(node.content, Plain) and node.content.lower() in _SWITCH_WORDS:
        help = "write the reason as a text, it is printed on the About page: off: We have had no starters this year; else delete off"
        report.add("E209", f"“{node.content}” is no reason to switch {rule.id} off", node.place, help=help)


def rule_settings_schema(setting: dict[str, Any]) -> dict[str, Any]:
    """What an editor may know of `rules`: every rule with its limits, as JSON Schema.

    `setting` is the schema of one rule's settings, without its limits.
    """
    parts = setting["properties"]
    off = {**parts["off"], "not": {"type": "boolean"}}
    free: dict[str, Any] = {"patternProperties": {"^x_": {}}, "additionalProperties": False}
    rules = {}
    for name, rule in RULES_BY_ID.items():
        limits = {"type": "object", "properties": {threshold.name: _limit_schema(threshold) for threshold in rule.thresholds}, **free}
        rules[name] = {"type": "object", "properties": {"severity": parts["severity"], "thresholds": limits, "off": off}, **free}
    return {"type": "object", "properties": rules, **free}


def _limit_schema(threshold: Threshold) -> dict[str, Any]:
    return {
        "type": "integer" if threshold.is_whole else "number",
        "minimum": float(threshold.minimum),
        "maximum": float(threshold.maximum),
        "default": float(threshold.default),
    }

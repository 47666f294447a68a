"""How an explanation of a code reads: on a terminal, in the documents, and as the help of a rule in SARIF."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from playbookgen.cli.terminal import Terminal, safe
from playbookgen.model.explanation import Explanation
from playbookgen.model.finding import SEVERITIES
from playbookgen.model.rules import RuleInForce, Threshold

_WIDTH: Final = 96
_UNITS: Final = {
    "percent": " %",
    "points": " points",
    "days": " days",
    "weeks": " weeks",
    "minutes": " minutes",
    "count": "",
    "score": "",
    "times": " ×",
}


def paragraphs(explanation: Explanation) -> Iterator[str]:
    """What it means, why it matters, what to do: a paragraph each, not yet safe to print."""
    yield from explanation.means
    if explanation.why:
        yield explanation.why
    yield from explanation.answers


def explained(explanation: Explanation, terminal: Terminal) -> str:
    """All that is known about a code, for a terminal."""
    parts = [terminal.styled(safe(f"{explanation.code}: {explanation.name}"), "strong"), *map(_filled, paragraphs(explanation))]
    if explanation.rule:
        parts += [_severities(explanation.rule), *_limits(explanation)]
    if explanation.example:
        parts += [_indented("Refused:", explanation.example.wrong), _indented("Taken:", explanation.example.right)]
    return "\n\n".join(part for part in parts if part)


def _filled(text: str) -> str:
    return textwrap.fill(safe(text), _WIDTH, break_long_words=False, break_on_hyphens=False)


def _indented(title: str, lines: str) -> str:
    return "\n".join([title, *(f"    {safe(line)}" for line in lines.splitlines())])


def severities(in_force: RuleInForce) -> str:
    """``error, warning``: what the rule's findings can be, the most urgent first."""
    if in_force.severity:
        return in_force.severity
    found = {reason.severity for reason in in_force.rule.reasons}
    return ", ".join(severity for severity in SEVERITIES if severity in found)


def _severities(in_force: RuleInForce) -> str:
    if in_force.off is not None:
        return "Switched off here: " + " / ".join(safe(text) for _, text in in_force.off.entries)
    readers = "; only readers of the leadership build see it" if in_force.rule.leadership_only else ""
    return f"Severity: {severities(in_force)}{readers}. Page: {in_force.rule.page}."


def _limits(explanation: Explanation) -> Iterator[str]:
    in_force = explanation.rule
    if in_force is None or not in_force.rule.thresholds:
        return
    width = max(len(limit.name) for limit in in_force.rule.thresholds)
    lines = ["Limits in force:"]
    for limit in in_force.rule.thresholds:
        set_here = f" (set here; usually {amount(limit.default, limit)})" if limit.name in in_force.changed else ""
        about = explanation.limits.get(limit.name, "")
        lines.append(f"    {limit.name:<{width}}  {amount(in_force.thresholds[limit.name], limit)}{set_here}{f'  {safe(about)}' if about else ''}")
    yield "\n".join(lines)
    yield f"Others are set with `rules: {{{in_force.rule.id}: {{thresholds: {{…}}}}}}` in site_config.yml or the organisation's file."


def amount(value: Decimal, limit: Threshold) -> str:
    """``15 points``."""
    return f"{value.normalize():f}{_UNITS[limit.unit]}"

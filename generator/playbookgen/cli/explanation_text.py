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
from playbookgen.model.text import Language

_WIDTH: Final = 96
#: The words around the texts of the library, by language.
_WORDS: Final[dict[Language, dict[str, str]]] = {
    "en": {
        "refused": "Refused:",
        "taken": "Taken:",
        "off": "Switched off here:",
        "severity": "Severity:",
        "page": "Page:",
        "limits": "Limits in force:",
        "error": "error",
        "warning": "warning",
        "hint": "hint",
        "leadership": "; only readers of the leadership build see it",
        "set": "set here; usually",
        "others": "Others are set with %s in site_config.yml or the organisation's file.",
        "points": "points",
        "days": "days",
        "weeks": "weeks",
        "minutes": "minutes",
    },
    "fi": {
        "refused": "Hylätään:",
        "taken": "Kelpaa:",
        "off": "Ei käytössä:",
        "severity": "Vakavuus:",
        "page": "Sivu:",
        "limits": "Voimassa olevat rajat:",
        "error": "virhe",
        "warning": "varoitus",
        "hint": "vihje",
        "leadership": "; näkyy vain johdon sivustossa",
        "set": "asetettu täällä; tavallisesti",
        "others": "Muita asetetaan näin: %s. Paikka on site_config.yml tai organisaation tiedosto.",
        "points": "pistettä",
        "days": "pv",
        "weeks": "vk",
        "minutes": "min",
    },
    "nb": {
        "refused": "Avvises:",
        "taken": "Godtas:",
        "off": "Slått av her:",
        "severity": "Alvorlighet:",
        "page": "Side:",
        "limits": "Grenser som gjelder:",
        "error": "feil",
        "warning": "advarsel",
        "hint": "tips",
        "leadership": "; vises bare i ledelsens utgave",
        "set": "satt her; vanligvis",
        "others": "Andre settes med %s i site_config.yml eller i organisasjonens fil.",
        "points": "poeng",
        "days": "dager",
        "weeks": "uker",
        "minutes": "minutter",
    },
    "sv": {
        "refused": "Avvisas:",
        "taken": "Godtas:",
        "off": "Avstängd här:",
        "severity": "Allvarlighet:",
        "page": "Sida:",
        "limits": "Gränser som gäller:",
        "error": "fel",
        "warning": "varning",
        "hint": "tips",
        "leadership": "; syns bara i ledningens utgåva",
        "set": "satt här; vanligen",
        "others": "Andra sätts med %s i site_config.yml eller i organisationens fil.",
        "points": "poäng",
        "days": "dagar",
        "weeks": "veckor",
        "minutes": "minuter",
    },
}


def paragraphs(explanation: Explanation) -> Iterator[str]:
    """What it means, why it matters, what to do: a paragraph each, not yet safe to print."""
    yield from explanation.means
    if explanation.why:
        yield explanation.why
    yield from explanation.answers


def explained(explanation: Explanation, terminal: Terminal, language: Language = "en") -> str:
    """All that is known about a code, for a terminal, with headings in the language of its texts."""
    words = _WORDS[language]
    parts = [terminal.styled(safe(f"{explanation.code}: {explanation.name}"), "strong"), *map(_filled, paragraphs(explanation))]
    if explanation.rule:
        parts += [_severities(explanation.rule, words), *_limits(explanation, language)]
    if explanation.example:
        parts += [_indented(words["refused"], explanation.example.wrong), _indented(words["taken"], explanation.example.right)]
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


def _severities(in_force: RuleInForce, words: dict[str, str]) -> str:
    if in_force.off is not None:
        return f"{words['off']} " + " / ".join(safe(text) for _, text in in_force.off.entries)
    readers = words["leadership"] if in_force.rule.leadership_only else ""
    said = ", ".join(words[severity] for severity in severities(in_force).split(", "))
    return f"{words['severity']} {said}{readers}. {words['page']} {in_force.rule.page}."


def _limits(explanation: Explanation, language: Language) -> Iterator[str]:
    in_force, words = explanation.rule, _WORDS[language]
    if in_force is None or not in_force.rule.thresholds:
        return
    width = max(len(limit.name) for limit in in_force.rule.thresholds)
    lines = [words["limits"]]
    for limit in in_force.rule.thresholds:
        set_here = f" ({words['set']} {amount(limit.default, limit, language)})" if limit.name in in_force.changed else ""
        about = explanation.limits.get(limit.name, "")
        value = amount(in_force.thresholds[limit.name], limit, language)
        lines.append(f"    {limit.name:<{width}}  {value}{set_here}{f'  {safe(about)}' if about else ''}")
    yield "\n".join(lines)
    yield words["others"] % f"`rules: {{{in_force.rule.id}: {{thresholds: {{…}}}}}}`"


def amount(value: Decimal, limit: Threshold, language: Language = "en") -> str:
    """``15 points``; the decimal comma where the language has one."""
    number = f"{value.normalize():f}"
    unit = (
        {"percent": "%", "times": "×", "count": "", "score": ""}.get(limit.unit)
        if limit.unit not in _WORDS[language]
        else _WORDS[language][limit.unit]
    )
    return f"{number if language == 'en' else number.replace('.', ',')} {unit}".rstrip()

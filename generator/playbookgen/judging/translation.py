"""The target state, told to each role: which cells are filled (brief P09r, settled F14 and PB011)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Literal

from playbookgen.model.judgement import RoleCoverage, StatementJudgement, Translation
from playbookgen.model.organisation import Role
from playbookgen.model.playbook_file import Organisation
from playbookgen.model.target_state import Statement
from playbookgen.model.text import Language, LocalisedText


def comparable(text: LocalisedText, default: Language) -> str:
    """A text as it is compared with another: in the default language, trimmed, without case (settled PB011)."""
    return " ".join(text.speak(default, default).text.split()).casefold()


def judge_statement(statement: Statement, roles: Sequence[Role], default: Language) -> StatementJudgement:
    """One statement; the same text for two roles is no translation, and counts as missing for both."""
    applicable = {role.id for role in roles if role.is_translated}
    texts = {role: comparable(text, default) for role, text in statement.roles.items() if role in applicable}
    cells = tuple(Translation(role, _state(role, texts, Counter(texts.values()))) for role in roles)
    return StatementJudgement(statement, cells, tuple(cell.role for cell in cells if cell.state in ("missing", "identical")))


def _state(role: Role, texts: Mapping[str, str], told: Counter[str]) -> Literal["filled", "missing", "identical", "not_applicable"]:
    if not role.is_translated:
        return "not_applicable"
    if role.id not in texts:
        return "missing"
    return "identical" if told[texts[role.id]] > 1 else "filled"


def judge_translation(organisation: Organisation) -> RoleCoverage:
    """Filled cells of applicable ones over all statements; share 0–1, ``None`` when no role applies."""
    default = organisation.site.main_language
    statements = tuple(judge_statement(one, organisation.roles, default) for one in organisation.target_state.statements)
    states = [cell.state for one in statements for cell in one.cells if cell.state != "not_applicable"]
    filled = states.count("filled")
    return RoleCoverage(filled, len(states), Fraction(filled, len(states)) if states else None, statements)

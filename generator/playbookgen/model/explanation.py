"""What a code means and how to answer it: the same words for `explain`, the documents and the formats of `check`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from playbookgen.model.library import ProblemExample
from playbookgen.model.rules import RuleInForce


@dataclass(frozen=True, slots=True)
class Explanation:
    """One code in one language; all texts are plain, they may hold Markdown code marks.

    Args:
        code: of a problem of the file (``E203``) or of a rule (``PB013``).
        name: what it is called.
        means: what is so when it is said, a paragraph an entry.
        why: why it matters; only rules say so.
        answers: what to do, a paragraph an entry: in life first, then in the YAML.
        example: how it is not written and how it is.
        rule: the rule as it is judged by, where the code is that of one.
        limits: what each limit of the rule is, by its name.
    """

    code: str
    name: str
    means: tuple[str, ...]
    why: str = ""
    answers: tuple[str, ...] = ()
    example: ProblemExample | None = None
    rule: RuleInForce | None = None
    limits: Mapping[str, str] = field(default_factory=dict)

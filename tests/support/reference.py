"""The reference pages of the documents, from the code and the texts of the product: ``make docs`` writes them, a test compares them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

from playbookgen import pipeline
from playbookgen.cli.explanation_text import amount, severities
from playbookgen.model.explanation import Explanation
from support.house import REPOSITORY
from support.reference_commands import commands_page
from support.reference_exports import exports_page
from support.reference_keys import keys_page
from support.reference_templates import templates_page

_PROBLEMS: Final = """\
# Problems of the files

A problem is something wrong in a file: a slip of the pen, a reference to nothing, a date that cannot be. `playbookgen check` names the file,
the line and the column of each. An error stops the build of its organisation, whose published site stays as it is; a warning does not, unless
`--strict` is given. `playbookgen explain CODE` says in the terminal what stands here.

This page is written by `make docs` from `templates/library/problems.yml`.
"""
_RULES: Final = """\
# Rules

A rule looks at what an organisation tells and finds what is missing, late or at odds with itself. A finding never stops a build by itself;
with `--strict` those of severity error do. `playbookgen explain CODE` says in the terminal what stands here, with the limits in force.

Limits, severity, or whether a rule is judged at all are set in `site_config.yml` for all organisations, or in the file of one:

```yaml
rules:
  PB003:
    thresholds: {gap: 20}
  PB015:
    severity: error
  PB023:
    off: Learning is described in the handbook of the training team.
```

The reason of a rule that is off is printed on the About page. In the sentences below … stands for a name or a number of the organisation.

This page is written by `make docs` from `templates/library/rules/` and the table of limits.
"""


@cache
def explanations() -> tuple[Explanation, ...]:
    """Every code in English with its usual limits, as outside of any workspace."""
    return pipeline.explanations(Path("no-workspace-here"), today=date(2026, 10, 31))


@cache
def pages() -> dict[str, str]:
    """The reference pages by their path in the repository."""
    return {
        "docs/commands.md": commands_page(),
        "docs/exports.md": exports_page(),
        "docs/template-variables.md": templates_page(),
        "docs/yaml-keys.md": keys_page(),
        "docs/problems.md": "\n".join([_PROBLEMS, *(_problem(each) for each in explanations() if each.rule is None)]),
        "docs/rules.md": "\n".join([_RULES, *(_rule(each) for each in explanations() if each.rule is not None)]),
    }


def _problem(each: Explanation) -> str:
    parts = [f"## {each.code}: {each.name}", *each.means, *each.answers]
    if each.example:
        parts += [f"Refused:\n\n```yaml\n{each.example.wrong.rstrip()}\n```", f"Taken:\n\n```yaml\n{each.example.right.rstrip()}\n```"]
    return "\n\n".join(parts) + "\n"


def _rule(each: Explanation) -> str:
    assert each.rule
    readers = ", in the leadership build only" if each.rule.rule.leadership_only else ""
    said = "\n".join(f"- {sentence}" for sentence in each.means)
    in_life, in_yaml = each.answers
    parts = [
        f"## {each.code}: {each.name}",
        f"Severity: {severities(each.rule)}. Page: `{each.rule.rule.page}`{readers}.",
        f"It says:\n\n{said}",
        f"**Why.** {each.why}",
        f"**In life.** {in_life}",
        f"**In the YAML.** {in_yaml}",
    ]
    if each.rule.rule.thresholds:
        parts.append("\n".join(["| limit | usually | from | to | what it is |", "|---|---|---|---|---|", *_limits(each)]))
    return "\n\n".join(parts) + "\n"


def _limits(each: Explanation) -> Iterator[str]:
    assert each.rule
    for limit in each.rule.rule.thresholds:
        cells = (f"`{limit.name}`", *(amount(value, limit) for value in (limit.default, limit.minimum, limit.maximum)), each.limits[limit.name])
        yield f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    for name, text in pages().items():
        (REPOSITORY / name).write_text(text, encoding="utf-8")

"""A repository in which a sample has been written step by step, as a centre does over some weeks."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from support.repositories import Clone

ROOT: Final = Path(__file__).resolve().parents[2]

#: What is undone, one step after the other, from the newest: the day of the step, what stands now, what stood before.
STEPS: Final[Sequence[tuple[str, Sequence[tuple[str, str]]]]] = (
    (
        "2026-10-30",
        (
            ("{period: 2026-09, value: 86.0, n: 955}, {period: 2026-10, value: 87.0, n: 890}]", "{period: 2026-09, value: 86.0, n: 955}]"),
            ("status_review_held, owner: dir_cc, cadence: monthly, last_done: 2026-10-14", "status_review_held, owner: dir_cc, cadence: monthly"),
            ("metrics_reviewed, owner: dir_cc, cadence: monthly, last_done: 2026-10-14", "metrics_reviewed, owner: dir_cc, cadence: monthly"),
            ("    due: 2026-09-30\n      status: in_progress", "    due: 2026-09-30\n      status: not_started"),
        ),
    ),
    (
        "2026-10-14",
        (
            ("    probability: 4\n    impact: 4", "    probability: 3\n    impact: 4"),
            ("      due: 2026-10-15\n", "      due: 2026-09-20\n"),
        ),
    ),
    (
        "2026-09-30",
        (
            ("{period: 2026-08, value: 85.5, n: 910}, {period: 2026-09, value: 86.0, n: 955}]", "{period: 2026-08, value: 85.5, n: 910}]"),
            ("      due: 2026-05-15\n      status: done\n      done_on: 2026-05-20", "      due: 2026-05-15\n      status: in_progress"),
        ),
    ),
    ("2026-09-02", (("training_time_granted, owner: dir_cc, cadence: quarterly, last_done: 2026-09-01", "training_time_granted, owner: dir_cc"),)),
)  # fmt: skip


def grown(root: Path, name: str = "lumivakka", *, site: Sequence[tuple[str, str]] = ()) -> Clone:
    """A clone in which `name` was written in steps, and is now as the sample is; `site` is replaced in all versions."""
    now = (ROOT / "playbook" / f"{name}.yml").read_text(encoding="utf-8")
    for before, after in site:
        assert before in now
        now = now.replace(before, after)
    versions = [("", now)]
    for day, undone in STEPS:
        text = versions[-1][1]
        for after, before in undone:
            assert text.count(after) == 1, after
            text = text.replace(after, before)
        versions[-1] = (day, versions[-1][1])
        versions.append(("2026-08-20", text))
    clone = Clone.begin(root)
    clone.write("site_config.yml")
    for day, text in reversed(versions):
        clone.write(f"playbook/{name}.yml", text).commit(day)
    return clone

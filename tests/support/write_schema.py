"""Write docs/playbook.schema.json again: ``PYTHONPATH=tests python -m support.write_schema``."""

from __future__ import annotations

import json

from playbookgen.composing.exports.schema import figures_schema
from support.house import REPOSITORY

if __name__ == "__main__":
    target = REPOSITORY / "docs" / "playbook.schema.json"
    target.write_text(json.dumps(figures_schema(), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")

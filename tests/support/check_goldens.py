"""Write the golden outputs of `check` again: ``PYTHONPATH=tests python -m support.check_goldens``. Read the difference before you commit it."""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import TemporaryDirectory

from support.checks import LUMIVAKKA
from support.house import REPOSITORY
from support.workspaces import playbookgen, workspace

FORMS = {"lumivakka.txt": [], "lumivakka.fi.txt": ["--language", "fi"], "lumivakka.github": ["--format", "github"]}

if __name__ == "__main__":
    for name in ("GITHUB_WORKSPACE", "GITHUB_STEP_SUMMARY"):
        os.environ.pop(name, None)
    with TemporaryDirectory() as folder:
        workspace(Path(folder), lumivakka=LUMIVAKKA)
        for name, arguments in FORMS.items():
            ran = playbookgen("check", "--as-of", "2026-10-31", *arguments, cwd=Path(folder))
            (REPOSITORY / "tests" / "golden" / "check" / name).write_text(ran.stdout + ran.stderr, encoding="utf-8")

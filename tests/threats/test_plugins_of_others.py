"""A package that offers itself to what we are built of has no say in how an organisation is read (T18)."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from support.workspaces import playbookgen, workspace

_EAGER = "from pathlib import Path\nPath({mark!r}).touch()\nplugin = None\n"
_MODEL = "import pydantic\nclass Model(pydantic.BaseModel):\n    name: str\nModel(name='x')\n"


def test_a_plugin_for_the_model_is_not_loaded(tmp_path: Path) -> None:
    mark, installed = tmp_path / "loaded", tmp_path / "installed"
    described = installed / "eager-1.0.dist-info"
    described.mkdir(parents=True)
    (described / "METADATA").write_text("Metadata-Version: 2.1\nName: eager\nVersion: 1.0\n", encoding="utf-8")
    (described / "entry_points.txt").write_text("[pydantic]\neager = eager:plugin\n", encoding="utf-8")
    (installed / "eager.py").write_text(_EAGER.format(mark=str(mark)), encoding="utf-8")
    path = {"PYTHONPATH": os.pathsep.join(filter(None, [str(installed), os.environ.get("PYTHONPATH")]))}
    root = workspace(tmp_path / "workspace", "alfa")
    done = playbookgen("-C", str(root), "check", environment=path)
    assert (done.returncode, mark.exists()) == (0, False), done.stderr
    # Whoever does not refuse it gets it: the test above would notice.
    subprocess.run([sys.executable, "-c", _MODEL], env={**os.environ, **path}, capture_output=True, check=False)
    assert mark.exists()

"""Where the templates are that came with the product."""

from __future__ import annotations

from pathlib import Path

import playbookgen
from playbookgen.model.failure import TemplatesUnusable


def packaged_templates() -> Path:
    """The folder of templates that came with this installation: inside the wheel, or beside ``pyproject.toml``.

    Raises:
        TemplatesUnusable: when the installation has none.
    """
    package = Path(playbookgen.__file__).resolve().parent
    installed = package / "_templates"
    if installed.is_dir():
        return installed
    checkout = package.parent.parent
    if (checkout / "pyproject.toml").is_file() and (checkout / "templates").is_dir():
        return checkout / "templates"
    raise TemplatesUnusable("this installation holds no templates", "install playbookgen again")

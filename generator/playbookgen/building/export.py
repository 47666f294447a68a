"""The way out: an organisation's playbook as plain MkDocs projects, to build without playbookgen."""

from __future__ import annotations

import json
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Final

from playbookgen.building import files
from playbookgen.building.engine import second_of, write_project
from playbookgen.model.failure import OutputUnusable
from playbookgen.model.playbook import Playbook

_MARK: Final = ".playbookgen-export"
_SITE: Final = "site"
_ENGINE: Final = ("mkdocs", "mkdocs-material", "Markdown", "pymdown-extensions")


def export_project(playbooks: Sequence[Playbook], directory: Path) -> None:
    """Write `DIR/<language>/` for each language, and a README that says how to build them.

    Args:
        playbooks: every language of one organisation, for one audience; one of them has no prefix.
        directory: a folder that is missing, empty, or an earlier export; of that, what was exported is replaced.

    Raises:
        OutputUnusable: the folder holds something else, or the disk refuses.
        ValueError: no playbooks, or of several organisations, or without the default language.
    """
    ordered = sorted(playbooks, key=lambda playbook: playbook.prefix)
    if not ordered or ordered[0].prefix or len({playbook.organisation for playbook in ordered}) > 1:
        raise ValueError("an export takes all languages of one organisation, the default language among them")
    try:
        _clear(directory)
        files.make_folder(directory)
        mark = {"made_by": "playbookgen", "folders": sorted(playbook.language for playbook in ordered)}
        (directory / _MARK).write_text(json.dumps(mark) + "\n", encoding="utf-8")
        for playbook in ordered:
            code = playbook.prefix.strip("/")
            write_project(playbook, directory / playbook.language, site_dir=f"../{_SITE}/{code}" if code else f"../{_SITE}")
        (directory / "requirements.txt").write_text("".join(f"{name}=={version(name)}\n" for name in _ENGINE), encoding="utf-8")
        (directory / "README.md").write_text(_readme(ordered), encoding="utf-8")
    except OSError as error:
        raise OutputUnusable(f"cannot write to {directory}: {error.strerror}", "free some space, or choose another folder") from error


def _clear(directory: Path) -> None:
    if directory.is_symlink() or (directory.exists() and not directory.is_dir()):
        raise OutputUnusable(f"{directory} is not a folder", "choose a new folder")
    if not directory.exists() or not any(directory.iterdir()):
        return
    try:
        mark = json.loads(files.read(directory / _MARK))
        ours = mark["made_by"] == "playbookgen"
        folders = [str(name) for name in mark["folders"]]
    except (OSError, ValueError, TypeError, KeyError):
        ours, folders = False, []
    if not ours or not all(name.isalpha() for name in folders):
        raise OutputUnusable(f"{directory} is not empty and not an earlier export", "choose a new folder")
    for name in folders:
        files.remove_tree(directory / name)


def _readme(ordered: Sequence[Playbook]) -> str:
    default = ordered[0]
    builds = "\n".join(f"mkdocs build --strict -f {playbook.language}/mkdocs.yml" for playbook in ordered)
    folders = "\n".join(f"- `{playbook.language}/`: {_address(playbook)}" for playbook in ordered)
    later = "Keep the order: building the first language empties the whole of `site/`.\n\n" if len(ordered) > 1 else ""
    return f"""# {default.organisation}: the playbook as MkDocs projects

Written by playbookgen, but nothing here needs it. Each folder is a plain MkDocs project with its pages in `docs/`,
its looks in `theme/` and its settings in `mkdocs.yml`; no plugin beyond those of Material for MkDocs.

{folders}

The figures are as of {default.as_of.isoformat()} and do not change by themselves. The pages are for this audience: {default.audience}.

## Build it

```sh
python -m pip install -r requirements.txt
export SOURCE_DATE_EPOCH={second_of(default.as_of)}  # the date in the site map; leave it out for today's
{builds}
```

{later}The site is then in `site/`; any web server can serve it.
"""


def _address(playbook: Playbook) -> str:
    return f"built into `{_SITE}/{playbook.prefix}`" if playbook.prefix else f"the default language, built into `{_SITE}/`"

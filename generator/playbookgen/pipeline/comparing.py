"""The line of a comparison: two versions read, judged for the same day, laid beside each other."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from playbookgen import reading
from playbookgen.judging import find, judge, word
from playbookgen.judging.comparison import Version, compare
from playbookgen.model.comparison import Compared
from playbookgen.model.failure import NoHistory, Usage, WorkspaceMissing
from playbookgen.model.text import Language
from playbookgen.model.workspace import Source
from playbookgen.pipeline.opened import Opened
from playbookgen.reading.history import Repository

_PARTS = ("playbook", "templates", "site_config.yml")


def compared(root: Path, before: str, after: str, as_of: date | None, today: date, language: Language) -> tuple[Compared, ...]:
    """Every organisation that is in one of the two versions, in the order of ids."""
    with TemporaryDirectory(prefix="playbookgen-") as room:
        old, new = (_opened(root, name, Path(room) / side) for name, side in ((before, "old"), (after, "new")))
        olds, news = ({source.id: source for source in side.workspace.sources} for side in (old, new))
        if len(olds) == len(news) == 1 and all(Path(name).is_file() for name in (before, after)):
            olds = dict(zip(news, olds.values(), strict=True))  # two files are two versions, whatever they are called
        # What says the same and is judged by the same need not be read.
        alike = old.workspace.config == new.workspace.config and old.means.pack.files == new.means.pack.files
        found = []
        for id in sorted(olds.keys() | news.keys()):
            if id not in olds or id not in news:
                found.append(Compared(id, "new" if id in news else "gone"))
                continue
            if alike and olds[id].digest == news[id].digest:
                found.append(Compared(id, "same"))
                continue
            found.append(_compared(id, (old, olds[id]), (new, news[id]), as_of, today, language))
        return tuple(found)


def _compared(id: str, old: tuple[Opened, Source], new: tuple[Opened, Source], as_of: date | None, today: date, language: Language) -> Compared:
    read = [(reading.read_organisation(source, library=opened.library, as_of=as_of, today=today), opened) for opened, source in (old, new)]
    problems = tuple(problem for found, _ in read if found.organisation is None for problem in found.problems if problem.severity == "error")
    # Both for the newer one's day: what differs is then what was edited, not what grew old.
    day = read[1][0].as_of
    judged = []
    for found, opened in read:
        told = found.organisation
        if told is None:
            return Compared(id, "unreadable", problems=problems)
        judgement = judge(told, day, found.library)
        findings = find(told, judgement, found.library, opened.workspace.config.rules)
        judged.append(Version(told, judgement, word(findings, told, found.library, language)))
    differences = compare(*judged)
    return Compared(id, "changed" if differences else "same", differences)


def _opened(root: Path, name: str, room: Path) -> Opened:
    """The workspace that `name` stands for: a folder that is one, or one made in `room` of a file, an organisation's folder or a revision."""
    path = Path(name) if name else room / "nothing"
    if (path / "playbook").is_dir():
        return Opened.at(path)
    room.mkdir()
    if path.is_file() and not path.is_symlink():
        (room / "playbook").mkdir()
        return _of_file(path, room)
    if path.is_dir():
        try:
            shutil.copytree(path, room / "playbook" / path.resolve().name, symlinks=True)
        except (shutil.Error, OSError) as error:
            raise Usage(f"the folder {name} cannot be read whole", "compare its revisions of git, or remove what is no file") from error
        return Opened.at(room)
    try:
        repository = Repository.around(root)
        commit = repository.commit(name)
    except NoHistory as failure:
        raise Usage(f"{name} is no file, no folder and no revision of git: {failure.message}", failure.help) from None
    repository.write_out(commit, _PARTS, room)
    try:
        return Opened.at(room)
    except WorkspaceMissing:
        raise Usage(f"the revision {name} holds no organisation", "choose another revision") from None


def _of_file(path: Path, room: Path) -> Opened:
    """A workspace of one file. What the file is called says nothing here, so it is called as the organisation says it is."""
    copy = room / "playbook" / "version.yml"
    shutil.copyfile(path, copy)
    opened = Opened.at(room)
    (source,) = opened.workspace.sources
    said = reading.read_organisation(source, library=opened.library, as_of=None, today=date.max).tree.get("organisation")
    id = said.get("id") if isinstance(said, dict) else None
    if not isinstance(id, str):
        return opened
    named = replace(source, id=id, files=tuple(replace(file, shown=path.name) for file in source.files))
    return replace(opened, workspace=replace(opened.workspace, sources=(named,)))

"""What a workspace holds: its configuration and the sources of its organisations."""

from __future__ import annotations

import os
import stat
from dataclasses import replace
from pathlib import Path

from pydantic_core import PydanticCustomError

from playbookgen.model.failure import WorkspaceMissing
from playbookgen.model.organisation import LOGO_ENDINGS, RESERVED_IDS
from playbookgen.model.problem import Place, Problem
from playbookgen.model.values import IdType, slugify_id
from playbookgen.model.workspace import SiteConfig, Source, SourceFile, Workspace
from playbookgen.reading.appearance import check_colour
from playbookgen.reading.disk import read_regular, special_kind, unreadable
from playbookgen.reading.encoding import decode
from playbookgen.reading.keys import mend_keys
from playbookgen.reading.leftovers import is_leftover
from playbookgen.reading.report import Report, safe
from playbookgen.reading.rule_settings import check_rule_settings
from playbookgen.reading.tree import read_tree
from playbookgen.reading.validation import validate

FOLDER = "playbook"
CONFIGURATION = "site_config.yml"
#: Folder in an organisation's folder for library texts of its own.
OWN_LIBRARY = "library"
#: Largest picture that is read, in bytes: a logo of this size would already be slow on a phone.
LARGEST_LOGO = 200 * 1024
_ENDINGS = (".yml", ".yaml")


def discover(root: Path) -> Workspace:
    """The workspace in a folder: every organisation under ``playbook/`` and ``site_config.yml``.

    Nothing outside is read and no symbolic link is followed.

    Raises:
        WorkspaceMissing: when there is no such folder, it cannot be read, or there is no organisation in it.
    """
    try:
        return _discovered(root, root / FOLDER)
    except OSError as error:
        raise WorkspaceMissing(f"{safe(str(root))} cannot be read: {error.strerror}", "check its permissions, and the disk it is on") from error


def _discovered(root: Path, folder: Path) -> Workspace:
    if not root.is_dir():
        raise WorkspaceMissing(f"there is no folder {safe(str(root))}", "check the path, or run “playbookgen init” to begin a workspace")
    if folder.is_symlink() or not folder.is_dir():
        raise WorkspaceMissing(f"{safe(str(root))} holds no folder {FOLDER}/", "go to your workspace, or run “playbookgen init” to begin one")
    config, problems = _configuration(root)
    sources = _sources(folder)
    if not sources:
        raise WorkspaceMissing(f"{FOLDER}/ holds no organisation yet", "run “playbookgen new <organisation>” to write the first")
    return Workspace(root, config, sources, problems)


def read_settings(root: Path) -> SourceFile | Problem | None:
    """The file of settings, or why it cannot be read; nothing where there is none or no more than comments in it."""
    if not os.path.lexists(root / CONFIGURATION):
        return None
    file = read_regular(root / CONFIGURATION, CONFIGURATION)
    return file if isinstance(file, Problem) or _says_anything(file.content) else None


def _configuration(root: Path) -> tuple[SiteConfig, tuple[Problem, ...]]:
    """The checked configuration; the defaults where there is none or it has errors."""
    report = Report()
    if (root / "site_config.yaml").exists():
        place = Place("site_config.yaml")
        report.add("E115", "site_config.yaml is not read", place, help=f"rename it to {CONFIGURATION}", suggestion=CONFIGURATION, severity="warning")
    file = read_settings(root)
    if file is None:
        return SiteConfig(), report.problems()
    if isinstance(file, Problem):
        report.take(file)
        return SiteConfig(), report.problems()
    text = decode(file, report)
    tree = read_tree(text, CONFIGURATION, report) if text is not None else None
    if tree is None:
        return SiteConfig(), report.problems()
    if not isinstance(tree.content, dict):
        report.add("E113", f"{CONFIGURATION} holds no map of keys", tree.place, help="begin with schema_version: 1")
        return SiteConfig(), report.problems()
    mend_keys(SiteConfig, tree, report)
    config = validate(SiteConfig, tree, report)
    check_rule_settings(tree.child("rules"), report)
    check_colour(tree, report)
    return config if config is not None and not report.has_errors else SiteConfig(), report.problems()


def _says_anything(content: bytes) -> bool:
    """Whether there is more than comments: an empty configuration means the defaults."""
    return any(line.strip() and not line.strip().startswith(b"#") for line in content.splitlines())


def _sources(folder: Path) -> tuple[Source, ...]:
    """Every organisation, in the order of ids; each id once."""
    by_id: dict[str, Source] = {}
    for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
        if is_leftover(entry.name):
            continue
        source = _source(Path(entry.path), f"{FOLDER}/{safe(entry.name)}")
        if source is None:
            continue
        same = source.id.casefold()
        if same in by_id:
            # The one whose id is one stays, so that its site does too, whoever puts a file of nearly the same name beside it.
            first, second = sorted((by_id[same], source), key=lambda each: each.id != same)
            by_id[same] = _taken_twice(first, second)
        else:
            by_id[same] = source
    return tuple(sorted(by_id.values(), key=lambda source: source.id))


def _source(path: Path, shown: str) -> Source | None:
    """The source a file or folder is; ``None`` for files that are nothing to us."""
    name, ending = safe(path.stem), path.suffix
    try:
        status = path.lstat()
    except OSError as error:
        return Source(name, (), (unreadable(error, shown),))
    if stat.S_ISDIR(status.st_mode):
        return _folder_source(path, shown)
    if stat.S_ISREG(status.st_mode) and ending.lower() not in _ENDINGS:
        return None
    if not stat.S_ISREG(status.st_mode):
        return Source(name, (), (special_kind(status.st_mode, shown),))
    file = read_regular(path, shown)
    problems = _id_problems(path.stem, shown)
    if isinstance(file, Problem):
        return Source(name, (), (*problems, file))
    return Source(name, (file,), problems)


def _folder_source(path: Path, shown: str) -> Source:
    files: list[SourceFile] = []
    pictures: list[tuple[str, SourceFile | Problem]] = []
    library: tuple[SourceFile, ...] = ()
    problems = list(_id_problems(path.name, shown))
    for entry in _entries(path, shown, problems):
        inside = f"{shown}/{safe(entry.name)}"
        mode = _mode(entry, inside, problems)
        if mode is None:
            continue
        if stat.S_ISDIR(mode) and entry.name == OWN_LIBRARY:
            library = _own_texts(Path(entry.path), inside, problems)
        elif stat.S_ISDIR(mode):
            if _holds_yaml(Path(entry.path)):
                help = f"move its files up into {shown}/; library texts of your own stand in {shown}/{OWN_LIBRARY}/"
                problems.append(Problem("E115", "folders inside an organisation's folder are not read", Place(inside), help=help))
        elif not stat.S_ISREG(mode):
            problems.append(special_kind(mode, inside))
            if _is_picture(entry.name):
                pictures.append((entry.name, problems[-1]))
        elif _is_picture(entry.name):
            pictures.append((entry.name, read_regular(Path(entry.path), inside, LARGEST_LOGO)))
        elif entry.name.lower().endswith(_ENDINGS):
            _take(read_regular(Path(entry.path), inside), files, problems)
    if not files and not problems:
        help = "write a file there that begins with schema_version: 1, or delete the folder"
        problems.append(Problem("E113", "the folder holds no YAML file", Place(shown), help=help))
    return Source(safe(path.name), tuple(files), tuple(problems), library, tuple(pictures), is_folder=True)


def _is_picture(name: str) -> bool:
    return name.lower().rpartition(".")[2] in LOGO_ENDINGS


def _entries(folder: Path, shown: str, problems: list[Problem]) -> list[os.DirEntry[str]]:
    """What stands in a folder, in the order of names, without what editors left behind."""
    try:
        return sorted((entry for entry in os.scandir(folder) if not is_leftover(entry.name)), key=lambda entry: entry.name)
    except OSError as error:
        problems.append(Problem("E101", f"the folder cannot be read: {error.strerror}", Place(shown), help="check its permissions"))
        return []


def _mode(entry: os.DirEntry[str], shown: str, problems: list[Problem]) -> int | None:
    """What an entry is; a problem when the system does not say, because it is gone again, for example."""
    try:
        return entry.stat(follow_symlinks=False).st_mode
    except OSError as error:
        problems.append(unreadable(error, shown))
        return None


def _take(read: SourceFile | Problem, files: list[SourceFile], problems: list[Problem]) -> None:
    if isinstance(read, Problem):
        problems.append(read)
    else:
        files.append(read)


def _own_texts(folder: Path, shown: str, problems: list[Problem], is_top: bool = True) -> tuple[SourceFile, ...]:
    """The YAML files of an organisation's own ``library/`` and of the folders in it, one level deep."""
    files: list[SourceFile] = []
    for entry in _entries(folder, shown, problems):
        inside = f"{shown}/{safe(entry.name)}"
        mode = _mode(entry, inside, problems)
        if mode is None:
            continue
        if stat.S_ISDIR(mode) and is_top:
            files += _own_texts(Path(entry.path), inside, problems, is_top=False)
        elif stat.S_ISDIR(mode):
            if _holds_yaml(Path(entry.path)):
                problems.append(Problem("E115", "folders this deep are not read", Place(inside), help=f"move its files up into {shown}/"))
        elif stat.S_ISREG(mode) and entry.name.lower().endswith(_ENDINGS):
            _take(read_regular(Path(entry.path), inside), files, problems)
        elif not stat.S_ISREG(mode):
            problems.append(special_kind(mode, inside))
    return tuple(files)


def _holds_yaml(folder: Path) -> bool:
    try:
        return any(path.suffix.lower() in _ENDINGS for path in folder.iterdir())
    except OSError:
        return False


def _id_problems(name: str, shown: str) -> tuple[Problem, ...]:
    try:
        IdType().check(name)
    except PydanticCustomError:  # any refusal means it cannot be an id
        meant = slugify_id(name)
        message = f"“{safe(name, 80)}” cannot be an organisation's id: 2–40 small letters a–z, digits and _, a letter first"
        help = f"rename it to {meant}" if meant else "rename it, for example to my_centre"
        return (Problem("E112", message, Place(shown), help=help, suggestion=meant),)
    if name in RESERVED_IDS:
        message = f"“{name}” is reserved and cannot be an organisation's id"
        return (Problem("E112", message, Place(shown), help=f"rename it, for example to {name}_centre", suggestion=f"{name}_centre"),)
    return ()


def _taken_twice(first: Source, second: Source) -> Source:
    """The first source with the problem that there is a second of the same id."""

    def place(source: Source) -> Place:
        if source.files:
            return Place(source.files[0].shown)
        return next(problem.place for problem in source.problems if problem.place is not None)

    here, there = place(second), place(first)
    help = "ids differ by more than capitals, and one file or one folder tells about an organisation: rename or delete one"
    problem = Problem("E111", f"two organisations have the id {first.id}: {there.path} and {here.path}", here, help=help, related=there)
    return replace(first, problems=(*first.problems, problem))

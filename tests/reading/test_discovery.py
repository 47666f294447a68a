"""What a workspace holds, and what is refused at its door."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from playbookgen.model.failure import WorkspaceMissing
from playbookgen.model.problem import Place, Problem
from playbookgen.model.workspace import SiteConfig, Source
from playbookgen.reading import discover
from support.mistakes import base, blocks

BASE = base()


def workspace(root: Path, files: dict[str, str | bytes]) -> Path:
    """A folder with these files; paths ending in / are folders."""
    for path, content in files.items():
        target = root / path
        if path.endswith("/"):
            target.mkdir(parents=True)
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content if isinstance(content, bytes) else content.encode())
    return root


def only_source(root: Path) -> Source:
    sources = discover(root).sources
    assert len(sources) == 1
    return sources[0]


def only_problem(source: Source) -> Problem:
    assert len(source.problems) == 1, [problem.message for problem in source.problems]
    problem = source.problems[0]
    assert problem.place is not None
    assert problem.help
    return problem


def refuse(monkeypatch: pytest.MonkeyPatch, folder: str) -> None:
    """The system refuses to list folders of this name."""
    listed = os.scandir

    def refused(path: os.PathLike[str] | str) -> object:
        if Path(path).name == folder:
            raise PermissionError(13, "Permission denied")
        return listed(path)

    monkeypatch.setattr("playbookgen.reading.discovery.os.scandir", refused)


def test_files_and_folders_in_the_order_of_ids(tmp_path: Path) -> None:
    root = workspace(
        tmp_path,
        {"playbook/zebra.yml": "a: 1", "playbook/apple.yaml": "b: 2", "playbook/middle/b.yml": "c: 3", "playbook/middle/a.yml": "d: 4"},
    )
    found = discover(root)
    assert [source.id for source in found.sources] == ["apple", "middle", "zebra"]
    assert [file.shown for file in found.sources[1].files] == ["playbook/middle/a.yml", "playbook/middle/b.yml"]
    assert found.sources[0].files[0].content == b"b: 2"
    assert all(not source.problems for source in found.sources)
    assert (found.config, found.problems) == (SiteConfig(), ())


def test_digest_knows_names_and_bytes(tmp_path: Path) -> None:
    first = only_source(workspace(tmp_path / "a", {"playbook/one.yml": "a: 1"}))
    same = only_source(workspace(tmp_path / "b", {"playbook/one.yml": "a: 1"}))
    other = only_source(workspace(tmp_path / "c", {"playbook/one.yml": "a: 2"}))
    assert first.digest == same.digest != other.digest


@pytest.mark.parametrize("files", [{}, {"playbook": "a file"}, {"playbook/": ""}, {"playbook/.hidden.yml": "a: 1", "playbook/notes.txt": "x"}])
def test_no_workspace(tmp_path: Path, files: dict[str, str | bytes]) -> None:
    with pytest.raises(WorkspaceMissing) as caught:
        discover(workspace(tmp_path, files))
    assert caught.value.help is not None
    assert "playbookgen" in caught.value.help


def test_no_folder_at_all(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceMissing, match=r"there is no folder .*nowhere"):
        discover(tmp_path / "nowhere")


def test_a_folder_the_system_refuses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = workspace(tmp_path, {"playbook/one.yml": "a: 1"})
    refuse(monkeypatch, "playbook")
    with pytest.raises(WorkspaceMissing, match="cannot be read: Permission denied"):
        discover(root)


def test_leftovers_of_editors_are_ignored(tmp_path: Path) -> None:
    leftovers = (".one.yml.swp", "one.yml~", "one.yml.bak", "#one.yml#", ".git", "one.yml.orig", ".DS_Store", "one.swp")
    files: dict[str, str | bytes] = {f"playbook/{name}": "a: 1" for name in leftovers}
    source = only_source(workspace(tmp_path, files | {"playbook/one.yml": "a: 1"}))
    assert (source.id, source.problems) == ("one", ())


def test_what_is_no_organisation_hides_none(tmp_path: Path) -> None:
    assert only_source(workspace(tmp_path, {"playbook/notes.txt": "x", "playbook/one.yml": "a: 1"})).id == "one"


def test_symbolic_links_are_not_followed(tmp_path: Path) -> None:
    root = workspace(tmp_path / "here", {"playbook/folder/real.yml": "a: 1"})
    secret = tmp_path / "secret.yml"
    secret.write_text("secret: 1")
    (root / "playbook/linked.yml").symlink_to(secret)
    (root / "playbook/folder/linked.yml").symlink_to(secret)
    (root / "playbook/dangling.yml").symlink_to(tmp_path / "nothing")
    (root / "playbook/linkedfolder").symlink_to(root / "playbook/folder")
    (root / "playbook/nameless").symlink_to(secret)
    for source in discover(root).sources:
        assert only_problem(source).code == "E108"
        assert all(b"secret" not in file.content for file in source.files)


def test_linked_playbook_folder_is_refused(tmp_path: Path) -> None:
    workspace(tmp_path / "other", {"playbook/one.yml": "a: 1"})
    here = tmp_path / "here"
    here.mkdir()
    (here / "playbook").symlink_to(tmp_path / "other/playbook")
    with pytest.raises(WorkspaceMissing):
        discover(here)


def test_pipes_and_sockets_do_not_make_anybody_wait(tmp_path: Path) -> None:
    root = workspace(tmp_path, {"playbook/folder/real.yml": "a: 1"})
    os.mkfifo(root / "playbook/pipe.yml")
    os.mkfifo(root / "playbook/folder/pipe.yml")
    with socket.socket(socket.AF_UNIX) as listener:
        before = Path.cwd()
        os.chdir(root / "playbook")  # a socket's address has at most 108 characters
        try:
            listener.bind("socket.yml")
        finally:
            os.chdir(before)
        sources = {source.id: only_problem(source) for source in discover(root).sources}
    assert {problem.code for problem in sources.values()} == {"E108"}
    assert "pipe" in sources["pipe"].message
    assert "socket" in sources["socket"].message


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_unreadable_file(tmp_path: Path) -> None:
    root = workspace(tmp_path, {"playbook/one.yml": "a: 1"})
    (root / "playbook/one.yml").chmod(0)
    assert only_problem(only_source(root)).code == "E101"


def test_file_that_cannot_be_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = workspace(tmp_path, {"playbook/one.yml": "a: 1"})

    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("playbookgen.reading.disk.os.open", refuse)
    problem = only_problem(only_source(root))
    assert problem.code == "E101"
    assert "Permission denied" in problem.message


def test_too_large_a_file(tmp_path: Path) -> None:
    problem = only_problem(only_source(workspace(tmp_path, {"playbook/one.yml": b"#" * (5 * 1024 * 1024)})))
    assert problem.code == "E104"
    assert "5.0 MiB" in problem.message


@pytest.mark.parametrize("place", ["playbook/one/b.yml", "playbook/one/library/b.yml"])
def test_too_large_a_file_in_a_folder(tmp_path: Path, place: str) -> None:
    source = only_source(workspace(tmp_path, {"playbook/one/a.yml": "a: 1", place: b"#" * (2 * 1024 * 1024)}))
    problem = only_problem(source)
    assert (problem.code, problem.place and problem.place.path) == ("E104", place)
    assert source.inputs == ("playbook/one/a.yml",)


@pytest.mark.parametrize(
    ("files", "first"),
    [
        ({"playbook/a.yml": "", "playbook/a.yaml": ""}, "playbook/a.yaml"),
        ({"playbook/aa.yml": "", "playbook/aa/x.yml": ""}, "playbook/aa/x.yml"),
        ({"playbook/aa.yml": "", "playbook/AA.yml": ""}, "playbook/aa.yml"),
    ],
)
def test_same_id_twice(tmp_path: Path, files: dict[str, str | bytes], first: str) -> None:
    source = only_source(workspace(tmp_path, files))
    problem = next(problem for problem in source.problems if problem.code == "E111")
    assert problem.related is not None
    assert problem.related.path == first
    assert problem.place is not None
    assert problem.place.path != first


@pytest.mark.parametrize(
    ("name", "suggestion"),
    [
        ("My Centre.yml", "my_centre"),
        ("..x.yml", None),
        ("Ålesund.yml", "alesund"),
        ("a.b.yml", "a_b"),
        ("con.yml", "con_centre"),
        ("fi.yml", "fi_centre"),
        ("assets.yml", "assets_centre"),
        ("1st.yml", None),
        ("new\nline.yml", "new_line"),
    ],
)
def test_names_that_cannot_be_ids(tmp_path: Path, name: str, suggestion: str | None) -> None:
    root = workspace(tmp_path, {f"playbook/{name}": "a: 1", "playbook/fine.yml": "a: 1"})
    sources = [source for source in discover(root).sources if source.id != "fine"]
    if name.startswith("."):
        assert sources == []
        return
    problem = only_problem(sources[0])
    assert (problem.code, problem.suggestion) == ("E112", suggestion)
    assert problem.place is not None
    assert "\n" not in problem.place.path + problem.message


def test_folder_without_yaml_and_folder_in_folder(tmp_path: Path) -> None:
    root = workspace(tmp_path, {"playbook/empty/notes.txt": "x", "playbook/nested/inner/a.yml": "a: 1", "playbook/nested/b.yml": "b: 1"})
    problems = {source.id: only_problem(source).code for source in discover(root).sources}
    assert problems == {"empty": "E113", "nested": "E115"}


@pytest.mark.parametrize("ending", ["yml", "YAML"])
def test_a_folder_with_files_for_somebody_else_is_no_mistake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str) -> None:
    root = workspace(tmp_path, {"playbook/one/a.yml": "a: 1", "playbook/one/photos/a.txt": "x"})
    assert only_source(root).problems == ()
    (root / f"playbook/one/photos/a.{ending}").write_text("a: 1", encoding="utf-8")
    assert only_problem(only_source(root)).code == "E115"
    monkeypatch.setattr(Path, "iterdir", lambda folder: (_ for _ in ()).throw(PermissionError(13, "Permission denied")))
    assert only_source(root).problems == ()


def test_own_texts_and_pictures_stand_beside_the_files(tmp_path: Path) -> None:
    files = ("metrics.yml", "guides/agent.yaml", "guides/zoo.YML", "guides/deeper/notes.txt", "guides/notes.txt", "notes.txt", "zest.yml")
    told: dict[str, str | bytes] = {f"playbook/one/library/{name}": name for name in files}
    source = only_source(workspace(tmp_path, told | {"playbook/one/a.yml": "a: 1", "playbook/one/a.PNG": b"png", "playbook/one/z.svg": b"svg"}))
    assert source.problems == ()
    assert source.is_folder
    assert [file.shown for file in source.files] == ["playbook/one/a.yml"]
    read = ("guides/agent.yaml", "guides/zoo.YML", "metrics.yml", "zest.yml")
    assert [(file.shown, file.content) for file in source.library] == [(f"playbook/one/library/{name}", name.encode()) for name in read]
    assert [(name, getattr(file, "content", None)) for name, file in source.pictures] == [("a.PNG", b"png"), ("z.svg", b"svg")]


def test_own_texts_too_deep_are_not_lost_in_silence(tmp_path: Path) -> None:
    root = workspace(tmp_path, {"playbook/one/a.yml": "a: 1", "playbook/one/library/guides/deeper/lost.yml": "b: 1"})
    problem = only_problem(only_source(root))
    assert (problem.code, problem.place and problem.place.path) == ("E115", "playbook/one/library/guides/deeper")
    assert "playbook/one/library/guides/" in (problem.help or "")


def test_what_is_no_file_is_no_picture_and_no_text(tmp_path: Path) -> None:
    root = workspace(tmp_path, {"playbook/one/a.yml": "a: 1", "playbook/one/library/b.yml": "b: 1", "playbook/one/logo.png": bytes(200 * 1024)})
    (root / "playbook/one/linked.svg").symlink_to(root / "playbook/one/logo.png")
    (root / "playbook/one/library/aa.yml").symlink_to(root / "playbook/one/a.yml")
    (root / "playbook/one/large.webp").write_bytes(bytes(200 * 1024 + 1))
    source = only_source(root)
    assert [(problem.code, problem.place.path) for problem in source.problems if problem.place] == [
        ("E108", "playbook/one/library/aa.yml"),
        ("E108", "playbook/one/linked.svg"),
    ]
    assert [file.shown for file in source.library] == ["playbook/one/library/b.yml"]
    pictures = dict(source.pictures)
    assert [getattr(pictures[name], "code", None) for name in ("large.webp", "linked.svg", "logo.png")] == ["E104", "E108", None]
    assert pictures["linked.svg"] is source.problems[1]


@pytest.mark.parametrize(
    ("folder", "shown"), [("one", "playbook/one"), ("library", "playbook/one/library"), ("guides", "playbook/one/library/guides")]
)
def test_folders_of_an_organisation_the_system_refuses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folder: str, shown: str) -> None:
    root = workspace(tmp_path, {"playbook/one/a.yml": "a: 1", "playbook/one/library/guides/b.yml": "b: 1"})
    refuse(monkeypatch, folder)
    problem = only_problem(only_source(root))
    assert (problem.code, problem.place and problem.place.path) == ("E101", shown)
    assert "Permission denied" in problem.message


class Gone:
    """An entry of a folder that is no longer there once it is looked at."""

    def __init__(self, entry: os.DirEntry[str]) -> None:
        self.name, self.path = entry.name, entry.path

    def stat(self, *, follow_symlinks: bool) -> os.stat_result:
        assert not follow_symlinks
        raise FileNotFoundError(2, "No such file or directory")


def test_what_vanishes_while_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names = ("playbook/one/a.yml", "playbook/one/b.yml", "playbook/one/library/a.yml", "playbook/one/library/b.yml")
    root, listed = workspace(tmp_path, dict.fromkeys(names, "a: 1")), os.scandir

    def vanishing(path: Path) -> list[object]:
        return [Gone(entry) if entry.name == "a.yml" else entry for entry in listed(path)]

    monkeypatch.setattr("playbookgen.reading.discovery.os.scandir", vanishing)
    source = only_source(root)
    assert [(problem.code, problem.place and problem.place.path) for problem in source.problems] == [("E101", names[0]), ("E101", names[2])]
    assert [file.shown for file in (*source.files, *source.library)] == [names[1], names[3]]


def test_twice_where_neither_can_be_read(tmp_path: Path) -> None:
    root = workspace(tmp_path, {"playbook/one/": ""})
    (root / "playbook/one.yml").symlink_to(root / "playbook/one")
    first, second = only_source(root).problems
    assert (first.code, second.code) == ("E113", "E111")
    assert first.place is not None
    assert (first.place.path, second.place and second.place.path, second.related) == ("playbook/one", "playbook/one.yml", first.place)


def test_a_colour_nobody_can_read_is_none(tmp_path: Path) -> None:
    found = discover(workspace(tmp_path, {"playbook/one.yml": "a: 1", "site_config.yml": "schema_version: 1\naccent: '#ffff00'\n"}))
    assert [(problem.place.line, problem.place.column) for problem in found.problems if problem.place] == [(2, 9)]


def test_configuration(tmp_path: Path) -> None:
    text = "schema_version: 1\nsite_url: https://playbook.example.org/\naccent: '#0b5fa5'\nrules:\n  PB016: {severity: hint}\nx_own: free\n"
    found = discover(workspace(tmp_path, {"playbook/one.yml": "a: 1", "site_config.yml": text}))
    assert found.problems == ()
    assert found.config.site_url == "https://playbook.example.org/"
    assert found.config.rules["PB016"].severity == "hint"


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "\n"])
def test_empty_configuration_means_the_defaults(tmp_path: Path, text: str) -> None:
    found = discover(workspace(tmp_path, {"playbook/one.yml": "a: 1", "site_config.yml": text}))
    assert (found.config, found.problems) == (SiteConfig(), ())


@pytest.mark.parametrize(
    ("text", "code", "line", "column", "suggestion"),
    [
        ("schema_version: 1\nsite_ulr: https://x.example\n", "E202", 2, 1, "site_url"),
        ("accent: 'red'\n", "E204", 1, 9, None),
        ("schema_version: 2\n", "E214", 1, 17, "1"),
        ("rules: [PB016]\n", "E204", 1, 1, None),
        ("rules:\n  PB016: {severity: high}\n", "E205", 2, 21, None),
        ("rules:\n  PB061: {severity: hint}\n", "E205", 2, 3, "PB016"),
        ("rules:\n  PB016: {thresholds: {dyas: 60}}\n", "E205", 2, 24, "days"),
        ("rules:\n  PB016: {thresholds: {days: -1}}\n", "E203", 2, 30, None),
        ("rules:\n  PB016: {off: yes}\n", "E209", 2, 16, None),
        ("- a\n", "E113", 1, 1, None),
        ("a: [\n", "E103", 1, 4, "]"),
    ],
)
def test_configuration_is_checked_with_places(tmp_path: Path, text: str, code: str, line: int, column: int, suggestion: str | None) -> None:
    found = discover(workspace(tmp_path, {"playbook/one.yml": "a: 1", "site_config.yml": text}))
    assert [problem.code for problem in found.problems] == [code], found.problems
    problem = found.problems[0]
    assert problem.place is not None
    assert (problem.place.path, problem.place.line, problem.place.column) == ("site_config.yml", line, column)
    assert problem.suggestion == suggestion
    assert found.config == SiteConfig()


def test_configuration_that_is_a_link_or_misnamed(tmp_path: Path) -> None:
    root = workspace(tmp_path / "a", {"playbook/one.yml": "a: 1", "site_config.yaml": "accent: '#000000'"})
    found = discover(root)
    assert [(problem.code, problem.severity, problem.suggestion) for problem in found.problems] == [("E115", "warning", "site_config.yml")]
    assert found.problems[0].place == Place("site_config.yaml")
    (root / "site_config.yml").symlink_to(root / "site_config.yaml")
    assert "E108" in {problem.code for problem in discover(root).problems}


def test_blocks_of_the_base_make_a_folder(tmp_path: Path) -> None:
    pieces = blocks(BASE)
    files: dict[str, str | bytes] = {f"playbook/northlight/{key}.yml": text for key, text in pieces.items()}
    source = only_source(workspace(tmp_path, files))
    assert len(source.files) == len(pieces)

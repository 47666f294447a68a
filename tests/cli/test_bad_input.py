"""Bad input through the command: a clear message, the right status, published sites untouched."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from playbookgen.building import run as building_run
from support.workspaces import Invoke, in_this_process, playbookgen, told, tree, workspace


def _id_with_dots(root: Path) -> None:
    (root / "playbook" / "beta.yml").write_text(told("../beta"), encoding="utf-8")


def _twice(root: Path) -> None:
    (root / "playbook" / "beta").mkdir()
    (root / "playbook" / "beta" / "one.yml").write_text(told("beta"), encoding="utf-8")


def _same_id_inside(root: Path) -> None:
    (root / "playbook" / "beta.yml").write_text(told("alfa"), encoding="utf-8")


def _link(root: Path) -> None:
    (root / "playbook" / "beta.yml").unlink()
    (root / "playbook" / "beta.yml").symlink_to("/proc/self/environ")


def _pipe(root: Path) -> None:
    (root / "playbook" / "beta.yml").unlink()
    os.mkfifo(root / "playbook" / "beta.yml")


def _written(content: bytes) -> Callable[[Path], None]:
    def write(root: Path) -> None:
        (root / "playbook" / "beta.yml").write_bytes(content)

    return write


_BOMB = "a: &a [x, x]\n" + "".join(f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join([f'*{chr(97 + n)}'] * 9)}]\n" for n in range(9))

BAD: dict[str, tuple[Callable[[Path], None], str]] = {
    "binary": (_written(b"\x7fELF\x02\x01\x01\x00\x00\xff\xfe"), "E102"),
    "utf-16": (_written(told("beta").encode("utf-16")), "E102"),
    "empty": (_written(b""), "E113"),
    "tabs": (_written(b"schema_version: 1\norganisation:\n\tid: beta\n"), "E103"),
    "5 MB": (_written(told("beta").encode() + b"# " + b"x" * 5_000_000), "E104"),
    "100,000 brackets": (_written(b"a: " + b"[" * 100_000), "E104"),
    "alias bomb": (_written(_BOMB.encode()), "E105"),
    "id with dots": (_id_with_dots, "E208"),
    "file and folder": (_twice, "E111"),
    "another's id": (_same_id_inside, "E109"),
    "link": (_link, "E108"),
    "pipe": (_pipe, "E108"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_content_stops_its_organisation_only(invoke: Invoke, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr(building_run.workers, "run_all", in_this_process())
    spoil, code = BAD[name]
    root = workspace(tmp_path / "workspace", "alfa", "beta")
    assert invoke("-C", str(root), "build").status == 0
    before = {path: content for path, content in tree(root / "site").items() if path != "build.json"}
    outside = sorted(path.name for path in tmp_path.iterdir())
    spoil(root)
    ran = invoke("-C", str(root), "build")
    assert ran.status == 3
    assert f"error[{code}]" in ran.err
    assert "Traceback" not in ran.err
    assert "beta: not built" in ran.err
    assert {path: content for path, content in tree(root / "site").items() if path != "build.json"} == before
    assert sorted(path.name for path in tmp_path.iterdir()) == outside


def test_a_byte_order_mark_is_fine(invoke: Invoke, tmp_path: Path) -> None:
    root = workspace(tmp_path, "alfa")
    (root / "playbook" / "alfa.yml").write_bytes(b"\xef\xbb\xbf" + told("alfa").encode())
    assert invoke("-C", str(root), "check").status == 0


def test_a_file_that_cannot_be_read(invoke: Invoke, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Permissions do not stop root, so the refusal is the system call's."""
    root = workspace(tmp_path, "alfa", "beta")
    real = os.open

    def refuse(path: object, *arguments: object, **options: object) -> int:
        if str(path).endswith("beta.yml"):
            raise PermissionError(13, "Permission denied")
        return real(path, *arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "open", refuse)
    ran = invoke("-C", str(root), "check")
    assert ran.status == 1
    assert "error[E101]" in ran.err
    assert "playbook/beta.yml" in ran.err


@pytest.mark.parametrize("command", [["check"], ["build"], ["list"], ["serve", "--port", "0"], ["export", "alfa", "out"]])
def test_no_workspace(invoke: Invoke, tmp_path: Path, command: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    ran = invoke(*command)
    assert ran.status == 2
    assert "playbookgen init" in ran.err
    (tmp_path / "playbook").mkdir()
    ran = invoke(*command)
    assert ran.status == 2
    assert "playbookgen new" in ran.err
    assert [path.name for path in tmp_path.iterdir()] == ["playbook"]


def test_a_folder_of_names_that_act_on_terminals(invoke: Invoke, tmp_path: Path) -> None:
    root = workspace(tmp_path / "a\x1b[2Jb", "alfa")
    (root / "playbook" / "evil\x1b]0;x\x07\n::error::.yml").write_text("x: 1")
    for command in ("check", "build", "list"):
        ran = invoke("-C", str(root), command)
        assert "\x1b" not in ran.err + ran.out
        assert "\x07" not in ran.err + ran.out
        assert not any(line.startswith("::") for line in (ran.err + ran.out).splitlines())


def test_an_output_that_is_a_file(invoke: Invoke, tmp_path: Path) -> None:
    root = workspace(tmp_path, "alfa")
    (tmp_path / "taken").write_text("a file")
    ran = invoke("-C", str(root), "build", "-o", str(tmp_path / "taken"))
    assert ran.status == 1
    assert "is a file, not a folder" in ran.err
    assert (tmp_path / "taken").read_text() == "a file"


def test_ctrl_c_during_a_real_build(tmp_path: Path) -> None:
    """The processes end, nothing is left of the staging, what was published is as it was."""
    root = workspace(tmp_path, "alfa", "beta", "gamma")
    site = root / "site" / "alfa"
    site.mkdir(parents=True)
    (site / "manifest.json").write_text('{"made_by": "playbookgen", "organisation": "alfa", "files": {}}')
    before = tree(root / "site")
    running = subprocess.Popen(
        [sys.executable, "-m", "playbookgen", "-C", str(root), "build", "-j", "1"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    staging = root / "site" / ".playbookgen" / "staging"
    deadline = time.monotonic() + 60
    while not list(staging.glob("*/*")) and time.monotonic() < deadline and running.poll() is None:
        with contextlib.suppress(subprocess.TimeoutExpired):
            running.wait(0.05)
    running.send_signal(signal.SIGINT)
    _, said = running.communicate(timeout=60)
    assert running.returncode == 130, said
    assert said.splitlines()[-1] == "interrupted; what was published is as it was"
    assert "Traceback" not in said
    assert list(staging.glob("*")) == []
    assert {path: content for path, content in tree(root / "site").items() if path in before} == before


def test_from_nothing_to_a_site(tmp_path: Path) -> None:
    """Two commands, no question."""
    assert playbookgen("init", "demo", cwd=tmp_path).returncode == 0
    ran = playbookgen("-C", "demo", "build", cwd=tmp_path)
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout == ""
    assert "→ demo/site/demo/index.html" in ran.stderr
    assert ran.stderr.splitlines()[-1] == "next: look at it with: playbookgen -C demo serve demo"
    home = (tmp_path / "demo" / "site" / "demo" / "index.html").read_text(encoding="utf-8")
    assert "Solved at once" in home
    assert sorted(path.name for path in (tmp_path / "demo").iterdir()) == [
        ".github",
        ".gitignore",
        ".gitlab-ci.yml",
        ".playbookgen",
        "README.md",
        "playbook",
        "requirements.txt",
        "site",
        "site_config.yml",
    ]

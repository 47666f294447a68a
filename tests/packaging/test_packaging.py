"""What is installed is what stands here: templates travel along, and the command works from any folder."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import zipfile
from pathlib import Path

import pytest

from support.house import REPOSITORY

#: What one sees of a template in the wheel, by its path in the repository.
TEMPLATES = sorted(path.relative_to(REPOSITORY / "templates").as_posix() for path in (REPOSITORY / "templates").rglob("*") if path.is_file())


def run(*command: str | Path, cwd: Path, **names: str) -> str:
    """Run a command with a small environment and give back what it printed; fail with its words."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ}
    done = subprocess.run([str(part) for part in command], cwd=cwd, env=kept | names, capture_output=True, text=True, timeout=1200, check=False)
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def environment(folder: Path) -> Path:
    """A virtual environment that holds nothing of ours: its libraries are those the tests run with, its `playbookgen` is what we install.

    A line in a `.pth` file adds a folder to the search path, after the environment's own, without following the `.pth` files in it:
    the editable installation of the checkout stays out.
    """
    run(sys.executable, "-m", "venv", "--without-pip", folder, cwd=folder.parent)
    site_packages = Path(run(folder / "bin" / "python", "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=folder.parent).strip())
    (site_packages / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return folder / "bin"


def unpack(archive: Path, folder: Path) -> Path:
    """The folder that an sdist unpacks to. With `tar`: the safe filter of Python's own came with 3.11.4, and Debian 12 has 3.11.2."""
    folder.mkdir(parents=True, exist_ok=True)
    run("tar", "-xzf", archive, "-C", folder, cwd=folder)
    return next(path for path in folder.iterdir() if path.is_dir())


def install(binaries: Path, *what: str | Path, cwd: Path) -> None:
    """`pip install` into the environment, without asking any index."""
    run(
        sys.executable,
        "-m",
        "pip",
        "--python",
        binaries / "python",
        "install",
        "--quiet",
        "--no-index",
        "--no-deps",
        "--no-build-isolation",
        *what,
        cwd=cwd,
    )


def builds_a_site(binaries: Path, folder: Path) -> None:
    """The command makes a workspace and a site out of what was installed."""
    command = binaries / "playbookgen"
    assert "playbookgen" in run(command, "--version", cwd=folder)
    run(command, "init", "demo", cwd=folder)
    # No as-of date: the example is written with dates around the day it is made.
    run(command, "-C", "demo", "build", cwd=folder)
    home = folder / "demo" / "site" / "demo" / "index.html"
    assert "<html" in home.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sdist")
    run(sys.executable, "-m", "hatchling", "build", "--target", "sdist", "--directory", folder, cwd=REPOSITORY)
    return next(folder.glob("*.tar.gz"))


@pytest.fixture(scope="session")
def wheel(sdist: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel built from the unpacked sdist, as an index would have it."""
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", folder, cwd=unpack(sdist, folder / "source"))
    return next(folder.glob("*.whl"))


def test_the_wheel_carries_every_template_and_nothing_of_the_tests(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    inside = {name.removeprefix("playbookgen/_templates/") for name in names if name.startswith("playbookgen/_templates/")}
    assert TEMPLATES
    assert set(TEMPLATES) - inside == set()
    assert "playbookgen/py.typed" in names
    roots = {name.partition("/")[0] for name in names if ".dist-info/" not in name}
    (beside,) = roots - {"playbookgen"}
    assert [name for name in names if name.startswith(beside)] == [f"{beside}/data/share/man/man1/playbookgen.1"]


def test_the_sdist_carries_what_building_and_testing_need(sdist: Path) -> None:
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    needed = {
        "Makefile",
        "LICENSE",
        "README.md",
        "requirements/dev.txt",
        "site_config.yml",
        "playbook/lumivakka.yml",
        "docs/playbookgen.1",
        ".ci/run",
        "tests/house/test_laws.py",
    }
    assert needed - names == set()
    assert not {name for name in names if name.startswith((".venv", "site/")) or "__pycache__" in name}


@pytest.mark.slow
def test_a_wheel_works_from_any_folder(wheel: Path, tmp_path: Path) -> None:
    binaries = environment(tmp_path / "environment")
    install(binaries, wheel, cwd=tmp_path)
    where = run(binaries / "python", "-c", "import playbookgen; print(playbookgen.__file__)", cwd=tmp_path).strip()
    assert Path(where).is_relative_to(tmp_path)
    builds_a_site(binaries, tmp_path)


@pytest.mark.slow
def test_pip_install_of_the_checkout_works_from_any_folder(sdist: Path, tmp_path: Path) -> None:
    checkout = unpack(sdist, tmp_path / "source")
    binaries = environment(tmp_path / "environment")
    install(binaries, checkout, cwd=tmp_path)
    builds_a_site(binaries, tmp_path)


@pytest.mark.slow
def test_an_editable_installation_works_and_sees_changes(sdist: Path, tmp_path: Path) -> None:
    checkout = unpack(sdist, tmp_path / "source")
    binaries = environment(tmp_path / "environment")
    install(binaries, "--editable", checkout, cwd=tmp_path)
    builds_a_site(binaries, tmp_path)
    package = checkout / "generator" / "playbookgen" / "__init__.py"
    package.write_text(package.read_text(encoding="utf-8").replace('"0.', '"99.'), encoding="utf-8")
    assert "99." in run(binaries / "playbookgen", "--version", cwd=tmp_path)


def interpreter(version: str) -> Path:
    """A Python of this version on this machine; whoever has none is told."""
    if version == f"{sys.version_info[0]}.{sys.version_info[1]}":
        return Path(sys.executable)
    found = shutil.which(f"python{version}")
    # A shim of pyenv is on the path whether or not it leads anywhere: what it might lead to is tried as well.
    places = [*([Path(found)] if found else []), *sorted((Path.home() / ".pyenv" / "versions").glob(f"{version}.*/bin/python"))]
    for place in places:
        asked = subprocess.run([str(place), "-c", "import sys; print(*sys.version_info[:2], sep='.')"], capture_output=True, text=True, check=False)
        if asked.stdout.strip() == version:
            return place
    pytest.skip(f"there is no Python {version} on this machine: nothing was tried with it")


def locked_only(*names: str) -> str:
    """The entries of the lock that build the package, and what they ask for."""
    return "\n".join(entry for entry in re.split(r"\n(?=[a-z0-9])", (REPOSITORY / "requirements" / "dev.txt").read_text()) if entry.startswith(names))


def fresh(version: str, folder: Path, *locks: Path) -> Path:
    """A new environment of a Python, with what locks name and nothing else; where its programs stand."""
    run(interpreter(version), "-m", "venv", folder, cwd=folder.parent)
    for lock in locks:
        options = ("--quiet", "--disable-pip-version-check", "--require-hashes", "--no-deps", "--only-binary", ":all:")
        run(folder / "bin" / "python", "-m", "pip", "install", *options, "-r", lock, cwd=folder.parent)
    return folder / "bin"


def tree_of(command: Path | str, folder: Path, *before: str) -> dict[str, bytes]:
    """A sample as a command builds it, by path."""
    (folder / "playbook").mkdir(parents=True)
    shutil.copy(REPOSITORY / "playbook" / "ternfield.yml", folder / "playbook")
    run(command, *before, "build", "--as-of", "2026-10-31", "--no-cache", cwd=folder, PYTHONPATH="" if before == () else os.pathsep.join(sys.path))
    site = folder / "site" / "ternfield"
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in sorted(site.rglob("*")) if path.is_file()}


@pytest.mark.slow
@pytest.mark.parametrize("version", ["3.11", "3.12", "3.13"])
def test_every_python_installs_it_by_the_lock_and_builds_the_same_bytes(version: str, wheel: Path, tmp_path: Path) -> None:
    """What `pip` and `pipx` do, in a fresh environment; the sites are those that the tests' own environment builds."""
    binaries = fresh(version, tmp_path / "environment", REPOSITORY / "requirements" / "run.txt")
    run(binaries / "python", "-m", "pip", "install", "--quiet", "--no-index", "--no-deps", wheel, cwd=tmp_path)
    run(binaries / "python", "-m", "pip", "check", cwd=tmp_path)
    assert (tmp_path / "environment" / "share" / "man" / "man1" / "playbookgen.1").is_file()
    builds_a_site(binaries, tmp_path)
    theirs = tree_of(binaries / "playbookgen", tmp_path / "theirs")
    ours = tree_of(sys.executable, tmp_path / "ours", "-m", "playbookgen")
    assert list(theirs) == list(ours)
    assert [path for path in ours if ours[path] != theirs[path]] == []


@pytest.mark.slow
@pytest.mark.parametrize("version", ["3.11", "3.12", "3.13"])
def test_every_python_makes_the_same_wheel_of_the_sdist(version: str, sdist: Path, wheel: Path, tmp_path: Path) -> None:
    (tmp_path / "build.txt").write_text(locked_only("hatchling==", "packaging==", "pathspec==", "pluggy==", "trove-classifiers==", "editables=="))
    binaries = fresh(version, tmp_path / "environment", tmp_path / "build.txt")
    options = ("--quiet", "--no-index", "--no-deps", "--no-build-isolation")
    run(binaries / "python", "-m", "pip", "wheel", *options, "--wheel-dir", tmp_path, sdist, cwd=tmp_path)
    (made,) = tmp_path.glob("*.whl")
    assert made.name == wheel.name
    assert made.read_bytes() == wheel.read_bytes()

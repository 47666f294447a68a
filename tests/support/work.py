"""Work for tests of processes: functions of a module, as a process of its own needs them."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from playbookgen.building.manifest import digest, listing
from playbookgen.model.failure import OutputUnusable


def double(number: int) -> int:
    return number * 2


def surroundings() -> dict[str, str]:
    return dict(os.environ)


def surroundings_of_the_system() -> str:
    return Path("/proc/self/environ").read_text(encoding="utf-8", errors="replace")


def open_files() -> list[str]:
    return [str(path.readlink()) for path in Path("/proc/self/fd").iterdir() if path.is_symlink()]


def fail() -> None:
    raise OutputUnusable("the cupboard is full", "tidy it")


def stumble() -> None:
    raise KeyError("a bug")


def unsendable() -> object:
    return lambda: None


def look_for(file: str, _folder: Path) -> bytes:
    return Path(file).read_bytes()


def die() -> None:
    os._exit(7)


def kill_oneself() -> None:
    """As the system does when the memory of the machine runs out."""
    os.kill(os.getpid(), signal.SIGKILL)


def fall() -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def wait_for_ever(mark: str = "") -> None:
    if mark:
        Path(mark).write_text(str(os.getpid()), encoding="ascii")
    while True:
        signal.pause()


def niceness() -> int:
    return os.nice(0)


def burn() -> None:
    while True:
        sys.getrecursionlimit()


def hoard() -> int:
    return len(bytearray(3 * 1024**3))


def spill(path: str) -> None:
    with Path(path).open("wb") as file:
        for _ in range(3):
            file.write(bytes(1024 * 1024))


def doubled(number: int, common: dict[str, int]) -> int:
    return number * common["factor"]


def little_site(text: str, project: Path, site: Path, common: str = "") -> tuple[int, str]:
    """What stands in for an edition: one page, counted, and the digest of its site."""
    site.mkdir()
    (site / "index.html").write_text(f"<html><body>{text}{common}</body></html>", encoding="utf-8")
    return 1, digest(listing(site))


def no_site(text: str, project: Path, site: Path) -> tuple[int, str]:
    return 3, ""


def site_with_a_link(text: str, project: Path, site: Path) -> tuple[int, str]:
    little_site(text, project, site)
    (site / "out").symlink_to("/etc")
    return 1, "digest"


def fail_elsewhere(text: str, project: Path, site: Path) -> None:
    raise OutputUnusable(f"{text} is full", "tidy it")


def stumble_elsewhere(text: str, project: Path, site: Path) -> None:
    raise KeyError(text)


def kill_parent(text: str, project: Path, site: Path) -> None:
    os.kill(os.getppid(), signal.SIGKILL)
    signal.pause()


def kill_worker(text: str, project: Path, site: Path) -> None:
    """End the worker that asked for the edition; another process will start it again."""
    os.kill(_worker(), signal.SIGKILL)


def kill_worker_for_good(text: str, project: Path, site: Path) -> None:
    """End the worker that asked for the edition with all that belongs to it."""
    os.killpg(os.getpgid(_worker()), signal.SIGKILL)


def wait_elsewhere(text: str, project: Path, site: Path) -> None:
    signal.pause()


def _worker() -> int:
    """The process two above: between it and us is the one that stands by."""
    return int(Path(f"/proc/{os.getppid()}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[1])


def what_a_worker_has(text: str, project: Path, site: Path) -> tuple[dict[str, str], list[str], str]:
    return dict(os.environ), open_files(), surroundings_of_the_system()


def versions() -> dict[str, str]:
    return {"playbookgen": "1", "mkdocs": "1.6.1"}

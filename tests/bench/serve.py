"""How long it takes from saving a file to the reloaded page, in Chromium. `make bench-parts` runs it.

The sample `lumivakka` alone in a workspace, with one of its languages and with all of them. A round writes the file anew, as an editor
does, and waits for the browser's load event of the page that holds the changed text. On a machine that others use, seconds on the clock say
little: then look at the processor time.
"""

from __future__ import annotations

import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from playwright.sync_api import Page, sync_playwright

REPOSITORY: Final = Path(__file__).resolve().parents[2]
ROUNDS: Final = int(sys.argv[1]) if len(sys.argv) > 1 else 15
#: Milliseconds before a save: the page has to have asked for news.
THINKING: Final = 700
#: Whether the page is loaded with a text in it.
_SHOWS: Final = "text => document.readyState === 'complete' && document.documentElement.innerHTML.includes(text)"
#: What is changed, and where it is looked at.
EDITS: Final = {
    "a purpose": (r"(purpose: \{en: [^,}]*?)( \d+)?([,}])", ""),
    "the vision": (r"(en: Customers leave the first contact with the matter settled and feeling cared for\.)( \d+)?(\n)", "target-state/vision/"),
}


def workspace(folder: Path, languages: str) -> Path:
    """A workspace of that sample alone, told in `languages`; its file."""
    (folder / "playbook").mkdir(parents=True)
    shutil.copy(REPOSITORY / "site_config.yml", folder)
    told = (REPOSITORY / "playbook" / "lumivakka.yml").read_text(encoding="utf-8")
    path = folder / "playbook" / "lumivakka.yml"
    path.write_text(re.sub(r"(?m)^  languages: .*$", f"  languages: [{languages}]", told, count=1), encoding="utf-8")
    return path


@contextmanager
def serving(folder: Path) -> Iterator[tuple[str, int]]:
    """The preview of the workspace in `folder`: its address and its session."""
    command = [sys.executable, "-m", "playbookgen", "-C", str(folder), "serve", "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True) as running:
        assert running.stderr
        address = next(found[1] for line in running.stderr if (found := re.match(r"serving (\S+)", line)))
        try:
            yield address, running.pid
        finally:
            running.terminate()
            running.stderr.read()


def processor_seconds(session: int) -> float:
    """What all processes of a session, and those of them that have ended, have taken of the processors until now."""
    total = 0
    for status in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            fields = status.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
            total += sum(map(int, fields[11:15])) if int(fields[3]) == session else 0
    return total / os.sysconf("SC_CLK_TCK")


def save(path: Path, text: str) -> None:
    """Write the file as an editor does: beside, then in its place."""
    beside = path.with_suffix(".new")
    beside.write_text(text, encoding="utf-8")
    beside.replace(path)


def saved_to_loaded(page: Page, path: Path, pattern: str, number: int) -> float:
    """Seconds from saving a text with `number` behind it to the load event of the page that shows it."""
    text, found = re.subn(pattern, rf"\g<1> {number}\g<3>", path.read_text(encoding="utf-8"), count=1)
    assert found == 1
    page.wait_for_timeout(THINKING)
    began = time.perf_counter()
    save(path, text)
    # A page that was opened while its site was being built is loaded again when that is done, without what is saved now.
    page.wait_for_function(_SHOWS, arg=str(number), polling=10, timeout=120_000)
    return time.perf_counter() - began


def measured(page: Page, languages: str) -> None:
    """Print the median of all rounds, for each edit."""
    with tempfile.TemporaryDirectory() as name:
        path = workspace(Path(name), languages)
        with serving(Path(name)) as (address, session):
            for edit, (pattern, place) in EDITS.items():
                page.goto(f"{address}lumivakka/{place}", timeout=120_000)
                saved_to_loaded(page, path, pattern, 70_000)
                before = processor_seconds(session)
                took = [saved_to_loaded(page, path, pattern, 70_001 + number) for number in range(ROUNDS)]
                busy = (processor_seconds(session) - before) / ROUNDS
                print(f"{languages:16}{edit:12}{statistics.median(took):6.2f} s  ({min(took):.2f}-{max(took):.2f}){busy:8.2f} s", flush=True)


def main() -> None:
    """Measure with one language and with all."""
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
    print(f"from save to the load event of the reloaded page, median of {ROUNDS} (fastest-slowest); processor time of a round, browser not counted")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"])
        for languages in ("en", "en, fi, nb, sv"):
            measured(opened.new_page(), languages)
        opened.close()


if __name__ == "__main__":
    main()

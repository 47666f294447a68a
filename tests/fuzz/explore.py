"""Looks for bytes and texts that break a promise, led by which lines of ours they reach (Atheris, libFuzzer).

In: what to explore (`reader` or `texts`), seconds, a folder. Out: findings as files in the folder, one for each place that failed, and how many
inputs were tried. It goes on after a finding. `make fuzz` runs it; the package it needs is in requirements/fuzz.txt.
"""

from __future__ import annotations

import sys
import time
import traceback
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["playbookgen", "markdown"]):
    from playbookgen.reading import load_library, load_templates, packaged_templates, read_organisation
    from support.sound import check_judging, check_reading, check_text

from support.house import REPOSITORY
from support.mutations import MARKS, Mutation
from support.organisations import AS_OF
from support.sources import source
from support.vectors import vectors

#: Longer than this for one input is a finding, in seconds of this process.
SLOW = 5.0
_LONGEST = 60_000


def reader() -> Callable[[bytes], None]:
    """Bytes as the file of an organisation, read with all the library and judged."""
    library = load_library(load_templates(packaged_templates(), None))

    def read(content: bytes) -> None:
        reading = read_organisation(source(content, id="lumivakka"), library=library, as_of=AS_OF, today=AS_OF)
        check_reading(reading)
        check_judging(reading)

    return read


def texts() -> Callable[[bytes], None]:
    """Bytes as a text, through every filter that stands before a page or a terminal."""
    return lambda content: check_text(
        content[:4000].decode("utf-8", "surrogateescape" if content[:1] == b"\xff" else "replace").encode("utf-8", "replace").decode()
    )


def seeds(what: str, folder: Path) -> None:
    """What exploring begins with."""
    if what == "texts":
        contents = [text.encode("utf-8", "replace") for text in vectors()]
    else:
        samples = sorted((REPOSITORY / "tests" / "golden" / "samples").rglob("*.yml"))
        contents = [path.read_bytes() for path in (*samples, REPOSITORY / "tests" / "reading" / "base.yml")]
    for content in contents:
        (folder / sha256(content).hexdigest()[:16]).write_bytes(content)


class Watch:
    """Calls the target, keeps what fails once for each place, counts."""

    def __init__(self, target: Callable[[bytes], None], folder: Path) -> None:
        self._target, self._folder = target, folder
        self._known: set[str] = set()
        self._begun = time.monotonic()
        self.tried = 0

    def __call__(self, content: bytes) -> None:
        self.tried += 1
        if self.tried % 500 == 0:
            seconds = time.monotonic() - self._begun
            (self._folder / "count.txt").write_text(f"{self.tried} inputs, {seconds:.0f} s, {len(self._known)} findings\n", encoding="utf-8")
        begun = time.process_time()
        try:
            self._target(content)
        except Exception as error:
            self._keep("".join(traceback.format_exception(error)), content, str(traceback.extract_tb(error.__traceback__)[-1]))
        if (took := time.process_time() - begun) > SLOW:
            self._keep(f"{took:.1f} s\n", content, "slow")

    def _keep(self, told: str, content: bytes, place: str) -> None:
        if place in self._known:
            return
        self._known.add(place)
        name = sha256(place.encode()).hexdigest()[:12]
        (self._folder / f"{name}.input").write_bytes(content)
        (self._folder / f"{name}.txt").write_text(told, encoding="utf-8", errors="replace")


def mutated(content: bytes, longest: int, seed: int) -> bytes:
    """Half of the time a change that knows YAML, else one of libFuzzer's."""
    if seed % 2:
        return Mutation(seed).of(content)[:longest]
    return bytes(atheris.Mutate(content, longest))


def _as_bytes(mark: str) -> str:
    return "".join(f"\\x{byte:02x}" for byte in mark.encode())


def main() -> None:
    """Explore for as long as asked."""
    what, seconds, folder = sys.argv[1], sys.argv[2], Path(sys.argv[3])
    corpus, found = folder / what / "corpus", folder / what
    corpus.mkdir(parents=True, exist_ok=True)
    seeds(what, corpus)
    words = folder / what / "words.dict"
    words.write_text("".join(f'"{_as_bytes(mark)}"\n' for mark in MARKS), encoding="ascii")
    flags = [
        f"-max_total_time={seconds}",
        f"-max_len={_LONGEST if what == 'reader' else 4000}",
        "-timeout=60",
        "-rss_limit_mb=2048",
        f"-dict={words}",
    ]
    flags += [f"-artifact_prefix={found}/", "-print_final_stats=1", "-len_control=0"]
    atheris.Setup(
        [sys.argv[0], *flags, str(corpus)],
        Watch(reader() if what == "reader" else texts(), found),
        **({"custom_mutator": mutated} if what == "reader" else {}),
    )
    atheris.Fuzz()


if __name__ == "__main__":
    main()

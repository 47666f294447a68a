"""How long judging an organisation takes, beside reading its YAML. `make bench-parts` runs it.

Processor time, the best of many: both sides are measured in turn on the same machine, and only their ratio is kept.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from playbookgen.judging import find, judge, word
from playbookgen.model.workspace import Source, SourceFile
from playbookgen.reading import read_organisation
from support.checks import AS_OF, LUMIVAKKA
from support.findings import product_library

ROUNDS = 20


def milliseconds(work: Callable[[], object]) -> float:
    """Processor time of `work`."""
    began = time.process_time()
    work()
    return (time.process_time() - began) * 1000


def main() -> None:
    """Measure in turn, print each step and its share of reading."""
    library = product_library()
    source = Source("lumivakka", (SourceFile("playbook/lumivakka.yml", LUMIVAKKA.encode()),))
    organisation = read_organisation(source, library=library, as_of=AS_OF, today=AS_OF).organisation
    assert organisation is not None
    judgement = judge(organisation, AS_OF, library)
    found = find(organisation, judgement, library)
    steps: dict[str, Callable[[], object]] = {
        "read": lambda: read_organisation(source, library=library, as_of=AS_OF, today=AS_OF),
        "judge": lambda: judge(organisation, AS_OF, library),
        "find": lambda: find(organisation, judgement, library),
        "word": lambda: word(found, organisation, library, "en"),
    }
    rounds = [[milliseconds(work) for work in steps.values()] for _ in range(ROUNDS)]
    taken = {name: min(times) for name, times in zip(steps, zip(*rounds, strict=True), strict=True)}
    for name, time_taken in taken.items():
        print(f"{name:<5} {time_taken:6.1f} ms  {time_taken / taken['read']:.2f} of reading")
    print(f"judge, find and word together: {(sum(taken.values()) - taken['read']) / taken['read']:.2f} of reading")


if __name__ == "__main__":
    main()

"""First looks of a preview: pages that somebody looks at are made by themselves, ahead of their sites."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Final

from playbookgen.building import manifest, publishing, workers
from playbookgen.pipeline.edition import EditionOrder, build_some_pages
from playbookgen.pipeline.means import Means

_STAGE: Final = "first-look"


def first_looks(
    addresses: Sequence[str], orders: Iterable[EditionOrder], means: Means, output: Path, jobs: int, show: Callable[[dict[str, bytes]], None]
) -> None:
    """Show the pages at `addresses`, as the whole builds of `orders` will have them; what cannot be made is left to these, which say why.

    Args:
        addresses: below `output`: ``lumivakka/fi/plan/roadmap/``.
        orders: editions that are about to be built.
        means: what they are made with.
        output: the output folder; where an edition has no site in it, its pages have nothing to be shown with, and wait.
        jobs: how many editions at the same time.
        show: called with the HTML of the pages, by address.

    Raises:
        OutputUnusable: the disk refuses.
    """
    folders = {f"{order.edition.organisation}/{order.edition.prefix}": order for order in orders}
    wanted: dict[str, set[str]] = {}
    for address in addresses:
        folder = max((one for one in folders if address.startswith(one)), key=len, default=None)
        if folder is not None and (output / folder).is_dir():
            wanted.setdefault(folder, set()).add(address.removeprefix(folder))
    stage = publishing.stage(output, _STAGE)
    try:
        tasks = []
        for number, (folder, pages) in enumerate(sorted(wanted.items())):
            order = replace(folders[folder], only=frozenset(pages))
            tasks.append(workers.Task(folder, build_some_pages, (order, stage / f"{number}.project", stage / str(number)), common=means))
        fine = [outcome for outcome in workers.run_all(tasks, jobs) if outcome.fine]
        show({f"{outcome.name}{address}": html for outcome in fine for address, html in outcome.value.items()})
    finally:
        publishing.discard(stage)


def shown_with(output: Path, organisation: str) -> Mapping[str, str]:
    """What all pages of an organisation's published site are shown with: its styles, scripts and pictures, each with its SHA-256."""
    with suppress(OSError, ValueError):
        return {path: sha for path, sha in manifest.listed(output / organisation).items() if path.startswith("assets/") or "/assets/" in path}
    return {}

"""One run: every edition in its process, every organisation checked and published as soon as it is whole."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from playbookgen.building import links, manifest, pdf, publishing, workers
from playbookgen.building.engine import build_project, write_project
from playbookgen.model.failure import Failure, LimitReached, OutputUnusable, TemplateBroken
from playbookgen.model.playbook import Playbook
from playbookgen.model.result import (
    BuiltEdition,
    BuiltOrganisation,
    Cause,
    CheckedOrganisation,
    Edition,
    EditionDone,
    OrganisationDone,
    Planned,
    Progress,
)


@dataclass(frozen=True, slots=True)
class Order:
    """An organisation to build: its editions, each with what `work` is to be called with before the two folders."""

    checked: CheckedOrganisation
    editions: Sequence[tuple[Edition, Any]]


@dataclass
class Run:
    """One run into one output folder. Call it while holding the lock.

    Args:
        output: the output folder.
        published: organisations that had a site before.
        work: a module's function; composes an edition and calls `build_staged` with the two folders it is given.
        jobs: how many editions are built at the same time.
        environment: names to add to the few that every process gets.
        site_url: public address of the output folder, or ``None``.
        progress: told of every step.
        limits: what one edition may take; the usual if not given.
    """

    output: Path
    published: Collection[str]
    work: Callable[..., tuple[int, str]]
    jobs: int
    environment: Mapping[str, str]
    site_url: str | None
    progress: Progress
    limits: workers.Limits | None = None
    _stages: dict[str, Path] = field(default_factory=dict)
    _outcomes: dict[str, dict[str, workers.Outcome]] = field(default_factory=dict)

    def build(self, orders: Sequence[Order]) -> Iterator[BuiltOrganisation]:
        """Build and publish; one result an organisation. What is left half done when the caller stops is removed."""
        by_id = {order.checked.id: order for order in orders}
        self.progress(Planned(sum(len(order.editions) for order in orders)))
        try:
            tasks = [task for order in orders for task in self._tasks(order)]
            for outcome in workers.run_all(tasks, self.jobs, *([self.limits] if self.limits else [])):
                order = by_id[outcome.name.partition("/")[0]]
                self._outcomes.setdefault(order.checked.id, {})[outcome.name] = outcome
                self.progress(EditionDone(next(edition for edition, _ in order.editions if edition.name == outcome.name)))
                if len(self._outcomes[order.checked.id]) == len(order.editions):
                    yield self._ended(order.checked)
        finally:
            for stage in self._stages.values():
                publishing.discard(stage)

    def fail(self, checked: CheckedOrganisation, cause: Cause, reasons: tuple[str, ...] = (), report: str | None = None) -> BuiltOrganisation:
        """An organisation that is not built; its earlier site is kept where there is one."""
        return BuiltOrganisation(checked, "kept" if checked.id in self.published else "failed", (), cause, reasons, report)

    def _tasks(self, order: Order) -> Iterator[workers.Task]:
        stage = self._stages[order.checked.id] = publishing.stage(self.output, order.checked.id)
        for edition, content in order.editions:
            folders = stage / f"{edition.language}.project", stage / f"{edition.language}.site"
            yield workers.Task(edition.name, self.work, (content, *folders), self.environment)

    def _ended(self, checked: CheckedOrganisation) -> BuiltOrganisation:
        stage = self._stages[checked.id]
        built = self._finished(checked, stage)
        publishing.discard(stage)
        del self._stages[checked.id]
        self.progress(OrganisationDone(built))
        return built

    def _finished(self, checked: CheckedOrganisation, stage: Path) -> BuiltOrganisation:
        """Publish an organisation whose editions are all built, or say why not."""
        outcomes = self._outcomes.pop(checked.id)
        broken = [outcome for outcome in outcomes.values() if not outcome.fine]
        if broken:
            return self._broken(checked, broken)
        try:
            site = stage / "site"
            publishing.assemble({edition.prefix: stage / f"{edition.language}.site" for edition in checked.editions}, site)
            astray = links.check_links(site, f"{self.site_url.rstrip('/')}/{checked.id}/" if self.site_url else None)
            if astray:
                return self.fail(checked, "content", tuple(f"{link.page}: the link “{link.target}” leads nowhere: {link.reason}" for link in astray))
            changed = publishing.publish(site, self.output, checked.id)
        except OutputUnusable as failure:
            return self.fail(checked, "world", _said(failure))
        editions = tuple(_edition(edition, outcomes[edition.name], changed) for edition in checked.editions)
        return BuiltOrganisation(checked, "built" if changed else "unchanged", editions)

    def _broken(self, checked: CheckedOrganisation, broken: Sequence[workers.Outcome]) -> BuiltOrganisation:
        crashes = [outcome.crash for outcome in broken if outcome.crash]
        if crashes:
            return self.fail(checked, "bug", report="\n".join(crashes))
        failures = [outcome.failure for outcome in broken if outcome.failure]
        found = dict.fromkeys(failure.problem for failure in failures if isinstance(failure, TemplateBroken))
        if found:
            checked = replace(checked, problems=(*checked.problems, *found))
            failures = [failure for failure in failures if not isinstance(failure, TemplateBroken)]
        cause: Cause = "content"
        if any(isinstance(failure, LimitReached) for failure in failures):
            cause = "limit"
        elif any(isinstance(failure, OutputUnusable) for failure in failures):
            cause = "world"
        return self.fail(checked, cause, tuple(line for failure in failures for line in _said(failure)))


def build_staged(playbook: Playbook, project: Path, site: Path, *, with_pdf: bool = False) -> tuple[int, str]:
    """Write the project and build its site, in a process of its own; the number of pages and the digest."""
    write_project(playbook, project, site_dir=str(site))
    build_project(project, site)
    if with_pdf:
        pdf.write_pdf(site, playbook.site_name)
    return len(playbook.pages), manifest.digest(manifest.listing(site))


def ledger_after(
    before: publishing.Ledger | None, built: Sequence[BuiltOrganisation], withdrawn: Sequence[str], as_of: date, version: str
) -> publishing.Ledger:
    """The ledger after a run: its own editions, and those of organisations it did not look at."""
    earlier = before.editions if before else ()
    looked_at = {each.id for each in built} | set(withdrawn)
    entries = [entry for entry in earlier if entry.organisation not in looked_at]
    for each in built:
        kept = [replace(entry, status="kept") for entry in earlier if entry.organisation == each.id and entry.digest]
        entries += _built_entries(each) if each.is_published else kept or _failed_entries(each)
    return publishing.Ledger(as_of, version, tuple(entries))


def _built_entries(each: BuiltOrganisation) -> list[publishing.Entry]:
    inputs = each.checked.digest
    return [publishing.Entry(one.edition.name, one.status, one.digest or "", one.pages, round(one.seconds, 3), inputs) for one in each.editions]


def _failed_entries(each: BuiltOrganisation) -> list[publishing.Entry]:
    return [publishing.Entry(name, "failed") for name in [edition.name for edition in each.checked.editions] or [each.id]]


def _edition(edition: Edition, outcome: workers.Outcome, changed: bool) -> BuiltEdition:
    pages, digest = outcome.value
    return BuiltEdition(edition, "built" if changed else "unchanged", digest, pages, outcome.seconds)


def _said(failure: Failure) -> tuple[str, ...]:
    return (failure.message, *(failure.help or "").splitlines())

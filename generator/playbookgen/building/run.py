"""One run: every edition in its process, every organisation checked and published as soon as it is whole."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Protocol

from playbookgen.building import links, manifest, offline, pagewise, pdf, publishing, workers
from playbookgen.building.memory import Memory, Remembered, RememberedEdition
from playbookgen.model.failure import ExecutorUnusable, Failure, LimitReached, OutputUnusable, TemplateBroken
from playbookgen.model.progress import Building, EditionDone, OrganisationDone, Planned, Progress
from playbookgen.model.result import BuiltEdition, BuiltOrganisation, Cause, CheckedOrganisation, Edition
from playbookgen.model.severity import SEVERITIES

if TYPE_CHECKING:
    from playbookgen.model.engine import OtherEngine
    from playbookgen.model.playbook import Playbook


#: How far the sites of a preview step back: the browser is loading the page that was shown ahead of them.
_BEHIND: Final = 5


class Staged(NamedTuple):
    """An edition as it came out of its process.

    Args:
        pages: number of pages.
        digest: SHA-256 over the listing of its site; empty when there was nothing to build.
        composed: SHA-256 over all that the engine was, or would have been, given.
        is_same: the engine had nothing to do, since it was given the same before: the site is the published one.
    """

    pages: int
    digest: str = ""
    composed: str = ""
    is_same: bool = False


class Builders(Protocol):
    """Somebody else who builds editions, as `workers.run_all` does here: `cluster.Cluster`."""

    def run_all(self, tasks: Sequence[workers.Task], jobs: int, limits: workers.Limits | None = None) -> Iterator[workers.Outcome]:
        """One outcome a task, in the order of their names."""


@dataclass(frozen=True, slots=True)
class Order:
    """An organisation to build.

    Args:
        checked: what reading said.
        editions: each with what `work` is to be called with before the two folders.
        parts: what its site is made of; it is not remembered when there are none.
        standing: its published site, when that is known and as it was left.
        why: why it is built.
    """

    checked: CheckedOrganisation
    editions: Sequence[tuple[Edition, Any]]
    parts: Mapping[str, str] = field(default_factory=dict)
    standing: Remembered | None = None
    why: str = ""


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
        progress: told of every step; what it raises ends the run.
        limits: what one edition may take; the usual if not given.
        common: sent once to where the processes come from, and given to `work` after the folders.
        memory: where it is written down what the sites are made of; nowhere if not given.
        elsewhere: who builds the editions; processes of this machine if not given.
        preview: nobody else reads these sites: they need not survive the machine, and what is found out about a page is kept for the next run.
    """

    output: Path
    published: Collection[str]
    work: Callable[..., Staged]
    jobs: int
    environment: Mapping[str, str]
    site_url: str | None
    progress: Progress
    limits: workers.Limits | None = None
    memory: Memory | None = None
    common: Any = None
    elsewhere: Builders | None = None
    preview: bool = False
    _stages: dict[str, Path] = field(default_factory=dict)
    _outcomes: dict[str, dict[str, workers.Outcome]] = field(default_factory=dict)

    def build(self, orders: Sequence[Order]) -> Iterator[BuiltOrganisation]:
        """Build and publish; one result an organisation. What is left half done when the caller stops is removed."""
        by_id = {order.checked.id: order for order in orders}
        self.progress(Planned(sum(len(order.editions) for order in orders)))
        try:
            tasks = [task for order in orders for task in self._tasks(order)]
            for outcome in self._outcomes_of(tasks):
                order = by_id[outcome.name.partition("/")[0]]
                self._outcomes.setdefault(order.checked.id, {})[outcome.name] = outcome
                self.progress(EditionDone(next(edition for edition, _ in order.editions if edition.name == outcome.name)))
                if len(self._outcomes[order.checked.id]) == len(order.editions):
                    yield self._ended(order)
        finally:
            for stage in self._stages.values():
                publishing.discard(stage)

    def fail(self, checked: CheckedOrganisation, cause: Cause, reasons: tuple[str, ...] = (), report: str | None = None) -> BuiltOrganisation:
        """An organisation that is not built; its earlier site is kept where there is one."""
        return BuiltOrganisation(checked, "kept" if checked.id in self.published else "failed", (), cause, reasons, report)

    def _outcomes_of(self, tasks: Sequence[workers.Task]) -> Iterator[workers.Outcome]:
        if self.elsewhere:
            return self.elsewhere.run_all(tasks, self.jobs, self.limits)
        if self.preview:
            return workers.run_all(tasks, self.jobs, self.limits or workers.Limits(niceness=_BEHIND), lambda: self.progress(Building()))
        return workers.run_all(tasks, self.jobs, self.limits)

    def _tasks(self, order: Order) -> Iterator[workers.Task]:
        stage = self._stages[order.checked.id] = publishing.stage(self.output, order.checked.id)
        for edition, content in order.editions:
            folders = stage / f"{edition.language}.project", stage / f"{edition.language}.site"
            yield workers.Task(edition.name, self.work, (content, *folders), self.environment, self.common)

    def _ended(self, order: Order) -> BuiltOrganisation:
        stage = self._stages[order.checked.id]
        built = self._finished(order, stage)
        publishing.discard(stage)
        del self._stages[order.checked.id]
        self.progress(OrganisationDone(built))
        return built

    def _finished(self, order: Order, stage: Path) -> BuiltOrganisation:
        """Publish an organisation whose editions are all built, or say why not."""
        checked, outcomes = order.checked, self._outcomes.pop(order.checked.id)
        broken = [outcome for outcome in outcomes.values() if not outcome.fine]
        if broken:
            return self._broken(checked, broken)
        staged = {edition.name: _staged(outcomes[edition.name], edition, order.standing) for edition in checked.editions}
        seconds = {name: outcome.seconds for name, outcome in outcomes.items()}
        if all(one.is_same for one in staged.values()) and order.standing and len(staged) == len(order.standing.editions):
            self._remember(order, staged)
            return _built(order, staged, seconds, changed=False)
        try:
            site = stage / "site"
            self._take_over(order, staged, stage)
            publishing.assemble({edition.prefix: stage / f"{edition.language}.site" for edition in checked.editions}, site)
            address = f"{self.site_url.rstrip('/')}/{checked.id}/" if self.site_url else None
            astray = links.check_links(site, address, remembered=self.preview)
            if astray:
                return self.fail(checked, "content", tuple(f"{link.page}: the link “{link.target}” leads nowhere: {link.reason}" for link in astray))
            projects = {edition.name: stage / f"{edition.language}.project" for edition in checked.editions} if self.preview else {}
            pagewise.forget(projects, self.output)
            changed = publishing.publish(site, self.output, checked.id, lasting=not self.preview)
            pagewise.keep(projects, self.output)
        except OutputUnusable as failure:
            return self.fail(checked, "world", _said(failure))
        except OSError as error:
            return self.fail(checked, "world", (f"what was built cannot be read again: {error.strerror}", "check the disk of the output folder"))
        self._remember(order, staged)
        return _built(order, staged, seconds, changed=changed)

    def _take_over(self, order: Order, staged: Mapping[str, Staged], stage: Path) -> None:
        """Put the published files of editions that had nothing to build beside those that had."""
        prefixes = [one.prefix for one in order.standing.editions] if order.standing else []
        for edition in order.checked.editions:
            if staged[edition.name].is_same:
                publishing.take_over(self.output, order.checked.id, edition.prefix, prefixes, stage / f"{edition.language}.site")

    def _remember(self, order: Order, staged: Mapping[str, Staged]) -> None:
        checked = order.checked
        if self.memory is None:
            return
        if not order.parts or checked.problems or checked.as_of is None:
            # What has something to say is read again, so that it is said again.
            self.memory.forget(checked.id)
            return
        editions = tuple(
            RememberedEdition(one.language, one.audience, one.prefix, made.pages, made.digest, made.composed)
            for one in checked.editions
            for made in [staged[one.name]]
        )
        findings: dict[str, int] = {severity: checked.found(severity) for severity in SEVERITIES}
        self.memory.remember(
            checked.id, Remembered(dict(order.parts), checked.as_of.isoformat(), checked.name, checked.inputs, checked.digest, findings, editions)
        )

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
        elif any(isinstance(failure, OutputUnusable | ExecutorUnusable) for failure in failures):
            cause = "world"
        return self.fail(checked, cause, tuple(line for failure in failures for line in _said(failure)))


def build_staged(
    playbook: Playbook,
    project: Path,
    site: Path,
    *,
    with_pdf: bool = False,
    known: str = "",
    theme: bytes = b"",
    engine: OtherEngine | None = None,
    before: pagewise.Before | None = None,
) -> Staged:
    """Write the project and build its site, in a process of its own.

    Args:
        playbook: the edition.
        project: a folder of its own for what the engine is given.
        site: a folder of its own for what it makes.
        with_pdf: also `playbook.pdf`.
        known: what `Staged.composed` was for the site that is published; if it is the same, nothing is built.
        theme: what `engine.compiled_theme` made, if anything.
        engine: which builds it in place of MkDocs.
        before: what stands of it in a preview, page by page.
    """
    from playbookgen.building.engine import build_project
    from playbookgen.building.project import project_digest, write_project

    composed = project_digest(playbook)
    if known == composed:
        return Staged(len(playbook.pages), composed=composed, is_same=True)
    if engine:
        from playbookgen.building.other_engines import build_with

        build_with(engine, playbook, project, site)
    else:
        write_project(playbook, project, site_dir=str(site))
        build_project(project, site, theme, pagewise.standing(before, playbook, project) if before else None)
    if "offline" in playbook.values:
        offline.make_offline(site)
    if with_pdf:
        pdf.write_pdf(site, playbook.site_name)
    return Staged(len(playbook.pages), manifest.digest(manifest.listing(site)), composed)


def build_pages(playbook: Playbook, project: Path, site: Path, theme: bytes = b"") -> dict[str, bytes]:
    """The HTML of the pages that have a text, by address, as a build of the whole edition would have it; in a process of its own.

    Args:
        playbook: the edition, composed for some pages only.
        project: a folder of its own for what the engine is given.
        site: a folder of its own for what it makes.
        theme: what `engine.compiled_theme` made, if anything.
    """
    from playbookgen.building.engine import build_project
    from playbookgen.building.project import write_project

    write_project(playbook, project, site_dir=str(site), assets=False)
    build_project(project, site, theme, pagewise.without_text(playbook))
    return {page.address: (site / page.address / "index.html").read_bytes() for page in playbook.pages if page.markdown}


def _staged(outcome: workers.Outcome, edition: Edition, standing: Remembered | None) -> Staged:
    staged = Staged(*outcome.value)
    if staged.is_same and standing:
        return staged._replace(digest=next(one.digest for one in standing.editions if one.language == edition.language))
    return staged


def _built(order: Order, staged: Mapping[str, Staged], seconds: Mapping[str, float], *, changed: bool) -> BuiltOrganisation:
    editions = tuple(
        BuiltEdition(
            edition,
            "unchanged" if not changed or one.is_same else "built",
            one.digest,
            one.pages,
            seconds[edition.name],
            f"{order.why}; its pages are the same" if one.is_same else order.why if changed else f"{order.why}; the site is the same",
        )
        for edition in order.checked.editions
        for one in [staged[edition.name]]
    )
    return BuiltOrganisation(order.checked, "built" if changed else "unchanged", editions)


def _said(failure: Failure) -> tuple[str, ...]:
    return (failure.message, *(failure.help or "").splitlines())

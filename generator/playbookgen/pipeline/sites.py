"""From a workspace to its published sites: what has not changed is left as it stands, the rest is read, judged, composed and built."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from playbookgen import __version__
from playbookgen.building import manifest, publishing
from playbookgen.building.entries import ledger_after
from playbookgen.building.memory import Memory
from playbookgen.model.progress import EditionDone, FirstLook, Forgotten, OrganisationDone, Planned, Progress, Waiting
from playbookgen.model.result import BuildRequest, BuildResult, BuiltOrganisation
from playbookgen.pipeline.making import Making, difference, is_composed_alike, made_with
from playbookgen.pipeline.standing import Standing

if TYPE_CHECKING:
    from playbookgen.building.publishing import Ledger
    from playbookgen.building.run import Order, Run
    from playbookgen.model.text import Language
    from playbookgen.model.workspace import Source
    from playbookgen.pipeline.edition import EditionOrder
    from playbookgen.pipeline.means import Means
    from playbookgen.pipeline.opened import Opened, Read
    from playbookgen.pipeline.past import Past


def build(request: BuildRequest, progress: Progress = lambda event: None) -> BuildResult:
    """Build and publish what `request` asks for; `progress` is told of every step.

    One broken organisation does not stop the others: its published site stays. The ledger is written last.

    Raises:
        WorkspaceMissing: there is no workspace, or nothing in it.
        Usage: an organisation that is not there, a PDF that cannot be made here, or an executor without Dask.
        ExecutorUnusable: the executor cannot be reached, or would not build the same; nothing was begun.
        OutputUnusable: the output folder cannot be used.
        Busy: another build holds it, and `request.wait` is false.
    """
    if request.pdf:
        from playbookgen.building import pdf

        pdf.require()
    if request.engine:
        from playbookgen.building import other_engines

        other_engines.require(request.engine, pdf=request.pdf, offline=request.offline, elsewhere=bool(request.executor))
    if request.executor:
        from playbookgen.building import cluster

        cluster.require()
    sites = _Sites(request, progress, Making.of(request))
    return sites.as_they_stand() or sites.built()


@dataclass
class _Sites:
    """One run over the sites of a workspace."""

    request: BuildRequest
    progress: Progress
    making: Making
    memory: Memory = field(init=False)

    def __post_init__(self) -> None:
        self.memory = Memory(self.request.output.resolve())

    def as_they_stand(self) -> BuildResult | None:
        """The result when nothing at all has changed since the last run; else None, with nothing done.

        No YAML is read for it: that is what makes it quick.
        """
        request, told = self.request, list(self.making.workspace.organisations)
        names = [name for name in told if self._is_ours(name) and (not request.organisations or name in request.organisations)]
        if not request.recall or not names or set(request.organisations) - set(told) or not all(self.memory.knows(name) for name in names):
            return None
        output = publishing.check_output(request.output, request.root)
        with publishing.workspace_lock(output, request.wait, lambda holder: self.progress(Waiting(holder))):
            before = publishing.read_ledger(output)
            if before is None or (request.is_full and before.published() - set(told)):
                return None
            standing = [self._standing(name) for name in names]
            if not all(each and not each.why for each in standing) or not before.published().issuperset(names):
                return None
            publishing.sweep(output)
            if request.is_full:
                self.memory.keep_only(told)
            self.progress(Planned(0))
            built = tuple(self._left(name, each) for name, each in zip(names, standing, strict=True) if each)
            self._write_down(output, before, built, (), told)
        self._tell_trouble()
        return BuildResult(request.output, built)

    def built(self) -> BuildResult:
        """Read what is asked for and build what has changed."""
        from playbookgen.pipeline.asked import asked
        from playbookgen.pipeline.opened import Opened

        request = self.request
        means = self._means() if self.making.workspace.organisations else None
        opened = Opened.at(request.root, means)
        sources = [source for source in asked(opened.workspace, request.organisations) if self._is_ours(source.id)]
        if opened.is_blocked:
            return BuildResult(request.output, (), opened.workspace.problems)
        output = publishing.check_output(request.output, request.root)
        with publishing.workspace_lock(output, request.wait, lambda holder: self.progress(Waiting(holder))):
            publishing.sweep(output)
            before = publishing.read_ledger(output)
            published = before.published() if before else self._left_by_a_killed_run(sources)
            built = self._built(opened, sources, output, published)
            withdrawn = self._withdrawn(opened, output, published)
            self._write_down(output, before, built, withdrawn, [source.id for source in opened.workspace.sources])
        self._tell_trouble()
        return BuildResult(request.output, built, opened.workspace.problems, withdrawn)

    def _left_by_a_killed_run(self, sources: Sequence[Source]) -> frozenset[str]:
        """What stands as ours, though no ledger tells of it: a first run of many that was killed on the way."""
        return frozenset(source.id for source in sources if manifest.belongs_to(self.memory.output / source.id) == source.id)

    @cached_property
    def _shares(self) -> Mapping[str, int]:
        """The shard of each organisation, where there are shards."""
        request = self.request
        if request.shard is None:
            return {}
        from playbookgen.pipeline.shares import shares
        from playbookgen.reading.measure import measure

        return shares({name: measure(request.root, files) for name, files in self.making.workspace.organisations.items()}, request.shard[1])

    def _is_ours(self, organisation: str) -> bool:
        """Whether this run is about an organisation; one that has just come is left to the first shard."""
        return self.request.shard is None or self._shares.get(organisation, 1) == self.request.shard[0]

    def _write_down(
        self, output: Path, before: Ledger | None, built: Sequence[BuiltOrganisation], withdrawn: Sequence[str], told: Sequence[str]
    ) -> None:
        """The ledger, when everything else is done; `told` are the organisations of the workspace."""
        request = self.request
        after = ledger_after(before, built, withdrawn, request.as_of or request.today, __version__)
        if request.shard:
            after = replace(after, shard=publishing.Shard(*request.shard, tuple(filter(self._is_ours, told)), tuple(told)))
        publishing.write_ledger(output, after, lasting=not request.preview)

    def _means(self) -> Means:
        """What all editions are made with: as an earlier run kept it, else made now and kept."""
        from playbookgen.pipeline import means
        from playbookgen.pipeline.means import Means

        path = means.place(self.request.private, self.making.of_all, (self.request.root, self.request.output))
        found = means.latest(path) if path else None
        if found is None:
            found = Means.read(self.request.root).with_theme()
            # The templates may have changed since they were looked at: then it is not known what this was made of.
            if path and Making.of(self.request, self.making.past).of_all == self.making.of_all:
                means.kept(path, found)
        return found

    def _built(self, opened: Opened, sources: Sequence[Source], output: Path, published: frozenset[str]) -> tuple[BuiltOrganisation, ...]:
        """Leave what stands, build what is sound, say of the rest that it is not."""
        from playbookgen.pipeline.past import recalled

        request = self.request
        standing = {source.id: self._standing(source.id) for source in sources if source.id in published} if request.recall else {}
        readings = [
            opened.read(source, request.as_of, request.today, request.audience, request.language)
            for source in sources
            if not (each := standing.get(source.id)) or each.why
        ]
        # What was read may have changed since it was looked at: then it is not known what the sites are made of.
        later = None if opened.workspace.problems else Making.of(request, self.making.past)
        run = self._run(opened, output, published)
        built = {name: self._left(name, each) for name, each in standing.items() if each and not each.why}
        orders: list[Order] = []
        by_id = {source.id: source for source in sources}
        with recalled(self.making.past) as recall:
            for read in readings:
                name = read.checked.id
                if read.organisation is not None and read.checked.is_sound(strict=request.strict):
                    orders.append(self._order(opened, read, opened.past(read, by_id[name], recall), standing.get(name), later))
                else:
                    built[name] = run.fail(read.checked, "content")
                    self.progress(OrganisationDone(built[name]))
        if request.looks:
            from playbookgen.pipeline.looks import first_looks

            editions = [edition for order in orders for _, edition in order.editions]
            first_looks(request.looks, editions, opened.means, output, request.jobs, lambda pages: self.progress(FirstLook(pages)))
        built.update((each.id, each) for each in run.build(orders))
        return tuple(built[source.id] for source in sources)

    def _run(self, opened: Opened, output: Path, published: frozenset[str]) -> Run:
        from playbookgen.building import pdf
        from playbookgen.building.other_engines import LIMITS as OTHERS_LIMITS
        from playbookgen.building.run import Run
        from playbookgen.pipeline.edition import build_edition, build_edition_with_pdf

        request = self.request
        environment = {"SOURCE_DATE_EPOCH": request.source_date_epoch} if request.source_date_epoch else {}
        work, limits = (build_edition_with_pdf, pdf.LIMITS) if request.pdf else (build_edition, OTHERS_LIMITS if request.engine else None)
        address, elsewhere = opened.workspace.config.site_url, None
        if request.executor:
            from playbookgen.building.cluster import Cluster

            elsewhere = Cluster(request.executor, made_with)
        return Run(
            output, published, work, request.jobs, environment, address, self.progress, limits, self.memory, opened.means, elsewhere, request.preview
        )

    def _order(self, opened: Opened, read: Read, past: Past, standing: Standing | None, later: Making | None) -> Order:
        from playbookgen.building.run import Order

        own_day = read.organisation is not None and read.organisation.site.as_of is not None
        parts = self.making.parts(read.checked.id, own_day=own_day)
        if later is None or later.parts(read.checked.id, own_day=own_day) != parts:
            parts = None
        alike = standing if standing and parts and is_composed_alike(standing.remembered.parts, parts) else None
        known = {one.language: one.composed for one in alike.remembered.editions} if alike else {}
        orders = [(order.edition, self._completed(order, known)) for order in opened.orders(read, past)]
        why = standing.why if standing else self._why_unknown(read.checked.id)
        return Order(read.checked, orders, parts or {}, alike.remembered if alike else None, why)

    def _completed(self, order: EditionOrder, known: Mapping[Language, str]) -> EditionOrder:
        """With the options of the build, and what stands of the edition; `known` is what its languages were composed to."""
        request, edition, before = self.request, order.edition, None
        if request.preview:
            from playbookgen.building import pagewise

            site = self.memory.output / edition.organisation / edition.prefix if edition.language in known else None
            before = pagewise.before(self.memory.output, site, edition.name)
        return replace(order, known=known.get(edition.language, ""), offline=request.offline, engine=request.engine, before=before)

    def _standing(self, organisation: str) -> Standing | None:
        """The published site of an organisation, if it is known what it was made of and it is as it was left."""
        remembered = self.memory.recall(organisation)
        parts = self.making.parts_as_before(organisation, remembered.parts) if remembered else None
        if remembered is None or parts is None or not self.memory.stands(organisation, remembered):
            return None
        return Standing(remembered, parts, difference(remembered.parts, parts))

    def _why_unknown(self, organisation: str) -> str:
        if not self.request.recall:
            return "everything is to be built"
        if self.memory.recall(organisation) is None:
            return "nothing is known of an earlier build"
        return "the published site is not as it was left"

    def _left(self, organisation: str, standing: Standing) -> BuiltOrganisation:
        """An organisation that stands as it is."""
        built = standing.left(organisation)
        for one in built.editions:
            self.progress(EditionDone(one.edition))
        self.progress(OrganisationDone(built))
        return built

    def _withdrawn(self, opened: Opened, output: Path, published: Iterable[str]) -> tuple[str, ...]:
        """Take away the sites of organisations that are no longer told, when the run covers the whole workspace."""
        if not self.request.is_full:
            return ()
        told = {source.id for source in opened.workspace.sources}
        gone = tuple(sorted(set(published) - told))
        for name in gone:
            publishing.withdraw(output, name)  # nothing to withdraw is fine: a run that was killed has done it
        self.memory.keep_only(told)
        return gone

    def _tell_trouble(self) -> None:
        if self.memory.trouble:
            self.progress(Forgotten(self.memory.trouble))

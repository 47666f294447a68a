"""The line: discover, read, judge, compose, build, publish. Only this module knows the order.

Nothing here prints or reads the environment; what comes out are values of `model.result`. A broken
world is raised as a `model.failure.Failure`, a problem of the content is not.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, Final

from playbookgen import __version__, reading
from playbookgen.judging import explain, find, judge, rules_in_force, word
from playbookgen.model.explanation import Explanation
from playbookgen.model.failure import Usage, WorkspaceMissing
from playbookgen.model.library import Library
from playbookgen.model.organisation import Audience
from playbookgen.model.playbook import Playbook
from playbookgen.model.playbook_file import Organisation
from playbookgen.model.result import (
    BuildRequest,
    BuildResult,
    BuiltOrganisation,
    CheckedOrganisation,
    CheckResult,
    Edition,
    LocatedFinding,
    OrganisationDone,
    Progress,
    Waiting,
)
from playbookgen.model.text import Language
from playbookgen.model.workspace import SiteConfig, Source, SourceFile, TemplatePack, Workspace

if TYPE_CHECKING:
    from playbookgen.building.run import Run

#: What a workspace consists of, below its root.
WATCHED: Final = ("playbook", "templates", "site_config.yml")


def check(root: Path, *, organisations: Sequence[str] = (), as_of: date | None = None, today: date, language: Language = "en") -> CheckResult:
    """Read and judge the organisations named, or all. Neither the engine nor a template is needed for it.

    Args:
        root: the workspace.
        organisations: ids; all when empty.
        as_of: before the organisations' own as-of dates.
        today: the as-of date where neither says one.
        language: in which the findings are worded.

    Raises:
        WorkspaceMissing: there is no workspace, or nothing in it.
        Usage: an organisation that is not there.
    """
    opened = _Opened.at(root)
    sources = _asked(opened.workspace, organisations)
    checked = tuple(opened.read(source, as_of, today, wording=language).checked for source in sources)
    result = CheckResult(checked, opened.workspace.problems, overrides=opened.pack.overrides)
    return replace(result, explanations={each.code: each for each in opened.explanations(language) if each.code in result.codes})


def explanations(root: Path, organisation: str | None = None, *, language: Language = "en", today: date) -> tuple[Explanation, ...]:
    """What every code means, with the limits in force of `organisation`, else of the workspace; the usual ones where `root` is none.

    Raises:
        WorkspaceMissing, Usage: as `check`, when an organisation is named.
    """
    try:
        opened = _Opened.at(root)
    except WorkspaceMissing:
        if organisation is not None:
            raise
        return _Opened.bare(root).explanations(language)
    told = None
    if organisation is not None:
        (source,) = _asked(opened.workspace, [organisation])
        told = opened.read(source, None, today).organisation
    return opened.explanations(language, told)


def build(request: BuildRequest, progress: Progress = lambda event: None) -> BuildResult:
    """Build and publish what `request` asks for; `progress` is told of every step.

    One broken organisation does not stop the others: its published site stays. The ledger is written last.

    Raises:
        WorkspaceMissing: there is no workspace, or nothing in it.
        Usage: an organisation that is not there, or a PDF that cannot be made here.
        OutputUnusable: the output folder cannot be used.
        Busy: another build holds it, and `request.wait` is false.
    """
    from playbookgen.building import pdf, publishing
    from playbookgen.building.run import Run, ledger_after

    if request.pdf:
        pdf.require()
    opened = _Opened.at(request.root)
    sources = _share(_asked(opened.workspace, request.organisations), request.shard)
    if opened.is_blocked:
        return BuildResult(request.output, (), opened.workspace.problems)
    output = publishing.check_output(request.output, request.root)
    with publishing.workspace_lock(output, request.wait, lambda holder: progress(Waiting(holder))):
        publishing.sweep(output)
        before = publishing.read_ledger(output)
        published = before.published() if before else frozenset()
        environment = {"SOURCE_DATE_EPOCH": request.source_date_epoch} if request.source_date_epoch else {}
        work, limits = (build_edition_with_pdf, pdf.LIMITS) if request.pdf else (build_edition, None)
        run = Run(output, published, work, request.jobs, environment, opened.workspace.config.site_url, progress, limits)
        readings = [opened.read(source, request.as_of, request.today, request.audience, request.language) for source in sources]
        built = _built(run, opened, readings, strict=request.strict)
        withdrawn = _withdrawn(request, opened, output, published)
        publishing.write_ledger(output, ledger_after(before, built, withdrawn, request.as_of or request.today, __version__))
    return BuildResult(request.output, built, opened.workspace.problems, withdrawn)


def export(
    root: Path, organisation: str, directory: Path, *, language: Language | None, audience: Audience | None, as_of: date | None, today: date
) -> tuple[CheckedOrganisation, tuple[Path, ...]]:
    """Write one organisation's playbook as plain MkDocs projects.

    Returns:
        What reading said, and the folders written: none when there are errors.

    Raises:
        WorkspaceMissing, Usage: as `check`.
        OutputUnusable: `directory` cannot be written, or holds something else.
    """
    from playbookgen.building.export import export_project

    opened = _Opened.at(root)
    (source,) = _asked(opened.workspace, [organisation])
    read = opened.read(source, as_of, today, audience, language)
    if read.organisation is None or opened.is_blocked or not read.checked.is_sound():
        return replace(read.checked, problems=(*opened.workspace.problems, *read.checked.problems)), ()
    export_project([_composed(order) for order in opened.orders(read)], directory)
    return read.checked, tuple(directory / edition.language for edition in read.checked.editions)


def fingerprints(root: Path) -> Mapping[str, str]:
    """A text for each organisation that changes when its site would: its files, the templates, `site_config.yml`.

    Raises:
        WorkspaceMissing: there is no workspace, or nothing in it.
    """
    opened = _Opened.at(root)
    return {source.id: opened.fingerprint(source) for source in opened.workspace.sources}


def organisation_schema() -> dict[str, Any]:
    """The JSON Schema of the organisation YAML."""
    return reading.organisation_schema()


def starter_files() -> dict[str, bytes]:
    """The files of `templates/starter/`, by name."""
    return reading.load_templates(reading.packaged_templates(), None).below("starter")


@dataclass(frozen=True)
class _Read:
    """One organisation after reading; `organisation` is what is to be built of it."""

    checked: CheckedOrganisation
    organisation: Organisation | None
    library: Library
    logo: SourceFile | None = None


@dataclass(frozen=True)
class _Order:
    """All a process needs to compose and build one edition. `alone` puts it at the root of its site."""

    edition: Edition
    organisation: Organisation
    as_of: date
    library: Library
    pack: TemplatePack
    compiled: dict[str, bytes]
    config: SiteConfig
    alone: bool
    logo: SourceFile | None = None


@dataclass(frozen=True)
class _Opened:
    """A workspace with all that its organisations share."""

    workspace: Workspace
    pack: TemplatePack
    library: Library

    @classmethod
    def at(cls, root: Path) -> _Opened:
        """The workspace at `root`, with the templates of this package and its own over them."""
        workspace = reading.discover(root)
        pack = reading.load_templates(reading.packaged_templates(), root / "templates")
        library, problems = reading.read_library(pack)
        if pack.overrides:
            from playbookgen.composing import check_overrides

            problems = (*problems, *check_overrides(pack))
        return cls(replace(workspace, problems=(*workspace.problems, *pack.problems, *problems)), pack, library)

    @classmethod
    def bare(cls, root: Path) -> _Opened:
        """What holds outside of any workspace."""
        pack = reading.load_templates(reading.packaged_templates(), None)
        return cls(Workspace(root, SiteConfig(), ()), pack, reading.load_library(pack))

    @cached_property
    def compiled(self) -> dict[str, bytes]:
        """The templates, compiled once for all editions."""
        from playbookgen.composing import compile_templates

        return compile_templates(self.pack)

    @property
    def is_blocked(self) -> bool:
        """Whether what all sites share is wrong, so that none can be built."""
        return any(problem.severity == "error" for problem in self.workspace.problems)

    def read(
        self,
        source: Source,
        as_of: date | None,
        today: date,
        audience: Audience | None = None,
        language: Language | None = None,
        wording: Language = "en",
    ) -> _Read:
        """One organisation; `audience` and `language` go before its own. `wording` is the language of its findings."""
        found = reading.read_organisation(source, library=self.library, as_of=as_of, today=today)
        checked = CheckedOrganisation(source.id, tuple(found.problems), source.digest, source.inputs, found.as_of)
        told = found.organisation
        if told is None:
            return _Read(checked, None, found.library)
        main = told.site.main_language
        if language:
            told = told.model_copy(update={"site": told.site.model_copy(update={"languages": [language], "default_language": main})})
        readers = audience or told.site.audience
        editions = tuple(Edition(source.id, code, readers, "" if code in (main, language) else f"{code}/") for code in told.site.languages)
        name = told.organisation.name.speak(main, main).text
        findings = self._findings(found, wording)
        return _Read(replace(checked, name=name, editions=editions, findings=findings), told, found.library, found.logo)

    def _findings(self, found: reading.Reading, language: Language) -> tuple[LocatedFinding, ...]:
        """What the rules find in one organisation, in words, each with its place."""
        if found.organisation is None:
            return ()
        judgement = judge(found.organisation, found.as_of, found.library)
        findings = find(found.organisation, judgement, found.library, self.workspace.config.rules)
        worded = word(findings, found.organisation, found.library, language)
        return tuple(LocatedFinding(each, place := found.locate(each.finding.path), found.line(place)) for each in worded)

    def explanations(self, language: Language, told: Organisation | None = None) -> tuple[Explanation, ...]:
        """What every code means, with the limits in force here, or for the organisation that is `told`."""
        return explain(self.library, rules_in_force(told, self.workspace.config.rules), language)

    def orders(self, read: _Read) -> Iterator[_Order]:
        """What is to be composed for one organisation."""
        if read.organisation is None or read.checked.as_of is None:
            return
        for edition in read.checked.editions:
            alone = len(read.checked.editions) == 1
            yield _Order(
                edition, read.organisation, read.checked.as_of, read.library, self.pack, self.compiled, self.workspace.config, alone, read.logo
            )

    def fingerprint(self, source: Source) -> str:
        """SHA-256 over the source and all that every organisation shares."""
        total = hashlib.sha256(f"{__version__}\0{source.digest}\0{self.workspace.config!r}\0{self.workspace.problems!r}".encode())
        for path, content in sorted(self.pack.files.items()):
            total.update(f"{path}\0{len(content)}\0".encode())
            total.update(content)
        return total.hexdigest()


def build_edition(order: _Order, project: Path, site: Path) -> tuple[int, str]:
    """In a process of its own: compose an edition and build it into `site`; its pages and digest."""
    from playbookgen.building.run import build_staged

    return build_staged(_composed(order), project, site)


def build_edition_with_pdf(order: _Order, project: Path, site: Path) -> tuple[int, str]:
    """As `build_edition`, and `playbook.pdf` beside the pages."""
    from playbookgen.building.run import build_staged

    return build_staged(_composed(order), project, site, with_pdf=True)


def _composed(order: _Order) -> Playbook:
    from playbookgen.composing import compose

    judgement = judge(order.organisation, order.as_of, order.library)
    findings = find(order.organisation, judgement, order.library, order.config.rules)
    playbook = compose(
        order.organisation,
        judgement,
        order.library,
        order.pack,
        language=order.edition.language,
        audience=order.edition.audience,
        config=order.config,
        compiled=order.compiled,
        findings=word(findings, order.organisation, order.library, order.edition.language),
        rules=rules_in_force(order.organisation, order.config.rules),
    )
    if order.logo:
        playbook = replace(playbook, assets={**playbook.assets, f"assets/logo{PurePosixPath(order.logo.shown).suffix.lower()}": order.logo.content})
    if not order.alone or not playbook.prefix:
        return playbook
    address = playbook.site_url.removesuffix(playbook.prefix) if playbook.site_url else None
    alternates = tuple(replace(alternate, prefix="") for alternate in playbook.alternates if alternate.language == playbook.language)
    return replace(playbook, prefix="", alternates=alternates, site_url=address)


def _built(run: Run, opened: _Opened, readings: Sequence[_Read], *, strict: bool) -> tuple[BuiltOrganisation, ...]:
    """Build what is sound; say of the rest that it is not."""
    from playbookgen.building.run import Order

    orders: list[Order] = []
    built: dict[str, BuiltOrganisation] = {}
    for read in readings:
        if read.organisation is not None and read.checked.is_sound(strict=strict):
            orders.append(Order(read.checked, [(order.edition, order) for order in opened.orders(read)]))
        else:
            built[read.checked.id] = run.fail(read.checked, "content")
            run.progress(OrganisationDone(built[read.checked.id]))
    built.update((each.id, each) for each in run.build(orders))
    return tuple(built[read.checked.id] for read in readings)


def _asked(workspace: Workspace, names: Sequence[str]) -> tuple[Source, ...]:
    """The sources named, in the workspace's order; all when none is named."""
    if not names:
        return workspace.sources
    known = {source.id for source in workspace.sources}
    for name in names:
        if name not in known:
            near = get_close_matches(name, sorted(known), 1, 0.6)
            help = f"did you mean {near[0]}?" if near else f"there are: {', '.join(sorted(known)[:12])}"
            raise Usage(f"there is no organisation {name}", help)
    return tuple(source for source in workspace.sources if source.id in names)


def _share(sources: Sequence[Source], shard: tuple[int, int] | None) -> tuple[Source, ...]:
    """Every N-th source, beginning with the I-th."""
    if shard is None:
        return tuple(sources)
    return tuple(sources[shard[0] - 1 :: shard[1]])


def _withdrawn(request: BuildRequest, opened: _Opened, output: Path, published: Iterable[str]) -> tuple[str, ...]:
    """Take away the sites of organisations that are no longer told, when the run covers the whole workspace."""
    from playbookgen.building import publishing

    if not request.is_full:
        return ()
    told = {source.id for source in opened.workspace.sources}
    return tuple(name for name in sorted(set(published) - told) if publishing.withdraw(output, name))

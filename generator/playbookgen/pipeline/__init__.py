"""The line: discover, read, judge, compose, build, publish. Only this package knows the order.

Nothing here prints or reads the environment; what comes out are values of `model.result`. A broken
world is raised as a `model.failure.Failure`, a problem of the content is not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from playbookgen import __version__, reading
from playbookgen.model.explanation import Explanation
from playbookgen.model.failure import Usage, WorkspaceMissing
from playbookgen.model.organisation import Audience
from playbookgen.model.result import (
    BuildRequest,
    BuildResult,
    BuiltOrganisation,
    CheckedOrganisation,
    CheckResult,
    OrganisationDone,
    Progress,
    Waiting,
)
from playbookgen.model.text import Language
from playbookgen.model.workspace import Source, Workspace
from playbookgen.pipeline.edition import build_edition, build_edition_with_pdf, composed
from playbookgen.pipeline.imports import import_answers as import_answers
from playbookgen.pipeline.opened import Opened, Read

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
    opened = Opened.at(root)
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
        opened = Opened.at(root)
    except WorkspaceMissing:
        if organisation is not None:
            raise
        return Opened.bare(root).explanations(language)
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
    opened = Opened.at(request.root)
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

    opened = Opened.at(root)
    (source,) = _asked(opened.workspace, [organisation])
    read = opened.read(source, as_of, today, audience, language)
    if read.organisation is None or opened.is_blocked or not read.checked.is_sound():
        return replace(read.checked, problems=(*opened.workspace.problems, *read.checked.problems)), ()
    export_project([composed(order) for order in opened.orders(read)], directory)
    return read.checked, tuple(directory / edition.language for edition in read.checked.editions)


def fingerprints(root: Path) -> Mapping[str, str]:
    """A text for each organisation that changes when its site would: its files, the templates, `site_config.yml`.

    Raises:
        WorkspaceMissing: there is no workspace, or nothing in it.
    """
    opened = Opened.at(root)
    return {source.id: opened.fingerprint(source) for source in opened.workspace.sources}


def organisation_schema() -> dict[str, Any]:
    """The JSON Schema of the organisation YAML."""
    return reading.organisation_schema()


def starter_files() -> dict[str, bytes]:
    """The files of `templates/starter/`, by name."""
    return reading.load_templates(reading.packaged_templates(), None).below("starter")


def _built(run: Run, opened: Opened, readings: Sequence[Read], *, strict: bool) -> tuple[BuiltOrganisation, ...]:
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


def _withdrawn(request: BuildRequest, opened: Opened, output: Path, published: Iterable[str]) -> tuple[str, ...]:
    """Take away the sites of organisations that are no longer told, when the run covers the whole workspace."""
    from playbookgen.building import publishing

    if not request.is_full:
        return ()
    told = {source.id for source in opened.workspace.sources}
    return tuple(name for name in sorted(set(published) - told) if publishing.withdraw(output, name))

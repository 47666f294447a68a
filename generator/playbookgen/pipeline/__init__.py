"""The line: discover, read, judge, compose, build, publish. Only this package knows the order.

Nothing here prints or reads the environment; what comes out are values of `model.result`. A broken
world is raised as a `model.failure.Failure`, a problem of the content is not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

# What is imported here is paid by a build that finds nothing to do; what else is needed is imported where it is.
from playbookgen.model.failure import WorkspaceMissing
from playbookgen.model.progress import Progress
from playbookgen.model.result import BuildRequest, BuildResult, CheckedOrganisation, CheckResult, MergeResult

if TYPE_CHECKING:
    from playbookgen.model.comparison import Compared
    from playbookgen.model.engine import EngineName, OtherEngine
    from playbookgen.model.explanation import Explanation
    from playbookgen.model.history import CiPlan
    from playbookgen.model.migration import Migrated
    from playbookgen.model.organisation import Audience
    from playbookgen.model.text import Language

#: What a workspace consists of, below its root.
WATCHED: Final = ("playbook", "templates", "site_config.yml")


def check(
    root: Path, *, organisations: Sequence[str] = (), since: str | None = None, as_of: date | None = None, today: date, language: Language = "en"
) -> CheckResult:
    """Read and judge the organisations named, or all. Neither the engine nor a template is needed for it.

    Args:
        root: the workspace.
        organisations: ids; all when empty.
        since: a revision of git; of these, only those that the commits since then touch. All, when a name among them can be no organisation's.
        as_of: before the organisations' own as-of dates.
        today: the as-of date where neither says one.
        language: in which the findings are worded.

    Raises:
        WorkspaceMissing: there is no workspace, or nothing in it.
        Usage: an organisation that is not there.
        NoHistory: as `ci_plan`, when a revision is given.
    """
    from playbookgen.pipeline.asked import asked
    from playbookgen.pipeline.opened import Opened

    opened = Opened.at(root)
    sources = asked(opened.workspace, organisations)
    plan = ci_plan(root, since, 1) if since is not None else None
    if plan and not plan.unusable:
        sources = tuple(source for source in sources if source.id in plan.organisations)
    checked = tuple(opened.read(source, as_of, today, wording=language).checked for source in sources)
    result = CheckResult(checked, opened.workspace.problems, overrides=opened.means.pack.overrides)
    codes = result.codes
    return replace(result, explanations={each.code: each for each in opened.explanations(language) if each.code in codes})


def explanations(root: Path, organisation: str | None = None, *, language: Language = "en", today: date) -> tuple[Explanation, ...]:
    """What every code means, with the limits in force of `organisation`, else of the workspace; the usual ones where `root` is none.

    Raises:
        WorkspaceMissing, Usage: as `check`, when an organisation is named.
    """
    from playbookgen.pipeline.asked import asked
    from playbookgen.pipeline.opened import Opened

    try:
        opened = Opened.at(root)
    except WorkspaceMissing:
        if organisation is not None:
            raise
        return Opened.bare(root).explanations(language)
    told = None
    if organisation is not None:
        (source,) = asked(opened.workspace, [organisation])
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
    from playbookgen.pipeline import sites

    return sites.build(request, progress)


def shown_with(output: Path, organisation: str) -> Mapping[str, str]:
    """What all pages of an organisation's site in `output` are shown with: styles, scripts and pictures, each with its SHA-256."""
    from playbookgen.pipeline import looks

    return looks.shown_with(output, organisation)


def other_engine(name: EngineName) -> OtherEngine | None:
    """An engine as it is installed here; nothing for the one that comes along.

    Raises:
        Usage: it is not installed.
    """
    if name == "mkdocs":
        return None
    from playbookgen.building import other_engines

    return other_engines.find(name)


def merge(root: Path, folders: Sequence[Path], output: Path, *, wait: bool = True, progress: Progress = lambda event: None) -> MergeResult:
    """Put the outputs of several builds, as of ``--shard``, together to one.

    Nothing is written before all of them have been looked at: each file against its manifest, each site against its ledger.

    Args:
        root: the workspace, among which no output may stand.
        folders: outputs of builds, of one version of the tool and one as-of date.
        output: where the whole goes; what it has and nobody brings is kept, unless the workspace does not tell it any more.
        wait: wait for another build of `output`, or fail.
        progress: told when there is something to wait for.

    Raises:
        Unmergeable: they do not make one, with every reason.
        OutputUnusable: the output folder cannot be used.
        Busy: a build holds it, and `wait` is false.
    """
    from playbookgen.pipeline.merging import merged

    return merged(root, folders, output, wait, progress)


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
    from playbookgen.pipeline.asked import asked
    from playbookgen.pipeline.edition import composed
    from playbookgen.pipeline.means import Means
    from playbookgen.pipeline.opened import Opened
    from playbookgen.pipeline.past import recalled
    from playbookgen.reading.past import Past

    opened = Opened.at(root, Means.read(root))
    (source,) = asked(opened.workspace, [organisation])
    read = opened.read(source, as_of, today, audience, language)
    if read.organisation is None or opened.is_blocked or not read.checked.is_sound():
        return replace(read.checked, problems=(*opened.workspace.problems, *read.checked.problems)), ()
    with recalled(Past.of(root)) as recall:
        past = opened.past(read, source, recall)
    export_project([composed(order, opened.means) for order in opened.orders(read, past)], directory)
    return read.checked, tuple(directory / edition.language for edition in read.checked.editions)


def fingerprints(root: Path) -> Mapping[str, str]:
    """A text for each organisation that changes when its site would: its files, the templates, `site_config.yml`.

    Raises:
        WorkspaceMissing: there is no workspace, or nothing in it.
    """
    from playbookgen.pipeline.making import organisations_of

    found = organisations_of(root)
    if not found:
        from playbookgen import reading

        reading.discover(root)  # says what is missing
    return found


def ci_plan(root: Path, since: str, most: int) -> CiPlan:
    """The organisations that the commits since the revision `since` touch, in at most `most` shards.

    Raises:
        NoHistory: there is no git repository, no such revision, or too little of its history.
    """
    from playbookgen.pipeline.integration import planned

    return planned(root, since, most)


def compare(root: Path, before: str, after: str, *, as_of: date | None, today: date, language: Language = "en") -> tuple[Compared, ...]:
    """What differs between two versions: files, folders or, of the workspace at `root`, revisions of git.

    Raises:
        Usage: one of them is none of these.
        NoHistory: a revision that is not here.
    """
    from playbookgen.pipeline.comparing import compared

    return compared(root, before, after, as_of, today, language)


def migrate(root: Path, organisations: Sequence[str] = (), *, today: date) -> tuple[Migrated, ...]:
    """What would bring the organisations named, or all and the settings, to the current version of the format. Writes nothing.

    Raises:
        WorkspaceMissing, Usage: as `check`.
    """
    from playbookgen.pipeline.migrating import migrate as migrated

    return migrated(root, organisations, today=today)


def organisation_schema() -> dict[str, Any]:
    """The JSON Schema of the organisation YAML."""
    from playbookgen import reading

    return reading.organisation_schema()


def starter_files() -> dict[str, bytes]:
    """The files of `templates/starter/`, by name."""
    from playbookgen import reading

    return reading.load_templates(reading.packaged_templates(), None).below("starter")

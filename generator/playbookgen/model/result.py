"""What a run was asked to do and what came of it: values the command line turns into words and a status."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:  # a build that finds nothing to do needs none of them
    from playbookgen.model.engine import OtherEngine
    from playbookgen.model.explanation import Explanation
    from playbookgen.model.finding import Finding, FindingSeverity, WordedFinding
    from playbookgen.model.organisation import Audience
    from playbookgen.model.problem import Place, Problem
    from playbookgen.model.text import Language

EditionStatus = Literal["built", "unchanged", "failed", "kept"]
#: Why an organisation was not built: its content, a limit of memory or time, the machine, or a bug of ours.
Cause = Literal["content", "limit", "world", "bug"]


@dataclass(frozen=True, slots=True)
class Edition:
    """One organisation in one language for one audience: the unit of work and of publishing.

    `prefix` is its folder below `site/<organisation>/`: empty for the default language.
    """

    organisation: str
    language: Language
    audience: Audience
    prefix: str

    @property
    def name(self) -> str:
        """Short name: ``lumivakka/fi``."""
        return f"{self.organisation}/{self.language}"


@dataclass(frozen=True, slots=True)
class LocatedFinding:
    """A finding in words, with the place of the YAML it is about and the line that stands there."""

    words: WordedFinding
    place: Place | None = None
    snippet: str | None = None

    @property
    def finding(self) -> Finding:
        """The finding without words."""
        return self.words.finding

    @property
    def severity(self) -> FindingSeverity:
        """How urgent it is."""
        return self.words.finding.severity


@dataclass(frozen=True, slots=True)
class CheckedOrganisation:
    """One organisation after reading and judging: its problems; where it could be read its name, its editions and what the rules find."""

    id: str
    problems: tuple[Problem, ...]
    digest: str
    inputs: tuple[str, ...]
    as_of: date | None = None
    name: str | None = None
    editions: tuple[Edition, ...] = ()
    findings: tuple[LocatedFinding, ...] = ()
    #: How many findings of each severity an earlier run had, where this one had nothing to read.
    counted: Mapping[str, int] | None = None

    def is_sound(self, *, strict: bool = False) -> bool:
        """Whether nothing stands against building it; with `strict` warnings of the file count, and findings of severity error."""
        return not (any(strict or problem.severity == "error" for problem in self.problems) or (strict and self.found("error")))

    def found(self, severity: FindingSeverity) -> int:
        """How many findings are of this severity."""
        if self.counted is not None:
            return self.counted.get(severity, 0)
        return sum(found.severity == severity for found in self.findings)


@dataclass(frozen=True, slots=True)
class CheckResult:
    """Every problem of the workspace and of the organisations that were looked at, and every finding.

    `explanations` tells what the codes mean that occur, by code; `overrides` are the workspace's own templates in force.
    """

    organisations: tuple[CheckedOrganisation, ...]
    workspace_problems: tuple[Problem, ...] = ()
    explanations: Mapping[str, Explanation] = field(default_factory=dict)
    overrides: tuple[str, ...] = ()

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All problems, the workspace's own first."""
        return (*self.workspace_problems, *(problem for each in self.organisations for problem in each.problems))

    @property
    def codes(self) -> frozenset[str]:
        """The codes of all problems and findings."""
        found = (finding.words.finding.rule for each in self.organisations for finding in each.findings)
        return frozenset([*(problem.code for problem in self.problems), *found])

    def is_sound(self, *, strict: bool = False) -> bool:
        """Whether nothing stands against building; with `strict` warnings of the files count, and findings of severity error."""
        shared = any(strict or problem.severity == "error" for problem in self.workspace_problems)
        return not shared and all(each.is_sound(strict=strict) for each in self.organisations)


@dataclass(frozen=True, slots=True)
class BuildRequest:
    """What is to be built.

    Args:
        root: the workspace.
        output: folder of the published sites.
        today: the day of the run; judgements are made for it where no as-of date is given.
        organisations: ids to build; all when empty.
        as_of: day all judgements are made for, before the organisation's own `site.as_of`.
        audience: before the organisation's own `site.audience`.
        language: only this language, which then stands at the root of its site.
        jobs: how many editions are built at the same time; with an executor 0 for as many as it has room for.
        executor: address of the scheduler whose workers build, ``dask://HOST:PORT``; this machine if not given.
        strict: warnings of the file stop an organisation as errors do, and so do findings of severity error.
        shard: (I, N): only the I-th of N parts of the organisations; I counts from 1.
        wait: wait for another build of the same output, or fail with `Busy`.
        source_date_epoch: seconds since 1970 for the dates of the engine's own files; the as-of date if not given.
        pdf, offline: also make a PDF of the print edition; sites that open from a disk as well, without a server.
        private: folder of this user's alone, for templates compiled and the library read by an earlier run; nothing is kept if not given.
        preview: the sites are looked at while somebody writes: quick goes before lasting.
        looks: addresses below `output` of the pages that somebody looks at, in a preview: they are made first, by themselves.
        recall: leave as it stands what an earlier build made of the same; build everything if not.
        engine: which builds in place of MkDocs.
    """

    root: Path
    output: Path
    today: date
    organisations: tuple[str, ...] = ()
    as_of: date | None = None
    audience: Audience | None = None
    language: Language | None = None
    jobs: int = 1
    executor: str | None = None
    strict: bool = False
    shard: tuple[int, int] | None = None
    wait: bool = True
    source_date_epoch: str | None = None
    pdf: bool = False
    offline: bool = False
    preview: bool = False
    looks: tuple[str, ...] = ()
    recall: bool = True
    private: Path | None = None
    engine: OtherEngine | None = None

    @property
    def is_full(self) -> bool:
        """Whether the run covers the whole workspace, so that sites nobody asks for any more can go."""
        return not self.organisations and self.shard is None


@dataclass(frozen=True, slots=True)
class BuiltEdition:
    """What became of one edition. `digest` names the bytes of its site, `seconds` is the time it took, `why` it was built or not."""

    edition: Edition
    status: EditionStatus
    digest: str | None = None
    pages: int = 0
    seconds: float = 0.0
    why: str = ""


@dataclass(frozen=True, slots=True)
class BuiltOrganisation:
    """What became of one organisation.

    Args:
        checked: what reading said.
        status: ``kept`` is a failed build whose earlier site still stands.
        editions: what became of each edition.
        cause: why it failed; ``None`` when it is built.
        reasons: what went wrong besides problems of the file, one line each.
        report: details for a crash report (traceback), where the cause is a bug.
    """

    checked: CheckedOrganisation
    status: EditionStatus
    editions: tuple[BuiltEdition, ...] = ()
    cause: Cause | None = None
    reasons: tuple[str, ...] = ()
    report: str | None = None

    @property
    def id(self) -> str:
        """The organisation's id."""
        return self.checked.id

    @property
    def is_published(self) -> bool:
        """Whether this run's site is the one that now stands."""
        return self.status in ("built", "unchanged")

    @property
    def pages(self) -> int:
        """Pages of all editions together."""
        return sum(each.pages for each in self.editions)

    @property
    def seconds(self) -> float:
        """Working time of all editions together."""
        return sum(each.seconds for each in self.editions)


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What a build came to. `withdrawn` are ids whose sites were taken away because nobody tells them any more."""

    output: Path
    organisations: tuple[BuiltOrganisation, ...]
    workspace_problems: tuple[Problem, ...] = ()
    withdrawn: tuple[str, ...] = ()

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All problems, the workspace's own first."""
        return (*self.workspace_problems, *(problem for each in self.organisations for problem in each.checked.problems))

    @property
    def failed(self) -> tuple[BuiltOrganisation, ...]:
        """Organisations without a site of this run."""
        return tuple(each for each in self.organisations if not each.is_published)


@dataclass(frozen=True, slots=True)
class MergedOrganisation:
    """One organisation of a merge: from which output it came. ``kept`` and ``failed`` are those its own build had no new site for."""

    id: str
    status: Literal["merged", "kept", "failed"]
    folder: Path
    pages: int = 0


@dataclass(frozen=True, slots=True)
class MergeResult:
    """What a merge came to, in the order of ids. `withdrawn` are ids whose sites were taken away because nobody tells them any more."""

    output: Path
    organisations: tuple[MergedOrganisation, ...]
    withdrawn: tuple[str, ...] = ()

    @property
    def failed(self) -> tuple[MergedOrganisation, ...]:
        """Organisations without a site of their last build."""
        return tuple(each for each in self.organisations if each.status != "merged")

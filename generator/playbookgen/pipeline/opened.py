"""A workspace with all that its organisations share, and what reading and judging say of each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from playbookgen import reading
from playbookgen.judging import find, judge, rules_in_force, word
from playbookgen.model.library import Library
from playbookgen.model.organisation import Audience
from playbookgen.model.playbook_file import Organisation
from playbookgen.model.result import CheckedOrganisation, Edition, LocatedFinding
from playbookgen.model.text import Language
from playbookgen.model.workspace import SiteConfig, Source, SourceFile, Workspace
from playbookgen.pipeline.edition import EditionOrder
from playbookgen.pipeline.means import Means
from playbookgen.pipeline.past import Past, Recall

if TYPE_CHECKING:
    from playbookgen.model.explanation import Explanation


@dataclass(frozen=True)
class Read:
    """One organisation after reading; `organisation` is what is to be built of it."""

    checked: CheckedOrganisation
    organisation: Organisation | None
    library: Library
    logo: SourceFile | None = None


@dataclass(frozen=True)
class Opened:
    """A workspace with all that its organisations share."""

    workspace: Workspace
    means: Means

    @classmethod
    def at(cls, root: Path, means: Means | None = None) -> Opened:
        """The workspace at `root`, with the templates of this package and its own over them; `means` if these are at hand already."""
        workspace = reading.discover(root)
        means = means or Means.read(root, compiled=False)
        return cls(replace(workspace, problems=(*workspace.problems, *means.problems)), means)

    @classmethod
    def bare(cls, root: Path) -> Opened:
        """What holds outside of any workspace."""
        pack = reading.load_templates(reading.packaged_templates(), None)
        return cls(Workspace(root, SiteConfig(), ()), Means(pack, reading.load_library(pack), (), {}))

    @property
    def library(self) -> Library:
        """What the product knows."""
        return self.means.library

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
    ) -> Read:
        """One organisation; `audience` and `language` go before its own. `wording` is the language of its findings."""
        found = reading.read_organisation(source, library=self.library, as_of=as_of, today=today)
        checked = CheckedOrganisation(source.id, tuple(found.problems), source.digest, source.inputs, found.as_of)
        told = found.organisation
        if told is None:
            return Read(checked, None, found.library)
        main = told.site.main_language
        if language:
            told = told.model_copy(update={"site": told.site.model_copy(update={"languages": [language], "default_language": main})})
        readers = audience or told.site.audience
        editions = tuple(Edition(source.id, code, readers, "" if code in (main, language) else f"{code}/") for code in told.site.languages)
        name = told.organisation.name.speak(main, main).text
        findings = self._findings(found, wording)
        return Read(replace(checked, name=name, editions=editions, findings=findings), told, found.library, found.logo)

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
        from playbookgen.judging.explanations import explain

        return explain(self.library, rules_in_force(told, self.workspace.config.rules), language)

    def past(self, read: Read, source: Source, recall: Recall) -> Past:
        """What the history says of an organisation that was read from `source`; nothing where there is none."""
        if read.organisation is None or read.checked.as_of is None:
            return None
        return recall(source, read.organisation, read.checked.as_of, read.library)

    def orders(self, read: Read, past: Past = None) -> Iterator[EditionOrder]:
        """What is to be composed for one organisation; `past` is what the history says of it, if there is one."""
        if read.organisation is None or read.checked.as_of is None:
            return
        for edition in read.checked.editions:
            alone = len(read.checked.editions) == 1
            own = None if read.library is self.library else read.library
            yield EditionOrder(edition, read.organisation, read.checked.as_of, own, self.workspace.config, alone, read.logo, past=past)

"""One edition: judged, worded, composed and built, in a process of its own."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final

from playbookgen.judging import find, judge, rules_in_force, word
from playbookgen.model.engine import OtherEngine
from playbookgen.model.library import Library
from playbookgen.model.past import Earlier
from playbookgen.model.playbook import Playbook
from playbookgen.model.playbook_file import Organisation
from playbookgen.model.result import Edition
from playbookgen.model.workspace import SiteConfig, SourceFile
from playbookgen.pipeline.means import Means

if TYPE_CHECKING:
    from playbookgen.building.pagewise import Before
    from playbookgen.building.run import Staged

#: Imported once by the process that editions are forked from, not by each of them.
NEEDED: Final = ("playbookgen.composing", "playbookgen.building.run", "playbookgen.building.project", "playbookgen.pipeline.past")


@dataclass(frozen=True)
class EditionOrder:
    """All a process needs to compose and build one edition.

    `library` is the organisation's own version of it, if it has one; `alone` puts the edition at the root of its site; `known` is the
    digest of what the published edition was composed to, if there is one; `offline` makes it one that opens from a disk as well;
    `past` is what the history of the workspace says of it, nothing where there is none; `engine` builds it in place of MkDocs;
    `before` is what stands of it in a preview; `only` are the addresses of the pages that are wanted, if not all are.
    """

    edition: Edition
    organisation: Organisation
    as_of: date
    library: Library | None
    config: SiteConfig
    alone: bool
    logo: SourceFile | None = None
    known: str = ""
    offline: bool = False
    past: tuple[Earlier, ...] | None = None
    engine: OtherEngine | None = None
    before: Before | None = None
    only: frozenset[str] | None = None


def build_edition(order: EditionOrder, project: Path, site: Path, means: Means) -> Staged:
    """In a process of its own: compose an edition and build it into `site`, unless it is known and the same."""
    from playbookgen.building.run import build_staged

    return build_staged(composed(order, means), project, site, known=order.known, theme=means.theme, engine=order.engine, before=order.before)


def build_some_pages(order: EditionOrder, project: Path, site: Path, means: Means) -> dict[str, bytes]:
    """In a process of its own: compose some pages of an edition and build them; their HTML by address."""
    from playbookgen.building.run import build_pages

    return build_pages(composed(order, means), project, site, means.theme)


def build_edition_with_pdf(order: EditionOrder, project: Path, site: Path, means: Means) -> Staged:
    """As `build_edition`, and `playbook.pdf` beside the pages."""
    from playbookgen.building.run import build_staged

    return build_staged(composed(order, means), project, site, with_pdf=True, known=order.known, theme=means.theme, engine=order.engine)


def composed(order: EditionOrder, means: Means) -> Playbook:
    """The playbook of one edition: judged, worded and composed."""
    from playbookgen.composing import compose
    from playbookgen.pipeline.past import seen_by

    library = order.library or means.library
    judgement = judge(order.organisation, order.as_of, library)
    findings = find(order.organisation, judgement, library, order.config.rules)
    past = None if order.past is None else seen_by(order.edition.audience, order.past, order.as_of, library)
    playbook = compose(
        order.organisation,
        judgement,
        library,
        means.pack,
        language=order.edition.language,
        audience=order.edition.audience,
        config=order.config,
        compiled=means.compiled,
        findings=word(findings, order.organisation, library, order.edition.language),
        rules=rules_in_force(order.organisation, order.config.rules),
        past=past,
        only=order.only,
        alone=order.alone,
    )
    if order.logo:
        playbook = replace(playbook, assets={**playbook.assets, f"assets/logo{PurePosixPath(order.logo.shown).suffix.lower()}": order.logo.content})
    if order.offline:
        playbook = replace(playbook, values={**playbook.values, "offline": "yes"})
    return playbook

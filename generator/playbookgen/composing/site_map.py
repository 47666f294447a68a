"""Which pages a playbook has, where they stand, and who may read them.

Addresses are English and the same in every language, so that the language switch stays on the page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from playbookgen.composing.audience import may_read, page_readers
from playbookgen.composing.speech import Speech
from playbookgen.model.library import SectionText
from playbookgen.model.organisation import Audience, Role
from playbookgen.model.playbook import Section


@dataclass(frozen=True, slots=True)
class PageKind:
    """A kind of page.

    Args:
        id: its words in `library/pages.yml` and the name of its template.
        address: its address, empty for Home; a role page's address is completed with the role.
        section: id of its section in `library/sections.yml`, or ``None`` for Home.
    """

    id: str
    address: str
    section: str | None

    @property
    def audience(self) -> Audience:
        """The lowest audience that may read it."""
        return page_readers(self.id).lowest

    @property
    def template(self) -> str:
        """The page's template below `templates/`."""
        folder = f"{self.section}/" if self.section else ""
        return f"pages/{folder}{self.id}.md.j2"


#: All pages, in the order of the navigation.
PAGES: Final[tuple[PageKind, ...]] = (
    PageKind("home", "", None),
    PageKind("contact-centre", "why/contact-centre/", "why"),
    PageKind("customer-experience-factors", "why/customer-experience-factors/", "why"),
    PageKind("assessment", "current-state/assessment/", "current-state"),
    PageKind("strengths", "current-state/strengths/", "current-state"),
    PageKind("challenges", "current-state/challenges/", "current-state"),
    PageKind("scoreboard", "current-state/scoreboard/", "current-state"),
    PageKind("goal-check", "current-state/goal-check/", "current-state"),
    PageKind("readiness", "current-state/readiness/", "current-state"),
    PageKind("vision", "target-state/vision/", "target-state"),
    PageKind("role", "target-state/roles/", "target-state"),
    PageKind("behaviours", "target-state/behaviours/", "target-state"),
    PageKind("roadmap", "plan/roadmap/", "plan"),
    PageKind("line-of-sight", "plan/line-of-sight/", "plan"),
    PageKind("change-team", "plan/change-team/", "plan"),
    PageKind("risks", "plan/risks/", "plan"),
    PageKind("commitment", "leadership/commitment/", "leadership"),
    PageKind("steering-meeting", "leadership/steering-meeting/", "leadership"),
    PageKind("toolkit", "supervisors/toolkit/", "supervisors"),
    PageKind("stakeholders", "supervisors/stakeholders/", "supervisors"),
    PageKind("expectations", "my-work/expectations/", "my-work"),
    PageKind("decisions", "my-work/decisions/", "my-work"),
    PageKind("feedback", "my-work/feedback/", "my-work"),
    PageKind("first-90-days", "learning/first-90-days/", "learning"),
    PageKind("channels", "learning/channels/", "learning"),
    PageKind("systems", "learning/systems/", "learning"),
    PageKind("communication", "together/communication/", "together"),
    PageKind("recognition", "together/recognition/", "together"),
    PageKind("calendar", "together/calendar/", "together"),
    PageKind("findings", "findings/", "reference"),
    PageKind("glossary", "glossary/", "reference"),
    PageKind("about", "about/", "reference"),
    PageKind("accessibility", "accessibility/", "reference"),
    PageKind("print", "print/", "reference"),
)


@dataclass(frozen=True, slots=True)
class Stop:
    """One page of one playbook: a kind at an address, for a role if the kind is the role card."""

    kind: PageKind
    address: str
    role: Role | None = None


def stops(roles: list[Role], audience: Audience, *, has_statement: bool = False) -> tuple[Stop, ...]:
    """The pages of a playbook with these `roles`, for this `audience`, in order.

    A statement about accessibility has a page only where the organisation makes one (`has_statement`).
    """
    found: list[Stop] = []
    for kind in PAGES:
        if not may_read(audience, kind.audience) or (kind.id == "accessibility" and not has_statement):
            continue
        if kind.id == "role":
            found += [Stop(kind, f"{kind.address}{role.id.replace('_', '-')}/", role) for role in roles]
        else:
            found.append(Stop(kind, kind.address))
    return tuple(found)


def navigation(sections: Sequence[SectionText], pages: Sequence[Stop], speech: Speech) -> tuple[str | Section, ...]:
    """Home, then every section that has a page, with its title and the addresses of its pages."""
    addresses = {section.id: tuple(stop.address for stop in pages if stop.kind.section == section.id) for section in sections}
    return ("", *(Section(speech.plain(section.title), addresses[section.id]) for section in sections if addresses[section.id]))


def relative(origin: str, target: str) -> str:
    """The link from the page at `origin` to the address `target` of the same site."""
    up = "../" * origin.count("/")
    return (up + target) or "./"

"""What every export is made from."""

from __future__ import annotations

from dataclasses import dataclass

from playbookgen.composing.audience import may_read
from playbookgen.composing.speech import Speech
from playbookgen.model.finding import WordedFinding
from playbookgen.model.judgement import Judgement
from playbookgen.model.library import Library
from playbookgen.model.organisation import Audience
from playbookgen.model.playbook_file import Organisation


@dataclass(frozen=True, slots=True)
class ExportedEdition:
    """One organisation in one language for one audience, without what that audience may not see (`composing.audience`).

    Args:
        speech: the language of the edition.
        site_url: public address of the edition, or ``None``.
    """

    organisation: Organisation
    judgement: Judgement
    library: Library
    speech: Speech
    audience: Audience
    site_url: str | None = None
    findings: tuple[WordedFinding, ...] = ()

    def may_read(self, lowest: Audience) -> bool:
        """Whether the readers may know what `lowest` and above may."""
        return may_read(self.audience, lowest)

    def person(self, id: str | None) -> str:
        """The job title of a person; empty for nobody. Names stay on the pages: a file is passed on more easily than a link."""
        return next((self.speech.plain(person.title) for person in self.organisation.people if person.id == id), "")

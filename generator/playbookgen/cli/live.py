"""The preview's own work: notice a change, show what is looked at first, build what it touches, keep what went wrong for the page."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from typing import Final

from playbookgen import pipeline
from playbookgen.cli.failure_text import explain_failure
from playbookgen.cli.preview import News
from playbookgen.cli.problem_text import describe
from playbookgen.cli.session import Session, private_folder
from playbookgen.cli.terminal import Terminal, safe
from playbookgen.model.failure import Failure
from playbookgen.model.organisation import Audience
from playbookgen.model.progress import Building, Event, FirstLook, OrganisationDone
from playbookgen.model.result import BuildRequest, BuildResult, BuiltOrganisation

#: Seconds between two looks at the files.
_PAUSE: Final = 0.05


class _Outdated(BaseException):
    """What is being built has changed again; whoever builds ends as by Ctrl-C."""


@dataclass
class Live:
    """The sites of a preview, in a folder of their own.

    Args:
        session: workspace and terminal.
        folder: where the sites are built; nothing else is there.
        organisation: the only one to show; all if ``None``.
        audience, as_of, today: as in a build.
    """

    session: Session
    folder: Path
    organisation: str | None
    audience: Audience | None
    as_of: date | None
    today: date
    news: News = field(default_factory=News)
    _known: dict[str, str] = field(default_factory=dict)
    _wrong: dict[str, str] = field(default_factory=dict)
    _given: dict[str, tuple[bytes | None, Mapping[str, str]]] = field(default_factory=dict)

    def build(self, is_touched: Callable[[], bool] = lambda: False) -> None:
        """Build what has changed since the last time; whoever looks at a page is told, and sees that page first.

        Args:
            is_touched: whether files were written meanwhile. If one of them counts, what has not been published is left to the next time.

        Raises:
            Failure: there is no workspace, no such organisation, or nothing can be written.
        """
        now = self._fingerprints()
        changed = tuple(name for name, value in now.items() if self._known.get(name) != value)
        gone = self._known.keys() - now.keys()
        if changed or gone:
            self._known |= dict.fromkeys(changed, "")  # until all of it is built, even what is as it was may be shown otherwise
            try:
                self._build(() if gone or len(changed) == len(now) else changed, lambda: is_touched() and self._fingerprints() != now)
            except _Outdated:
                return
        self._known = dict(now)

    def refresh(self, is_touched: Callable[[], bool] = lambda: False) -> None:
        """As `build`, but a failure is told to the page and the terminal: it may pass."""
        try:
            self.build(is_touched)
        except Failure as failure:
            explain_failure(failure, self.session.terminal)
            self.news.publish({"": "\n".join(filter(None, (failure.message, failure.help)))})

    def _fingerprints(self) -> Mapping[str, str]:
        now = pipeline.fingerprints(self.session.root)
        if self.organisation is None:
            return now
        if self.organisation not in now:
            pipeline.check(self.session.root, organisations=[self.organisation], today=self.today)  # says what it may have meant
        return {self.organisation: now[self.organisation]}

    def _build(self, organisations: tuple[str, ...], is_outdated: Callable[[], bool]) -> None:
        started = time.monotonic()
        watched = self.news.watched()
        self._given = {page: self._shown(page) for page in watched}

        def hear(event: Event) -> None:
            if isinstance(event, FirstLook):
                self._look(event.pages)
            elif isinstance(event, OrganisationDone):
                self._note(event.organisation)
            elif isinstance(event, Building) and is_outdated():
                raise _Outdated

        named = organisations or ((self.organisation,) if self.organisation else ())
        result = pipeline.build(
            BuildRequest(
                root=self.session.root,
                output=self.folder,
                today=self.today,
                organisations=named,
                as_of=self.as_of,
                audience=self.audience,
                jobs=len(os.sched_getaffinity(0)),
                private=private_folder(),
                preview=True,
                looks=watched,
            ),
            hear,
        )
        self._tell(result, time.monotonic() - started)

    def _shown(self, page: str) -> tuple[bytes | None, Mapping[str, str]]:
        """A page as whoever asks gets it now, and what it is shown with."""
        html = self.news.ahead(page)
        if html is None:
            with suppress(OSError, ValueError):
                html = (self.folder / page / "index.html").read_bytes()
        return html, pipeline.shown_with(self.folder, page.partition("/")[0])

    def _look(self, pages: Mapping[str, bytes]) -> None:
        """Show pages ahead of their sites, where they are not what was shown."""
        new = {page: html for page, html in pages.items() if html != self._given[page][0]}
        if not new:
            return
        self._given |= {page: (html, self._given[page][1]) for page, html in new.items()}
        for name in ("", *(page.partition("/")[0] for page in new)):
            self._wrong.pop(name, None)
        self.news.show(new)
        self.news.publish(self._told(), pages=new)
        self.news.wait_for_readers(new)  # a browser and a build would take the processors from each other

    def _note(self, built: BuiltOrganisation) -> None:
        """What became of one organisation; its pages are told to reload, but for those that show it already."""
        said = [describe(problem, Terminal()) for problem in built.checked.problems if problem.severity == "error"]
        said += [safe(reason) for reason in built.reasons] or (["\n".join(map(safe, built.report.splitlines()))] if built.report else [])
        self._wrong[built.id] = "\n\n".join(said)
        self._wrong.pop("", None)
        self.news.withdraw(built.id)
        own = [page for page in self._given if page.startswith(f"{built.id}/")]
        same = [page for page in own if self._shown(page) == self._given[page]]
        folders = [f"{built.id}/{one.edition.prefix}" for one in built.editions if one.status == "built"]
        self.news.publish(self._told(), folders, set(own) - set(same), same)

    def _told(self) -> dict[str, str]:
        return {name: text for name, text in sorted(self._wrong.items()) if text}

    def _tell(self, result: BuildResult, seconds: float) -> None:
        """The end of it: what concerns no organisation that was built, and what the terminal says."""
        terminal = self.session.terminal
        if not result.organisations:
            self._wrong[""] = "\n\n".join(describe(problem, Terminal()) for problem in result.workspace_problems)
        for name in result.withdrawn:
            self._wrong.pop(name, None)
            self.news.withdraw(name)
        built = ", ".join(safe(each.id) for each in result.organisations if each.is_published)
        if built:
            terminal.say(f"{terminal.styled('✓', 'good')} {built} in {seconds:.1f} s")
        for text in self._told().values():
            terminal.insist(text)
        if result.withdrawn or not result.organisations:
            self.news.publish(self._told(), [f"{name}/" for name in result.withdrawn])


def follow(live: Live, root: Path, pause: Callable[[float], None] = time.sleep) -> None:
    """Refresh `live` whenever a file of the workspace changes, and once before; ends with KeyboardInterrupt."""
    while True:
        seen = _stamps(root)
        live.refresh(partial(_is_touched, root, seen))
        while not _is_touched(root, seen):
            pause(_PAUSE)


def _is_touched(root: Path, seen: Mapping[str, tuple[int, int, int]]) -> bool:
    return _stamps(root) != seen


def _stamps(root: Path) -> dict[str, tuple[int, int, int]]:
    """Every file of the workspace with what changes when it is written: time, size, number."""
    return dict(_walk(root))


def _walk(root: Path) -> Iterator[tuple[str, tuple[int, int, int]]]:
    for name in pipeline.WATCHED:
        top = root / name
        places = [top, *(Path(folder, file) for folder, _, files in os.walk(top) for file in files)]
        for path in places:
            try:
                status = path.lstat()
            except OSError:
                continue
            yield str(path), (status.st_mtime_ns, status.st_size, status.st_ino)

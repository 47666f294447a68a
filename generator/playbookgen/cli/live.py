"""The preview's own work: notice a change, build what it touches, keep what went wrong for the page."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
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
from playbookgen.model.result import BuildRequest, BuildResult

#: Seconds between two looks at the files.
_PAUSE: Final = 0.1


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

    def build(self) -> None:
        """Build what has changed since the last time; whoever looks at a page is told.

        Raises:
            Failure: there is no workspace, no such organisation, or nothing can be written.
        """
        now = self._fingerprints()
        changed = tuple(name for name, value in now.items() if self._known.get(name) != value)
        gone = self._known.keys() - now.keys()
        if changed or gone:
            self._build(() if gone or len(changed) == len(now) else changed)
        self._known = dict(now)

    def refresh(self) -> None:
        """As `build`, but a failure is told to the page and the terminal: it may pass."""
        try:
            self.build()
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

    def _build(self, organisations: tuple[str, ...]) -> None:
        started = time.monotonic()
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
            )
        )
        self._tell(result, time.monotonic() - started)

    def _tell(self, result: BuildResult, seconds: float) -> None:
        terminal = self.session.terminal
        if not result.organisations:
            self._wrong[""] = "\n\n".join(describe(problem, Terminal()) for problem in result.workspace_problems)
        else:
            self._wrong.pop("", None)
        for each in result.organisations:
            said = [describe(problem, Terminal()) for problem in each.checked.problems if problem.severity == "error"]
            said += [safe(reason) for reason in each.reasons] or (["\n".join(map(safe, each.report.splitlines()))] if each.report else [])
            self._wrong[each.id] = "\n\n".join(said)
        for name in result.withdrawn:
            self._wrong.pop(name, None)
        wrong = {name: text for name, text in sorted(self._wrong.items()) if text}
        built = ", ".join(safe(each.id) for each in result.organisations if each.is_published)
        if built:
            terminal.say(f"{terminal.styled('✓', 'good')} {built} in {seconds:.1f} s")
        for text in wrong.values():
            terminal.insist(text)
        self.news.publish(wrong, _changed(result))


def _changed(result: BuildResult) -> list[str]:
    """The folders of the editions that have other pages now, or none any more."""
    built = [f"{each.id}/{one.edition.prefix}" for each in result.organisations for one in each.editions if one.status == "built"]
    return built + [f"{name}/" for name in result.withdrawn]


def follow(live: Live, root: Path, pause: Callable[[float], None] = time.sleep) -> None:
    """Refresh `live` whenever a file of the workspace changes; ends with KeyboardInterrupt."""
    before = _stamps(root)
    while True:
        pause(_PAUSE)
        now = _stamps(root)
        if now != before:
            before = now
            live.refresh()


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

"""The engine: MkDocs with the Material theme. The only file that knows it.

What is written is a plain MkDocs project that anyone can build with the stock command; what is built
here is byte for byte what the stock command builds.
"""

from __future__ import annotations

import errno
import hashlib
import logging
import os
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Final

from playbookgen.building.settings import front_matter, settings
from playbookgen.building.yaml_text import block
from playbookgen.model.failure import Failure, OutputUnusable, Usage
from playbookgen.model.playbook import Page, Playbook
from playbookgen.model.text import LANGUAGES

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.theme import Theme

_HEADER: Final = "# Written by playbookgen from typed values; every text is a quoted string. Build it with: mkdocs build\n"
_PARTS: Final = ("mkdocs.commands.build", "mkdocs.config.base", "material.plugins.search.plugin", "pymdownx.details", "markdown.extensions.toc")
# Templates of the theme that a page of ours is made of.
_EVERY_PAGE: Final = re.compile(
    rf"(main|base|404|partials/(?!post)[a-z-]+|partials/javascripts/[a-z-]+|partials/languages/({'|'.join(LANGUAGES)}))\.html"
)
_PATH_PART: Final = re.compile(r"[A-Za-z0-9._-]+")
# The last second of the year 9999, the last that a date can show.
_LAST_SECOND: Final = 253_402_300_799
_NO_ROOM: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM, errno.EIO})


class EngineFailure(Failure):
    """The engine refused the project or warned about it; `messages` are its words, in order."""

    exit_status: ClassVar[int] = 1

    def __init__(self, message: str, help: str | None = None, messages: tuple[str, ...] = ()) -> None:
        super().__init__(message, help)
        self.messages = messages


def write_project(playbook: Playbook, directory: Path, *, site_dir: str) -> None:
    """Write the edition as a MkDocs project: `mkdocs.yml`, `docs/` and `theme/`.

    Args:
        playbook: the edition.
        directory: the project's folder; created when missing, expected to hold no older project.
        site_dir: where the project builds its site to, relative to `directory` or absolute.

    Raises:
        ValueError: an address or a file name leaves the project (a bug of the composer).
        OSError: the disk refuses.
    """
    for name in ("docs", "theme"):
        (directory / name).mkdir(parents=True, exist_ok=True)
    for path, content in project_files(playbook, site_dir).items():
        _write(directory, path, content)


def project_files(playbook: Playbook, site_dir: str) -> dict[str, bytes]:
    """The files of the project by their path in it."""
    return {
        **{f"docs/{path}": content for path, content in sorted(playbook.assets.items())},
        **{f"theme/{path}": content for path, content in sorted(playbook.theme.items())},
        **{f"docs/{page.source_path}": _page_text(page).encode() for page in playbook.pages},
        "mkdocs.yml": (_HEADER + block(settings(playbook, site_dir))).encode(),
    }


def project_digest(playbook: Playbook) -> str:
    """SHA-256 over all that the engine is given for an edition, wherever that is built."""
    total = hashlib.sha256()
    for path, content in sorted(project_files(playbook, "site").items()):
        total.update(f"{path}\0{len(content)}\0".encode())
        total.update(content)
    return total.hexdigest()


def build_project(project: Path, site_dir: Path) -> None:
    """Build a project of `write_project` into `site_dir`, strictly. Call it in a process of its own.

    `SOURCE_DATE_EPOCH` is taken from the environment, else it is midnight UTC of the playbook's as-of date.

    Raises:
        EngineFailure: the engine failed, or warned about anything.
        Usage: SOURCE_DATE_EPOCH is set to something that is not a time.
        OutputUnusable: `site_dir` cannot be written.
    """
    with _messages() as messages:
        try:
            _run(project, site_dir)
        except OSError as error:
            if error.errno in _NO_ROOM:
                raise OutputUnusable(f"the site cannot be written: {error.strerror}", "free some space or choose another output folder") from error
            raise
        except Failure:
            raise
        except (Exception, SystemExit) as error:  # mkdocs' Abort is a SystemExit too
            said = tuple(messages) or (str(error) or type(error).__name__,)
            more = f" (and {len(said) - 1} more)" if len(said) > 1 else ""
            raise EngineFailure(f"the engine could not build the site: {said[0]}{more}", "\n".join(said[1:]) or None, said) from error
    if messages:
        more = f" (and {len(messages) - 1} more)" if len(messages) > 1 else ""
        raise EngineFailure(f"the engine warned: {messages[0]}{more}", "\n".join(messages[1:]) or None, tuple(messages))


def second_of(as_of: date) -> int:
    """Midnight UTC of the as-of date, in seconds since 1970: what a build takes for the time of day."""
    return int(datetime(as_of.year, as_of.month, as_of.day, tzinfo=UTC).timestamp())


def warm_up() -> None:
    """Import the engine and compile the theme, so that processes forked from this one need not do it again."""
    for name in _PARTS:
        import_module(name)
    from mkdocs.theme import Theme

    theme = Theme(name="material")
    _share_templates(theme)
    environment = theme.get_env()
    for name in environment.list_templates(extensions=["html"]):
        if _EVERY_PAGE.fullmatch(name):
            environment.get_template(name)


def _run(project: Path, site_dir: Path) -> None:
    # The notice about the end of the theme's life is for people who run the stock command.
    with _environment(NO_MKDOCS_2_WARNING="1", TZ="UTC"):
        from mkdocs.commands.build import build
        from mkdocs.config.base import load_config

        config = load_config(config_file=str(project / "mkdocs.yml"), site_dir=str(site_dir.absolute()), strict=True)
        _share_templates(config.theme)
        with _environment(SOURCE_DATE_EPOCH=_build_second(config)):
            config.plugins.on_startup(command="build", dirty=False)
            try:
                build(config)
            finally:
                config.plugins.on_shutdown()


def _build_second(config: MkDocsConfig) -> str:
    given = os.environ.get("SOURCE_DATE_EPOCH")
    if given:
        if not re.fullmatch(r"[0-9]{1,12}", given) or int(given) > _LAST_SECOND:
            raise Usage(f"SOURCE_DATE_EPOCH is not a number of seconds: {given[:40]!r}", "unset it, or set it to whole seconds since 1970")
        return given
    return str(second_of(date.fromisoformat(config.extra["edition"]["as_of"])))


def _page_text(page: Page) -> str:
    return f"---\n{block(front_matter(page))}---\n\n{page.markdown.strip()}\n"


def _write(root: Path, relative: str, content: bytes) -> None:
    parts = relative.split("/")
    if not all(_PATH_PART.fullmatch(part) and part.strip(".") for part in parts):
        raise ValueError(f"not a path inside the project: {relative!r}")
    target = root.joinpath(*parts)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)


@contextmanager
def _environment(**names: str) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in names}
    os.environ.update(names)
    time.tzset()
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
        time.tzset()


@contextmanager
def _messages() -> Iterator[list[str]]:
    """Collect what the engine warns about, in place of printing it."""
    messages: list[str] = []

    class Collector(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            messages.append(record.getMessage())

    logger, collector = logging.getLogger("mkdocs"), Collector(logging.WARNING)
    propagate, logger.propagate = logger.propagate, False
    logger.addHandler(collector)
    try:
        yield messages
    finally:
        logger.removeHandler(collector)
        logger.propagate = propagate


class _Compiled:
    """Compiled templates by name and source, for every build of this process and those forked from it.

    It answers as a template engine's bytecode cache does; without it each build compiles the whole theme.
    """

    class Bucket:
        def __init__(self, key: tuple[str, str, str], code: Any) -> None:
            self.key = key
            self.code = code

    def __init__(self) -> None:
        self._codes: dict[tuple[str, str, str], Any] = {}

    def get_bucket(self, environment: object, name: str, filename: str | None, source: str) -> Bucket:
        key = (name, filename or "", source)
        return self.Bucket(key, self._codes.get(key))

    def set_bucket(self, bucket: Bucket) -> None:
        self._codes[bucket.key] = bucket.code


_COMPILED: Final = _Compiled()


def _share_templates(theme: Theme) -> None:
    """Save the engine work that changes no byte: compiling templates again, and listing 14,000 icons to copy none."""
    original: Callable[[], Any] = theme.get_env

    def get_env() -> Any:
        environment = original()
        environment.bytecode_cache = _COMPILED
        list_templates = environment.list_templates
        environment.list_templates = lambda **how: [name for name in list_templates(**how) if not name.startswith(".icons/")]
        return environment

    theme.get_env = get_env  # type: ignore[method-assign]

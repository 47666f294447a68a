"""The engine: MkDocs with the Material theme. The only file that knows it.

What is written is a plain MkDocs project that anyone can build with the stock command; what is built
here is byte for byte what the stock command builds.
"""

from __future__ import annotations

import errno
import logging
import os
import re
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime
from functools import cache, partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Final

from playbookgen.building.compiled_theme import COMPILED
from playbookgen.building.instead import instead
from playbookgen.building.pagewise import Standing, left_standing
from playbookgen.building.project import write_project
from playbookgen.building.raw_html import lift
from playbookgen.building.search_sections import sections
from playbookgen.building.theme_templates import share_templates
from playbookgen.model.failure import Failure, OutputUnusable, Usage
from playbookgen.model.text import LANGUAGES

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

__all__ = ["EngineFailure", "build_project", "compiled_theme", "second_of", "warm_up", "write_project"]

_PARTS: Final = (
    *("mkdocs.commands.build", "mkdocs.config.base", "mkdocs.config.defaults", "material.plugins.search.plugin", "material.templates"),
    *("pymdownx.details", *(f"markdown.extensions.{name}" for name in ("admonition", "attr_list", "fenced_code", "md_in_html", "tables", "toc"))),
)
# Templates of the theme that a page of ours is made of.
_EVERY_PAGE: Final = re.compile(
    rf"(main|base|404|partials/(?!post)[a-z-]+|partials/javascripts/[a-z-]+|partials/languages/({'|'.join(LANGUAGES)}))\.html|sitemap\.xml"
)
_ICONS: Final = tuple(f".icons/material/{name}.svg" for name in ("arrow-left", "close", "magnify", "menu", "weather-night", "weather-sunny"))
# The extensions of our projects as the engine counts them: three of its own before those of `settings`.
_EXTENSIONS: Final = ("toc", "tables", "fenced_code", "admonition", "attr_list", "md_in_html", "pymdownx.details")
# The last second of the year 9999, the last that a date can show.
_LAST_SECOND: Final = 253_402_300_799
_NO_ROOM: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM, errno.EIO})


class EngineFailure(Failure):
    """The engine refused the project or warned about it; `messages` are its words, in order."""

    exit_status: ClassVar[int] = 1

    def __init__(self, message: str, help: str | None = None, messages: tuple[str, ...] = ()) -> None:
        super().__init__(message, help)
        self.messages = messages


def build_project(project: Path, site_dir: Path, theme: bytes = b"", found: Standing | None = None) -> None:
    """Build a project of `write_project` into `site_dir`, strictly. Call it in a process of its own.

    `SOURCE_DATE_EPOCH` is taken from the environment, else it is midnight UTC of the playbook's as-of date.
    `theme` is what `compiled_theme` made, if anything; `found` are pages to take over.

    Raises:
        EngineFailure: the engine failed, or warned about anything.
        Usage: SOURCE_DATE_EPOCH is set to something that is not a time.
        OutputUnusable: `site_dir` cannot be written.
    """
    if theme:
        COMPILED.take(theme)
    with _messages() as messages:
        try:
            _run(project, site_dir, found)
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
    """Import the engine and look for what is installed for it, so that processes forked from this one need not do it again."""
    for name in _PARTS:
        import_module(name)
    from markdown.util import get_installed_extensions
    from mkdocs.utils import get_themes

    get_installed_extensions()
    get_themes()


def compiled_theme(overrides: Mapping[str, str], guidance: Iterable[str] = ()) -> bytes:
    """The theme's templates, compiled: all that a page of ours is made of.

    Args:
        overrides: source texts of templates that go before those of the theme, by their names in it.
        guidance: Markdown that stands on pages of every organisation; it is converted now, as far as it depends on nothing around it.
    """
    from mkdocs.theme import Theme

    theme = Theme(name="material")
    share_templates(theme, COMPILED)
    environment = theme.get_env()
    names = environment.list_templates(filter_func=lambda name: bool(_EVERY_PAGE.fullmatch(name)))
    for name in [*names, *_ICONS]:
        with suppress(LookupError):  # another version of the theme may do without it
            environment.get_template(name)
    for name, source in overrides.items():
        place = COMPILED.get_bucket(environment, name, name, source)
        place.code = place.code or environment.compile(source, name, name)
        COMPILED.set_bucket(place)
    convert = _converter(_EXTENSIONS, {}, COMPILED.converted)
    for markdown in guidance:
        lift(markdown, _blocks(), convert)
    return COMPILED.kept()


def _run(project: Path, site_dir: Path, found: Standing | None) -> None:
    # The notice about the end of the theme's life is for people who run the stock command.
    with _environment(NO_MKDOCS_2_WARNING="1", TZ="UTC"):
        from mkdocs.commands import build as engine
        from mkdocs.config import defaults
        from mkdocs.config.base import load_config
        from mkdocs.utils import yaml as reader

        # What we have written ourselves reads the same with the parser that is written in C, where there is one.
        known = vars(reader)["yaml"]
        quick = partial(reader.get_yaml_loader, getattr(known, "CLoader", known.Loader))
        with instead(defaults, "get_yaml_loader", quick):
            config = load_config(config_file=str(project / "mkdocs.yml"), site_dir=str(site_dir.absolute()), strict=True)
        share_templates(config.theme, COMPILED)
        with _environment(SOURCE_DATE_EPOCH=_build_second(config)):
            config.plugins.on_startup(command="build", dirty=False)
            try:
                with _markdown_only(), _search_index(), left_standing(engine, config.plugins, found):
                    engine.build(config)
            finally:
                config.plugins.on_shutdown()


def _build_second(config: MkDocsConfig) -> str:
    given = os.environ.get("SOURCE_DATE_EPOCH")
    if given:
        if not re.fullmatch(r"[0-9]{1,12}", given) or int(given) > _LAST_SECOND:
            raise Usage(f"SOURCE_DATE_EPOCH is not a number of seconds: {given[:40]!r}", "unset it, or set it to whole seconds since 1970")
        return given
    return str(second_of(date.fromisoformat(config.extra["edition"]["as_of"])))


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


def _converter(extensions: Sequence[str], configs: Mapping[str, Any], converted: dict[str, str]) -> Callable[[str], str]:
    """Converts elements that depend on nothing around them; what it has converted is in `converted`."""
    made = _made_once()

    def one(element: str) -> str:
        if element not in converted:
            converted[element] = made(extensions=extensions, extension_configs=configs).convert(element)
        return converted[element]

    return one


def _made_once() -> Callable[..., Any]:
    """Makes a converter when it is first called, and hands out the same as good as new from then on."""
    from markdown.core import Markdown

    made: list[Markdown] = []

    def converter(**settings: Any) -> Markdown:
        if not made:
            made.append(Markdown(**settings))
        return made[0].reset()

    return converter


@cache
def _blocks() -> frozenset[str]:
    """The elements that the converter takes for blocks."""
    from markdown.core import Markdown

    return frozenset(Markdown(extensions=["md_in_html"]).block_level_elements)


@contextmanager
def _markdown_only() -> Iterator[None]:
    """Save the converter from reading HTML that it would only hand on."""
    import markdown
    from mkdocs.structure.pages import Page as EnginePage

    original = EnginePage.render
    known: list[Callable[[str], str]] = []

    def convert(config: Any) -> Callable[[str], str]:
        if not known:
            extensions, configs = config["markdown_extensions"], config["mdx_configs"] or {}
            # What was converted before is so again by the extensions of then; headings, which alone are told apart here, it has none.
            ready = COMPILED.converted if tuple(extensions) == _EXTENSIONS and set(configs) <= {"toc"} else {}
            known.append(_converter(extensions, configs, dict(ready)))
        return known[0]

    def render(page: Any, config: Any, files: Any) -> None:
        whole = page.markdown
        lifted = lift(whole, _blocks(), convert(config)) if whole else None
        if lifted is None:
            return original(page, config, files)
        page.markdown = lifted.markdown
        original(page, config, files)
        page.markdown = whole
        content = lifted.restored(page.content)
        if content is None:
            return original(page, config, files)
        page.content = content
        page.present_anchor_ids |= lifted.ids()
        return None

    with instead(EnginePage, "render", render), instead(markdown, "Markdown", _made_once()):
        yield


@contextmanager
def _search_index() -> Iterator[None]:
    """Save the search plugin from parsing pages that can be cut into sections more simply."""
    from material.plugins.search.plugin import SearchIndex

    original = SearchIndex.add_entry_from_context

    def add_entry(index: Any, page: Any) -> None:
        if (page.meta.get("search") or {}).get("exclude"):
            return
        found = sections(page.content)
        if found is None:
            original(index, page)
            return
        for section in found:
            if not section.is_excluded():
                index.create_entry_for_section(section, page.toc, page.url, page)

    with instead(SearchIndex, "add_entry_from_context", add_entry):
        yield

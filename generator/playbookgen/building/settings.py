"""What `mkdocs.yml` says, from a playbook.

The theme's templates do not escape, so a text they print is escaped here, once.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from pathlib import PurePosixPath
from typing import Final

from playbookgen.building.yaml_text import Value
from playbookgen.model.engine import EngineName
from playbookgen.model.playbook import Page, Playbook, Section
from playbookgen.model.text import Language

#: Stemmer and stop words of the search; the engine knows Bokmål by the older code.
_SEARCH_LANGUAGE: Final[Mapping[Language, str]] = {"en": "en", "fi": "fi", "nb": "no", "sv": "sv"}
# Words end at spaces and at punctuation, but a decimal point holds a figure together.
_SEARCH_SEPARATOR: Final = r"[\s\-,:;!?=()\[\]\"“”»«/]+|\.(?!\d)"

# Left out on purpose: `search.suggest` has put typed text into the page as HTML before, `content.tooltips` still does so
# with titles, `navigation.instant` fetches pages behind the reader's back.
_FEATURES: Final = ("navigation.footer", "search.highlight", "toc.follow")

_PICTURES: Final = (".svg", ".png", ".webp", ".jpg", ".jpeg", ".ico")

#: Words of the engine's own controls; `Playbook.words` goes before them.
_WORDS: Final[Mapping[Language, Mapping[str, str]]] = {
    "en": {"to_light": "Light colours", "to_dark": "Dark colours", "permalink": "Link to this heading", "on_this_page": "On this page"},
    "fi": {"to_light": "Vaaleat värit", "to_dark": "Tummat värit", "permalink": "Linkki tähän otsikkoon", "on_this_page": "Tällä sivulla"},
    "nb": {"to_light": "Lyse farger", "to_dark": "Mørke farger", "permalink": "Lenke til denne overskriften", "on_this_page": "På denne siden"},
    "sv": {"to_light": "Ljusa färger", "to_dark": "Mörka färger", "permalink": "Länk till den här rubriken", "on_this_page": "På den här sidan"},
}


def shown(text: str) -> str:
    """A plain text as the theme prints it: on one line, escaped for text and attributes."""
    return escape(" ".join(text.split()), quote=True)


def front_matter(page: Page) -> dict[str, Value]:
    """What stands before the Markdown of a page.

    It is never empty: without it MkDocs would read the first lines of a text like ``Goal: …`` as keys.
    Home gets no title, so that its browser title is the name of the site alone. The others need one:
    the theme would otherwise print the navigation's title through a filter that undoes the escaping.
    """
    matter: dict[str, Value] = {"description": shown(page.description)}
    if page.address:
        matter = {"title": shown(page.title), **matter}
    if page.hide:
        matter["hide"] = list(page.hide)
    if not page.searchable:
        matter["search"] = {"exclude": True}
    return matter


def settings(playbook: Playbook, site_dir: str, engine: EngineName = "mkdocs") -> dict[str, Value]:
    """The whole of `mkdocs.yml`.

    Args:
        playbook: the edition.
        site_dir: where the site is built, relative to the project or absolute.
        engine: which is to build it; Zensical has a look of its own beside the one our pages are made for.
    """
    written: dict[str, Value] = {"site_name": shown(playbook.site_name), "site_description": shown(playbook.description)}
    if playbook.site_url:
        written["site_url"] = f"{playbook.site_url.rstrip('/')}/"
    assets = sorted(path for path in playbook.assets if PurePosixPath(path).parent == PurePosixPath("assets"))
    return {
        **written,
        "docs_dir": "docs",
        "site_dir": site_dir,
        "strict": True,
        "use_directory_urls": True,
        "theme": {**_theme(playbook, assets), **({"variant": "classic"} if engine == "zensical" else {})},
        "plugins": [{"search": {"lang": [_SEARCH_LANGUAGE[playbook.language]], "separator": _SEARCH_SEPARATOR}}],
        "markdown_extensions": _markdown(playbook),
        "extra_css": [path for path in assets if path.endswith(".css")],
        "extra_javascript": [_script(path) for path in assets if path.endswith((".js", ".mjs"))],
        "validation": _validation(),
        "extra": _extra(playbook),
        **_navigation(playbook),
    }


def _word(playbook: Playbook, name: str) -> str:
    return playbook.words.get(name) or _WORDS[playbook.language][name]


def _theme(playbook: Playbook, assets: list[str]) -> dict[str, Value]:
    theme: dict[str, Value] = {
        "name": "material",
        "custom_dir": "theme",
        "language": playbook.language,
        "font": False,
        "features": list(_FEATURES),
        "palette": [
            _scheme("light", "default", "material/weather-night", _word(playbook, "to_dark")),
            _scheme("dark", "slate", "material/weather-sunny", _word(playbook, "to_light")),
        ],
    }
    for part in ("logo", "favicon"):
        found = [path for path in assets if PurePosixPath(path).stem == part and path.endswith(_PICTURES)]
        if found:
            theme[part] = found[-1]
    return theme


def _scheme(media: str, scheme: str, icon: str, name: str) -> dict[str, Value]:
    return {
        "media": f"(prefers-color-scheme: {media})",
        "scheme": scheme,
        "primary": "custom",
        "accent": "custom",
        "toggle": {"icon": icon, "name": shown(name)},
    }


def _script(path: str) -> Value:
    # A module waits for the page by itself.
    return path if path.endswith(".mjs") else {"path": path, "defer": True}


def _markdown(playbook: Playbook) -> list[Value]:
    # Headings bring their own ids (attr_list); the built-in slugs are only for one that has none.
    title = shown(_word(playbook, "on_this_page"))
    toc: dict[str, Value] = {"permalink": True, "permalink_title": _word(playbook, "permalink"), "title": title, "toc_depth": 3}
    return ["admonition", "attr_list", "md_in_html", "pymdownx.details", "tables", {"toc": toc}]


def _validation() -> dict[str, Value]:
    return {
        "nav": dict.fromkeys(("omitted_files", "not_found", "absolute_links"), "warn"),
        "links": dict.fromkeys(("not_found", "anchors", "absolute_links", "unrecognized_links"), "warn"),
    }


def _extra(playbook: Playbook) -> dict[str, Value]:
    """What the theme's templates find: the edition, its values under their own names, its words, the other languages."""
    up = "../" * len(PurePosixPath(playbook.prefix).parts)
    alternates: list[Value] = [
        {"name": shown(other.name), "lang": other.language, "link": "" if other.prefix == playbook.prefix else f"{up}{other.prefix}"}
        for other in playbook.alternates
    ]
    return {
        **dict(sorted(playbook.values.items())),
        "generator": False,
        "organisation": playbook.organisation,
        "edition": {"language": playbook.language, "audience": playbook.audience, "as_of": playbook.as_of.isoformat(), "prefix": playbook.prefix},
        "alternate": alternates,
        "words": dict(sorted(playbook.words.items())),
    }


def _navigation(playbook: Playbook) -> dict[str, Value]:
    pages = {page.address: page for page in playbook.pages}
    left = dict(pages)

    def entry(address: str) -> Value:
        page = pages[address]
        left.pop(address, None)
        return {shown(page.title): page.source_path}

    entries: list[Value] = [
        {shown(item.title): [entry(address) for address in item.addresses]} if isinstance(item, Section) else entry(item)
        for item in playbook.navigation
    ]
    written: dict[str, Value] = {"nav": entries}
    if left:
        written["not_in_nav"] = "".join(f"/{page.source_path}\n" for page in left.values())
    return written

"""A step after the engine, only with `build --pdf`: the print edition as `playbook.pdf`.

WeasyPrint makes it, the optional extra ``playbookgen[pdf]``. It gets the content of the page and our own style sheet, not those
of the theme: they are for browsers. It fetches nothing.
"""

from __future__ import annotations

import hashlib
import logging
import re
from html import escape
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from playbookgen.building.workers import Limits
from playbookgen.model.failure import OutputUnusable, Usage

#: The file, beside the pages of its edition.
NAME: Final = "playbook.pdf"
#: Laying out a hundred sheets takes longer than building a site.
LIMITS: Final = Limits(processor_seconds=600, seconds=900.0)

_PAGE: Final = Path("print", "index.html")
_SHEET: Final = Path("assets", "playbook.css")
_ARTICLE: Final = re.compile(r"<article[^>]*>(.*)</article>", re.DOTALL)
_SCRIPT: Final = re.compile(r"<script\b.*?</script>", re.DOTALL)
_LANGUAGE: Final = re.compile(r'<html lang="([A-Za-z-]+)"')
# WeasyPrint 70 loses itself in grids that go over the end of a sheet.
_GRID: Final = re.compile(r"display:\s*(?:inline-)?grid")
_OWN_STYLE: Final = """
@page { @bottom-right { content: counter(page); font: 8pt sans-serif; color: #3d4744; } }
@page :first { @bottom-right { content: none; } }
html, body { margin: 0; font-family: sans-serif; hyphens: auto; }
progress, .pb-noprint { display: none !important; }
.pb-tiles > li, .pb-doors > li { display: inline-block; box-sizing: border-box; width: 31% !important; padding: 2mm; vertical-align: top; }
.md-typeset .pb-cover { display: block; min-height: 0; padding-top: 80mm; }
.md-typeset .pb-cover__facts dt, .md-typeset .pb-cover__facts dd { display: inline; }
.md-typeset .pb-cover__facts dt::after { content: ": "; }
.md-typeset .pb-cover__facts > div { display: block; }
.md-typeset summary { font-weight: bold; list-style: none; }
"""


def require() -> None:
    """Make sure that a PDF can be made.

    Raises:
        Usage: WeasyPrint is not installed.
    """
    if find_spec("weasyprint") is None:
        help = "install it: python -m pip install 'playbookgen[pdf]'; or open print/ in a browser and print it from there"
        raise Usage("--pdf needs WeasyPrint, which is not installed", help)


def write_pdf(site: Path, title: str) -> None:
    """Write `playbook.pdf` into the site of an edition; nothing where there is no print edition.

    Args:
        site: the built site.
        title: name of the document, plain text.

    Raises:
        Usage: WeasyPrint is not installed.
        OutputUnusable: WeasyPrint cannot lay the page out, or a library of the system that it needs is missing.
    """
    require()
    if not (site / _PAGE).is_file():
        return
    document = _document((site / _PAGE).read_text(encoding="utf-8"), title)
    style = _GRID.sub("display: block", (site / _SHEET).read_text(encoding="utf-8"))
    help = "build without --pdf, or open print/ in a browser and print it from there"
    try:
        content = _laid_out(document, [style, _OWN_STYLE])
    except Exception as error:  # whatever goes wrong in there is not a fault of the organisation's files
        raise OutputUnusable(f"WeasyPrint cannot make the PDF: {type(error).__name__} {error}".rstrip(), help) from error
    (site / NAME).write_bytes(content)


def _document(page: str, title: str) -> str:
    """The content of the page as a document of its own."""
    article = _ARTICLE.search(page)
    language = _LANGUAGE.search(page)
    content = _SCRIPT.sub("", article[1]) if article else ""
    return (
        f'<!doctype html><html lang="{language[1] if language else "en"}" dir="ltr"><head><meta charset="utf-8"><title>{escape(title)}</title></head>'
        f'<body dir="ltr" data-md-color-scheme="default"><article class="md-content__inner md-typeset">{content}</article></body></html>'
    )


def _laid_out(document: str, styles: list[str]) -> bytes:
    from weasyprint import CSS, HTML
    from weasyprint.urls import URLFetcher

    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)  # it tells of every property it does not know
    nothing = URLFetcher(allowed_protocols=())
    sheets = [CSS(string=style, url_fetcher=nothing) for style in styles]
    identifier = hashlib.sha256(document.encode()).digest()[:16]
    whole = HTML(string=document, url_fetcher=nothing)
    content: bytes = whole.write_pdf(stylesheets=sheets, pdf_identifier=identifier, pdf_tags=True)
    return content

"""Charts as they stand on the pages: said in words, with a table behind, no colour of their own, every id once."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any, Final

import pytest

from playbookgen.composing.charts import CHARTS
from playbookgen.model.text import LANGUAGES, Language
from support.pages import ReadPage, read_pages, words_of

_COLOUR: Final = re.compile(r"#[0-9a-fA-F]{3,8}\b|\brgba?\(|\bhsla?\(|\boklch\(")
_PAINT: Final = re.compile(r"url\(#([^)]+)\)")
#: Title and description, table and drawing: what each chart of the sample is found by.
_DRAWN: Final = {
    *("chart-assessment", "chart-radar", "chart-metrics", "chart-csat", "chart-heat", "chart-plan", "chart-sight", "chart-commitment"),
    *("chart-shared", "chart-pulse", "chart-channels", "chart-strip", "chart-messages"),
}


def _figures(page: ReadPage) -> list[Any]:
    return [node for node in page.in_order() if node.tag == "figure" and "pb-chart" in (node.get("class") or "").split()]


def _charts(language: Language) -> list[tuple[str, Any]]:
    pages = read_pages("lumivakka", language).values()
    return [(page.address, figure) for page in pages if page.address != "print/" for figure in _figures(page)]


def _inside(figure: Any, name: str) -> list[Any]:
    """Elements of a drawing by name; the parser gives them the namespace of SVG."""
    return list(figure.iter(f"{{http://www.w3.org/2000/svg}}{name}"))


def _pictures(figure: Any) -> list[Any]:
    found = [node for node in _inside(figure, "svg") if node.get("role") == "img"]
    assert found
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_drawing_has_a_title_and_says_what_it_shows(language: Language) -> None:
    for address, figure in _charts(language):
        for picture in _pictures(figure):
            named = picture.get("aria-labelledby").split()
            texts = {node.get("id"): words_of(node) for name in ("title", "desc") for node in _inside(picture, name)}
            assert list(texts) == named, address
            title, said = texts.values()
            assert len(title) > 2
            # A description that is only a name says nothing: it has a figure or a sentence.
            assert len(said.split()) >= 4, (address, said)
            assert "  " not in said
            assert " ." not in said, (address, said)


def test_every_chart_of_the_product_is_drawn_for_the_sample() -> None:
    ids = {node.get("id") for _, figure in _charts("en") for node in _inside(figure, "title")}
    assert {name for name in _DRAWN if not any((id or "").startswith(f"{name}-") for id in ids)} == set()
    assert len(CHARTS) == len(_DRAWN) + 1  # and the realism bar, named by its metric


def test_each_chart_is_drawn_for_a_column_and_for_a_phone_or_for_both_at_once() -> None:
    for address, figure in _charts("en"):
        kinds = [picture.get("class") for picture in _pictures(figure)]
        assert kinds in (["pb-chart__wide", "pb-chart__narrow"], ["pb-chart__only"]), address


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_figures_are_there_as_a_table(language: Language) -> None:
    for address, figure in _charts(language):
        (table,) = figure.iter("table")
        assert list(table.iter("td")), address
        assert all(cell.get("scope") for cell in table.iter("th")), address


def test_no_colour_is_written_in_a_chart() -> None:
    for address, figure in _charts("en"):
        for node in figure.iter():
            values = [value for name, value in node.attrib.items() if name not in {"id", "href"}]
            assert not [value for value in values if _COLOUR.search(_PAINT.sub("", value))], address
            assert node.get("style") is None


def test_ids_are_there_once_and_what_is_painted_with_exists() -> None:
    for page in read_pages("lumivakka", "fi").values():
        ids = Counter(node.get("id") for node in page.in_order() if node.get("id"))
        assert [id for id, times in ids.items() if times > 1] == []
        painted = {found for node in page.in_order() for value in node.attrib.values() for found in _PAINT.findall(value)}
        assert painted <= set(ids), page.address


def test_what_stands_beside_a_word_in_the_key_is_not_read_aloud() -> None:
    for _, figure in _charts("en"):
        assert all(node.get("aria-hidden") == "true" for node in _inside(figure, "svg") if node.get("role") != "img")


def test_numbers_of_an_axis_are_written_as_the_language_writes_them() -> None:
    def texts(language: Language) -> set[str]:
        return {words_of(node) for _, figure in _charts(language) for node in _inside(figure, "text")}

    assert "87,0 %" in {text.replace("\u00a0", " ") for text in texts("fi")}
    assert "87.0%" in texts("en")


def test_the_same_pages_are_the_same_bytes_again() -> None:
    again = read_pages.__wrapped__("lumivakka", "en")
    assert {address: page.markdown for address, page in again.items()} == {
        address: page.markdown for address, page in read_pages("lumivakka", "en").items()
    }

"""How the Markdown of a page is laid out."""

from __future__ import annotations

import pytest

from playbookgen.composing.tidy import tidy


@pytest.mark.parametrize(
    ("rendered", "laid_out"),
    [
        ("a", "a\n"),
        ("\n\n a\n\n", "a\n"),
        ("a  \nb\t\n", "a\nb\n"),
        ("a\n\nb", "a\n\nb\n"),
        ("a\n\n\nb\n \n \n\nc", "a\n\nb\n\nc\n"),
        ("  - a\n    - b", "- a\n    - b\n"),
        ("<td>a</td><td>b</td>", "<td>a</td> <td>b</td>\n"),
        ("<th>a</th><th>b</th> <td>c</td>\n<td>d</td>", "<th>a</th> <th>b</th> <td>c</td>\n<td>d</td>\n"),
        ("a<br>b<br> c<br>\nd", "a<br> b<br> c<br>\nd\n"),
        ("<table>x<t>y</t>z</tdx>", "<table>x<t>y</t>z</tdx>\n"),
        ("<b>a</b>b [h]c", "<b>a</b>b [h]c\n"),
    ],
)
def test_a_page_is_laid_out(rendered: str, laid_out: str) -> None:
    assert tidy(rendered) == laid_out

"""Numbers in the four languages, beside what Babel makes of the patterns of CLDR."""

from __future__ import annotations

from fractions import Fraction

import pytest
from babel.numbers import format_percent

from playbookgen.model.formats import Formats, decimal_of
from playbookgen.model.text import LANGUAGES, Language

SHARES = [Fraction(0), Fraction(3, 4), Fraction(1, 3), Fraction(-1, 3), Fraction(1), Fraction(-1, 20000), Fraction(99999, 7), Fraction(1, 2000)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("digits", [0, 1, 2])
def test_a_share_is_written_as_babel_writes_it(language: Language, digits: int) -> None:
    formats = Formats(language)
    pattern = formats.locale.percent_formats[None].pattern.replace("##0", "##0." + "0" * digits if digits else "##0")
    for share in SHARES:
        theirs = format_percent(decimal_of(share, digits + 2), pattern, locale=formats.locale).replace("-", "−")
        assert formats.share(share, digits) == theirs


@pytest.mark.parametrize(("language", "text"), [("en", "12.5%"), ("fi", "12,5\u00a0%"), ("nb", "12,5\u00a0%"), ("sv", "12,5\u00a0%")])
def test_a_share_with_a_decimal(language: Language, text: str) -> None:
    assert Formats(language).share(Fraction(1, 8), 1) == text

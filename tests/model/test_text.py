"""Characters of texts: which are looked at."""

from __future__ import annotations

import sys

from playbookgen.model.text import WORTH_A_LOOK, is_forbidden, is_invisible


def test_every_character_that_is_forbidden_or_invisible_is_looked_at() -> None:
    every = "".join(map(chr, range(sys.maxunicode + 1)))
    passed_over = WORTH_A_LOOK.sub("", every)
    assert len(passed_over) > 1000
    assert [character for character in passed_over if is_forbidden(character) or is_invisible(character)] == []

"""“On this page for you”: links to what the page has, and nothing else."""

from __future__ import annotations

import re

from markupsafe import Markup

from playbookgen.composing.for_you import with_shortcuts
from playbookgen.model.library import DoorId

DOORS: list[tuple[DoorId, Markup]] = [("lead", Markup("I lead")), ("serve", Markup("I serve"))]
PAGE = """# Title

<p class="pb-lead">What it is for.</p>

## First &amp; last {: #first }

<details class="pb-guidance" id="guide-how" markdown="1">
<summary><span class="pb-guidance__tag">General guidance</span> How to do it</summary>
</details>
"""


def test_every_door_finds_its_parts_below_the_lead() -> None:
    text = with_shortcuts(PAGE, {"lead": ["first", "guide-how"], "serve": ["guide-how"]}, DOORS, Markup("For you"))
    assert re.findall(r'<a href="#([\w-]+)">([^<]*)</a>', text) == [
        ("first", "First &amp; last"),
        ("guide-how", "How to do it"),
        ("guide-how", "How to do it"),
    ]
    assert re.findall(r'data-pb-role="(\w+)"', text) == ["lead", "serve"]
    assert text.index("pb-lead") < text.index("pb-foryou") < text.index("## First")


def test_parts_the_page_does_not_have_are_left_out() -> None:
    text = with_shortcuts(PAGE, {"lead": ["gone"], "serve": ["first", "gone"]}, DOORS, Markup("For you"))
    assert "gone" not in text
    assert "I lead" not in text
    assert with_shortcuts(PAGE, {"lead": ["gone"]}, DOORS, Markup("For you")) == PAGE

"""Values as YAML: read back, they are what they were."""

from __future__ import annotations

import pytest
import yaml

from playbookgen.editing.writing import flow


@pytest.mark.parametrize(
    "text", ["plain", "no", "a: b", "it's", 'say "x"', "👩🏽‍💻 done", "یک‌بار", "line\u2028end", "back\\slash", "tab\there", "1e5", ""]
)
def test_a_text_is_read_back_as_it_was(text: str) -> None:
    assert yaml.safe_load(flow({"text": text, "list": [text]})) == {"text": text, "list": [text]}

"""Whatever the bytes, reading answers with problems or an organisation."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from support.mistakes import base
from support.sound import check_reading
from support.sources import read

BASE = base()
#: What YAML, our fields and terminals have plans for.
_MARKS = list("\"'[]{}:,-#&*!|>%@`?<~=\t\n\r \0\x1b\u200b\u202e\u2028\ufeffäå🎧0159._")
_MEANINGFUL = [*_MARKS, "<<: ", "---\n", "...\n", "!!str ", "&a ", "*a", "null", "  "]
_OTHER_VALUES = ("[]", "{}", "[[]]", "{a: {b: c}}", "~", "1e400", ".inf", "-0", "0x1F", "yes", "'", "2026-13-99", "9" * 40, "[1, {x: y}]", "''")

settings.register_profile("reading", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
settings.load_profile("reading")


@settings(max_examples=150)
@given(some.binary(max_size=300))
def test_arbitrary_bytes(content: bytes) -> None:
    check_reading(read(content))


@settings(max_examples=150)
@given(some.text(max_size=200))
def test_arbitrary_texts(text: str) -> None:
    check_reading(read(text))


@settings(max_examples=150)
@given(some.text(alphabet=some.sampled_from(_MARKS), max_size=60))
def test_texts_of_yaml_marks(text: str) -> None:
    check_reading(read(text))


@settings(max_examples=250)
@given(some.integers(0, len(BASE)), some.integers(0, 40), some.sampled_from(_MEANINGFUL), some.integers(0, len(BASE)), some.sampled_from(_MEANINGFUL))
def test_mutated_organisations(at: int, deleted: int, inserted: str, also: int, second: str) -> None:
    text = BASE[:at] + inserted + BASE[at + deleted :]
    check_reading(read(text[:also] + second + text[also:]))


@settings(max_examples=150)
@given(some.data())
def test_exchanged_values(data: some.DataObject) -> None:
    """A value of the file replaced by one of another kind."""
    lines = BASE.split("\n")
    index = data.draw(some.integers(0, len(lines) - 1))
    key, colon, _ = lines[index].partition(":")
    value = data.draw(some.sampled_from(_OTHER_VALUES))
    lines[index] = f"{key}{colon} {value}"
    check_reading(read("\n".join(lines)))

"""Nothing that others wrote acts on a terminal."""

from __future__ import annotations

import io
import json
import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbookgen.cli.as_json import written
from playbookgen.cli.terminal import Style, Terminal, counted, safe, wants_colour, without_commands

DANGEROUS = (
    "".join(map(chr, range(0x20))) + "".join(map(chr, range(0x7F, 0xA0))) + "\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)


@given(st.text(alphabet=st.one_of(st.sampled_from(DANGEROUS), st.characters(max_codepoint=0xFF), st.characters())))
def test_safe_leaves_no_character_that_acts(text: str) -> None:
    shown = safe(text)
    assert not set(shown) & set(DANGEROUS)
    assert all(unicodedata.category(character) not in {"Cc", "Cs", "Cn", "Co", "Zl", "Zp"} for character in shown)
    assert len(shown.splitlines()) <= 1


@given(st.text(alphabet=st.characters(categories=("L", "N", "P", "S", "Zs"))))
def test_safe_leaves_ordinary_text_as_it_is(text: str) -> None:
    assert safe(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[2J\x07", "\\x1b[2J\\x07"),
        ("a\nb\tc\r", "a\\nb\\tc\\r"),
        ("\x9b31m", "\\x9b31m"),
        ("abc\u202etxt", "abc\\u202etxt"),
        ("\udce4", "\\udce4"),
        ("\xad\u0378\ufeff", "\\xad\\u0378\\ufeff"),
        ("\uffff\U00010ffe\U000e0001", "\\uffff\\U00010ffe\\U000e0001"),
        ("\U000e0041", "\\U000e0041"),
        ("Ääkköset – 日本 👩‍💻", "Ääkköset – 日本 👩‍💻"),
    ],
)
def test_safe_examples(text: str, shown: str) -> None:
    assert safe(text) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("::error::x", "\\x3a:error::x"),
        ("a\n  \u00a0::error::x\nb", "a\n  \u00a0\\x3a:error::x\nb"),
        ("x ##[error]y", "x \\x23#[error]y"),
        ("###[error]", "#\\x23#[error]"),
        ("##vso[task.setvariable]y", "\\x23#vso[task.setvariable]y"),
        ("a::b ## [c] # #d", "a::b ## [c] # #d"),
    ],
)
def test_no_line_of_ours_is_a_command_to_a_service(text: str, shown: str, capsys: pytest.CaptureFixture[str]) -> None:
    Terminal().result(text)
    Terminal().insist(text)
    assert capsys.readouterr() == (f"{shown}\n", f"{shown}\n")
    assert without_commands(shown) == shown


def test_json_says_the_same_without_beginning_a_command() -> None:
    said = {"a": "###[error]x\x7f", "##[b]": ["##"]}
    assert "##" not in written(said)
    assert written(said).isprintable() or "\n" in written(said)
    assert "\x7f" not in written(said)
    assert json.loads(written(said)) == said


class _Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("choice", "stream", "environment", "expected"),
    [
        ("auto", _Screen(), {}, True),
        ("auto", _Screen(), {"NO_COLOR": "1"}, False),
        ("auto", _Screen(), {"NO_COLOR": ""}, True),
        ("auto", _Screen(), {"TERM": "dumb"}, False),
        ("auto", io.StringIO(), {}, False),
        ("always", io.StringIO(), {"NO_COLOR": "1"}, True),
        ("never", _Screen(), {}, False),
    ],
)
def test_colour_is_wanted_or_not(choice: str, stream: io.StringIO, environment: dict[str, str], expected: bool) -> None:
    assert wants_colour(choice, stream, environment) is expected  # type: ignore[arg-type]


def test_quiet_keeps_problems_and_results(capsys: pytest.CaptureFixture[str]) -> None:
    terminal = Terminal(verbosity=-1)
    terminal.say("words")
    terminal.detail("more words")
    terminal.insist("a problem")
    terminal.result("{}")
    assert capsys.readouterr() == ("{}\n", "a problem\n")


@pytest.mark.parametrize(("verbosity", "said"), [(-1, ["insist"]), (0, ["say", "insist"]), (1, ["say", "detail", "insist"])])
def test_as_much_is_said_as_was_asked_for(capsys: pytest.CaptureFixture[str], verbosity: int, said: list[str]) -> None:
    terminal = Terminal(verbosity=verbosity)
    for way in ("say", "detail", "insist"):
        getattr(terminal, way)(way)
    assert capsys.readouterr() == ("", "".join(f"{way}\n" for way in said))


def test_no_more_is_said_unless_asked(capsys: pytest.CaptureFixture[str]) -> None:
    Terminal().say()
    Terminal().detail("more words")
    assert capsys.readouterr() == ("", "\n")


def test_a_command_of_our_own_is_one_and_has_no_colour(capsys: pytest.CaptureFixture[str]) -> None:
    Terminal(colour=True).command("::notice::\x1b[1mx\x1b[0m")
    assert capsys.readouterr() == ("::notice::x\n", "")


@pytest.mark.parametrize(
    ("stream", "environment", "watched"),
    [(_Screen(), {}, True), (_Screen(), {"TERM": "xterm"}, True), (_Screen(), {"TERM": "dumb"}, False), (io.StringIO(), {}, False)],
)
def test_somebody_watches_or_not(monkeypatch: pytest.MonkeyPatch, stream: io.StringIO, environment: dict[str, str], watched: bool) -> None:
    monkeypatch.setattr("sys.stderr", stream)
    monkeypatch.setattr("os.environ", environment)
    terminal = Terminal.from_environment("auto", 1)
    assert (terminal.is_interactive, terminal.colour, terminal.verbosity) == (watched, watched, 1)


def test_styles_only_where_colour_is_on() -> None:
    assert Terminal().styled("error", "error") == "error"
    assert re.fullmatch("\x1b.*error\x1b.*", Terminal(colour=True).styled("error", "error"))


@pytest.mark.parametrize(
    ("style", "before"),
    [("error", "31m\x1b[1m"), ("warning", "33m\x1b[1m"), ("hint", "36m\x1b[1m"), ("good", "32m\x1b[1m"), ("quiet", "2m"), ("strong", "1m")],
)
def test_each_style(style: Style, before: str) -> None:
    assert Terminal(colour=True).styled("x", style) == f"\x1b[{before}x\x1b[0m"


def test_counted() -> None:
    assert [counted(0, "page"), counted(1, "page"), counted(2, "page"), counted(2, "is", "are")] == ["0 pages", "1 page", "2 pages", "2 are"]

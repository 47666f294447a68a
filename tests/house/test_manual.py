"""The manual page is what the commands say, and `man` can print it."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest

from playbookgen.cli import status
from playbookgen.cli.application import application
from support import manual


def test_the_page_is_made_from_the_commands() -> None:
    assert manual.manual() == manual.PAGE.read_text(encoding="ascii"), "make docs writes it anew"


def test_it_has_everything() -> None:
    text = manual.manual()
    assert {f'.SS "{manual._text(name)}"' for name in application.commands} <= set(text.splitlines())
    told = {int(number) for number in re.findall(r"^\.B (\d+)$", text, re.MULTILINE)}
    assert told == {value for name, value in vars(status).items() if name.isupper()}
    assert text.count(".EX\n") == text.count(".EE\n")


@pytest.mark.parametrize(
    ("text", "written"), [(".so x", "\\&.so x"), ("'x", "\\&'x"), ("--a\\b", "\\-\\-a\\eb"), ("ä →", "\\[u00E4] \\[u2192]"), ("", "")]
)
def test_no_text_is_a_request(text: str, written: str) -> None:
    assert manual._text(text) == written


@pytest.mark.parametrize(
    "command",
    [["groff", "-ww", "-man", "-Tutf8", "-z"], ["mandoc", "-T", "lint", "-W", "warning"], ["man", "-l", "-Tutf8", "--warnings=w"]],
    ids=lambda each: each[0],
)
def test_programs_that_print_it_complain_of_nothing(command: list[str]) -> None:
    if shutil.which(command[0]) is None:
        pytest.skip(f"{command[0]} is not on this machine")
    done = subprocess.run([*command, str(manual.PAGE)], capture_output=True, text=True, timeout=60, check=False)
    complaints = (done.stderr + (done.stdout if command[0] == "mandoc" else "")).splitlines()
    # The page has no date on purpose: the same commands give the same bytes.
    assert [line for line in complaints if "missing date" not in line] == []

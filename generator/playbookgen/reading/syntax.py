"""Syntax errors in plain words: where the slip is likely to be, and the way out."""

from __future__ import annotations

import re
from dataclasses import dataclass

import yaml

from playbookgen.model.problem import Place
from playbookgen.reading.report import safe, split_lines

#: ``key: value`` at the beginning of a line, perhaps as the item of a list.
_PAIR = re.compile(r"(?P<before>\s*(?:-\s+)*[\w\"'-]+\s*:\s+)(?P<value>\S.*)")
#: ``key:value``, the space forgotten.
_GLUED = re.compile(r"(?P<before>\s*(?:-\s+)*)(?P<key>\w+):(?P<value>[^\s/:].*)")
_COMMENT = re.compile(r"\s+#.*\Z")
_WRITE_QUOTES = "put the text in quotes"


@dataclass(frozen=True, slots=True)
class Explained:
    """What is wrong, where, and how to get out of it."""

    message: str
    place: Place
    help: str
    suggestion: str | None = None


@dataclass(frozen=True, slots=True)
class _Slip:
    """The parser's complaint with the lines around it; lines and columns count from 0."""

    shown: str
    lines: list[str]
    problem: str
    context: str
    line: int
    column: int
    context_line: int
    context_column: int

    def text(self, line: int) -> str:
        return self.lines[line] if 0 <= line < len(self.lines) else ""

    def at(self, line: int, column: int, width: int = 1) -> Place:
        return Place(self.shown, line + 1, column + 1, max(width, 1))


def explain(error: yaml.MarkedYAMLError, text: str, shown: str) -> Explained:
    """What a parser's error most likely means for somebody who writes a playbook.

    Args:
        error: as PyYAML raised it, from its C or its Python parser.
        text: the text that was parsed.
        shown: path of the file as messages name it.
    """
    lines = split_lines(text)
    mark = error.problem_mark or error.context_mark
    context = error.context_mark or mark
    if mark is None or context is None:
        return Explained(f"this is not valid YAML: {error.problem}", Place(shown), "check quotes, brackets and indentation")
    slip = _Slip(
        shown, lines, error.problem or "", error.context or "", mark.line, mark.column, context.line, context.column
    )  # fmt: skip
    for explanation in (_tab, _special_beginning, _quote, _bracket, _pair_in_text, _list_on_key_line, _escape, _lost_colon, _indentation):
        if (explained := explanation(slip)) is not None:
            return explained
    return _otherwise(slip)


def _tab(slip: _Slip) -> Explained | None:
    for line in (slip.line, slip.context_line):
        text = slip.text(line)
        indent = text[: len(text) - len(text.lstrip())]
        tab = indent.find("\t")
        if tab >= 0 and "quoted" not in slip.context:
            return Explained("a tab stands at the beginning of the line", slip.at(line, tab), "use spaces instead of the tab", "  ")
    return None


def _special_beginning(slip: _Slip) -> Explained | None:
    """A text that begins with a character YAML has other plans for."""
    starts = [(slip.line, slip.column)]
    if "block scalar" in slip.context or "anchor" in slip.context or "alias" in slip.context or "tag" in slip.context or "directive" in slip.context:
        starts = [(slip.context_line, slip.context_column)]
    elif not any(said in slip.problem for said in ("cannot start any token", "node content", "directive")):
        return None
    for line, column in starts:
        text = slip.text(line)[column:]
        if not text or text[0] not in "@`%&*!,|>]}?:-":
            continue
        value = _value_alone(text)
        message = f"a text cannot begin with “{text[0]}” without quotes"
        return Explained(message, slip.at(line, column, len(value)), _WRITE_QUOTES, quoted(value))
    return None


def _quote(slip: _Slip) -> Explained | None:
    if "quoted scalar" in slip.context and "end of stream" in slip.problem:
        line, column = slip.context_line, slip.context_column
        mark = slip.text(line)[column : column + 1] or '"'
        help = f"close the text with {mark}"
        return Explained(f"the quote {mark} is never closed", slip.at(line, column), help, slip.text(line)[column:].rstrip(" ,]}") + mark)
    before = slip.text(slip.line)[: slip.column].rstrip()
    if "expected key" in slip.problem or "expected <block end>" in slip.problem or "expected ','" in slip.problem:
        opened = re.search(r"""[:\[{,-]\s*((["']).*)\Z""", before)
        if opened and before.endswith(opened.group(2)) and len(opened.group(1)) > 1:
            rest = _value_alone(slip.text(slip.line)[opened.start(1) :])
            inner = rest[1:-1] if rest.endswith(opened.group(2)) else rest
            whole = f"'{inner}'" if '"' in inner and "'" not in inner else quoted(inner)
            help = "put the whole text in quotes of the other kind"
            return Explained("the text goes on after its closing quote", slip.at(slip.line, slip.column), help, whole)
        pair = _PAIR.match(slip.text(slip.line))
        is_too_many = slip.text(slip.line)[slip.column : slip.column + 1] in ("]", "}")
        if pair and pair.group("value")[0] in "[{" and before.endswith(("]", "}")) and not is_too_many:
            value = _value_alone(pair.group("value"))
            place = slip.at(slip.line, pair.start("value"), len(value))
            return Explained(f"a text cannot begin with “{value[0]}” without quotes", place, _WRITE_QUOTES, quoted(value))
    return None


def _open_bracket(lines: list[str]) -> tuple[int, int] | None:
    """Line and column of the last bracket that is not closed; quotes are read roughly."""
    opened: list[tuple[int, int]] = []
    for number, line in enumerate(lines):
        bare = re.sub(r"""'[^']*'|"(?:[^"\\]|\\.)*"|(?:^|\s)#.*""", lambda found: " " * len(found.group()), line)
        for column, character in enumerate(bare):
            if character in "[{":
                opened.append((number, column))
            elif character in "]}" and opened:
                opened.pop()
    return opened[-1] if opened else None


def _bracket(slip: _Slip) -> Explained | None:
    if "flow node" in slip.context and not slip.text(slip.line)[slip.column :].strip() and (opened := _open_bracket(slip.lines)):
        line, column = opened
        bracket, closing = ("[", "]") if slip.text(line)[column] == "[" else ("{", "}")
        return Explained(f"the bracket {bracket} is never closed", slip.at(line, column), f"close it with {closing}", closing)
    if "flow sequence" in slip.context or "flow mapping" in slip.context:
        opening, closing = ("[", "]") if "sequence" in slip.context else ("{", "}")
        if slip.line == slip.context_line:
            rest = slip.text(slip.line)[slip.column :]
            place = slip.at(slip.line, slip.column)
            if rest.startswith(":"):
                return Explained("“: ” stands inside a text between brackets", place, _WRITE_QUOTES)
            help = f"separate entries by commas, end with {closing}"
            return Explained(f"a comma or the closing {closing} is missing before this", place, help, ",")
        place = slip.at(slip.context_line, slip.context_column)
        return Explained(f"the bracket {opening} is never closed", place, f"close it with {closing}", closing)
    rest = slip.text(slip.line)[slip.column : slip.column + 1]
    if rest and rest in "]}" and ("expected" in slip.problem):
        return Explained(f"there is one {rest} too many", slip.at(slip.line, slip.column), "delete it, or add the opening bracket", "")
    return None


def _pair_in_text(slip: _Slip) -> Explained | None:
    if "mapping values are not allowed" not in slip.problem:
        return None
    text = slip.text(slip.line)
    pair = _PAIR.match(text)
    if pair and pair.end("before") <= slip.column:
        value = _value_alone(pair.group("value"))
        place = slip.at(slip.line, pair.start("value"), len(value))
        return Explained("the text holds “: ”, which YAML takes for a key", place, _WRITE_QUOTES, quoted(value))
    return _glued(slip, slip.line - 1) or _deeper_than_before(slip)


def _glued(slip: _Slip, line: int) -> Explained | None:
    while line > 0 and not slip.text(line).strip():
        line -= 1
    glued = _GLUED.fullmatch(slip.text(line))
    if glued is None:
        return None
    colon = glued.end("key")
    fixed = f"{glued.group('key')}: {glued.group('value')}".rstrip()
    return Explained("a space is missing after the colon", slip.at(line, colon), "write key: value, with a space after the colon", fixed)


def _deeper_than_before(slip: _Slip) -> Explained:
    text = slip.text(slip.line)
    indent = len(text) - len(text.lstrip())
    place = slip.at(slip.line, indent, len(text.strip().split(":")[0]))
    help = "begin it in the same column as the key above, or end the text above with a quote"
    return Explained("this line is indented too far, or the text above is not closed", place, help)


def _list_on_key_line(slip: _Slip) -> Explained | None:
    if "sequence entries are not allowed" not in slip.problem:
        return None
    place = slip.at(slip.line, slip.column)
    return Explained("a list begins on the line of its key", place, "write each “- ” on a line of its own below the key")


def _escape(slip: _Slip) -> Explained | None:
    if "escape" not in slip.problem and "hexdecimal" not in slip.problem:
        return None
    text = slip.text(slip.line)
    column = text.rfind("\\", 0, slip.column + 1)
    column = column if column >= 0 else slip.column
    help = "write two backslashes, or use single quotes"
    return Explained("a backslash means something else between double quotes", slip.at(slip.line, column, 2), help, "\\\\")


def _lost_colon(slip: _Slip) -> Explained | None:
    if "could not find expected ':'" not in slip.problem:
        return None
    if (glued := _glued(slip, slip.context_line)) is not None:
        return glued
    text = slip.text(slip.context_line)
    key = text.strip()
    place = slip.at(slip.context_line, slip.context_column, len(text.rstrip()) - slip.context_column)
    suggestion = f"{key}:" if re.fullmatch(r"\w+", key) else None
    return Explained("a colon is missing on this line", place, "write key: value; a text over several lines is indented below its key", suggestion)


def _indentation(slip: _Slip) -> Explained | None:
    text = slip.text(slip.line)
    indent = len(text) - len(text.lstrip())
    place = slip.at(slip.line, slip.column, len(text.rstrip()) - slip.column)
    if "'-' indicator" in slip.problem or (slip.context.endswith("block collection") and indent == slip.column):
        return Explained("an entry of a list should begin here", place, "begin it with “- ”, or indent it below the entry it belongs to", "- ")
    if ("expected key" in slip.problem or "expected <block end>" in slip.problem) and indent == slip.column:
        begins = slip.context_column + 1
        help = f"keys that belong together begin in the same column; the map around it begins in column {begins} of line {slip.context_line + 1}"
        return Explained("the indentation fits nothing above", place, help)
    return None


def _otherwise(slip: _Slip) -> Explained:
    place = slip.at(slip.line, min(slip.column, len(slip.text(slip.line))))
    return Explained(f"this is not valid YAML: {safe(slip.problem, 80)}", place, "check quotes, brackets and indentation here and on the line above")


def _value_alone(text: str) -> str:
    return _COMMENT.sub("", text).rstrip()


def quoted(text: str) -> str:
    """`text` in double quotes, as YAML reads it back."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'

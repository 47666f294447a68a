"""Small mistakes put into a module one at a time: what a test should notice."""

from __future__ import annotations

import ast
import copy
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

_COMPARED: Final[dict[type[ast.cmpop], type[ast.cmpop]]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
_COMPUTED: Final[dict[type[ast.operator], type[ast.operator]]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
#: A text of signs: a pattern, a list of characters. Each sign of it counts.
_SIGNS: Final = re.compile(r"[^\w\s.,;:/’“”()-]")

_CODE: Final = re.compile(r"E\d{3}")


@dataclass(frozen=True)
class Mutant:
    """The module with one mistake, and which."""

    line: int
    what: str
    tree: ast.Module


def mutants(source: str) -> Iterator[Mutant]:
    """Every mutant of a module, in the order of its lines. Words of messages and documentation are left alone."""
    tree = ast.parse(source)
    spared = set(_spared(tree))
    places = [node for node in ast.walk(tree) if id(node) not in spared]
    for node in sorted((node for node in places if hasattr(node, "lineno")), key=lambda node: (node.lineno, node.col_offset)):
        for what, change in _changes(node):
            changed = copy.deepcopy(tree)
            change(_same(tree, changed, node))
            yield Mutant(node.lineno, what, ast.fix_missing_locations(changed))


def _same(tree: ast.Module, changed: ast.Module, node: ast.AST) -> ast.AST:
    """The node of the copy that `node` is in the original."""
    return next(other for one, other in zip(ast.walk(tree), ast.walk(changed), strict=True) if one is node)


def _spared(tree: ast.Module) -> Iterator[int]:
    """What no test should have to notice: documentation, annotations, `__all__`, the words of what is raised and of what helps."""
    for node in ast.walk(tree):
        parts: list[ast.AST | None] = []
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and node.body and isinstance(node.body[0], ast.Expr):
            parts.append(node.body[0] if isinstance(node.body[0].value, ast.Constant) else None)
        if isinstance(node, ast.FunctionDef):
            parts += [node.returns, *node.decorator_list, *(argument.annotation for argument in (*node.args.args, *node.args.kwonlyargs))]
        if isinstance(node, ast.ClassDef):
            parts += node.decorator_list
        if isinstance(node, ast.AnnAssign):
            parts.append(node.annotation)
        if isinstance(node, ast.Raise):
            parts.append(node.exc)
        if isinstance(node, ast.Subscript) and ast.unparse(node.value) == "Literal":
            parts.append(node)
        if isinstance(node, ast.Import | ast.ImportFrom):
            parts.append(node)
        names = [target.id for target in node.targets if isinstance(target, ast.Name)] if isinstance(node, ast.Assign) else []
        if set(names) & {"__all__", "help", "help_", "way_out"} and isinstance(node, ast.Assign):
            parts.append(node.value)
        if isinstance(node, ast.keyword) and node.arg == "help":
            parts.append(node.value)
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            parts.append(node)
        for part in (*filter(None, parts), *_words(node)):
            yield from (id(inner) for inner in ast.walk(part))


def _words(node: ast.AST) -> Iterator[ast.AST]:
    """The words of a problem's message; what is put between them is no word."""
    if isinstance(node, ast.Call) and len(node.args) > 1 and isinstance(node.args[0], ast.Constant) and _CODE.fullmatch(str(node.args[0].value)):
        told: ast.AST = node.args[1]
    elif isinstance(node, ast.Assign) and [ast.unparse(target) for target in node.targets] == ["message"]:
        told = node.value
    else:
        return
    yield from (each for each in (told.values if isinstance(told, ast.JoinedStr) else [told]) if isinstance(each, ast.Constant))


Change = tuple[str, Callable[..., None]]


def _changes(node: ast.AST) -> Iterator[Change]:
    """What can go wrong at a node, each with a function that does it to a copy of the node."""
    if isinstance(node, ast.Compare):
        for index, sign in enumerate(node.ops):
            if type(sign) in _COMPARED:
                other = _COMPARED[type(sign)]
                yield f"{type(sign).__name__} → {other.__name__}", lambda copied, at=index, new=other: copied.ops.__setitem__(at, new())
    elif isinstance(node, ast.BoolOp):
        new = ast.Or if isinstance(node.op, ast.And) else ast.And
        yield f"{type(node.op).__name__} → {new.__name__}", lambda copied: setattr(copied, "op", new())
        for index in range(len(node.values)):
            yield f"without {ast.unparse(node.values[index])}", lambda copied, at=index: copied.values.pop(at)
    elif isinstance(node, ast.BinOp) and type(node.op) in _COMPUTED:
        sign = _COMPUTED[type(node.op)]
        yield f"{type(node.op).__name__} → {sign.__name__}", lambda copied: setattr(copied, "op", sign())
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield "without not", lambda copied: (setattr(copied, "op", ast.Not()), setattr(copied, "operand", ast.UnaryOp(ast.Not(), copied.operand)))
    elif isinstance(node, ast.If | ast.While | ast.IfExp) and not isinstance(node.test, ast.Compare | ast.BoolOp | ast.UnaryOp):
        yield "condition turned round", lambda copied: setattr(copied, "test", ast.UnaryOp(ast.Not(), copied.test))
    elif isinstance(node, ast.Constant):
        yield from _values(node.value)
    else:
        yield from _statements(node)


def _statements(node: ast.AST) -> Iterator[Change]:
    def gone(copied: ast.AST) -> None:
        copied.__class__ = ast.Pass  # a statement becomes none, wherever it stands
        copied._fields = ()  # type: ignore[misc]

    if (isinstance(node, ast.Expr) and isinstance(node.value, ast.Call | ast.Yield | ast.YieldFrom)) or isinstance(node, ast.Raise):
        yield f"without {ast.unparse(node)[:60]}", gone
    elif isinstance(node, ast.Return) and node.value is not None and not (isinstance(node.value, ast.Constant) and node.value.value is None):
        yield "returns nothing", lambda copied: setattr(copied, "value", ast.Constant(None))
    elif isinstance(node, ast.Continue):
        yield "continue → break", lambda copied: setattr(copied, "__class__", ast.Break)
    elif isinstance(node, ast.AugAssign):
        yield f"without {ast.unparse(node)[:60]}", gone


def _values(value: object) -> Iterator[Change]:
    if isinstance(value, bool):
        yield f"{value} → {not value}", lambda copied: setattr(copied, "value", not value)
    elif isinstance(value, int):
        yield f"{value} → {value + 1}", lambda copied: setattr(copied, "value", value + 1)
    elif isinstance(value, str) and _SIGNS.search(value) and len(value) > 1:
        for at in range(len(value)):
            text = value[:at] + value[at + 1 :]
            yield f"{value[:60]!r} without sign {at}", lambda copied, new=text: setattr(copied, "value", new)
    elif isinstance(value, str):
        yield f"{value!r} → other", lambda copied: setattr(copied, "value", f"{value}x")

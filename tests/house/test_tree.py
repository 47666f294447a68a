"""Sizes, names and docstrings: what makes a file readable in one sitting."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from importlib import import_module

from support.house import PACKAGE, Module, modules

MODULES = modules()
FILE_LINES = 300
FUNCTION_LINES = 60

#: File → why it is longer than a file should be.
LONG_FILES: dict[str, str] = {
    "model/judgement.py": "all computed figures: the one list that templates and rules look things up in",
    "model/values.py": "the scalar types of the format in one place: each is short, and they are read side by side",
}
#: `file:function` → why it is longer than a function should be.
LONG_FUNCTIONS: dict[str, str] = {}

EMPTY_NAMES = {"utils", "util", "helpers", "helper", "manager", "managers", "data", "common", "misc", "base", "core", "tools", "shared"}

Function = ast.FunctionDef | ast.AsyncFunctionDef


def functions(module: Module) -> Iterator[Function]:
    """Every function and method of the module."""
    return (node for node in ast.walk(module.tree) if isinstance(node, Function))


def long_files() -> set[str]:
    return {module.path for module in MODULES if len(module.source.splitlines()) > FILE_LINES}


def long_functions() -> set[str]:
    return {
        f"{module.path}:{function.name}"
        for module in MODULES
        for function in functions(module)
        if (function.end_lineno or 0) - function.lineno + 1 > FUNCTION_LINES
    }


def test_files_are_short() -> None:
    assert long_files() - set(LONG_FILES) == set()


def test_functions_are_short() -> None:
    assert long_functions() - set(LONG_FUNCTIONS) == set()


def test_exceptions_are_still_needed() -> None:
    assert set(LONG_FILES) - long_files() == set()
    assert set(LONG_FUNCTIONS) - long_functions() == set()


def test_names_say_something() -> None:
    names = {path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*") if path.stem in EMPTY_NAMES}
    assert names == set()


def classes() -> dict[str, ast.ClassDef]:
    """Every class of the package by its name."""
    return {node.name: node for module in MODULES for node in ast.walk(module.tree) if isinstance(node, ast.ClassDef)}


def documented(name: str, owner: ast.ClassDef, known: dict[str, ast.ClassDef]) -> bool:
    """Whether the method has a docstring in the class or in one of ours that it inherits from."""
    for node in owner.body:
        if isinstance(node, Function) and node.name == name and ast.get_docstring(node):
            return True
    bases = [base.id if isinstance(base, ast.Name) else base.attr for base in owner.bases if isinstance(base, ast.Name | ast.Attribute)]
    return any(documented(name, known[base], known) for base in bases if base in known and known[base] is not owner)


def inherits_from_afar(module: Module, owner: str, name: str) -> bool:
    """Whether the method overrides a documented one of a library's class."""
    described: type = getattr(import_module(module.name), owner)
    return any(inspect.getdoc(vars(base).get(name)) for base in described.__mro__ if not base.__module__.startswith("playbookgen"))


def undocumented(module: Module, known: dict[str, ast.ClassDef]) -> Iterator[tuple[int, str, str]]:
    """The public modules, classes, functions and methods without a docstring: line, class (or nothing), name."""
    if not ast.get_docstring(module.tree):
        yield 1, "", module.name
    for node in module.tree.body:
        if not isinstance(node, Function | ast.ClassDef) or node.name.startswith("_"):
            continue
        if not ast.get_docstring(node):
            yield node.lineno, "", node.name
        for method in node.body if isinstance(node, ast.ClassDef) else ():
            if isinstance(method, Function) and not method.name.startswith("_") and not documented(method.name, node, known):
                yield method.lineno, node.name, method.name


def test_everything_public_has_a_docstring() -> None:
    known = classes()
    missing = [
        f"{module.path}:{line} {owner}.{name}".replace(" .", " ")
        for module in MODULES
        for line, owner, name in undocumented(module, known)
        if not (owner and inherits_from_afar(module, owner, name))
    ]
    assert not missing, "\n".join(missing)


def test_a_missing_docstring_is_caught() -> None:
    source = '"""M."""\nclass A:\n    """A."""\n    def f(self): ...\n\nclass B(A):\n    """B."""\n    def g(self):\n        """G."""\ndef h(): ...\n'
    module = Module("model/example.py", source)
    known = {node.name: node for node in module.tree.body if isinstance(node, ast.ClassDef)}
    assert [name for _, _, name in undocumented(module, known)] == ["f", "h"]

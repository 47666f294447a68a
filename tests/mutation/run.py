"""How many small mistakes in a module its tests notice. `make mutants` runs it for escaping, containment and publishing.

In: `module=test files`, any number; `--most N` for a sample of each module, the same each time. Out: every mutant that survives, with its line, and
the share of those that were killed. A mutant is put into the running modules of a forked process, so that nothing is imported again.
"""

from __future__ import annotations

import argparse
import ast
import contextlib
import inspect
import os
import random
import signal
import sys
import time
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any, Final

import pytest

from mutation.mutants import Mutant, mutants
from support.house import PACKAGE, REPOSITORY

#: What is measured: a module, and the tests that are its own.
MEASURED: Final[dict[str, str]] = {
    "composing.escaping": "tests/composing/test_escaping_signs.py tests/composing/test_escaping.py",
    "composing.rich_text": "tests/composing/test_escaping_signs.py",
    "composing.tidy": "tests/composing/test_tidy.py",
    "cli.terminal": "tests/cli/test_terminal.py",
    "building.yaml_text": "tests/building/test_yaml_text.py",
    "reading.disk": "tests/reading/test_disk.py tests/reading/test_discovery.py tests/threats/test_files_stay_inside.py",
    "reading.discovery": "tests/reading/test_discovery.py tests/reading/test_appearance.py tests/threats/test_look_alike_ids.py",
    "building.publishing": "tests/building/test_publishing.py",
    "building.manifest": "tests/building/test_manifest.py",
    "building.links": "tests/building/test_links.py",
    "building.raw_html": "tests/building/test_raw_html.py",
}
_NOT_ONES: Final = "not slow and not browser"
#: Longest a mutant may take, times the tests' own time, and at least; in seconds of processor time.
_PATIENCE: Final = (5, 20)
_NO_MUTANT: Final = 99


def put(module: ModuleType, tree: ast.Module) -> None:
    """Give the functions of a module that is in use the code of `tree`, and its constants their values."""
    fresh: dict[str, Any] = {"__name__": module.__name__, "__file__": module.__file__, "__package__": module.__package__}
    exec(compile(tree, str(module.__file__), "exec"), fresh)  # noqa: S102 - our own source with one mistake
    for name, new in fresh.items():
        old = module.__dict__.get(name)
        if isinstance(new, type) and isinstance(old, type) and new.__module__ == module.__name__:
            for part, value in vars(new).items():
                _exchange(inspect.getattr_static(old, part, None), value)
        elif not _exchange(old, new) and not name.startswith("__") and not isinstance(new, ModuleType | type):
            module.__dict__[name] = new


def _exchange(old: Any, new: Any) -> bool:
    """Whether both are functions, or wrap some; then the old one does from now on what the new one does."""
    one, other = _function(old), _function(new)
    if one is None or other is None:
        return False
    if one.__module__ == other.__module__:
        one.__code__, one.__defaults__, one.__kwdefaults__ = _fitting(one, other), other.__defaults__, other.__kwdefaults__
    if hasattr(old, "cache_clear"):
        old.cache_clear()
    return True


def _fitting(one: FunctionType, other: FunctionType) -> CodeType:
    return other.__code__ if len(one.__code__.co_freevars) == len(other.__code__.co_freevars) else one.__code__


def _function(value: Any) -> FunctionType | None:
    value = value.fget if isinstance(value, property) else value
    value = getattr(value, "__func__", value)
    value = inspect.unwrap(value) if callable(value) else value
    return value if isinstance(value, FunctionType) else None


def tested(tests: str) -> int:
    """Run tests in this process, silently; pytest's status."""
    with Path(os.devnull).open("w") as nowhere, contextlib.redirect_stdout(nowhere), contextlib.redirect_stderr(nowhere):
        return int(
            pytest.main([*tests.split(), "-x", "-q", "-p", "no:cacheprovider", "-o", "faulthandler_timeout=0", "-p", "no:xdist", "-m", _NOT_ONES])
        )


def outcome(module: ModuleType, tests: str, mutant: Mutant | None, seconds: float) -> int:
    """Pytest's status in a process of its own: 0 where no test notices; negative when it was ended."""
    child = os.fork()
    if child == 0:
        signal.signal(signal.SIGXCPU, signal.SIG_DFL)
        _limit(seconds)
        try:
            if mutant is not None:
                put(module, mutant.tree)
        except Exception:  # a module that cannot be imported is none
            os._exit(_NO_MUTANT)
        try:
            os._exit(next(filter(None, map(tested, tests.split())), 0))  # the rest is not even collected when the first notices
        except BaseException:  # whatever falls here was noticed
            os._exit(1)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _limit(seconds: float) -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds) + 1))
    resource.setrlimit(resource.RLIMIT_AS, (4 * 1024**3, 4 * 1024**3))
    signal.alarm(int(seconds * 20))  # a machine that others use, too


def measured(name: str, tests: str, most: int) -> tuple[int, int]:
    """Killed mutants of a module, and all of them."""
    module = import_module(f"playbookgen.{name}")
    path = PACKAGE / f"{name.replace('.', '/')}.py"
    begun = os.times()
    assert outcome(module, tests, None, 600) == 0, f"the tests of {name} fail without any mutant"
    took = os.times().children_user - begun.children_user
    all_of_them = list(mutants(path.read_text(encoding="utf-8")))
    if len(all_of_them) > most:
        chosen = random.Random(name).sample(range(len(all_of_them)), most)  # noqa: S311 - the same sample each time
        all_of_them = [all_of_them[index] for index in sorted(chosen)]
    killed = count = 0
    for mutant in all_of_them:
        status = outcome(module, tests, mutant, max(_PATIENCE[0] * took, _PATIENCE[1]))
        if status == _NO_MUTANT:
            continue
        count += 1
        killed += status != 0
        if status == 0:
            print(f"survived {name}:{mutant.line}: {mutant.what}", flush=True)
    print(f"{name}: {killed} of {count} killed, {killed / max(count, 1):.0%}; the tests take {took:.1f} s", flush=True)
    return killed, count


def chosen(arguments: list[str]) -> Iterator[tuple[str, str]]:
    """The modules asked for with their tests; all when none is."""
    for each in arguments or list(MEASURED):
        name, _, tests = each.partition("=")
        yield name, tests or MEASURED[name]


def main() -> None:
    """Measure the modules asked for."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("modules", nargs="*")
    asked.add_argument("--most", type=int, default=10_000)
    given = asked.parse_args()
    os.chdir(REPOSITORY)
    os.environ["CI"] = "1"  # Hypothesis tries the same examples each time
    begun, results = time.monotonic(), []
    for name, tests in chosen(given.modules):
        tested(f"{tests} --collect-only")  # what the tests import is imported once, here
        results.append(measured(name, tests, given.most))
    killed, count = (sum(column) for column in zip(*results, strict=True))
    print(f"all: {killed} of {count} killed, {killed / count:.1%}, in {time.monotonic() - begun:.0f} s")
    sys.exit(killed / count < 0.85)


if __name__ == "__main__":
    main()

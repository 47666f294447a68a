"""The reference pages say what the program says."""

from __future__ import annotations

import re

import click
import pytest

from playbookgen.cli.application import application
from playbookgen.model.playbook_file import Organisation
from playbookgen.model.problem import CODES
from playbookgen.model.rule_table import RULES
from playbookgen.model.shape import entities_below
from playbookgen.model.workspace import SiteConfig
from support.house import REPOSITORY, modules
from support.reference import pages


def commands(group: click.Group = application, before: str = "") -> dict[str, click.Command]:
    """Every command by its whole name, groups with what is in them."""
    found: dict[str, click.Command] = {}
    for name, command in group.commands.items():
        found[f"{before}{name}"] = command
        if isinstance(command, click.Group):
            found |= commands(command, f"{before}{name} ")
    return found


@pytest.mark.parametrize("name", pages())
def test_the_page_is_current(name: str) -> None:
    assert (REPOSITORY / name).read_text(encoding="utf-8") == pages()[name], "run `make docs`"


def test_every_code_has_its_section() -> None:
    headings = [heading for text in pages().values() for heading in re.findall(r"^## (E\d{3}|PB\d{3}): \S", text, re.MULTILINE)]
    assert headings == [*CODES, *(rule.id for rule in RULES)]


def test_no_sign_of_the_library_is_left_in_a_sentence() -> None:
    prose = re.sub(r"```.*?```|`[^`]*`", "", pages()["docs/rules.md"], flags=re.DOTALL)
    assert not re.search(r"%\(|\{|\}|\[", prose)


def test_every_command_and_option_is_told() -> None:
    page = pages()["docs/commands.md"]
    for name, command in commands().items():
        assert re.search(rf"^##+ {name}$", page, re.MULTILINE), name
        section = page.partition(f"# {name}\n")[2].partition("\n## ")[0]
        assert [option for parameter in command.params for option in parameter.opts if option.startswith("--") and option not in section] == []


def test_every_key_is_told() -> None:
    page = pages()["docs/yaml-keys.md"]
    keys = {name for entity in entities_below(Organisation) for name in entity.model_fields} | set(SiteConfig.model_fields)
    assert [key for key in sorted(keys) if f"`{key}`" not in page] == []


@pytest.mark.parametrize("name", pages())
def test_a_reference_tells_nothing_of_those_who_built_it(name: str) -> None:
    assert not re.search(r"\((?:brief|settled)|<function|<class|typing\.|NoneType", pages()[name])


def test_choices_have_one_order_wherever_they_stand() -> None:
    """`typing` takes literals with the same choices for one object: with two orders, the one that a page shows would depend on who came first."""
    orders: dict[frozenset[str], set[tuple[str, ...]]] = {}
    for module in modules():
        for written in re.findall(r"Literal\[([^\]]*)\]", module.source):
            choices = tuple(re.findall(r'"([^"]*)"', written))
            orders.setdefault(frozenset(choices), set()).add(choices)
    assert [order for order in orders.values() if len(order) > 1] == []

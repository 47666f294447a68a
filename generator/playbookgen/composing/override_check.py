"""Whether a workspace's own templates can work, before anything is composed with them.

Only overrides are looked at; the packaged templates are held by our tests. What shows itself only with an
organisation's values (an attribute that does not exist) is found while composing, and located there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches
from io import BytesIO
from typing import Final

from jinja2 import TemplateSyntaxError, nodes
from jinja2.sandbox import SandboxedEnvironment

from playbookgen.composing.environment import environment, names_asked_for
from playbookgen.composing.speech import Speech
from playbookgen.composing.words import Words
from playbookgen.model.playbook_file import Organisation
from playbookgen.model.problem import Place, Problem
from playbookgen.model.text import LANGUAGES
from playbookgen.model.workspace import TemplatePack

#: What `compose` gives to every page, besides the top-level keys of the YAML.
CONTEXT: Final = frozenset(
    {
        *("judgement", "library", "as_of", "audience", "exports", "has_page", "by_id", "from_library", "terms_sorted", "chart"),
        *("found", "rules_in_force", "changes"),
        *("page", "title", "role", "section", "address", "guide", "href", "page_title"),
        *("contents", "own_name", "readers"),
    }
)
_PLACEHOLDER: Final = re.compile(r"%\((\w+)\)s")


def check_overrides(pack: TemplatePack) -> tuple[Problem, ...]:
    """What is wrong with the templates and catalogues that a workspace overrides, in the order of files and lines."""
    speech = Speech("en", "en", Words("en", None))
    jinja = environment(pack, speech)
    found: list[Problem] = []
    for path in pack.overrides:
        if path.endswith(".j2"):
            found += _template(path, pack, jinja)
        elif path.startswith("locales/"):
            found += _catalogue(path, pack)
    return tuple(sorted(found, key=lambda problem: problem.place or Place("")))


def broken(pack: TemplatePack, path: str, line: int, message: str, *, help: str | None = None, suggestion: str | None = None) -> Problem:
    """The problem that an overridden template does not work, with the line as it stands in the file."""
    lines = pack.text(path).split("\n")
    snippet = lines[line - 1].rstrip() if 0 < line <= len(lines) else None
    start = len(snippet) - len(snippet.lstrip()) if snippet else 0
    place = Place(f"templates/{path}", line, start + 1, max(len(snippet or "") - start, 1))
    help = help or "correct the template, or delete it to get back the packaged one"
    return Problem("E121", _sentence(message), place, help=help, suggestion=suggestion, snippet=snippet)


def broken_override(pack: TemplatePack, error: Exception) -> Problem | None:
    """The problem of the overridden template in which `error` was met while composing; ``None`` when it was met in none."""
    found: tuple[str, int] | None = None
    step = error.__traceback__
    while step is not None:
        path = step.tb_frame.f_code.co_filename.removeprefix("templates/")
        if path in pack.packaged:
            found = path, step.tb_lineno
        step = step.tb_next
    return broken(pack, *found, str(error)[:200] or type(error).__name__) if found else None


def _sentence(message: str) -> str:
    """A message of the template engine on one line."""
    return " ".join(message.split())


def _template(path: str, pack: TemplatePack, jinja: SandboxedEnvironment) -> Iterator[Problem]:
    source = pack.text(path)
    try:
        jinja.compile(source, path)
        tree = jinja.parse(source, path)
        asked_for = names_asked_for(tree, jinja)
    except TemplateSyntaxError as error:
        yield broken(pack, path, error.lineno, error.message or "the template cannot be read")
        return
    except (RecursionError, SyntaxError, ValueError, MemoryError):  # of Python, whose own limits a template has met
        yield broken(pack, path, 1, "the template is nested too deeply, or has a number of thousands of digits")
        return
    yield from _references(path, pack, tree)
    if path.startswith("charts/"):
        return  # each chart gets the geometry of its own drawing
    known = CONTEXT | set(Organisation.model_fields) | set(jinja.globals) | set(_own_names(tree))
    if path.startswith("partials/"):
        known |= _imported(pack)  # a partial sees what the page that uses it has imported
    unknown = asked_for - known
    lines = {node.name: node.lineno for node in reversed(list(tree.find_all(nodes.Name))) if node.name in unknown}
    for name, line in sorted(lines.items(), key=lambda item: item[1]):
        near = next(iter(get_close_matches(name, known, 1, 0.6)), None)
        help = f"did you mean {near}?" if near else "docs/overrides.md lists what a template can use"
        yield broken(pack, path, line, f"“{name}” is not known to templates", help=help, suggestion=near)


def _own_names(tree: nodes.Template) -> Iterator[str]:
    """Names the template makes itself; blocks see those made outside of them, which the engine's own search overlooks."""
    for node in tree.find_all((nodes.Import, nodes.FromImport, nodes.Macro, nodes.Name)):
        if isinstance(node, nodes.Import):
            yield node.target
        elif isinstance(node, nodes.Macro):
            yield node.name
        elif isinstance(node, nodes.FromImport):
            yield from (name[1] if isinstance(name, tuple) else name for name in node.names)
        elif isinstance(node, nodes.Name) and node.ctx == "store":
            yield node.name


def _imported(pack: TemplatePack) -> set[str]:
    """The names under which templates import others."""
    pattern = re.compile(r"\{%-?\s*import\s+\S+\s+as\s+(\w+)")
    return {name for path in pack.files if path.endswith(".j2") for name in pattern.findall(pack.text(path))}


def _references(path: str, pack: TemplatePack, tree: nodes.Template) -> Iterator[Problem]:
    """Templates that are extended, imported or included and do not exist."""
    for node in tree.find_all((nodes.Extends, nodes.Import, nodes.FromImport, nodes.Include)):
        named = getattr(node, "template")  # noqa: B009 - the four have it, their common class does not
        if isinstance(named, nodes.Const) and named.value not in pack.files:
            near = next(iter(get_close_matches(str(named.value), [name for name in pack.files if name.endswith(".j2")], 1, 0.6)), None)
            help = f"did you mean {near}?" if near else None
            yield broken(pack, path, node.lineno, f"there is no template “{named.value}”", help=help, suggestion=near)


def _catalogue(path: str, pack: TemplatePack) -> Iterator[Problem]:
    """Translations of messages nobody asks for, or with other placeholders than the message."""
    from babel.messages.pofile import PoFileError, read_po

    language = path.split("/")[1]
    if language not in LANGUAGES:
        return
    try:
        own = read_po(BytesIO(pack.files[path]), locale=language, abort_invalid=True)
        packaged = read_po(BytesIO(pack.packaged[path]), locale=language)
    except (PoFileError, ValueError) as error:
        yield broken(pack, path, getattr(error, "lineno", 0) + 1, str(error))
        return
    known = {_first(message.id) for message in packaged if message.id}
    for message in own:
        if not message.id:
            continue
        original, line = _first(message.id), message.lineno or 1
        if original not in known:
            near = next(iter(get_close_matches(original, known, 1, 0.6)), None)
            yield broken(pack, path, line, f"no page says “{original[:80]}”", help=f"did you mean “{near}”?" if near else None, suggestion=near)
        forms = message.string if isinstance(message.string, (tuple, list)) else [message.string]
        wanted = dict.fromkeys(_PLACEHOLDER.findall("".join(message.id)), "")
        for form in forms:
            fault = _fault(form or "", wanted)
            if fault:
                yield broken(pack, path, line, fault, help="use the placeholders of the message, spelt as there; a percent sign beside them is %%")


def _fault(form: str, wanted: dict[str, str]) -> str | None:
    """Why a translation cannot be filled with the values of its message."""
    unknown = sorted(set(_PLACEHOLDER.findall(form)) - set(wanted))
    if unknown:
        return f"the message has no {', '.join(f'%({name})s' for name in unknown)}"
    try:
        _ = form % wanted if wanted else ""
    except (ValueError, TypeError, KeyError) as error:
        return f"the translation cannot be filled in: {error}"
    return None


def _first(id: str | tuple[str, ...] | list[str]) -> str:
    return id if isinstance(id, str) else id[0]

"""The Jinja environment of one edition: sandboxed, strict, and printing by type."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache
from types import BuiltinMethodType, MethodType
from typing import Any, Final

from jinja2 import BytecodeCache, Environment, FunctionLoader, StrictUndefined, nodes
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator, Frame
from jinja2.meta import TrackingCodeGenerator
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from playbookgen.composing.charts.drawing import px
from playbookgen.composing.speech import Speech
from playbookgen.composing.words import Words, compiled_words
from playbookgen.model.formats import decimal_of
from playbookgen.model.text import LocalisedText
from playbookgen.model.workspace import TemplatePack

_METHODS: Final = (MethodType, BuiltinMethodType)
#: Methods that the sandbox hands out in a wrapper of its own.
_WRAPPED: Final = ("format", "format_map")


class _Compiled(BytecodeCache):
    """Templates compiled before, by name and source; filled where something is new."""

    def __init__(self, codes: dict[str, bytes]) -> None:
        self.codes = codes

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self.codes:
            bucket.bytecode_from_string(self.codes[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.codes[bucket.key] = bucket.bytecode_to_string()


class _NothingComputed(CodeGenerator):
    """Turns a template into code without computing any of it.

    Jinja would work out what is constant while it compiles: `'a' * 3000000000` in the process of the whole run, which has no limits.
    """

    def _output_child_to_const(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> str:
        if not isinstance(node, nodes.TemplateData):
            raise nodes.Impossible
        return super()._output_child_to_const(node, frame, finalize)


class _Asked(_NothingComputed, TrackingCodeGenerator):
    """Notes which names a template asks for; Jinja's own search computes what is constant too."""


def names_asked_for(template: nodes.Template, jinja: Environment) -> set[str]:
    """The names that a template takes from what it is given, globals left out."""
    asked = _Asked(jinja)
    asked.optimizer = None  # it works out what is constant
    asked.visit(template)
    return asked.undeclared_identifiers


class _Sandbox(ImmutableSandboxedEnvironment):
    """The sandbox, which decides once for a type and a name whether a template may see that attribute.

    Its own rules look at nothing else; asking them anew for each of 20,000 attributes took a fifth of the time of composing.
    What it wraps, methods that format a text, is left to it.
    """

    code_generator_class: type[CodeGenerator] = _NothingComputed

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._decided: dict[tuple[type, str], bool] = {}

    def getattr(self, obj: Any, attribute: str) -> Any:
        try:
            value = getattr(obj, attribute)
        except AttributeError:
            return super().getattr(obj, attribute)
        if isinstance(value, _METHODS) and value.__name__ in _WRAPPED:
            return super().getattr(obj, attribute)
        key = (type(obj), attribute)
        safe = self._decided.get(key)
        if safe is None:
            safe = self._decided[key] = self.is_safe_attribute(obj, attribute, value)
        return value if safe else self.unsafe_undefined(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        # Filters such as `map(attribute=…)` ask for items first; what has none need not fail to say so.
        if type(argument) is str and not hasattr(type(obj), "__getitem__") and not isinstance(obj, type):
            return self.getattr(obj, argument)
        return super().getitem(obj, argument)


def compile_templates(pack: TemplatePack) -> dict[str, bytes]:
    """Every template of `pack` compiled, and its catalogues read, for `compose` to start from: that is most of its work.

    The code is the same for every language: what a template prints is decided when it prints.

    Raises:
        jinja2.TemplateSyntaxError: naming the template and its line.
    """
    return dict(_compiled(tuple(sorted(pack.files.items())), tuple(sorted(pack.packaged.items()))))


@lru_cache(maxsize=4)
def _compiled(files: tuple[tuple[str, bytes], ...], packaged: tuple[tuple[str, bytes], ...]) -> Mapping[str, bytes]:
    """`compile_templates` of a pack's parts: a process that builds again does not compile again what is as it was."""
    pack = TemplatePack(dict(files), packaged=dict(packaged))
    codes: dict[str, bytes] = {}
    jinja = environment(pack, Speech("en", "en", Words("en", None)), codes)
    for path in pack.files:
        if path.endswith(".j2"):
            jinja.get_template(path)
    return codes | compiled_words(pack)


def environment(pack: TemplatePack, speech: Speech, compiled: dict[str, bytes] | None = None) -> ImmutableSandboxedEnvironment:
    """An environment over the templates of `pack` that speaks the language of `speech`."""

    def load(name: str) -> tuple[str, str, None] | None:
        # With the name of its file, a line of a template can be found again in a traceback.
        return (pack.text(name), f"templates/{name}", None) if name in pack.files else None

    jinja = _Sandbox(
        loader=FunctionLoader(load),
        undefined=StrictUndefined,
        finalize=speech.say,
        autoescape=True,
        optimized=False,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
        auto_reload=False,
        cache_size=-1,
        bytecode_cache=_Compiled({} if compiled is None else compiled),
    )
    jinja.globals.update(_words(speech))
    jinja.filters.update(_filters(speech))
    return jinja


def _words(speech: Speech) -> dict[str, Any]:
    return {
        "_": speech.gettext,
        "ngettext": speech.ngettext,
        "say": speech.say,
        "plain": speech.plain,
        "listing": speech.listing,
        "language": speech.language,
    }


def _filters(speech: Speech) -> Mapping[str, Any]:
    formats = speech.formats

    def markup(function: Any) -> Any:
        return lambda *values, **options: speech.say(function(*values, **options))

    return {
        "number": markup(formats.number),
        "share": markup(formats.share),
        "percent": markup(formats.percent),
        "money": markup(formats.money),
        "duration": markup(formats.duration),
        "value": markup(formats.value),
        "target": markup(formats.target),
        "difference": markup(formats.difference),
        "date": markup(formats.date),
        "day": markup(formats.day),
        "month": markup(formats.month),
        "period": markup(formats.period),
        "px": px,
        "iso": lambda day: Markup(day.isoformat()),  # noqa: S704 - digits and hyphens
        "slug": lambda text: Markup(str(text).replace("_", "-")),  # noqa: S704 - ids only
        "rich": speech.rich,
        "rich_inline": lambda text: speech.rich(text, inline=True),
        "prose": speech.prose,
        "plain": speech.plain,
        "keywords": lambda text: _keywords(speech, text),
        "round_percent": lambda share: Markup(_round_percent(share)),  # noqa: S704 - digits
    }


def _keywords(speech: Speech, text: LocalisedText) -> Markup:
    return speech.say(text.speak(speech.language, speech.default).text)


def _round_percent(share: Fraction) -> str:
    """A share as a whole percentage between 0 and 100, for the value of a progress bar."""
    return str(int(decimal_of(min(max(share, Fraction(0)), Fraction(1)) * 100, 0)))

"""The rule of languages: PB036. Which texts are counted is settled there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any, Final

from playbookgen.judging.rules.inquiry import Inquiry, Observation, RuleFunction
from playbookgen.model.entity import Entity
from playbookgen.model.finding import Term, Value
from playbookgen.model.playbook_file import Organisation
from playbookgen.model.shape import fields_leading_to
from playbookgen.model.text import LocalisedText

Steps = tuple[str | int, ...]
Told = tuple[Steps, LocalisedText]

#: Paths without their positions. Names stay as they are, and what somebody said is not translated.
_NOT_COUNTED: Final = frozenset({"organisation.name", "people.title", "feedback.items.text", "recognition.log.text", "change.log.text"})
#: Keys of texts for the writer and the reviewer, wherever they stand.
_NOT_COUNTED_KEYS: Final = frozenset({"evidence", "note"})
#: What agents read, apart from the sentences for roles of the front line.
_AGENT_TEXTS: Final = frozenset({"organisation.purpose", "target_state.statements.text", "feedback.channel", "metrics.name", "metrics.definition"})
_AGENT_BLOCKS: Final = ("target_state.behaviours.", "decisions.", "training.onboarding.", "channels.", "glossary.")
_ROLE_SENTENCES: Final = "target_state.statements.roles."


def texts_of(value: Any, steps: Steps = ()) -> Iterator[Told]:
    """Every text below `value` with the steps that lead to it."""
    if isinstance(value, LocalisedText):
        yield steps, value
    elif isinstance(value, Entity):
        for name in fields_leading_to("text", type(value)):
            yield from texts_of(getattr(value, name), (*steps, name))
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from texts_of(item, (*steps, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from texts_of(item, (*steps, index))


def _path(steps: Steps) -> str:
    return ".".join(step for step in steps if isinstance(step, str))


def counted_texts(organisation: Organisation) -> tuple[Told, ...]:
    """The texts that should be there in every language of the site."""
    return tuple(told for told in texts_of(organisation) if _path(told[0]) not in _NOT_COUNTED and told[0][-1] not in _NOT_COUNTED_KEYS)


def is_for_agents(steps: Steps, frontline: frozenset[str]) -> bool:
    """Whether agents read the text; `frontline` are the ids of their roles."""
    path = _path(steps)
    if path.startswith(_ROLE_SENTENCES):
        return steps[-1] in frontline
    return path in _AGENT_TEXTS or path.startswith(_AGENT_BLOCKS)


def translation_missing(ask: Inquiry) -> Iterator[Observation]:
    """PB036: texts that are not there in a language of the site; a warning when agents miss more than 20 % of theirs."""
    told = ask.organisation
    frontline = frozenset(role.id for role in told.roles if role.level == "frontline")
    texts = counted_texts(told)
    for index, language in enumerate(told.site.languages):
        missing = [steps for steps, text in texts if not text.has(language, told.site.main_language)]
        if not missing:
            continue
        agent_texts = sum(is_for_agents(steps, frontline) for steps, _ in texts)
        agent_missing = [steps for steps in missing if is_for_agents(steps, frontline)]
        inputs: dict[str, Value] = {"missing": len(missing), "texts": len(texts), "places": _places(agent_missing, missing)}
        reason = "missing"
        if agent_texts:
            present = Fraction(agent_texts - len(agent_missing), agent_texts)
            inputs |= {"agent_missing": len(agent_missing), "agent_texts": agent_texts, "agent_share": present}
            reason = "agent_texts" if present < ask.share("agent_texts") else reason
        yield Observation(language, ("site", "languages", index), (reason,), Term("language", language), inputs)


def _places(first: Sequence[Steps], then: Sequence[Steps]) -> tuple[str, ...]:
    """Top-level keys of the file in which texts are missing: those with texts for agents first, each in the order of the format."""
    order = list(Organisation.model_fields)
    ahead, after = ({str(steps[0]) for steps in each} for each in (first, then))
    return (*sorted(ahead, key=order.index), *sorted(after - ahead, key=order.index))


RULES: dict[str, RuleFunction] = {"PB036": translation_missing}

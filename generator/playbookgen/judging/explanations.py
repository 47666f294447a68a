"""What every code means, from the texts of the library and the limits in force."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from playbookgen.judging.wording import LIMIT, Spoken, filled
from playbookgen.model.explanation import Explanation
from playbookgen.model.formats import Formats
from playbookgen.model.library import Library
from playbookgen.model.rules import RuleInForce
from playbookgen.model.text import Language


def explain(library: Library, in_force: Sequence[RuleInForce], language: Language) -> tuple[Explanation, ...]:
    """One explanation a code: those of the files first, then the rules.

    Args:
        library: with the texts.
        in_force: the rules as they are judged by, from `rules_in_force`.
        language: of all texts.
    """
    return (*_of_problems(library, language), *_of_rules(library, in_force, language))


def _of_problems(library: Library, language: Language) -> Iterator[Explanation]:
    for text in library.problems:
        means = text.means.speak(language, "en").text
        way_out = text.way_out.speak(language, "en").text
        yield Explanation(text.id, text.name.speak(language, "en").text, (means,), answers=(way_out,), example=text.example)


def _of_rules(library: Library, in_force: Sequence[RuleInForce], language: Language) -> Iterator[Explanation]:
    texts = {text.id: text for text in library.rules}
    for each in in_force:
        text = texts[each.rule.id]
        sentences = dict.fromkeys(reason.sentence for reason in each.rule.reasons)
        values = _Open(_limits(each, Formats(language)))
        yield Explanation(
            code=each.rule.id,
            name=text.name.speak(language, "en").text,
            means=tuple(filled(text.messages[sentence].speak(language, "en").text, values) for sentence in sentences),
            why=text.why.speak(language, "en").text,
            answers=(text.in_life.speak(language, "en").text, text.in_yaml.speak(language, "en").text),
            rule=each,
            limits={name: label.speak(language, "en").text for name, label in text.thresholds.items()},
        )


def _limits(each: RuleInForce, formats: Formats) -> Iterator[tuple[str, Spoken]]:
    """The limits in force, as messages name them."""
    for limit in each.rule.thresholds:
        value = Fraction(each.thresholds[limit.name])
        share = value / 100 if limit.unit == "percent" else value
        decimals = 0 if value.denominator == 1 else 1
        yield (
            f"{LIMIT}{limit.name}",
            Spoken(formats.share(share, decimals) if limit.unit == "percent" else formats.number(value, decimals), value == 1),
        )


class _Open(dict[str, Spoken]):
    """Values of a message that is about no organisation: the limits are known, every other value stands as three dots."""

    def __contains__(self, name: object) -> bool:
        return True

    def __missing__(self, name: str) -> Spoken:
        return Spoken("…")

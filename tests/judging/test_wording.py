"""Findings in words: whole in every language, names and numbers as they are."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from playbookgen.judging import Wording, find, judge, word
from playbookgen.judging.wording import Spoken, filled
from playbookgen.model.finding import Finding, Measure, Span, Term, Value
from playbookgen.model.library import RuleText
from playbookgen.model.rule_table import RULES, RULES_BY_ID
from playbookgen.model.text import LANGUAGES, Language, LocalisedText
from support.findings import findings_of, product_library, wording
from support.organisations import AS_OF, sample

TEXTS = {text.id: text for text in product_library().rules}
PLACEHOLDER = re.compile(r"%\((\w+)\)s")


def in_language(text: LocalisedText, language: Language) -> str:
    return text.speak(language, language).text


def test_every_rule_has_its_texts_and_no_more() -> None:
    assert [text.id for text in product_library().rules] == [rule.id for rule in RULES]
    for rule in RULES:
        text = TEXTS[rule.id]
        assert {reason.sentence for reason in rule.reasons} == set(text.messages), rule.id
        assert {threshold.name for threshold in rule.thresholds} == set(text.thresholds), rule.id
    assert [card.id for card in product_library().severities] == ["error", "warning", "hint"]


@pytest.mark.parametrize("text", TEXTS.values(), ids=lambda text: text.id)
def test_languages_say_the_same_numbers(text: RuleText) -> None:
    limits = {f"limit_{threshold.name}" for threshold in RULES_BY_ID[text.id].thresholds}
    for name, message in text.messages.items():
        named = [set(PLACEHOLDER.findall(in_language(message, language))) for language in LANGUAGES]
        assert all(each == named[0] for each in named), (text.id, name)
        assert {each for each in named[0] if each.startswith("limit_")} <= limits
        for language in LANGUAGES:
            whole = in_language(message, language)
            assert whole.count("[") == whole.count("]")
            assert whole.endswith((".", ".]")), (text.id, name, language)


@pytest.mark.parametrize("text", TEXTS.values(), ids=lambda text: text.id)
def test_texts_name_keys_that_exist_and_blame_nobody(text: RuleText) -> None:
    blame = re.compile(r"\b(fail|fault|blame|must|careless|wrong|congrat|great|excellent|well done)\w*", re.IGNORECASE)
    for each in (text.why, text.in_life, text.in_yaml, *text.messages.values()):
        assert not blame.search(in_language(each, "en")), in_language(each, "en")
        assert "agentti" not in in_language(each, "fi").casefold()
    for language in LANGUAGES:
        assert in_language(text.in_yaml, language).count("`") >= 2
        assert in_language(text.in_yaml, language).count("`") % 2 == 0


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["lumivakka", "tuohikoski", "multelia"])
def test_samples_in_every_language(name: str, language: Language) -> None:
    organisation, library = sample(name), product_library()
    findings = find(organisation, judge(organisation, AS_OF, library), library)
    worded = word(findings, organisation, library, language)
    assert [each.finding for each in worded] == list(findings)
    for each in worded:
        assert each.message
        assert "%(" not in each.line
        assert not set("{}[]|") & set(each.line)


def worded_lines(language: Language) -> dict[str, str]:
    organisation, library = sample("lumivakka"), product_library()
    findings = find(organisation, judge(organisation, AS_OF, library), library)
    return {each.finding.id: each.line for each in word(findings, organisation, library, language)}


def test_some_lines_of_lumivakka() -> None:
    english, finnish, norwegian = worded_lines("en"), worded_lines("fi"), worded_lines("nb")
    assert english["PB001:aht"] == "Average handling time: 15 of 52 people reach the target (28.8%). It is too demanding for now."
    assert english["PB015:act_shared_time"] == "Ring-fence 60 min of shared time a week: 31 days late, due 30 Sept 2026."
    assert english["PB010:g_pride"] == "Make advisers proud of their work: Missing: number, date and metric."
    assert english["PB046:occupancy"] == "Occupancy: Off track: now 89%, target 75–85%, due 31 Dec 2026."
    assert finnish["PB025:agent"] == "Asiakasneuvoja: Viestitön jakso 1.8.2026–8.9.2026, 38 päivää. Raja päivinä: 14."
    assert finnish["PB020:onboarding"] == ("Ensimmäisistä 90 päivästä katettuna on 66 (73,3\u00a0%). Pisin tyhjä jakso: päivät 46–59, 14 päivää.")
    assert norwegian["PB011:t_cared"] == "The customer feels heard: Ennå ingenting for: Ledergruppe og Coach."
    assert norwegian["PB044:nps"].startswith("Recommendation (NPS): Ikke trekk slutninger av 22 svar (±29,7). ")


def late(days: int, **inputs: Value) -> Finding:
    name = LocalisedText.of({"en": "Call back.", "fi": "Soita takaisin."})
    told: dict[str, Value] = {"days": days, "due": date(2026, 10, 30), **inputs}
    limits = {"days": Decimal(1), "long": Decimal(30)}
    return Finding("PB015", None, "act", "warning", "roadmap", ("plan", "actions", 0), ("late",), told, limits, name)


@pytest.mark.parametrize(
    ("language", "days", "line"),
    [
        ("en", 1, "Call back: 1 day late, due 30 Oct 2026."),
        ("en", 2, "Call back: 2 days late, due 30 Oct 2026."),
        ("fi", 1, "Soita takaisin: Myöhässä 1 päivän, määräaika oli 30.10.2026."),
        ("fi", 2, "Soita takaisin: Myöhässä 2 päivää, määräaika oli 30.10.2026."),
        ("nb", 1, "Call back: 1 dag over fristen, som var 30.10.2026."),
        ("nb", 21, "Call back: 21 dager over fristen, som var 30.10.2026."),
        ("sv", 1, "Call back: 1 dag försenad, tidsfristen var 2026-10-30."),
        ("sv", 1000, "Call back: 1\u00a0000 dagar försenad, tidsfristen var 2026-10-30."),
    ],
)
def test_one_and_many(language: Language, days: int, line: str) -> None:
    assert wording(language).of(late(days)).line == line


def test_what_is_not_known_is_left_out() -> None:
    chair = LocalisedText.of("Chair")
    assert wording("en").of(late(2, unblocker=chair)).message == "2 days late, due 30 Oct 2026. Can clear the way: Chair."
    both = late(2, unblocker=chair, blocked_by=LocalisedText.of("The budget."))
    assert wording("en").of(both).message == "2 days late, due 30 Oct 2026. It waits for: The budget. Can clear the way: Chair."


def test_reasons_that_share_a_sentence_say_it_once() -> None:
    (finding,) = (each for each in findings_of(sample("lumivakka")) if each.rule == "PB010")
    assert wording("en").of(finding).message == "Missing: number, date and metric."


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Now %(a)s.", "Now 1."),
        ("%(a)s {day|days}, %(b)s {day|days}.", "1 day, 2 days."),
        ("Known: %(a)s[, also %(b)s][, not %(c)s].", "Known: 1, also 2."),
        ("100 % of %(b)s.", "100 % of 2."),
    ],
)
def test_signs_of_a_sentence(sentence: str, expected: str) -> None:
    assert filled(sentence, {"a": Spoken("1", is_one=True), "b": Spoken("2")}) == expected


def test_a_name_is_never_read_as_a_sentence() -> None:
    hostile = LocalisedText.of("%(days)s [x] {a|b} <b>")
    assert wording("en").of(replace(late(2), name=hostile)).line == "%(days)s [x] {a|b} <b>: 2 days late, due 30 Oct 2026."
    assert "%(due)s [gone] {a|b}" in wording("en").of(late(2, blocked_by=LocalisedText.of("%(due)s [gone] {a|b}"))).message


def test_a_missing_value_is_a_bug_and_not_a_hole() -> None:
    with pytest.raises(KeyError):
        filled("Now %(a)s.", {})


@pytest.mark.parametrize(
    ("value", "spoken"),
    [
        (1234, "1\u00a0234"),
        (Fraction(1, 3), "33,3\u00a0%"),
        (Fraction(1, 4), "25\u00a0%"),
        (Measure(Fraction(21, 2)), "10,5"),
        (Measure(Decimal(424), "seconds"), "7:04"),
        (Measure(Decimal("72.5"), "percent"), "72,5\u00a0%"),
        (Span(Measure(Decimal(75), "percent"), Measure(Decimal(85), "percent")), "75–85\u00a0%"),
        (Span(Measure(Decimal(360), "seconds"), Measure(Decimal(400), "seconds")), "6:00–6:40"),
        (date(2028, 2, 29), "29.2.2028"),
        ("metrics", "metrics"),
        (Term("area", "people"), "Henkilöstön johtaminen"),
        (Term("language", "nb"), "norjan bokmål"),
        (Term("capability", "unknown"), "unknown"),
        (("a", "b", "c"), "a, b ja c"),
        ((LocalisedText.of("Yksi, kaksi"), "b"), "Yksi, kaksi; b"),
    ],
)
def test_values_as_the_language_writes_them(value: Value, spoken: str) -> None:
    finding = replace(late(2), name=value)
    assert wording("fi").of(finding).subject == spoken


def test_limits_are_read_in_their_unit() -> None:
    speaking: Wording = wording("sv")
    assert (speaking.limit(Decimal(80), "percent"), speaking.limit(Decimal("1.5"), "times")) == ("80\u00a0%", "1,5")

"""What readers' answers come to: promises done, several self-assessments as one round, feedback that is new."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from playbookgen.model.answers import Answers, SelfAssessment
from playbookgen.model.assessment import AREAS, Area
from playbookgen.model.edit import AddItems, Edit, SetValue, Value
from playbookgen.model.formats import decimal_of
from playbookgen.model.imported import AnswersFile, AnswersMerge, DoneOutcome, RoundOutcome
from playbookgen.model.playbook_file import Organisation
from playbookgen.model.problem import Place, Problem

_ATTRIBUTES = ("planned", "deployed", "measured", "improved")


def merge_answers(told: Organisation, files: Sequence[AnswersFile]) -> AnswersMerge:
    """The edits that several files of answers ask for.

    - An item done: its `last_done` becomes the newest day; it is never moved back.
    - Self-assessments: those that no round counts yet become one round of kind `self`, if they are at least `privacy.min_group`
      people. The score of an area is the mean over people, who each count the mean of their four attributes; the spread is the
      standard deviation over the same people. An area that fewer have scored is left out.
    - Feedback: entries that do not stand in the YAML are added to `feedback.items`.
    """
    done, done_edits = _done(told, files)
    people, problems, repeated = _people(files)
    counted = {mark for each in told.assessments for mark in each.imported}
    new = {mark: answers for mark, answers in people.items() if mark not in counted}
    known_answers = len(people) - len(new)
    round_edits: list[Edit] = []
    outcome = None
    if new:
        outcome, round_edits, too_few = _round(told, new, known_answers)
        problems += too_few
    feedback, feedback_edits, known_feedback = _feedback(told, files)
    edits = () if problems else (*done_edits, *round_edits, *feedback_edits)
    return AnswersMerge(edits, tuple(problems), done, outcome, feedback, known_answers, known_feedback, repeated)


def _done(told: Organisation, files: Sequence[AnswersFile]) -> tuple[tuple[DoneOutcome, ...], list[Edit]]:
    newest: dict[str, date] = {}
    for entry in (entry for file in files for entry in file.answers.done):
        newest[entry.item] = max(entry.on, newest.get(entry.item, entry.on))
    positions = {entry.item: position for position, entry in enumerate(told.leadership_checklist)}
    outcomes: list[DoneOutcome] = []
    edits: list[Edit] = []
    added: list[Value] = []
    for item, on in newest.items():
        if item not in positions:
            outcomes.append(DoneOutcome(item, on, None, "added"))
            added.append({"item": item, "last_done": on})
            continue
        before = told.leadership_checklist[positions[item]].last_done
        if before is not None and before >= on:
            outcomes.append(DoneOutcome(item, on, before, "kept"))
            continue
        outcomes.append(DoneOutcome(item, on, before, "set"))
        edits.append(SetValue(("leadership_checklist", positions[item], "last_done"), on, ("item", "text", "area", "owner", "cadence")))
    if added:
        edits.append(AddItems(("leadership_checklist",), tuple(added), near=("plan", "change")))
    return tuple(outcomes), edits


def _people(files: Sequence[AnswersFile]) -> tuple[dict[str, Answers], list[Problem], int]:
    """Each person's self-assessment once, by its mark; problems; how many files repeat another."""
    chosen: dict[str, AnswersFile] = {}
    problems: list[Problem] = []
    repeated = 0
    for file in files:
        if file.answers.assessment is None:
            continue
        other = chosen.get(file.answers.answer)
        if other is None:
            chosen[file.answers.answer] = file
            continue
        repeated += 1
        if other.answers.mark != file.answers.mark and other.answers.made == file.answers.made:
            message = f"the same reader scored differently in {other.shown}, made on the same day"
            problems.append(Problem("E505", message, Place(file.shown), help="leave one of the two files out", related=Place(other.shown)))
        elif other.answers.made < file.answers.made:
            chosen[file.answers.answer] = file
    return {file.answers.mark: file.answers for file in chosen.values()}, problems, repeated


def _round(told: Organisation, people: dict[str, Answers], known: int) -> tuple[RoundOutcome | None, list[Edit], list[Problem]]:
    """One round of several people's answers."""
    least = told.privacy.min_group
    if len(people) < least:
        others = f"; {known} more are counted in a round already" if known else ""
        message = f"{len(people)} {'person has' if len(people) == 1 else 'people have'} scored, privacy.min_group asks for {least}{others}"
        return None, [], [Problem("E504", message, help="wait until more have answered, then import all of them in one run")]
    views = [answers.assessment for answers in people.values() if answers.assessment is not None]
    scores: dict[Area, int] = {}
    spread: dict[Area, int] = {}
    attributes: dict[str, Value] = {}
    for area in AREAS:
        points = [_points(view, area) for view in views if area in view.areas]
        if len(points) < least:
            continue
        scores[area], spread[area] = _whole(_mean(points)), _whole(_deviation(points))
        details = [view.attributes[area] for view in views if area in view.attributes]
        if len(details) == len(points):
            attributes[area] = {name: _whole(_mean([Fraction(getattr(each, name)) for each in details])) for name in _ATTRIBUTES}
    left_out = tuple(area for area in AREAS if area not in scores and any(area in view.areas for view in views))
    if not scores:
        message = f"no area was scored by {least} people or more, as privacy.min_group asks"
        return None, [], [Problem("E504", message, help="wait until more have answered, then import all of them in one run")]
    day = max(answers.made for answers in people.values())
    entry: dict[str, Value] = {"id": _free_id(told, day), "kind": "self", "date": day, "answers": len(people), "scores": _written(scores)}
    entry |= {"attributes": attributes} if attributes else {}
    entry |= {"spread": _written(spread), "imported": sorted(people)}
    outcome = RoundOutcome(str(entry["id"]), day, len(people), scores, spread, left_out)
    return outcome, [AddItems(("assessments",), (entry,), near=("assessment_targets", "challenges"))], []


def _written(by_area: Mapping[Area, int]) -> dict[str, Value]:
    return {str(area): points for area, points in by_area.items()}


def _points(view: SelfAssessment, area: Area) -> Fraction:
    if area in view.scores:
        return Fraction(view.scores[area])
    return _mean([Fraction(getattr(view.attributes[area], name)) for name in _ATTRIBUTES])


def _mean(points: Sequence[Fraction]) -> Fraction:
    return sum(points, Fraction(0)) / len(points)


def _deviation(points: Sequence[Fraction]) -> Decimal:
    """The standard deviation of all who answered (not of a sample)."""
    mean = _mean(points)
    variance = _mean([(each - mean) ** 2 for each in points])
    return (Decimal(variance.numerator) / Decimal(variance.denominator)).sqrt()


def _whole(value: Fraction | Decimal) -> int:
    return int(decimal_of(value, 0))


def _free_id(told: Organisation, day: date) -> str:
    taken = {each.id for each in told.assessments}
    name = f"self_{day:%Y_%m_%d}"
    return name if name not in taken else next(f"{name}_{number}" for number in range(2, len(taken) + 3) if f"{name}_{number}" not in taken)


def _feedback(told: Organisation, files: Iterable[AnswersFile]) -> tuple[tuple[str, ...], list[Edit], int]:
    stands = {item.id for item in told.feedback.items} if told.feedback else set()
    entries: dict[str, dict[str, Value]] = {}
    known: set[str] = set()
    main = told.site.main_language
    for answers in (file.answers for file in files):
        for said in answers.feedback:
            day = said.date or answers.made
            name = said.id_in(answers)
            if name in stands:
                known.add(name)
                continue
            entries[name] = {"id": name, "date": day, "source": said.source}
            if said.topic:
                entries[name]["topic"] = said.topic
            entries[name]["text"] = said.text if answers.language == main else {answers.language: said.text}
    added = tuple(sorted(entries.values(), key=lambda entry: (str(entry["date"]), str(entry["id"]))))
    near = ("recognition", "communication", "routines")
    edits: list[Edit] = [AddItems(("feedback", "items"), added, near=near)] if added else []
    return tuple(str(entry["id"]) for entry in added), edits, len(known)

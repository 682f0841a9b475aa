"""How an exam's questions were answered, without names: what is hard, what misleads, what takes long.

Counted are first attempts in somebody's first round: later ones have seen the questions. Nobody's single answers can be
read: figures are of `FEWEST` people at least, and where a filter leaves people out, it leaves out as many or none.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from statistics import median
from typing import Any

from django.db.models import Q, QuerySet

from courses import grading
from courses.enums import QuestionKind
from courses.models import Attempt, AttemptAnswer, Course, QuestionVersion, Structure
from courses.plans import Plan, Question, plan_of
from people.api import Person, is_seeing_everyone

from .exams import truth_text
from .words import best_language

FEWEST = 5


@dataclass(frozen=True)
class Picked:
    """One choice, and by how many people it was picked. `text` is empty for those who left the question out."""

    text: str
    count: int
    is_right: bool


@dataclass(frozen=True)
class QuestionFigures:
    """`people`: who sat the exam with this question; None, and no other figure, where they are too few to be told."""

    number: int
    prompt: str
    kind: QuestionKind
    people: int | None = None
    right_percent: int | None = None
    picked: tuple[Picked, ...] = ()
    median_seconds: int | None = None


@dataclass
class _Tally:
    people: int = 0
    right: int = 0
    outside: int = 0
    given: Counter[Any] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)

    @property
    def is_tellable(self) -> bool:
        return self.people >= FEWEST and (self.outside == 0 or self.outside >= FEWEST)


def first_attempts_seen_by(person: Person) -> QuerySet[Attempt]:
    """Handed in. For those who administer, nobody else."""
    attempts = Attempt.objects.filter(number=1, enrolment__cycle=0, submitted_at__isnull=False)
    return attempts if is_seeing_everyone(person) else attempts.none()


def exam_figures(course: Course, *, seen_by: Person, language: str, only: Q | None = None) -> list[QuestionFigures]:
    """Every question of the course's exam as it is now, in order. `only`: a condition on attempts.

    Six queries at most. Answers to a question that was put otherwise at the time are not counted.
    """
    if course.structure is None:
        return []
    plan = plan_of(course.structure)
    attempts = first_attempts_seen_by(seen_by).filter(enrolment__course=course)
    counted = attempts if only is None else attempts.filter(only)
    tallies = _tally(plan, attempts, None if only is None else set(counted.values_list("pk", flat=True)))
    _tally_answers(tallies, counted)
    words = _words_of(plan, language)
    return [
        _figures_of(question, number, words[question.key], tallies[question.key])
        for number, question in enumerate(plan.questions, 1)
    ]


def _tally(plan: Plan, attempts: QuerySet[Attempt], counted: set[int] | None) -> dict[str, _Tally]:
    tallies = {key: _Tally() for key in plan.exam}
    alike = _questions_alike(plan, attempts)
    for pk, marks, structure in attempts.values_list("pk", "marks", "version__structure").iterator():
        for key in alike[structure] & marks.keys():
            if counted is not None and pk not in counted:
                tallies[key].outside += 1
                continue
            tallies[key].people += 1
            tallies[key].right += marks[key]
    return tallies


def _questions_alike(plan: Plan, attempts: QuerySet[Attempt]) -> dict[int, set[str]]:
    """{structure of an attempt: keys of its questions that ask what they ask now}."""
    structures = Structure.objects.filter(pk__in=attempts.values("version__structure"))
    return {
        structure.pk: {
            key
            for key, question in plan_of(structure).exam.items()
            if key in plan.exam and question.asks_like(plan.exam[key])
        }
        for structure in structures
    }


def _tally_answers(tallies: dict[str, _Tally], attempts: QuerySet[Attempt]) -> None:
    rows = (
        AttemptAnswer.objects.filter(attempt__in=attempts, is_late=False, is_conflict=False)
        .order_by("attempt", "sequence", "pk")
        .values_list("attempt", "attempt__started_at", "question_key", "given", "saved_at")
    )
    for _attempt, answers in groupby(rows.iterator(), key=lambda row: row[0]):
        last, times = _read_attempt(answers)
        for key in last.keys() & tallies.keys():
            tallies[key].given.update(_as_choices(last[key]))
            tallies[key].seconds.append(times[key])


def _read_attempt(
    answers: Iterable[tuple[int, datetime, Any, Any, datetime]],
) -> tuple[dict[str, Any], dict[str, float]]:
    """({question: the answer that counts}, {question: seconds from the answer before it until its first})."""
    last: dict[str, Any] = {}
    times: dict[str, float] = {}
    before: datetime | None = None
    for _attempt, started_at, key, given, saved_at in answers:
        times.setdefault(str(key), max((saved_at - (before or started_at)).total_seconds(), 0))
        last[str(key)], before = given, saved_at
    return last, times


def _as_choices(given: Any) -> list[Any]:
    if not grading.is_answered(given):
        return []
    return given if isinstance(given, list) else [given]


def _words_of(plan: Plan, language: str) -> dict[str, QuestionVersion]:
    """The newest words of each question, in this language where it is there."""
    found: dict[str, dict[str, QuestionVersion]] = defaultdict(dict)
    for row in QuestionVersion.objects.filter(question_key__in=plan.exam).order_by("pk"):
        found[str(row.question_key)][row.language] = row
    return {key: rows[best_language(language, rows, language)] for key, rows in found.items()}


def _figures_of(question: Question, number: int, words: QuestionVersion, tally: _Tally) -> QuestionFigures:
    prompt = words.body["prompt"]
    if not tally.is_tellable:
        return QuestionFigures(number=number, prompt=prompt, kind=question.kind)
    return QuestionFigures(
        number=number,
        prompt=prompt,
        kind=question.kind,
        people=tally.people,
        right_percent=round(100 * tally.right / tally.people),
        picked=tuple(_picked(question, words.body["choices"], tally)),
        median_seconds=round(median(tally.seconds)) if tally.seconds else None,
    )


def _picked(question: Question, choices: dict[str, str], tally: _Tally) -> Iterator[Picked]:
    """Typed numbers are as many as there are people, so they are not told."""
    if question.kind == QuestionKind.NUMERIC:
        return
    texts: dict[Any, str] = {key: choices[key] for key in question.choices}
    if question.kind == QuestionKind.TRUE_FALSE:
        texts = {is_true: truth_text(is_true) for is_true in grading.TRUTHS.values()}
    right = question.answer if isinstance(question.answer, list) else [question.answer]
    for key, text in texts.items():
        yield Picked(text, tally.given[key], is_right=key in right)
    if left_out := tally.people - len(tally.seconds):
        yield Picked("", left_out, is_right=False)

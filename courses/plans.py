"""A structure's plan as an object: what a learner must do, with the answer keys. Stays inside the domain."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from decimal import Decimal, InvalidOperation
from functools import cached_property
from typing import Any

from foundation.kept import Kept

from .compiled import CompiledCheck, CompiledCourse, ExamRules, digest_of
from .enums import Feedback, QuestionKind
from .models import Structure


@dataclass(frozen=True)
class Question:
    """A check or exam question as it is judged. `lesson`: key of the lesson that teaches it, or ""."""

    key: str
    kind: QuestionKind
    choices: tuple[str, ...]
    answer: Any
    lesson: str = ""

    def asks_like(self, other: Question) -> bool:
        """Whether the same answers to both are right, wherever they are taught."""
        return (self.key, self.kind, self.choices, self.answer) == (other.key, other.kind, other.choices, other.answer)


@dataclass(frozen=True)
class Plan:
    """`lessons`: {lesson key: its check questions in order}, in the course's order. `rules` None: there is no exam."""

    lessons: dict[str, tuple[Question, ...]]
    questions: tuple[Question, ...]
    rules: ExamRules | None

    @cached_property
    def digest(self) -> str:
        return digest_of(self.as_json())

    @cached_property
    def checks(self) -> dict[str, Question]:
        return {check.key: check for checks in self.lessons.values() for check in checks}

    @cached_property
    def exam(self) -> dict[str, Question]:
        return {question.key: question for question in self.questions}

    def as_json(self) -> dict[str, Any]:
        return {
            "lessons": [
                {"key": key, "questions": [check.key for check in checks]} for key, checks in self.lessons.items()
            ],
            "checks": {
                key: {"kind": check.kind, "choices": list(check.choices), "answer": check.answer}
                for key, check in self.checks.items()
            },
            "questions": [asdict(question) | {"choices": list(question.choices)} for question in self.questions],
            "rules": asdict(self.rules) if self.rules else {},
        }

    @classmethod
    def from_json(cls, plan: dict[str, Any]) -> Plan:
        checks = {key: _question(key, fields) for key, fields in plan["checks"].items()}
        rules = plan["rules"]
        return cls(
            lessons={row["key"]: tuple(checks[key] for key in row["questions"]) for row in plan["lessons"]},
            questions=tuple(_question(row["key"], row) for row in plan["questions"]),
            rules=ExamRules(**rules | {"feedback": Feedback(rules["feedback"])}) if rules else None,
        )

    @classmethod
    def from_compiled(cls, compiled: CompiledCourse) -> Plan:
        """Read from the language that each lesson and question was written in."""
        lessons = {str(lesson.key): questions_of(lesson.checks) for lesson in written_first(compiled.lessons)}
        questions = []
        for question in written_first(compiled.questions):
            lesson = str(question.lesson) if str(question.lesson) in lessons else ""
            questions.append(question_of(question.check, lesson=lesson))
        return cls(lessons, tuple(questions), compiled.rules if questions else None)


def written_first[Item: Any](items: Iterable[Item]) -> list[Item]:
    """Of each key the first item: the language that it was written in."""
    first: dict[Any, Item] = {}
    for item in items:
        first.setdefault(item.key, item)
    return list(first.values())


def questions_of(checks: Iterable[CompiledCheck]) -> tuple[Question, ...]:
    return tuple(question_of(check) for check in checks)


def question_of(check: CompiledCheck, *, lesson: str = "") -> Question:
    return Question(
        key=check.key,
        kind=QuestionKind(check.kind),
        choices=tuple(check.choices),
        answer=_comparable(check.answer),
        lesson=lesson,
    )


def _question(key: str, fields: dict[str, Any]) -> Question:
    return Question(
        key=key,
        kind=QuestionKind(fields["kind"]),
        choices=tuple(fields["choices"]),
        answer=fields["answer"],
        lesson=fields.get("lesson", ""),
    )


def _comparable(answer: Any) -> Any:
    """Plain JSON, so that equal answers are equal. The order of right choices and 60 or 60.0 say nothing."""
    if isinstance(answer, Mapping):
        return {name: _canonical(str(value)) for name, value in answer.items()}
    if isinstance(answer, (list, tuple, set, frozenset)):
        return sorted(answer)
    return answer


def _canonical(number: str) -> str:
    try:
        return format(Decimal(number).normalize(), "f")
    except InvalidOperation:
        return number


_plans: Kept[str, Plan] = Kept(most=256)


def plan_of(structure: Structure) -> Plan:
    """Kept in the process by digest: reads the structure's `plan` (which queries defer) the first time only."""
    return _plans.get(structure.digest, lambda: Plan.from_json(structure.plan))


def read_plans_of(structures: Iterable[Structure]) -> None:
    """Read those that are not kept yet, all in one query, so that a list of courses does not read one by one."""
    missing = {structure.pk for structure in structures if _plans.peek(structure.digest) is None}
    for structure in Structure.objects.filter(pk__in=missing) if missing else ():
        plan_of(structure)

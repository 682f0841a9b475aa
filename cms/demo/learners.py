"""Who has learned what, and when, by the actions that learners' screens call."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from courses import api as courses
from courses.api import Course, Enrolment, QuestionKind
from people.api import Person, main_organisation_of

from .blocks import stable_id
from .courses import CourseFolder
from .diaries import Diary
from .files import Node, refuse_doubles
from .network import Network

PASSED, FAILED = "PASSED", "FAILED"
WRONG_EVERY = {PASSED: 10, FAILED: 2}  # one question in so many
SLOWEST_ANSWER = timedelta(seconds=100)


@dataclass
class Learner:
    """One person in one course, answering by what the released course says is right."""

    person: Person
    enrolment: Enrolment
    diary: Diary

    @property
    def plan(self) -> dict[str, Any]:
        return self.enrolment.structure.plan

    def do_lesson(self, lesson: dict[str, Any]) -> None:
        """The second question is got wrong once, as it happens."""
        key = UUID(lesson["key"])
        self.diary.after(minutes=4)
        for number, check_key in enumerate(lesson["questions"]):
            check = self.plan["checks"][check_key]
            if number == 1:
                self._answer(key, check_key, _wrong(check), "first")
            self._answer(key, check_key, _right(check), "then")
        at = self.diary.after(seconds=20)
        courses.complete_lesson(self.enrolment, lesson_key=key, language=self.person.language, at=at)

    def stop_in(self, lesson: dict[str, Any]) -> None:
        key = UUID(lesson["key"])
        for check_key in lesson["questions"][:1]:
            self._answer(key, check_key, _right(self.plan["checks"][check_key]), "then")
        shown = courses.lesson_shown(self.enrolment, lesson_key=key, language=self.person.language)
        block = next((block for block in shown.blocks if block["type"] == "calculator"), None)
        if block:
            numbers = {field["name"]: str(field["default"]) for field in block["value"]["fields"]}
            at = self.diary.after(minutes=2)
            courses.keep_note(self.enrolment, lesson_key=key, block_id=block["id"], value=numbers, at=at)
            courses.keep_place(self.enrolment, lesson_key=key, section=block["id"], at=at)

    def sit_exam(self, result: str) -> None:
        attempt = courses.start_attempt(self.enrolment, at=self.diary.after(minutes=1))
        questions = self.plan["questions"]
        pace = SLOWEST_ANSWER
        if attempt.deadline_at:
            pace = min(pace, (attempt.deadline_at - attempt.started_at) / (len(questions) + 1))
        for number, question in enumerate(questions):
            is_wrong = number % WRONG_EVERY[result] == WRONG_EVERY[result] - 1
            courses.answer_exam_question(
                attempt,
                question_key=UUID(question["key"]),
                given=_wrong(question) if is_wrong else _right(question),
                client_uuid=stable_id(self.person.uuid, attempt.uuid, question["key"]),
                at=self.diary.after(seconds=pace.total_seconds() * self._share_of_pace(question)),
            )
        courses.submit_attempt(attempt, language=self.person.language, at=self.diary.after(seconds=15))

    def _share_of_pace(self, question: dict[str, Any]) -> float:
        """Sums take longer, and everybody takes another time: the same whenever the demo is loaded."""
        least = 60 if question["kind"] == QuestionKind.NUMERIC else 25
        return (least + stable_id("pace", self.person.full_name, question["key"]).int % 40) / 100

    def _answer(self, lesson_key: UUID, check_key: str, given: Any, time: str) -> None:
        courses.answer_check_question(
            self.enrolment,
            lesson_key=lesson_key,
            question_key=check_key,
            given=given,
            client_uuid=stable_id(self.person.uuid, check_key, time),
            language=self.person.language,
            at=self.diary.after(minutes=1),
        )


def check_learning(network: Network, folders: Mapping[str, CourseFolder]) -> None:
    """Whether the people and courses are there, and nobody did what the course does not let them."""
    nodes_of: dict[Any, list[Node]] = defaultdict(list)
    for node in network.file.tables("enrolment"):
        nodes_of[node.data.get("course")].append(node)
        if node.get("person", str) not in network.people:
            node.refuse(f"there is no “{node.get('person', str)}”.", "person")
        if node.get("days_ago", int) < 1:
            node.refuse("must be 1 or more: what was learned lies on a day that is over.", "days_ago")
        folder = folders.get(node.get("course", str))
        if folder is None:
            node.refuse(f"there is no “{node.get('course', str)}”.", "course")
        _check_done(node, folder)
        node.refuse_unknown()
    for nodes in nodes_of.values():
        refuse_doubles(nodes, "person")


def _check_done(node: Node, folder: CourseFolder | None) -> None:
    done, result = node.get("lessons_done", int), node.get("exam", str, "")
    if result and result not in WRONG_EVERY:
        node.refuse(f"only {PASSED}, {FAILED} or nothing.", "exam")
    if folder is None:
        return
    if not 0 <= done <= len(folder.lessons):
        node.refuse(f"the course has {len(folder.lessons)} lessons.", "lessons_done")
    has_exam = bool(folder.questions) or folder.exam.is_wrong
    if result and (done < len(folder.lessons) or not has_exam):
        node.refuse("the exam comes after all lessons, in a course that has one.", "exam")


def load_learning(network: Network, course_of: Mapping[str, Course]) -> int:
    """How many people began a course, those who stopped longest ago first: certificates are numbered in that order.
    Whoever has begun is left alone."""
    count = 0
    for node in sorted(network.file.tables("enrolment"), key=lambda node: -node.get("days_ago", int)):
        person, course = network.people[node.get("person", str)], course_of[node.get("course", str)]
        if person is None or courses.enrolments_of(person).filter(course=course).exists():
            continue
        try:
            with transaction.atomic():
                _learn(person, course, node)
        except courses.CoursesError as error:
            raise node.error(str(error)) from error
        count += 1
    return count


def _learn(person: Person, course: Course, node: Node) -> None:
    """A lesson a sitting. Whoever is in the middle of the course stops at the calculator, one question answered, with
    own numbers."""
    done, result = node.get("lessons_done", int), node.get("exam", str, "")
    lessons = course.structure.plan["lessons"] if course.structure else []
    stops_in = lessons[done : done + 1] if done else []
    sittings = max(done + len(stops_in) + bool(result), 1)
    name = node.get("person", str)
    diary = Diary(name, zone=_zone_of(person), days_ago=node.get("days_ago", int), sittings=sittings)
    learner = Learner(person, courses.enrol_person(person, course=course, at=diary.now), diary)
    tasks: list[tuple[Callable[[Any], None], Any]] = [(learner.do_lesson, lesson) for lesson in lessons[:done]]
    tasks += [(learner.stop_in, lesson) for lesson in stops_in]
    tasks += [(learner.sit_exam, result)] if result else []
    for number, (do, what) in enumerate(tasks):
        if number:
            diary.next_sitting()
        do(what)


def _zone_of(person: Person) -> ZoneInfo | Any:
    organisation = main_organisation_of(person)
    return ZoneInfo(organisation.zone) if organisation else timezone.get_default_timezone()


def _right(question: dict[str, Any]) -> Any:
    if question["kind"] == QuestionKind.NUMERIC:
        return question["answer"]["value"]
    return question["answer"]


def _wrong(question: dict[str, Any]) -> Any:
    match QuestionKind(question["kind"]):
        case QuestionKind.SINGLE:
            return next(key for key in question["choices"] if key != question["answer"])
        case QuestionKind.MULTIPLE:
            return [next(key for key in question["choices"] if key not in question["answer"])]
        case QuestionKind.TRUE_FALSE:
            return not question["answer"]
    return str(Decimal(question["answer"]["value"]) * 2 + 7)

"""Courses for tests: compiled as `cms` would hand them in, released and taken by the same actions as everywhere.

`compiled_course()` has three lessons (two check questions, one, none) in two languages and an exam with a question of
each kind. Everything that must not leave before it is due says CANARY.
"""

import uuid
from dataclasses import replace

from courses.actions import (
    answer_check_question,
    answer_exam_question,
    complete_lesson,
    enrol_person,
    release_course,
    start_attempt,
    submit_attempt,
)
from courses.compiled import (
    CompiledCertificate,
    CompiledCheck,
    CompiledCourse,
    CompiledLesson,
    CompiledQuestion,
    ExamRules,
)
from courses.enums import Feedback, QuestionKind
from courses.models import Course
from courses.plans import plan_of
from tests.factories.people import LearnerFactory

ZH, EN = "zh-hans", "en"
RULES = ExamRules(pass_mark=75, attempts_allowed=3, minutes=30, feedback=Feedback.AFTER_PASS)
WORDS = {
    ZH: {
        "title": "库存管理",
        "ask": "该不该压？",
        "introduction": "六课。",
        "cover": "60 天",
        "cover_note": "压在仓库里",
        "outcome": "会算库存天数。",
    },
    EN: {
        "title": "Inventory Management",
        "ask": "Load up?",
        "introduction": "Six lessons.",
        "cover": "60 days",
        "cover_note": "of stock",
        "outcome": "Works out days of stock.",
    },
}


def single_check(lesson_key, block_id="q1", answer="b"):
    return CompiledCheck(
        key=f"{lesson_key}:{block_id}", kind=QuestionKind.SINGLE, choices=("a", "b", "c"), answer=answer
    )


def number_check(lesson_key, block_id="q2", value="54", tolerance="0.5"):
    answer = {"value": value, "tolerance": tolerance}
    return CompiledCheck(key=f"{lesson_key}:{block_id}", kind=QuestionKind.NUMERIC, answer=answer)


def truth_check(lesson_key, block_id="q3", answer=False):
    return CompiledCheck(key=f"{lesson_key}:{block_id}", kind=QuestionKind.TRUE_FALSE, answer=answer)


def check_block(check, language=ZH, unit="天"):
    value = {
        "key": check.key,
        "kind": str(check.kind),
        "prompt": f"问 {check.key}" if language == ZH else f"Asks {check.key}",
        "choices": [{"key": key, "text": f"{key} {language}"} for key in check.choices],
        "unit": unit if check.kind == QuestionKind.NUMERIC else "",
    }
    return {"id": check.key.partition(":")[2], "type": "check_question", "value": value}


def reading_blocks(language=ZH):
    heading = "看清库存" if language == ZH else "See your stock"
    return (
        {"id": "owner", "type": "owner_question", "value": {"who": "老板", "text": "够卖几天？"}},
        {"id": "text", "type": "text", "value": {"html": f"<h2>{heading}</h2><p>60</p>"}},
        {
            "id": "own",
            "type": "calculator",
            "value": {"title": "用你自己的数", "fields": [{"name": "stock"}, {"name": "sold"}], "outputs": []},
        },
        {
            "id": "tomorrow",
            "type": "checklist",
            "value": {"title": "明早三件事", "items": [{"id": "one", "text": "一"}, {"id": "two", "text": "二"}]},
        },
    )


def compiled_lesson(key=None, *, language=ZH, title=None, checks=(), **fields):
    key = key or uuid.uuid4()
    unit = {ZH: "天", EN: "days"}[language]
    return CompiledLesson(
        key=key,
        language=language,
        title=title or f"课 {key}",
        minutes=fields.pop("minutes", 8),
        blocks=fields.pop("blocks", reading_blocks(language) + tuple(check_block(c, language, unit) for c in checks)),
        checks=tuple(checks),
        feedback={
            check.key: {
                "explanation": f"CANARY explains {check.key} {language}",
                "choices": {choice: f"CANARY feedback {choice}" for choice in check.choices},
            }
            for check in checks
        },
        **fields,
    )


def compiled_question(kind=QuestionKind.SINGLE, key=None, *, language=ZH, lesson=None, **fields):
    answers = {
        QuestionKind.SINGLE: "b",
        QuestionKind.MULTIPLE: ("a", "c"),
        QuestionKind.TRUE_FALSE: True,
        QuestionKind.NUMERIC: {"value": "1640", "tolerance": "0.5"},
    }
    has_choices = kind in (QuestionKind.SINGLE, QuestionKind.MULTIPLE)
    key = key or uuid.uuid4()
    return CompiledQuestion(
        key=key,
        language=language,
        kind=kind,
        lesson=lesson,
        prompt=fields.pop("prompt", f"{kind} {language} {key}"),
        answer=fields.pop("answer", answers[kind]),
        choices=fields.pop("choices", tuple((name, f"{name} {language}") for name in "abcd") if has_choices else ()),
        unit=fields.pop("unit", {ZH: "元", EN: "yuan"}[language] if kind == QuestionKind.NUMERIC else ""),
        feedback={
            "explanation": f"CANARY why {key}",
            "choices": {name: f"CANARY overlooks {name}" for name in ("a", "b", "c", "d", "true", "false")},
        },
        **fields,
    )


def in_both(make, *args, key=None, **fields):
    """The same thing in Chinese and in English."""
    key = key or uuid.uuid4()
    return tuple(make(*args, key=key, language=language, **fields) for language in (ZH, EN))


def lesson_in_both(number, checks_of=lambda _key: ()):
    key = uuid.uuid4()
    return tuple(
        compiled_lesson(
            key,
            language=language,
            title=f"{'第' if language == ZH else 'Lesson '}{number}",
            unit="看清库存" if number == 1 else "",
            sum="620,000 ÷ 10,360",
            sum_note="库存 ÷ 一天卖掉的货",
            checks=checks_of(key),
        )
        for language in (ZH, EN)
    )


def compiled_course(**fields):
    lessons = (
        *lesson_in_both(1, lambda key: (single_check(key), number_check(key))),
        *lesson_in_both(2, lambda key: (truth_check(key),)),
        *lesson_in_both(3),
    )
    questions = tuple(
        question for kind in QuestionKind for question in in_both(compiled_question, kind, lesson=lessons[0].key)
    )
    course = CompiledCourse(
        key=uuid.uuid4(),
        words=WORDS,
        lessons=lessons,
        questions=questions,
        rules=RULES,
        certificate=CompiledCertificate(valid_months=24),
        revisions={1: 10},
    )
    return replace(course, **fields)


def without_exam(**fields):
    return compiled_course(questions=(), **fields)


def short_course(**fields):
    """One lesson with nothing to answer, no exam: done with one button."""
    return compiled_course(**{"lessons": lesson_in_both(1), "questions": ()} | fields)


def released(compiled=None, **fields):
    """The course as new learners get it."""
    compiled = compiled or compiled_course(**fields)
    release_course(compiled)
    return Course.objects.select_related("activity", "structure__version").get(key=compiled.key)


def enrolled(person=None, course=None):
    return enrol_person(person or LearnerFactory(), course=course or released())


def right_answer(question):
    """As somebody would give it."""
    return question.answer["value"] if question.kind == QuestionKind.NUMERIC else question.answer


def wrong_answer(question):
    match question.kind:
        case QuestionKind.SINGLE:
            return next(key for key in question.choices if key != question.answer)
        case QuestionKind.MULTIPLE:
            return list(question.choices)
        case QuestionKind.TRUE_FALSE:
            return not question.answer
        case _:
            return "-1"


def answer_check(enrolment, check, given=None, **fields):
    defaults = {
        "lesson_key": uuid.UUID(check.key.partition(":")[0]),
        "question_key": check.key,
        "given": right_answer(check) if given is None else given,
        "client_uuid": uuid.uuid4(),
        "language": ZH,
    }
    return answer_check_question(enrolment, **defaults | fields)


def do_lesson(enrolment, lesson_key):
    for check in plan_of(enrolment.structure).lessons[str(lesson_key)]:
        answer_check(enrolment, check)
    return complete_lesson(enrolment, lesson_key=uuid.UUID(str(lesson_key)), language=ZH)


def do_lessons(enrolment):
    """All of them. Gives the enrolment as it is afterwards."""
    for lesson_key in plan_of(enrolment.structure).lessons:
        do_lesson(enrolment, lesson_key)
    enrolment.refresh_from_db()
    return enrolment


def ready(**fields):
    """Enrolled in a course with every lesson done."""
    return do_lessons(enrolled(course=released(compiled_course(**fields))))


def exam_questions(attempt):
    """In the order of the attempt, with their answers."""
    plan = plan_of(attempt.version.structure)
    return [plan.exam[key] for key in attempt.order["questions"]]


def question_of(attempt, kind):
    return next(one for one in exam_questions(attempt) if one.kind == kind)


def answer_exam(attempt, question, given=None, **fields):
    defaults = {"given": right_answer(question) if given is None else given, "client_uuid": uuid.uuid4()}
    return answer_exam_question(attempt, question_key=uuid.UUID(question.key), **defaults | fields)


def sit_exam(enrolment, *, wrong=0):
    """One attempt, handed in, with so many wrong answers."""
    attempt = start_attempt(enrolment)
    for place, question in enumerate(exam_questions(attempt)):
        answer_exam(attempt, question, given=wrong_answer(question) if place < wrong else None)
    return submit_attempt(attempt, language=ZH)


def completed(enrolment):
    """The course done, exam and all. Gives the enrolment as it is afterwards."""
    do_lessons(enrolment)
    if plan_of(enrolment.structure).rules:
        sit_exam(enrolment)
    enrolment.refresh_from_db()
    return enrolment

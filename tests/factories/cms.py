"""Pages and questions as editors write them. Nothing is published unless asked: `publish` does what the button does.

Every block and list item has an id, as it has when it was written in the admin.
"""

import itertools
import uuid

from wagtail.models import Locale

from cms.models import CataloguePage, CoursePage, ExamQuestion, LessonPage

numbers = itertools.count(1)


def new_id():
    return str(uuid.uuid4())


def item(value):
    return {"type": "item", "value": value, "id": new_id()}


def block(kind, value):
    return {"type": kind, "value": value, "id": new_id()}


def choice(text, *, is_right=False, feedback=""):
    return {"text": text, "is_right": is_right, "feedback": feedback}


def text_block(html="<p>库存按进价算。</p>"):
    return block("text", html)


def single_question(prompt="拿什么去除？", right="进价", wrong="销售额"):
    return block(
        "check_question",
        {
            "kind": "SINGLE",
            "prompt": prompt,
            "choices": [item(choice(wrong, feedback="CANARY 里面有毛利")), item(choice(right, is_right=True))],
            "is_true": False,
            "answer": None,
            "tolerance": None,
            "unit": "",
            "explanation": "CANARY 两边用同一把尺",
        },
    )


def checklist(*things):
    return block("checklist", {"title": "明早三件事", "items": [item(thing) for thing in things or ("加总", "相除")]})


def chinese():
    return Locale.objects.get(language_code="zh-hans")


def english():
    return Locale.objects.get(language_code="en")


def catalogue():
    return CataloguePage.objects.get(locale=chinese())


def draft_course(**fields):
    number = next(numbers)
    page = CoursePage(
        **{"title": f"库存管理 {number}", "slug": f"course-{number}", "live": False, "locale": chinese()} | fields
    )
    catalogue().add_child(instance=page)
    page.save_revision()
    return page


def draft_lesson(course, **fields):
    number = next(numbers)
    words = {"title": f"第 {number} 课", "slug": f"lesson-{number}", "body": [text_block(), single_question()]}
    page = LessonPage(**words | {"live": False, "locale": course.locale} | fields)
    course.add_child(instance=page)
    page.save_revision()
    return page


def draft_question(course, **fields):
    words = {
        "kind": "SINGLE",
        "prompt": f"第 {next(numbers)} 题？",
        "explanation": "CANARY 因为",
        "choices": [
            block("choice", choice("甲", is_right=True)),
            block("choice", choice("乙", feedback="CANARY 不对")),
        ],
    }
    question = ExamQuestion.objects.create(course=course, live=False, locale=course.locale, **words | fields)
    question.save_revision()
    return question


def publish(page, **changes):
    """Change what is in the newest draft, save it and publish it. The object as it is then."""
    draft = page.get_latest_revision_as_object() if hasattr(page, "get_latest_revision_as_object") else page
    for name, value in changes.items():
        setattr(draft, name, value)
    draft.save_revision().publish()
    return type(page).objects.get(pk=page.pk)


def released_course(lessons=2, questions=0, **fields):
    """A course with its lessons and exam, all published as they were first saved, so that it is released."""
    course = draft_course(**fields)
    for _ in range(lessons):
        draft_lesson(course).latest_revision.publish()
    for _ in range(questions):
        draft_question(course).latest_revision.publish()
    course.latest_revision.publish()
    return CoursePage.objects.get(pk=course.pk)

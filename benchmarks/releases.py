"""Releasing a course of twenty lessons, against showing each of them to one learner."""

from __future__ import annotations

from uuid import uuid4

from django.urls import reverse

from cms.actions import release_published_course
from cms.models import CataloguePage, CoursePage, LessonPage
from courses.api import enrol_person
from courses.models import Course
from people.models import Membership

from .browser import Browser
from .measuring import Reading, Side, ratio_of

LESSONS = 20


def release_cost(*, is_tiny: bool = False) -> Reading:
    """Every lesson has another title each time, so nothing can be used again: neither a row nor a rendering.

    A release reads, compiles and stores all lessons and has its line in the audit. Then their pages are asked for, once
    each, by a learner.
    """
    page, lessons = _published_course(2 if is_tiny else LESSONS)
    course = Course.objects.get(key=page.translation_key)
    person = Membership.objects.order_by("pk")[0].person
    enrol_person(person, course=course)
    browser = Browser(person)
    asks = [
        browser.get(reverse("courses:lesson_detail", args=[course.uuid, lesson.translation_key])) for lesson in lessons
    ]
    count = 0

    def change_titles() -> None:
        nonlocal count
        count += 1
        for lesson in lessons:
            revision = lesson.live_revision
            revision.content["title"] = f"{lesson.title} {count}"
            revision.save(update_fields=["content"])

    def release() -> None:
        publication = release_published_course(CoursePage.objects.get(pk=page.pk))
        assert publication.version == count + 1  # noqa: S101 - else something else would be measured

    def show() -> None:
        for ask in asks:
            ask()

    def change_and_release() -> None:
        change_titles()
        release()

    # Pages can only be shown after their release, so each side prepares what the other one leaves it.
    return ratio_of(
        Side("release", release, prepare=change_titles),
        Side("pages", show, prepare=change_and_release),
        rounds=1 if is_tiny else 12,
    )


def _published_course(lesson_count: int) -> tuple[CoursePage, list[LessonPage]]:
    """Written like the demo's, in one language."""
    catalogue = CataloguePage.objects.get(locale__language_code="zh-hans")
    course = CoursePage(
        title="二十课", slug=f"bench-{uuid4().hex[:8]}", locale=catalogue.locale, gives_certificate=False
    )
    catalogue.add_child(instance=course)
    written = list(LessonPage.objects.filter(locale=catalogue.locale, live=True).order_by("path"))
    lessons = []
    for number in range(lesson_count):
        model = written[number % len(written)]
        fields = {name: getattr(model, name) for name in ("minutes", "sum", "sum_note", "body")}
        lesson = LessonPage(title=f"第 {number + 1} 课", slug=f"lesson-{number + 1}", locale=catalogue.locale, **fields)
        course.add_child(instance=lesson)
        lesson.save_revision().publish()
        lessons.append(LessonPage.objects.select_related("live_revision").get(pk=lesson.pk))
    course.save_revision().publish()
    return CoursePage.objects.get(pk=course.pk), lessons

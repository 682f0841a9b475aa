"""Words flow at once, structure waits: what reaches learners, and when."""

import datetime as dt

import pytest
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Workflow

from cms.actions import release_missed
from cms.enums import Outcome
from cms.models import CoursePage, LessonPage, Publication
from courses import api as courses_api
from courses.models import Course, CourseVersion
from people.enums import StaffGroup
from tests.cms.looking import course_of, outcome, titles, versions
from tests.factories.cms import (
    draft_course,
    draft_lesson,
    draft_question,
    publish,
    released_course,
    single_question,
    text_block,
)
from tests.factories.people import StaffFactory

pytestmark = pytest.mark.django_db


@pytest.mark.database
def test_lessons_published_alone_wait_until_the_course_is_published():
    course = draft_course()
    lessons = [publish(draft_lesson(course)) for _ in range(3)]
    assert course_of(course) is None
    assert {outcome(lesson) for lesson in lessons} == {Outcome.WAITS}

    course = publish(course)

    assert versions(course) == 1
    assert titles(course) == [lesson.title for lesson in lessons]
    assert {outcome(lesson) for lesson in lessons} == {Outcome.WENT_OUT}


@pytest.mark.database
def test_a_course_without_lessons_is_refused_with_a_sentence_and_stays_published():
    course = publish(draft_course())

    publication = Publication.objects.get(model="coursepage")

    assert course.live
    assert publication.outcome == Outcome.REFUSED
    assert publication.reason


@pytest.mark.database
def test_publishing_the_same_again_makes_no_version():
    course = released_course(lessons=2, questions=1)

    publish(course)
    publish(LessonPage.objects.first())

    assert versions(course) == 1


@pytest.mark.database
def test_a_corrected_word_is_out_at_once_and_going_back_to_it_is_a_version_with_equal_content():
    course = released_course(lessons=2)
    lesson = LessonPage.objects.first()
    first_revision, first_title = lesson.live_revision, lesson.title

    publish(lesson, title="库存能卖几天")
    corrected = titles(course)
    first_revision.publish(previous_revision=first_revision)

    assert corrected[0] == "库存能卖几天"
    assert titles(course)[0] == first_title
    assert versions(course) == 3
    digests = list(CourseVersion.objects.order_by("number").values_list("digest", flat=True))
    assert digests[0] == digests[2] != digests[1]


@pytest.mark.database
def test_a_new_lesson_waits_while_a_typo_in_another_is_out_at_once():
    course = released_course(lessons=2)
    old = LessonPage.objects.first()
    new = publish(draft_lesson(course))

    publish(old, title="改好的错字")

    assert outcome(new) == Outcome.WAITS
    assert titles(course) == ["改好的错字", LessonPage.objects.all()[1].title]

    publish(course)

    assert titles(course)[-1] == new.title
    assert outcome(new) == Outcome.WENT_OUT


def test_another_right_answer_waits_for_the_course():
    course = released_course(lessons=1)
    lesson = LessonPage.objects.get()
    body = lesson.body.get_prep_value()
    first, second = body[1]["value"]["choices"]
    first["value"]["is_right"], second["value"]["is_right"] = True, False

    publish(lesson, body=body)

    assert outcome(lesson) == Outcome.WAITS
    structure = course_of(course).structure
    publish(course)
    assert course_of(course).structure != structure


def test_a_typo_in_the_explanation_of_a_question_is_out_at_once():
    course = released_course(lessons=1, questions=1)
    question = course.exam_questions.get()
    structure = course_of(course).structure

    publish(question, explanation="两边都按进价。")

    assert course_of(course).structure == structure
    assert outcome(question) == Outcome.WENT_OUT
    assert course_of(course).structure.version.questions.get().feedback["explanation"] == "两边都按进价。"


def test_a_new_exam_question_waits_for_the_course():
    course = released_course(lessons=1)

    question = publish(draft_question(course))

    assert outcome(question) == Outcome.WAITS
    publish(course)
    assert course_of(course).structure.version.questions.count() == 1


@pytest.mark.database
def test_a_lesson_taken_back_stays_until_the_course_is_published():
    course = released_course(lessons=2)
    lesson = LessonPage.objects.last()

    lesson.unpublish()

    assert outcome(lesson) == Outcome.WAITS
    assert len(titles(course)) == 2
    publish(course)
    assert len(titles(course)) == 1


@pytest.mark.database
def test_lessons_in_another_order_wait_for_the_course():
    course = released_course(lessons=2)
    first, second = LessonPage.objects.all()

    second.move(first, pos="left")

    second.refresh_from_db()
    assert outcome(second) == Outcome.WAITS
    assert titles(course) == [first.title, second.title]
    publish(course)
    assert titles(course) == [second.title, first.title]


@pytest.mark.database
def test_a_scheduled_course_is_out_at_its_hour_and_not_before():
    course = draft_course()
    publish(draft_lesson(course))
    publish(course, go_live_at=timezone.now() + dt.timedelta(hours=1))
    assert course_of(course) is None

    revision = CoursePage.objects.get(pk=course.pk).scheduled_revision
    revision.approved_go_live_at = timezone.now() - dt.timedelta(minutes=1)
    revision.content["go_live_at"] = revision.approved_go_live_at.isoformat()
    revision.save()
    call_command("publish_scheduled")

    assert versions(course) == 1


def test_the_last_approval_of_the_workflow_releases():
    editor, expert = StaffFactory(group=StaffGroup.EDITORS), StaffFactory(group=StaffGroup.APPROVERS)
    releaser = StaffFactory(group=StaffGroup.CURRICULUM_ADMINS)
    course = draft_course()
    publish(draft_lesson(course))
    state = Workflow.objects.get().start(course, editor)

    state.current_task_state.approve(user=expert)
    assert course_of(course) is None
    state.refresh_from_db()
    state.current_task_state.approve(user=releaser)

    assert versions(course) == 1


def test_a_course_taken_back_is_closed_and_its_versions_stay():
    course = released_course(lessons=1)

    course.unpublish()

    assert not course_of(course).is_open
    assert versions(course) == 1


@pytest.mark.database
def test_deleted_pages_leave_their_versions():
    course = released_course(lessons=2)
    key = course.translation_key

    CoursePage.objects.get(pk=course.pk).delete()

    assert Course.objects.get(key=key).structure.version.lessons.count() == 2
    assert not Course.objects.get(key=key).is_open


@pytest.mark.database
def test_what_is_drafted_since_is_not_released():
    course = released_course(lessons=1)
    lesson = LessonPage.objects.get()
    lesson.title = "还在写"
    lesson.save_revision()
    LessonPage.objects.filter(pk=lesson.pk).update(title="还在写")  # as localize does when it saves a draft

    publish(course, ask="问别的？")

    assert "还在写" not in titles(course)


def test_a_list_without_ids_is_refused_rather_than_given_new_keys():
    course = released_course(lessons=1)
    body = [text_block(), single_question()]
    body[1]["value"]["choices"] = [each["value"] for each in body[1]["value"]["choices"]]

    lesson = publish(LessonPage.objects.get(), body=body)

    assert outcome(lesson) == Outcome.REFUSED
    assert versions(course) == 1


@pytest.mark.database
def test_one_that_fails_again_does_not_hold_up_the_others(monkeypatch):
    courses = [draft_course() for _ in range(2)]
    for course in courses:
        publish(draft_lesson(course))
    release, keys = courses_api.release_course, [course.translation_key for course in courses]
    monkeypatch.setattr("courses.api.release_course", lambda *_, **__: 1 / 0)
    for course in courses:
        with pytest.raises(ZeroDivisionError):
            publish(course)

    def fail_for_the_first(compiled, **fields):
        return 1 / 0 if compiled.key == keys[0] else release(compiled, **fields)

    monkeypatch.setattr("courses.api.release_course", fail_for_the_first)

    assert release_missed() == 1
    assert [course_of(course) is not None for course in courses] == [False, True]


@pytest.mark.database
def test_making_up_for_missed_releases_lets_out_nothing_that_waits():
    course = released_course(lessons=1)
    new = publish(draft_lesson(course))
    Publication.objects.filter(object_id=new.pk).delete()

    assert release_missed() == 1

    assert outcome(new) == Outcome.WAITS
    assert new.title not in titles(course)


@pytest.mark.database
def test_a_copied_course_is_released_by_one_publish_of_its_own():
    course = released_course(lessons=2)

    copy = course.copy(recursive=True, keep_live=True, update_attrs={"slug": "copy", "title": "副本"})

    assert course_of(copy) is None
    publish(CoursePage.objects.get(pk=copy.pk))
    assert len(titles(copy)) == 2

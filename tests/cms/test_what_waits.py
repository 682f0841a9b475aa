"""The course page lists what waits and why, who changed it, and what Publish will do."""

import pytest
from django.utils import translation

from cms.models import LessonPage, Publication
from cms.what_waits import rows_of, what_publish_does, what_unpublish_does
from courses.api import Learners, Waiting
from courses.enums import WaitingKind
from people.enums import StaffGroup
from tests.cms.filled_in import page_url, question_url
from tests.cms.looking import course_of
from tests.factories.cms import draft_course, draft_lesson, draft_question, publish, released_course
from tests.factories.courses import enrolled
from tests.factories.people import LearnerFactory, StaffFactory

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

MANY = Learners(under_way=12, done=3)


@pytest.fixture
def author():
    return StaffFactory(group=StaffGroup.CURRICULUM_ADMINS, full_name="林编辑")


def publish_as(person, page, **changes):
    draft = page.get_latest_revision_as_object()
    for name, value in changes.items():
        setattr(draft, name, value)
    draft.save_revision(user=person).publish(user=person)


def rows(client, course):
    content = client.get(page_url("edit", course)).content.decode()
    return content.partition("help-warning")[2].partition("</div>")[0]


def test_a_new_lesson_is_listed_with_its_link_its_author_and_what_publish_does(client, editor, author):
    course = released_course(lessons=1)
    enrolled(LearnerFactory(), course_of(course))
    lesson = draft_lesson(course, title="新的一课")
    publish_as(author, lesson)

    shown = rows(client, course)

    assert page_url("edit", lesson) in shown
    assert "新的一课" in shown
    assert "林编辑" in shown
    assert "<time datetime=" in shown


def test_a_new_question_is_listed_with_its_link(client, editor, author):
    course = released_course(lessons=1)
    question = draft_question(course)
    publish_as(author, question)

    shown = rows(client, course)

    assert question_url("edit", question.pk) in shown
    assert "林编辑" in shown


def test_a_lesson_taken_back_says_who_took_it(client, editor, author):
    course = released_course(lessons=2)
    lesson = LessonPage.objects.last()
    lesson.unpublish(user=author)

    shown = rows(client, course)

    assert page_url("edit", lesson) in shown
    assert "林编辑" in shown


def test_a_lesson_that_is_gone_has_no_link(client, editor):
    course = released_course(lessons=2)
    lesson = LessonPage.objects.last()
    lesson.delete()

    shown = rows(client, course)

    assert lesson.title in shown
    assert "<a " not in shown


def test_nothing_is_listed_when_nothing_waits(client, editor):
    assert rows(client, released_course(lessons=1, questions=1)) == ""


@pytest.mark.parametrize("count", [1, 30])
def test_what_is_listed_costs_the_same_for_one_and_thirty(author, count, django_assert_num_queries):
    course = released_course(lessons=1)
    questions = [draft_question(course) for _ in range(count)]
    for question in questions:
        publish_as(author, question)
    waiting = [Waiting(WaitingKind.QUESTION, "", "", str(question.translation_key)) for question in questions]

    with django_assert_num_queries(3):
        shown = rows_of(course, waiting)

    assert {row.url for row in shown} == {question_url("edit", question.pk) for question in questions}
    assert {row.by for row in shown} == {"林编辑"}


STRUCTURE = Waiting(WaitingKind.LESSON, "新课", "", "1", is_structure=True)
WORDS = Waiting(WaitingKind.LESSON, "旧课", "", "2")
LEFT_OUT = Waiting(WaitingKind.LESSON, "Old", "", "3", "en", is_left_out=True)


@pytest.mark.parametrize(
    ("waiting", "is_released", "learners", "said"),
    [
        ([STRUCTURE], False, Learners(), "Publish opens the course"),
        ([WORDS], True, MANY, "everybody at once"),
        ([WORDS, STRUCTURE], True, MANY, "12 people under way finish it as they began it"),
        ([STRUCTURE], True, Learners(under_way=1), "1 person under way finishes it"),
        ([STRUCTURE], True, Learners(done=4), "Nobody is under way"),
        ([LEFT_OUT], True, MANY, "bring the translations up to date"),
        ([LEFT_OUT, WORDS], True, MANY, "everybody at once"),
    ],
)
def test_one_line_says_what_publish_does(waiting, is_released, learners, said):
    assert said in what_publish_does(waiting, is_released=is_released, learners=learners)


def test_publish_does_what_the_line_says(client, editor):
    course = released_course(lessons=1)
    enrolment = enrolled(LearnerFactory(), course_of(course))
    publish(draft_lesson(course))

    publish(course)

    enrolment.refresh_from_db()
    assert enrolment.structure_id != course_of(course).structure_id
    assert enrolled(LearnerFactory(), course_of(course)).structure_id == course_of(course).structure_id


def test_taking_back_says_who_can_finish():
    course = released_course(lessons=1)
    assert what_unpublish_does(course) == "The course takes no new learners from then on."
    enrolled(LearnerFactory(), course_of(course))

    assert what_unpublish_does(course).endswith("1 person under way can finish it; certificates stay valid.")
    assert "published" in what_unpublish_does(LessonPage.objects.first())


def test_reasons_are_read_in_the_readers_language():
    publish(draft_lesson(draft_course()))
    publication = Publication.objects.get()

    with translation.override("zh-hans"):
        chinese = publication.reason
    assert publication.reason.startswith("This course is not released yet.")
    assert "course" not in chinese

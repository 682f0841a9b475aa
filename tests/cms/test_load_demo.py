"""The demo comes in whole, again without anything twice, and everybody in it has a past."""

import datetime as dt
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.db import connection
from django.utils import timezone

from certificates.models import Certificate
from cms.models import CataloguePage, CoursePage, ExamQuestion, FrontPage, LessonPage, Publication
from courses.models import Attempt, CheckAnswer, Course, CourseVersion, Enrolment
from courses.queries import broken_invariants
from foundation.models import AuditLine
from learning.models import LearningRecord
from people.models import Membership, Organisation, Outlet, Person, ProductLine, Territory, Tier
from tests.cms.small_demo import DEMO, add_second_lesson, change, learner, load, write_learners
from tests.demo import copy_demo

pytestmark = pytest.mark.slow
PASSWORD = "warm-water-and-good-sums"
COUNTED = [
    Organisation, Outlet, Tier, ProductLine, Person, Membership, Territory,
    FrontPage, CataloguePage, CoursePage, LessonPage, ExamQuestion,
    Publication, Course, CourseVersion, Enrolment, CheckAnswer, Attempt, LearningRecord, Certificate, AuditLine,
]  # fmt: skip


def counts():
    return {model.__name__: model.objects.count() for model in COUNTED}


@pytest.mark.django_db
def test_a_course_is_there_in_both_languages_for_everyone(loaded, client):
    course = Course.objects.get()

    version = course.structure.version
    assert set(version.words) == {"zh-hans", "en"}
    assert sorted(version.lessons.values_list("language", flat=True)) == ["en", "zh-hans"]
    assert version.questions.count() == 6
    assert "库存管理" in client.get("/zh-hans/").content.decode()
    assert "Inventory Management" in client.get("/en/courses/").content.decode()


@pytest.mark.django_db
def test_learning_is_brought_in_as_it_happens(loaded):
    passed, failed, begun = (
        Enrolment.objects.get(person__email=f"sample-{name}@example.com") if name != "wu" else
        Enrolment.objects.get(person__full_name="吴德福")
        for name in ("wu", "zhao", "zhou")
    )  # fmt: skip

    assert passed.completed_at
    assert LearningRecord.objects.filter(person=passed.person).exists()
    assert Certificate.objects.filter(holder_person=passed.person).exists()
    assert failed.attempts.get().is_passed is False
    assert begun.completed_at is None


@pytest.fixture
def past(small, django_capture_on_commit_callbacks):
    """Who passed twenty days ago, stopped three days ago, and only began yesterday."""
    add_second_lesson(small)
    learners = learner("sample-wu", 2, "PASSED", 20), learner("sample-zhao", 1, "", 3), learner("sample-zhou", 0, "", 1)
    write_learners(small, *learners)
    with django_capture_on_commit_callbacks(execute=True):
        load(small)
    return {name: Enrolment.objects.get(person__full_name=name) for name in ("吴德福", "赵永刚", "周婷")}


def days_before_today(moment):
    return (timezone.localdate() - timezone.localdate(moment)).days


@pytest.mark.django_db
def test_everything_happened_when_the_file_says(past):
    passed, stopped, begun = past.values()

    assert [days_before_today(one.active_at) for one in (passed, stopped, begun)] == [20, 3, 1]
    record, certificate = LearningRecord.objects.get(), Certificate.objects.get()
    assert record.completed_at == passed.completed_at == passed.active_at
    assert certificate.issued_on == timezone.localdate() - dt.timedelta(days=20)
    assert days_before_today(passed.started_at) > 20, "a lesson a sitting, days apart"
    assert days_before_today(stopped.started_at) > 3
    assert begun.started_at == begun.active_at


@pytest.mark.django_db
def test_lessons_are_done_on_days_of_their_own_and_the_exam_within_its_time(past):
    passed = past["吴德福"]
    attempt = passed.attempts.get()

    days = [timezone.localdate(one.completed_at) for one in passed.lesson_completions.order_by("pk")]
    assert days == sorted(set(days))
    assert days[-1] < timezone.localdate(attempt.started_at)
    assert attempt.started_at < attempt.submitted_at < attempt.deadline_at
    assert not attempt.answers.filter(is_late=True).exists()


@pytest.mark.django_db
def test_loading_again_a_day_later_leaves_the_past_alone(past, small, time_machine):
    before = {name: (one.started_at, one.active_at, one.completed_at) for name, one in past.items()}
    time_machine.move_to(timezone.now() + dt.timedelta(days=1))

    load(small)

    after = {name: Enrolment.objects.get(pk=one.pk) for name, one in past.items()}
    assert {name: (one.started_at, one.active_at, one.completed_at) for name, one in after.items()} == before
    assert Certificate.objects.count() == 1


@pytest.mark.django_db
def test_loading_again_makes_nothing_twice(loaded, django_capture_on_commit_callbacks):
    before = counts()

    with django_capture_on_commit_callbacks(execute=True):
        said = load(loaded)

    assert counts() == before
    assert "0 pages and questions published" in said


@pytest.mark.django_db
def test_a_changed_text_flows_to_learners(loaded, django_capture_on_commit_callbacks):
    structure = Course.objects.get().structure
    lesson = loaded / "courses" / "inventory" / "01-days-of-stock.toml"
    change(lesson, ('{ zh = "库存能卖几天", en = "Days of stock" }', '{ zh = "够卖几天", en = "How long" }'))

    with django_capture_on_commit_callbacks(execute=True):
        load(loaded)

    course = Course.objects.get()
    assert course.structure == structure
    titles = {row.language: row.body["title"] for row in course.structure.version.lessons.all()}
    assert titles == {"zh-hans": "够卖几天", "en": "How long"}


@pytest.mark.django_db
def test_everybody_signs_in_with_the_password_of_the_file(loaded):
    hashes = set(Person.objects.values_list("password", flat=True))

    assert len(hashes) == 1
    assert check_password(PASSWORD, hashes.pop())


@pytest.mark.django_db
def test_it_prints_whom_to_sign_in_as(small):
    said = load(small, print_sign_in=True)

    assert "sample-zhou@example.com" in said
    assert PASSWORD in said
    assert not Person.objects.exists()


@pytest.fixture
def whole_demo(committed_db, database_copies):
    """Loaded once for all tests."""
    if connection.vendor != "sqlite":
        pytest.skip("The demo is copied as a file.")
    copy_demo(Path(database_copies.copy), settings.VAR_DIR)


@pytest.mark.usefixtures("whole_demo")
def test_the_whole_demo_comes_in_and_again():
    before = counts()
    load(DEMO)

    assert counts() == before
    assert before["Course"] == 2
    assert before["LessonPage"] == 2 * (6 + 7)
    assert before["ExamQuestion"] == 2 * (18 + 22)
    assert before["Organisation"] == 1 + 40
    assert before["Person"] == 300 + 2  # one waits, one is invited
    assert before["Outlet"] > 40
    assert (
        len({code[:2] for code in Organisation.objects.exclude(county_code="").values_list("county_code", flat=True)})
        == 8
    )
    assert set(Publication.objects.values_list("outcome", flat=True)) <= {"WENT_OUT", "NOTHING_NEW"}
    everybody_has_a_past()


def everybody_has_a_past():
    assert not broken_invariants()
    assert not LearningRecord.objects.filter(organisation=None).exists(), "all worked somewhere then"
    numbered = Certificate.objects.order_by("number").values_list("issued_on", flat=True)
    assert list(numbered) == sorted(numbered)
    assert len(set(numbered)) > 4
    for enrolment in Enrolment.objects.select_related("person"):
        happened = [
            enrolment.started_at,
            *enrolment.check_answers.order_by("pk").values_list("answered_at", flat=True),
            *enrolment.attempts.order_by("pk").values_list("started_at", flat=True),
            *enrolment.attempts.order_by("pk").values_list("submitted_at", flat=True),
            enrolment.active_at,
        ]
        assert happened == sorted(happened), enrolment
        zone = ZoneInfo(enrolment.person.memberships.first().organisation.zone)
        assert {8 <= moment.astimezone(zone).hour <= 20 for moment in happened} == {True}

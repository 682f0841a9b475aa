"""What people of the demo did, they did on days gone by."""

import datetime as dt
from itertools import pairwise

import pytest
from django.utils import timezone

from certificates.models import Certificate
from courses.models import Enrolment
from learning.models import LearningRecord
from tests.cms.small_demo import add_second_lesson, learner, load, loaded_for_all, small_demo, write_learners
from tests.undoing import undone

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def loaded(tmp_path_factory, django_db_setup, django_db_blocker):
    folder = small_demo(tmp_path_factory.mktemp("small") / "demo")
    add_second_lesson(folder)
    learners = learner("sample-wu", 2, "PASSED", 20), learner("sample-zhao", 1, "", 3), learner("sample-zhou", 0, "", 1)
    write_learners(folder, *learners)
    with django_db_blocker.unblock(), loaded_for_all(folder):
        yield folder


@pytest.fixture
def past(loaded):
    """Who passed twenty days ago, stopped three days ago, and only began yesterday."""
    with undone():
        yield {name: Enrolment.objects.get(person__full_name=name) for name in ("吴德福", "赵永刚", "周婷")}


def days_before_today(moment):
    return (timezone.localdate() - timezone.localdate(moment)).days


def test_everything_happened_when_the_file_says(past):
    passed, stopped, begun = past.values()

    assert [days_before_today(one.active_at) for one in (passed, stopped, begun)] == [20, 3, 1]
    record, certificate = LearningRecord.objects.get(), Certificate.objects.get()
    assert record.completed_at == passed.completed_at == passed.active_at
    assert certificate.issued_on == timezone.localdate() - dt.timedelta(days=20)
    assert days_before_today(passed.started_at) > 20, "a lesson a sitting, days apart"
    assert days_before_today(stopped.started_at) > 3
    assert begun.started_at == begun.active_at


def test_lessons_are_done_on_days_of_their_own_and_the_exam_within_its_time(past):
    passed = past["吴德福"]
    attempt = passed.attempts.get()

    days = [timezone.localdate(one.completed_at) for one in passed.lesson_completions.order_by("pk")]
    assert days == sorted(set(days))
    assert days[-1] < timezone.localdate(attempt.started_at)
    assert attempt.started_at < attempt.submitted_at < attempt.deadline_at
    assert not attempt.answers.filter(is_late=True).exists()
    saved = list(attempt.answers.order_by("pk").values_list("saved_at", flat=True))
    assert len({later - earlier for earlier, later in pairwise(saved)}) > 1


def test_loading_again_a_day_later_leaves_the_past_alone(past, loaded, time_machine):
    before = {name: (one.started_at, one.active_at, one.completed_at) for name, one in past.items()}
    time_machine.move_to(timezone.now() + dt.timedelta(days=1))

    load(loaded)

    after = {name: Enrolment.objects.get(pk=one.pk) for name, one in past.items()}
    assert {name: (one.started_at, one.active_at, one.completed_at) for name, one in after.items()} == before
    assert Certificate.objects.count() == 1

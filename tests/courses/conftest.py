from time import sleep

import pytest
from django.utils import translation

from courses.actions import completing, exams, granting, lessons, start_attempt
from courses.models import Attempt, Enrolment
from tests.courses.guards import A_WHILE
from tests.factories.courses import ready


@pytest.fixture
def in_english():
    """For tests that match sentences; requests choose their language themselves."""
    with translation.override("en"):
        yield


@pytest.fixture
def enrolment():
    """With every lesson done."""
    return ready()


@pytest.fixture
def attempt(enrolment):
    return start_attempt(enrolment)


@pytest.fixture
def no_worker(monkeypatch):
    monkeypatch.setattr("foundation.outbox.wake_worker", lambda message_id: None)


@pytest.fixture
def without_enrolment_lock(monkeypatch):
    """Reads what was read with a lock, and dwells where others may come between."""

    def unlocked(enrolment):
        read = Enrolment.objects.select_related("person", "course__activity", "structure__version").get(pk=enrolment.pk)
        sleep(A_WHILE)
        return read

    for module in (completing, exams, granting, lessons):
        monkeypatch.setattr(module, "lock_enrolment", unlocked)


@pytest.fixture
def without_attempt_lock(monkeypatch):
    def unlocked(attempt):
        return Attempt.objects.select_related("enrolment__course__activity", "version__structure").get(pk=attempt.pk)

    monkeypatch.setattr(exams, "lock_attempt", unlocked)

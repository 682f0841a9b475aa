"""What holds when many act in the same moment: real threads, each guard alone, and what happens without either."""

import uuid
from time import sleep

import pytest
from django.db import connection, transaction
from django.utils import timezone

from certificates.models import Certificate
from learning import actions
from learning.actions import CycleNotOpened
from learning.models import Activity, Cycle, LearningRecord, Standing
from learning.queries import record_that_stands
from people.models import Person
from tests.databases import on_postgresql
from tests.factories.certificates import CredentialFactory
from tests.factories.learning import ActivityFactory, complete
from tests.factories.people import LearnerFactory, SuperuserFactory
from tests.races import run_at_once

pytestmark = [
    pytest.mark.database,
    pytest.mark.slow,
    on_postgresql,
    pytest.mark.usefixtures("committed_db"),
]

MANY = 32
UNIQUE = "one_standing_record_per_person_activity_cycle"


@pytest.fixture(autouse=True)
def _no_worker(monkeypatch):
    monkeypatch.setattr("foundation.outbox.wake_worker", lambda message_id: None)


@pytest.fixture
def pair(committed_db):
    return LearnerFactory().pk, ActivityFactory(credential=CredentialFactory()).pk


@pytest.fixture
def without_constraint(committed_db):
    """The copy of the database is thrown away afterwards."""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP INDEX {UNIQUE}")


@pytest.fixture
def without_lock(monkeypatch):
    def unlocked(person, activity):
        return Standing.objects.get_or_create(person=person, activity=activity)[0]

    monkeypatch.setattr(actions, "_lock_standing", unlocked)


def complete_at_once(pair, **fields):
    person, activity = pair

    def complete_once(number):
        return complete(Person.objects.get(pk=person), Activity.objects.get(pk=activity), **fields).pk

    return run_at_once(MANY, complete_once)


def assert_one_record_and_one_certificate(found):
    record = LearningRecord.objects.get()
    assert set(found) == {record.pk}
    assert Standing.objects.get().record == record
    assert Certificate.objects.count() == 1


def test_many_completions_at_once_make_one_record_and_one_certificate(pair):
    assert_one_record_and_one_certificate(complete_at_once(pair))


def test_lock_alone_is_enough(pair, without_constraint):
    assert_one_record_and_one_certificate(complete_at_once(pair))


def test_constraint_alone_is_enough(pair, without_lock):
    assert_one_record_and_one_certificate(complete_at_once(pair))


def test_without_either_there_are_more(pair, without_constraint):
    """The negative control: looking first and writing then, as one does without thinking."""
    person, activity = pair

    def complete_naively(number):
        with transaction.atomic():
            there = record_that_stands(Person.objects.get(pk=person), Activity.objects.get(pk=activity), 0)
            if there is None:
                sleep(0.02)
                LearningRecord.objects.create(
                    person_id=person, activity_id=activity, completed_at=timezone.now(), source="tests"
                )

    run_at_once(MANY, complete_naively)

    assert LearningRecord.objects.count() > 1


def test_one_request_sent_many_times_at_once_makes_one_record(pair):
    found = complete_at_once(pair, request_uuid=uuid.uuid4(), completed_at=timezone.now())

    assert_one_record_and_one_certificate(found)


def test_many_openings_at_once_make_one_cycle(pair):
    person, activity = pair
    complete(Person.objects.get(pk=person), Activity.objects.get(pk=activity))

    def open_once(number):
        return actions.open_cycle(
            Person.objects.get(pk=person), Activity.objects.get(pk=activity), reason="every year"
        ).number

    found = run_at_once(MANY, open_once)

    assert found.count(1) == 1
    assert all(isinstance(answer, CycleNotOpened) for answer in found if answer != 1)
    assert Cycle.objects.count() == 1


def test_completing_and_voiding_at_once_leave_standings_that_a_rebuild_would_make(pair):
    person, activity = pair
    admin = SuperuserFactory().pk

    def act(number):
        who, what = Person.objects.get(pk=person), Activity.objects.get(pk=activity)
        record = complete(who, what)
        if number % 2:
            actions.void_record(record, by=Person.objects.get(pk=admin), reason="wrong")

    found = run_at_once(MANY, act)

    assert found == [None] * MANY
    assert LearningRecord.objects.standing().count() <= 1
    assert actions.rebuild_standings() == 0
    assert Certificate.objects.count() == LearningRecord.objects.count()
    standing = Certificate.objects.exclude(state="REVOKED").values_list("state", flat=True)
    assert list(standing) == ["VALID"] * LearningRecord.objects.standing().count()

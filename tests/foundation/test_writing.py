"""Rows written with SQL that is put together once, on SQLite and on PostgreSQL alike."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from wagtail.images import get_image_model

from foundation.models import AuditLine, Heartbeat, OutboxMessage
from foundation.writing import CannotBeWritten, insert, insert_all, insert_unless_there, update
from learning.models import LearningRecord, Standing
from tests.factories.learning import ActivityFactory
from tests.factories.people import PersonFactory

pytestmark = [pytest.mark.django_db, pytest.mark.database]
NOON = dt.datetime(2026, 11, 22, 12, 0, 30, 123456, dt.UTC)


def message(key="a", **fields):
    return OutboxMessage(handler="note", key=key, run_at=NOON, **fields)


@pytest.fixture
def record(db):
    return LearningRecord(
        person=PersonFactory(),
        activity=ActivityFactory(),
        completed_at=NOON,
        source="tests",
        evidence={"von": "“小明”", "marks": [1, None, True]},
        score=Decimal("87.50"),
    )


def test_inserted_row_is_read_again_as_it_was(record):
    assert insert(record) is record

    kept = LearningRecord.objects.get()
    fields = [field.attname for field in LearningRecord._meta.concrete_fields]
    assert {name: getattr(kept, name) for name in fields} == {name: getattr(record, name) for name in fields}


def test_inserted_row_can_go_on_as_any_other(record):
    insert(record)
    record.voided_at, record.void_reason = NOON, "wrong"
    record.save(update_fields=["voided_at", "void_reason"])

    assert LearningRecord.objects.get().is_voided


def test_insert_sets_what_saving_sets():
    line = insert(AuditLine(action="a", object_type="x", object_uuid=PersonFactory().uuid, facts={"since": NOON}))

    kept = AuditLine.objects.get(pk=line.pk)
    assert kept.at == line.at is not None
    assert kept.facts == {"since": "2026-11-22T12:00:30.123Z"}


def test_many_rows_are_written_as_one_by_one_or_not_at_all():
    insert_all([message("a", payload={"n": 1}), message("b")])

    assert list(OutboxMessage.objects.order_by("key").values_list("key", "payload", "run_at")) == [
        ("a", {"n": 1}, NOON),
        ("b", {}, NOON),
    ]
    with pytest.raises(IntegrityError), transaction.atomic():
        insert_all([message("c"), message("a")])
    assert OutboxMessage.objects.count() == 2
    insert_all([])


def test_each_insert_writes_its_own_values_in_one_statement(django_assert_num_queries):
    insert(message("a", payload={"n": 1}))

    with django_assert_num_queries(1):
        insert(message("b", payload={"n": 2}))

    assert dict(OutboxMessage.objects.values_list("key", "payload")) == {"a": {"n": 1}, "b": {"n": 2}}


def test_insert_refuses_what_a_constraint_refuses(record):
    record.score = Decimal(101)

    with pytest.raises(IntegrityError), transaction.atomic():
        insert(record)

    assert record.pk is None
    assert not LearningRecord.objects.exists()


def test_row_that_is_there_is_not_written_again_and_the_transaction_goes_on():
    with transaction.atomic():
        first, again = insert_unless_there(message(payload={"n": 1})), insert_unless_there(message(payload={"n": 2}))
        insert(message("b"))

    assert (first, again) == (True, False)
    assert list(OutboxMessage.objects.order_by("key").values_list("key", "payload")) == [("a", {"n": 1}), ("b", {})]


def test_row_that_is_there_leaves_the_other_one_new():
    insert(message())
    again = message()

    insert_unless_there(again)

    assert again.pk is None
    assert again._state.adding


def test_insert_unless_there_passes_over_unique_constraints_only():
    there = message(delivered_at=NOON, gave_up_at=NOON)

    with pytest.raises(IntegrityError), transaction.atomic():
        insert_unless_there(there)


def test_update_writes_the_named_fields_alone(record, django_assert_num_queries):
    standing = insert(Standing(person=record.person, activity=record.activity))
    standing.cycle, standing.record, standing.completed_at = 1, insert(record), NOON

    with django_assert_num_queries(1):
        update(standing, "record", "completed_at")

    kept = Standing.objects.get()
    assert (kept.cycle, kept.record, kept.completed_at) == (0, record, NOON)


def test_update_of_a_row_that_is_gone_is_an_error():
    gone = insert(message())
    OutboxMessage.objects.all().delete()

    with pytest.raises(OutboxMessage.NotUpdated):
        update(gone, "handler")


def test_models_with_a_key_of_their_own_are_refused():
    with pytest.raises(CannotBeWritten, match="save it"):
        insert(Heartbeat(name="a", at=NOON))


def test_models_whose_saving_is_heard_are_refused():
    """Wagtail keeps an index of what its pictures and pages are used in."""
    with pytest.raises(CannotBeWritten, match="save it"):
        insert(get_image_model()(title="a"))

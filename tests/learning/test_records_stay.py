"""Learning records are never edited and never deleted: not by a model, not by a query, not by the database itself."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from learning.actions import void_record
from learning.models import LearningRecord
from learning.records_stay import VOIDING
from tests.factories.learning import ActivityFactory, complete
from tests.factories.people import PersonFactory, SuperuserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.database]

COLUMNS = [field.column for field in LearningRecord._meta.local_concrete_fields if field.column not in VOIDING]


@pytest.fixture
def record():
    return complete(PersonFactory(), ActivityFactory())


def run_sql(statement, *values):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


@pytest.mark.parametrize("column", COLUMNS)
def test_database_refuses_to_edit_any_column(record, column):
    with pytest.raises(IntegrityError, match="never edited"):
        run_sql(f'UPDATE learning_learningrecord SET "{column}" = "{column}" WHERE id = %s', record.pk)  # noqa: S608 - our own


def test_database_refuses_to_delete(record):
    with pytest.raises(IntegrityError, match="never deleted"):
        run_sql("DELETE FROM learning_learningrecord WHERE id = %s", record.pk)


def test_database_refuses_to_take_back_a_void(record):
    void_record(record, by=SuperuserFactory(), reason="wrong person")

    with pytest.raises(IntegrityError, match="never edited"):
        run_sql("UPDATE learning_learningrecord SET voided_at = NULL, void_reason = '' WHERE id = %s", record.pk)


def test_database_lets_the_reason_be_blanked_when_the_person_is_erased(record):
    void_record(record, by=SuperuserFactory(), reason="he had a broken leg")

    LearningRecord.objects.filter(pk=record.pk).update(void_reason="–")

    record.refresh_from_db()
    assert record.void_reason == "–"


def test_model_refuses_to_save_again_and_to_delete(record):
    for act in (record.save, record.delete, lambda: record.save(update_fields=["score"])):
        with pytest.raises(TypeError, match="never"):
            act()


def test_queries_refuse_to_update_and_to_delete(record):
    for act in (
        lambda: LearningRecord.objects.update(score=100),
        lambda: LearningRecord.objects.filter(pk=record.pk).delete(),
    ):
        with pytest.raises(TypeError, match="never"):
            act()


def test_person_with_records_cannot_be_deleted(record):
    with pytest.raises(IntegrityError):
        record.person.delete()


def test_one_record_stands_for_a_person_an_activity_and_a_cycle(record):
    with pytest.raises(IntegrityError), transaction.atomic():
        LearningRecord.objects.create(
            person=record.person, activity=record.activity, completed_at=timezone.now(), source="tests"
        )

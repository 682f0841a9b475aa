"""Whatever happens, in whatever order: standings kept as it happens are those that a rebuild would make."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from certificates.models import Certificate
from learning import actions
from learning.actions import CycleNotOpened
from learning.models import LearningRecord, Standing
from learning.queries import record_that_stands
from learning.standings import standing_fields
from tests.factories.certificates import CredentialFactory
from tests.factories.learning import ActivityFactory, complete
from tests.factories.people import PersonFactory, SuperuserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

STEPS = st.lists(
    st.tuples(st.sampled_from(["complete", "open", "void", "void_old"]), st.integers(0, 1), st.integers(0, 1)),
    max_size=14,
)


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_rebuilt_standings_equal_the_kept_ones_after_any_history(steps):
    people = [PersonFactory(), PersonFactory()]
    activities = [ActivityFactory(), ActivityFactory(credential=CredentialFactory())]
    admin = SuperuserFactory()

    for step, person, activity in steps:
        take(step, people[person], activities[activity], admin)

    kept = snapshot(people)
    assert kept == {pair: fields for pair, fields in standing_fields().items() if pair in kept} | unfounded(kept)
    assert actions.rebuild_standings() == 0
    Standing.objects.filter(person__in=people).delete()
    actions.rebuild_standings()
    assert without_undone(snapshot(people)) == without_undone(kept)
    assert_one_record_and_one_certificate_a_cycle()


def take(step, person, activity, admin):
    if step == "complete":
        complete(person, activity)
    elif step == "open":
        try:
            actions.open_cycle(person, activity, reason="again")
        except CycleNotOpened:
            assert not Standing.objects.filter(person=person, activity=activity, record__isnull=False).exists()
    else:
        records = LearningRecord.objects.filter(person=person, activity=activity).order_by("cycle", "pk")
        record = records.first() if step == "void_old" else records.standing().last()
        if record:
            actions.void_record(record, by=admin, reason="wrong")


def snapshot(people):
    return {
        (standing.person_id, standing.activity_id): {
            "cycle": standing.cycle,
            "record_id": standing.record_id,
            "completed_at": standing.completed_at,
        }
        for standing in Standing.objects.filter(person__in=people)
    }


def unfounded(kept):
    """Pairs without any fact: a void, or a refused cycle, leaves a standing that says "not done"."""
    founded = standing_fields()
    return {pair: {"cycle": 0, "record_id": None, "completed_at": None} for pair in kept if pair not in founded}


def without_undone(standings):
    return {pair: fields for pair, fields in standings.items() if fields["record_id"] or fields["cycle"]}


def assert_one_record_and_one_certificate_a_cycle():
    standing_records = LearningRecord.objects.standing().filter(credential__isnull=False)
    for record in standing_records:
        assert record_that_stands(record.person, record.activity, record.cycle) == record
    valid = {(c.holder_person_id, c.credential_id, c.cycle) for c in Certificate.objects.exclude(state="REVOKED")}
    assert valid == {(record.person_id, record.credential_id, record.cycle) for record in standing_records}

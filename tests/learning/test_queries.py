import pytest

from learning.actions import void_record
from learning.queries import records_visible_to, standings_of
from people.enums import StaffGroup
from tests.factories.learning import ActivityFactory, complete
from tests.factories.people import (
    DealerFactory,
    LearnerFactory,
    OwnerFactory,
    RepFactory,
    StaffFactory,
    SuperuserFactory,
    TerritoryFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_records_are_seen_by_those_who_see_the_person():
    dealer = DealerFactory()
    learner = LearnerFactory(at=dealer)
    mine = complete(learner, ActivityFactory())
    foreign = complete(LearnerFactory(), ActivityFactory())
    seeing = [
        learner,
        OwnerFactory(at=dealer),
        RepFactory(territory=TerritoryFactory(dealers=[dealer])),
    ]

    for person in seeing:
        assert set(records_visible_to(person)) == {mine}
    assert set(records_visible_to(StaffFactory(group=StaffGroup.CURRICULUM_ADMINS))) == {mine, foreign}
    assert not records_visible_to(LearnerFactory(at=dealer))
    assert not records_visible_to(OwnerFactory())


def test_voided_records_are_seen_too():
    record = complete(LearnerFactory(), ActivityFactory())
    void_record(record, by=SuperuserFactory(), reason="wrong")

    assert list(records_visible_to(record.person)) == [record]


def test_standings_are_those_of_the_person():
    learner, other, activity = LearnerFactory(), LearnerFactory(), ActivityFactory()
    record = complete(learner, activity)
    complete(other, activity)

    (standing,) = standings_of(learner)

    assert standing.record == record


@pytest.mark.parametrize("count", [1, 30])
def test_records_are_one_query(count, django_assert_num_queries):
    dealer = DealerFactory()
    owner = OwnerFactory(at=dealer)
    for _time in range(count):
        complete(LearnerFactory(at=dealer), ActivityFactory())

    with django_assert_num_queries(1):
        assert (
            len([f"{record} {record.organisation} {record.recorder}" for record in records_visible_to(owner)]) == count
        )

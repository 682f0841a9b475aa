import datetime as dt

import pytest

from people.enums import Role, StaffGroup
from people.messaging.kinds import switchable_kinds
from people.messaging.queries import kinds_to_choose_from
from tests.factories.people import (
    DeputyFactory,
    FieldManagerFactory,
    LearnerFactory,
    ManagerFactory,
    MembershipFactory,
    OwnerFactory,
    PersonFactory,
    RepFactory,
    StaffFactory,
    SuperuserFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.database]

LEADING = {"people.join_asked", "people.invitation_accepted", "people.member_left"}
IN_THE_FIELD = {
    "people.join_asked",
    "people.join_grown_old",
    "people.owner_made",
    "people.invitation_accepted",
    "people.question_asked",
}
ADMINISTERING = {
    "people.owner_made",
    "people.invitation_accepted",
    "people.question_asked",
    "people.erasure_asked",
}


def offered(person):
    """Beside what everybody may choose from."""
    for_everybody = {kind.name for kind in switchable_kinds() if not kind.audience}
    names = {kind.name for kind in kinds_to_choose_from(person)}
    assert for_everybody <= names
    return names - for_everybody


@pytest.mark.parametrize(
    ("make", "kinds"),
    [
        (PersonFactory, set()),
        (LearnerFactory, {"people.manager_made"}),
        (OwnerFactory, LEADING),
        (DeputyFactory, LEADING),
        (ManagerFactory, LEADING | {"people.manager_no_more"}),
        (RepFactory, IN_THE_FIELD),
        (FieldManagerFactory, IN_THE_FIELD),
        (StaffFactory, set()),
        (lambda: StaffFactory(group=StaffGroup.PLATFORM_ADMINS), ADMINISTERING),
        (SuperuserFactory, ADMINISTERING),
    ],
)
def test_kinds_to_choose_from_are_those_that_can_reach_somebody(make, kinds):
    assert offered(make()) == kinds


def test_roles_count_on_their_days_only():
    person = LearnerFactory()
    MembershipFactory(person=person, role=Role.OWNER, valid_until=dt.date(2025, 1, 1))

    assert offered(person) == {"people.manager_made"}


def test_kinds_to_choose_from_cost_one_query_for_many_roles_and_groups(django_assert_num_queries):
    person = StaffFactory(group=StaffGroup.PLATFORM_ADMINS)
    MembershipFactory.create_batch(3, person=person, role=Role.OWNER)

    with django_assert_num_queries(1):
        found = kinds_to_choose_from(person)

    assert {kind.name for kind in found} >= LEADING | ADMINISTERING

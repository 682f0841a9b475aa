import datetime as dt

import pytest
from django.utils import timezone

from people.backends import AuthenticationBackend
from tests.factories.messages import MessageFactory
from tests.factories.people import (
    DealerFactory,
    DeputyFactory,
    FieldManagerFactory,
    LearnerFactory,
    ManagerFactory,
    OwnerFactory,
    PersonFactory,
    RepFactory,
    TerritoryFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_who_is_signed_in_comes_with_their_unread_messages_in_one_query(django_assert_num_queries):
    person = PersonFactory()
    MessageFactory.create_batch(2, person=person)
    MessageFactory(person=person, read_at=timezone.now())
    MessageFactory()

    with django_assert_num_queries(1):
        found = AuthenticationBackend().get_user(person.pk)

    assert (found, found.unread_count) == (person, 2)
    assert AuthenticationBackend().get_user(PersonFactory().pk).unread_count == 0


def test_whoever_leads_a_dealer_or_looks_after_one_has_a_team_today():
    territory = TerritoryFactory(dealers=[DealerFactory()])
    leaders = [factory() for factory in (OwnerFactory, ManagerFactory, DeputyFactory)]
    in_the_field = [factory(territory=territory) for factory in (RepFactory, FieldManagerFactory)]
    without = [
        LearnerFactory(),
        RepFactory(),
        RepFactory(territory=TerritoryFactory()),
        PersonFactory(),
        OwnerFactory(),
    ]
    without[-1].memberships.update(valid_until=dt.date(2025, 1, 1))

    has_team = [AuthenticationBackend().get_user(one.pk).has_team for one in (*leaders, *in_the_field, *without)]

    assert has_team == [True] * 5 + [False] * 5


def test_who_is_gone_or_shut_out_is_nobody():
    assert AuthenticationBackend().get_user(PersonFactory(is_active=False).pk) is None
    assert AuthenticationBackend().get_user(987_654) is None

import datetime as dt

import pytest
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import Permission
from django.utils import timezone

from people.backends import AuthenticationBackend
from people.enums import StaffGroup
from people.models import Person
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
    StaffFactory,
    SuperuserFactory,
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


def test_whoever_leads_a_dealer_or_looks_after_one_today_comes_with_it():
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

    found = [AuthenticationBackend().get_user(one.pk) for one in (*leaders, *in_the_field, *without)]

    assert [(one.leads_dealer, one.looks_after_dealer) for one in found] == [
        *[(True, False)] * 3,
        *[(False, True)] * 2,
        *[(False, False)] * 5,
    ]


def test_who_is_gone_or_shut_out_is_nobody():
    assert AuthenticationBackend().get_user(PersonFactory(is_active=False).pk) is None
    assert AuthenticationBackend().get_user(987_654) is None


def test_powers_are_ones_own_and_those_of_ones_groups_in_one_query(django_assert_num_queries):
    person, other = StaffFactory(group=StaffGroup.EDITORS), StaffFactory(group=StaffGroup.PLATFORM_ADMINS)
    person.user_permissions.add(Permission.objects.get(codename="view_certificate"))
    other.user_permissions.add(Permission.objects.get(codename="delete_certificate"))
    as_django_finds_them = ModelBackend().get_all_permissions(Person.objects.get(pk=person.pk))

    with django_assert_num_queries(1):
        found = AuthenticationBackend().get_all_permissions(person)
        assert person.has_perm("certificates.view_certificate")
        assert not person.has_perm("certificates.delete_certificate")

    assert found == as_django_finds_them
    assert "wagtailadmin.access_admin" in found


def test_whoever_is_disabled_has_no_powers_and_superusers_have_all():
    disabled, superuser = StaffFactory(group=StaffGroup.EDITORS, is_active=False), SuperuserFactory()

    assert AuthenticationBackend().get_all_permissions(disabled) == set()
    assert "certificates.delete_certificate" in AuthenticationBackend().get_all_permissions(superuser)

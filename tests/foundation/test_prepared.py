"""Queries whose SQL is built once, on SQLite and on PostgreSQL alike."""

import datetime as dt
import uuid

import pytest
from django.utils import timezone

from foundation.models import AuditLine, OutboxMessage
from foundation.prepared import CannotBePrepared, prepared
from people.api import Organisation, Person
from people.models import Membership
from tests.factories.people import MembershipFactory, PersonFactory

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_each_call_asks_for_its_own_values():
    @prepared
    def people_called(name: str):
        return Person.objects.filter(full_name=name)

    ming, hong = PersonFactory(full_name="小明"), PersonFactory(full_name="小红")

    assert people_called("小明") == [ming]
    assert people_called("小红") == [hong]
    assert people_called("' OR 1=1 --") == []


def test_rows_are_as_from_any_query():
    @prepared
    def memberships_at(organisation: int):
        return Membership.objects.filter(organisation=organisation).select_related("person", "organisation")

    membership = MembershipFactory()

    [first], [again] = memberships_at(membership.organisation_id), memberships_at(membership.organisation_id)

    assert (first, first.person, first.organisation) == (membership, membership.person, membership.organisation)
    assert first.uuid == membership.uuid
    assert first is not again


def test_rows_change_with_the_database(django_assert_num_queries):
    @prepared
    def names_of(person: int):
        return Person.objects.filter(pk=person).values_list("full_name", flat=True)

    person = PersonFactory(full_name="小明")
    before = names_of(person.pk)
    Person.objects.filter(pk=person.pk).update(full_name="小红")

    with django_assert_num_queries(1):
        after = names_of(person.pk)

    assert (before, after) == (["小明"], ["小红"])


def test_the_query_is_built_once():
    calls = []

    @prepared
    def people_with(uuid: uuid.UUID):
        calls.append(uuid)
        return Person.objects.filter(uuid=uuid)

    people = PersonFactory.create_batch(3)

    assert [people_with(person.uuid) for person in people] == [[person] for person in people]
    assert len(calls) == 2  # two sets of stand-ins


def test_moments_days_numbers_and_uuids_take_their_places_however_often_and_in_whatever_order():
    @prepared
    def lines_about(thing: uuid.UUID, since: dt.datetime, number: int):
        lines = AuditLine.objects.filter(at__gte=since, pk__gt=number, object_uuid=thing)
        return lines | AuditLine.objects.filter(at__lt=since, pk=number, object_uuid=thing)

    thing = uuid.uuid4()
    first, second = (AuditLine.objects.create(action=name, object_type="x", object_uuid=thing) for name in "ab")
    now = timezone.now()

    assert lines_about(thing, now - dt.timedelta(days=1), first.pk) == [second]
    assert lines_about(thing, now + dt.timedelta(days=1), first.pk) == [first]
    assert lines_about(uuid.uuid4(), now, 0) == []


def test_a_day_is_not_a_moment():
    @prepared
    def open_on(day: dt.date):
        return Membership.objects.filter(valid_from__lte=day)

    membership = MembershipFactory(valid_from=dt.date(2026, 3, 1))

    assert open_on(dt.date(2026, 2, 28)) == []
    assert open_on(dt.date(2026, 3, 1)) == [membership]


def test_slices_annotations_and_deferred_columns_stay():
    @prepared
    def codes_from(code: str):
        return Organisation.objects.filter(code__gte=code).order_by("code").only("code")[:1]

    MembershipFactory(organisation__code="B-2")
    MembershipFactory(organisation__code="B-1")

    [found] = codes_from("B")

    assert found.code == "B-1"
    assert "name" in found.get_deferred_fields()


def test_a_query_that_looks_at_the_clock_is_refused():
    @prepared
    def due(key: str):
        return OutboxMessage.objects.filter(key=key, run_at__lte=timezone.now())

    with pytest.raises(CannotBePrepared, match="clock"):
        due("a")


def test_a_query_that_does_not_ask_for_its_value_is_refused():
    @prepared
    def everybody(person: int):
        return Person.objects.all()

    with pytest.raises(CannotBePrepared, match="everybody"):
        everybody(1)


def test_a_query_that_prefetches_is_refused():
    @prepared
    def person_with_memberships(person: int):
        return Person.objects.filter(pk=person).prefetch_related("memberships")

    with pytest.raises(CannotBePrepared, match="prefetches"):
        person_with_memberships(1)


def test_a_value_that_no_stand_in_stands_for_is_refused():
    @prepared
    def active(is_active: bool):
        return Person.objects.filter(is_active=is_active)

    with pytest.raises(CannotBePrepared, match="bool"):
        active(True)

"""What platform admins see of who came in and who was refused."""

import pytest
from django.urls import reverse
from django.utils.html import strip_tags

from people.enums import SecurityEventKind, SignInMethod, StaffGroup
from people.signing_in.queries import security_events_visible_to
from tests.factories.people import (
    DealerFactory,
    LearnerFactory,
    OwnerFactory,
    PersonFactory,
    SecurityEventFactory,
    StaffFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client):
    admin = StaffFactory(group=StaffGroup.PLATFORM_ADMINS, language="en")
    client.force_login(admin)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return admin


def seen(client, **query):
    return strip_tags(client.get(reverse("securityevent:index"), query).content.decode())


def test_log_is_narrowed_by_whom_what_and_from_where(client, admin):
    person = LearnerFactory(at=DealerFactory(name="北街暖通"), full_name="欧阳海滨", latin_name="")
    SecurityEventFactory(person=person, kind=SecurityEventKind.REFUSED, method=SignInMethod.PASSWORD, ip="203.0.113.8")
    SecurityEventFactory(person=PersonFactory(full_name="司徒明月", latin_name=""))

    for query in (
        {"q": "阳海"},
        {"kind": "REFUSED"},
        {"method": "PASSWORD"},
        {"ip": "203.0.113.8"},
        {"dealer": "北街"},
    ):
        assert "欧阳海滨" in seen(client, **query), query
        assert "司徒明月" not in seen(client, **query), query


def test_try_with_a_name_that_nobody_has_names_nobody(client, admin):
    event = SecurityEventFactory(person=None, kind=SecurityEventKind.REFUSED)

    body = strip_tags(client.get(reverse("securityevent:inspect", args=[event.pk])).content.decode())

    for said in ("nobody known", "was not let in", "203.0.113.7", "WeChat · Android", "code to the phone"):
        assert said in body


def test_nobody_else_sees_who_came_in():
    dealer = DealerFactory()
    event = SecurityEventFactory(person=LearnerFactory(at=dealer))
    SecurityEventFactory(person=None)
    curious = [OwnerFactory(at=dealer), StaffFactory(group=StaffGroup.CURRICULUM_ADMINS), PersonFactory()]

    assert [list(security_events_visible_to(person)) for person in curious] == [[], [], []]
    assert list(security_events_visible_to(event.person)) == [event]
    assert security_events_visible_to(StaffFactory(group=StaffGroup.PLATFORM_ADMINS)).count() == 2

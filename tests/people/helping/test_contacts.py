"""Specialists and hotlines: for whom, when, and how they are kept."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from foundation.models import AuditLine
from people.enums import ContactDays, ContactKind
from people.helping.actions import ContactNotAccepted, add_contact, change_contact
from people.helping.hours import hours_of
from people.helping.queries import contacts_for, contacts_visible_to
from people.models import Contact
from tests.factories.helping import ContactFactory
from tests.factories.people import (
    DealerFactory,
    LearnerFactory,
    PersonFactory,
    ProductLineFactory,
    SpecialistFactory,
    SuperuserFactory,
    TerritoryFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.database]
NINE, SIX = dt.time(9), dt.time(18)
TUESDAY, WEDNESDAY = dt.date(2026, 11, 24), dt.date(2026, 11, 25)
SATURDAY, MONDAY = dt.date(2026, 11, 28), dt.date(2026, 11, 30)
NATIONAL_DAY, AFTER_IT, MADE_UP_FOR = dt.date(2026, 10, 1), dt.date(2026, 10, 8), dt.date(2026, 10, 10)


def at(day, hour, minute=0):
    return dt.datetime.combine(day, dt.time(hour, minute), tzinfo=ZoneInfo("Asia/Shanghai"))


def answers(moment, **fields):
    """(whether it answers then, when that changes)."""
    contact = Contact(**{"opens_at": NINE, "closes_at": SIX} | fields)
    hours = hours_of(contact, moment)
    return hours.is_open, hours.changes_at


@pytest.mark.parametrize(
    ("moment", "is_open", "changes_at"),
    [
        (at(TUESDAY, 8, 59), False, at(TUESDAY, 9)),
        (at(TUESDAY, 9), True, at(TUESDAY, 18)),
        (at(TUESDAY, 17, 59), True, at(TUESDAY, 18)),
        (at(TUESDAY, 18), False, at(WEDNESDAY, 9)),
        (at(SATURDAY, 10), False, at(MONDAY, 9)),
        (at(NATIONAL_DAY, 10), False, at(AFTER_IT, 9)),
        (at(MADE_UP_FOR, 10), True, at(MADE_UP_FOR, 18)),
        (at(TUESDAY, 10).astimezone(dt.UTC), True, at(TUESDAY, 18)),
    ],
)
def test_working_hours_follow_the_public_calendar_and_the_site_s_clock(moment, is_open, changes_at):
    assert answers(moment) == (is_open, changes_at)


def test_every_day_is_every_day_and_no_hours_are_any_hour():
    around_the_clock = {"opens_at": None, "closes_at": None}

    assert answers(at(NATIONAL_DAY, 10), days=ContactDays.EVERY_DAY) == (True, at(NATIONAL_DAY, 18))
    assert answers(at(SATURDAY, 3), days=ContactDays.EVERY_DAY, **around_the_clock) == (True, None)
    assert answers(at(SATURDAY, 3), **around_the_clock) == (False, at(MONDAY, 0))
    assert answers(at(TUESDAY, 3), **around_the_clock) == (True, at(SATURDAY, 0))


def test_dealers_find_what_is_meant_for_their_territory_and_lines():
    dealer, gas, solar = DealerFactory(), ProductLineFactory(), ProductLineFactory()
    dealer.product_lines.add(gas)
    here, elsewhere = TerritoryFactory(dealers=[dealer]), TerritoryFactory()
    meant = [
        ContactFactory(),
        ContactFactory(territories=[here, elsewhere]),
        ContactFactory(product_lines=[gas, solar]),
        ContactFactory(territories=[here], product_lines=[gas]),
        ContactFactory(kind=ContactKind.SPECIALIST, person=SpecialistFactory()),
    ]
    ContactFactory(territories=[elsewhere])
    ContactFactory(product_lines=[solar])
    ContactFactory(territories=[here], product_lines=[solar])
    ContactFactory(is_shown=False)
    ContactFactory(person=PersonFactory(is_active=False))

    found = list(contacts_for(dealer))

    assert found[0] == meant[-1]
    assert set(found) == set(meant)
    assert set(contacts_for(None)) == {meant[0], meant[-1]}
    assert set(contacts_visible_to(LearnerFactory(at=dealer))) == set(meant)
    assert contacts_visible_to(SuperuserFactory()).count() == 10


@time_machine.travel(at(TUESDAY, 10), tick=False)
def test_help_page_says_who_answers_now_and_calls_them(client):
    specialist = SpecialistFactory(latin_name="Chen Gang", phone="+8613900000077")
    ContactFactory(kind=ContactKind.SPECIALIST, name_en="Installation", person=specialist, phone="")
    ContactFactory(name_en="Evening line", opens_at=SIX, closes_at=dt.time(22))
    client.force_login(LearnerFactory())
    client.cookies["django_language"] = "en"

    page = client.get("/help/").content.decode()

    assert 'href="tel:+8613900000077"' in page
    assert 'href="tel:4008001234"' in page
    assert page.count("open now") == 1
    assert "opens at 18:00" in page
    assert "18:00–22:00" in page
    assert page.index("Chen Gang") < page.index("Evening line")


def test_help_page_asks_as_often_for_thirty_contacts_as_for_one(client):
    person = LearnerFactory()
    client.force_login(person)
    counts = []
    for more in (1, 29):
        for _ in range(more):
            ContactFactory(kind=ContactKind.SPECIALIST, person=SpecialistFactory())
        client.get("/help/")
        with CaptureQueriesContext(connection) as asked:
            assert client.get("/help/").status_code == 200
        counts.append(len(asked))

    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"phone": ""}, "a number"),
        ({"phone": "call us"}, "digits, spaces"),
        ({"opens_at": SIX, "closes_at": NINE}, "both hours"),
        ({"opens_at": SIX}, "both hours"),
        ({"phone": "", "person": "without a phone"}, "no number to call"),
    ],
)
def test_what_nobody_could_call_is_refused(fields, sentence):
    given = {"kind": ContactKind.HOTLINE, "phone": "400 800 1234"} | fields
    if "person" in given:
        given["person"] = PersonFactory(phone=None)

    with pytest.raises(ContactNotAccepted, match=sentence):
        add_contact("服务热线", **given)

    assert not Contact.objects.exists()


def test_what_stays_the_same_is_no_change():
    line = ProductLineFactory()
    contact = add_contact("服务热线", kind=ContactKind.HOTLINE, phone="95588", product_lines=[line])

    change_contact(contact, name="服务热线", product_lines=[line])

    assert not AuditLine.objects.filter(action="change_contact").exists()
    assert change_contact(contact, product_lines=[]).product_lines.count() == 0


def test_admin_adds_and_changes_a_contact_and_what_is_refused_comes_back(client):
    client.force_login(SuperuserFactory(language="en"))
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    territory = TerritoryFactory()
    typed = {"kind": "HOTLINE", "name": "服务热线", "phone": "400 800 1234", "days": "EVERY_DAY", "is_shown": "on"}

    refused = client.post("/admin/contact/new/", typed | {"opens_at": "18:00", "closes_at": "09:00"})
    client.post("/admin/contact/new/", typed | {"territories": [territory.pk]})

    assert "both hours" in refused.content.decode()
    contact = Contact.objects.get()
    assert list(contact.territories.all()) == [territory]
    client.post(f"/admin/contact/edit/{contact.pk}/", typed | {"name_en": "Service line", "is_shown": ""})
    contact.refresh_from_db()
    assert (contact.name_en, contact.is_shown, contact.territories.count()) == ("Service line", False, 0)
    assert "400 800 1234" in client.get(f"/admin/contact/inspect/{contact.pk}/").content.decode()
    assert client.post(f"/admin/contact/delete/{contact.pk}/").status_code in {302, 403, 404}
    assert Contact.objects.exists()

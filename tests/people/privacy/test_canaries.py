"""Nothing that is registered is missing from the export, and nothing of it is left anywhere after erasing."""

import datetime as dt
import logging
import uuid
import zipfile

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.core.mail import EmailMessage

from courses.models import Note
from foundation import audit, outbox
from foundation.files import private_storage
from foundation.personal_data import registered_fields, registry
from people.actions.persons import add_person, change_person
from people.helping.actions import answer_question, ask_question
from people.messaging.actions.sending import send_secret
from people.models import Message
from people.privacy.actions import ask_for_export, erase_person
from tests.factories.people import DealerFactory, RepFactory, SuperuserFactory, TerritoryFactory
from tests.people.privacy.canaries import everything_kept, in_pack, person_with_everything, plant, where

pytestmark = [pytest.mark.database, pytest.mark.slow]
NAME, MAIL = "金丝雀零号", "canary-zero@example.com"
SUNDAY = dt.datetime(2026, 11, 22, 10, tzinfo=dt.UTC)


@pytest.fixture
def everything(committed_db, settings, tmp_path_factory):
    settings.MAILERS = {
        "default": {
            "BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "OPTIONS": {"file_path": str(settings.VAR_DIR / "mail")},
        }
    }


@pytest.fixture
def admin(everything):
    return SuperuserFactory()


@pytest.fixture
def person(admin):
    return person_with_everything(admin=admin)


def secrets():
    return {(entry.model, entry.field) for entry in registered_fields() if entry.is_secret}


def test_export_has_every_registered_field_and_erasing_leaves_none_of_them(person, admin, caplog):
    caplog.set_level(logging.DEBUG)
    planted = plant(person)
    sheets = {key for key in planted if key[0].__name__ in {"SheetImport", "PersonalExport"}}
    assert len(where(planted.values(), everything_kept())) >= len(planted)

    export = ask_for_export(person, by=person)
    outbox.deliver_due()
    export.refresh_from_db()
    with private_storage().open(export.file.name) as file, zipfile.ZipFile(file) as pack:
        told = in_pack({name: pack.read(name) for name in pack.namelist()})
    assert {key for key, word in planted.items() if word not in told} == secrets() | sheets

    erase_person(person, by=admin, reason=f"{person.full_name} wrote to us")
    outbox.deliver_due()

    assert where(planted.values(), everything_kept()) == set()
    assert not [word for word in planted.values() if word in caplog.text]


def test_what_stands_in_no_field_of_theirs_goes_too(everything, admin, time_machine):
    """Messages to others, the outbox, sessions, mails on this machine, histories, reasons. On a Sunday: on other days
    the rep gets a mail that rightly names the namesake."""
    time_machine.move_to(SUNDAY)
    dealer = DealerFactory()
    rep = RepFactory(territory=TerritoryFactory(dealers=[dealer]))
    person = add_person(NAME, email=MAIL, by=admin)
    namesake = add_person(NAME, email="another@example.com", by=admin)
    person.memberships.create(organisation=dealer, position="SALES", valid_from="2024-01-01")
    answer_question(ask_question(person, uuid=uuid.uuid4(), text="样机？"), by=rep, answer="换")
    theirs = ask_question(namesake, uuid=uuid.uuid4(), text="价格？")
    change_person(person, by=admin, latin_name="Canary Zero")
    audit.record("reset_second_factor", obj=person, actor=admin, reason=f"{NAME} lost it")
    send_secret("people.sign_in_code", address=MAIL, language="en", variables={"code": "1", "minutes": "5"})
    EmailMessage("Hello", "x", to=[MAIL]).send()
    EmailMessage("Hello", "x", to=["other@example.com"]).send()
    SessionStore().create()
    waiting = SessionStore()
    waiting["people.pending_code"] = {"address": MAIL}
    waiting.create()

    erase_person(person, by=admin, reason=f"{NAME}，{MAIL}")
    outbox.deliver_due()

    kept = everything_kept()
    assert where([MAIL, "Canary Zero"], kept) == set()
    assert {place for _word, place in where([NAME], kept)} == {
        "people_person",
        "people_message",
        "wagtailcore_modellogentry",
        *(place for place in kept if "sqlite" in place),
    }
    assert Message.objects.get(person=admin, cause=str(theirs.uuid)).variables["person"] == NAME
    assert not SessionStore(waiting.session_key).exists(waiting.session_key)
    assert where(["other@example.com"], kept)


def test_a_field_that_nobody_registered_would_be_found(person, admin, monkeypatch):
    planted = plant(person)
    forgotten = {key: entry for key, entry in registry._personal.items() if key[0] is not Note}
    monkeypatch.setattr(registry, "_personal", forgotten)

    erase_person(person, by=admin, reason="wish")
    outbox.deliver_due()

    left = where(planted.values(), everything_kept())
    assert {word for word, _place in left} == {planted[Note, "value"]}

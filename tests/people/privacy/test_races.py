"""Double clicks, and two admins at once."""

import pytest

from foundation import audit
from foundation.models import OutboxMessage
from people.models import ErasureRequest, Person, PersonalExport
from people.privacy.actions import ErasureNotPossible, ask_for_erasure, ask_for_export, erase_person
from tests.databases import on_postgresql
from tests.factories.people import LearnerFactory, SuperuserFactory
from tests.races import run_at_once

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("committed_db")]


def test_a_double_click_makes_one_file_and_one_request():
    person = LearnerFactory()

    exports = run_at_once(4, lambda _: ask_for_export(person, by=person))
    requests = run_at_once(4, lambda _: ask_for_erasure(person))

    assert {export.pk for export in exports} == {PersonalExport.objects.get().pk}
    assert {request.pk for request in requests} == {ErasureRequest.objects.get().pk}
    assert OutboxMessage.objects.filter(handler="people.make_export").count() == 1


def erased_at_once():
    person, admins = LearnerFactory(), [SuperuserFactory(), SuperuserFactory()]
    found = run_at_once(2, lambda number: erase_person(person, by=admins[number], reason="wish"))
    return person, found


def test_two_admins_erase_somebody_once():
    person, found = erased_at_once()

    assert sorted(type(answer).__name__ for answer in found) == ["ErasureNotPossible", "Person"]
    assert [line.action for line in audit.lines_about(person)].count("erase_person") == 1


@on_postgresql
def test_without_the_lock_both_begin(monkeypatch):
    monkeypatch.setattr(type(Person.objects), "select_for_update", lambda people: people.all())

    _person, found = erased_at_once()

    assert not any(isinstance(answer, ErasureNotPossible) for answer in found)

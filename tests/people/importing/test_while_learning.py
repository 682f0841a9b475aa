"""A list comes in with people in it who learn in the same moment: real threads, on PostgreSQL."""

from threading import Barrier

import pytest
from django.test import Client

from courses.models import Enrolment
from courses.plans import plan_of
from foundation.outbox import deliver_due
from learning.models import LearningRecord
from people.actions.importing import lists_of_people, running
from people.actions.importing.lists_of_people import People
from people.actions.importing.running import import_sheet
from people.enums import SheetState
from people.models import Person
from tests.databases import on_postgresql
from tests.factories.courses import do_lesson, enrolled, released, without_exam
from tests.factories.people import DealerFactory, LearnerFactory
from tests.people.importing.sheets import counts, uploaded, xlsx
from tests.races import run_at_once

pytestmark = [pytest.mark.database, pytest.mark.slow, on_postgresql, pytest.mark.usefixtures("committed_db")]
LEARNERS = 8


@pytest.fixture(autouse=True)
def _small_pieces_and_no_worker(monkeypatch):
    """So that pieces begin and end while lessons do."""
    monkeypatch.setattr(running, "ROWS_IN_A_PIECE", 2)
    monkeypatch.setattr("foundation.outbox.wake_worker", lambda message_id: None)


class Shop:
    """Learners in the midst of a course, and a list that gives each another name and another phone."""

    def __init__(self):
        dealer = DealerFactory()
        course = released(without_exam(certificate=None))
        self.enrolments = [enrolled(LearnerFactory(at=dealer), course) for _ in range(LEARNERS)]
        self.clients = [Client() for _ in self.enrolments]
        for client, enrolment in zip(self.clients, self.enrolments, strict=True):
            client.force_login(enrolment.person)
        headings = ["经销商代码", "姓名", "手机号", "邮箱", "岗位"]
        rows = [
            [dealer.code, f"新名字{number}", f"1390000{number:04d}", enrolment.person.email, "导购"]
            for number, enrolment in enumerate(self.enrolments)
        ]
        self.sheet = uploaded(xlsx(*rows, headings=headings))
        self.has_read = self.has_changed = None

    def learn_and_import(self):
        return run_at_once(LEARNERS + 1, lambda number: self.learn(number - 1) if number else self.take_in())

    def take_in(self):
        import_sheet(self.sheet, by=self.sheet.by)
        while deliver_due():
            pass

    def learn(self, number):
        """All lessons, another language, and home again with the same session."""
        enrolment, client = self.enrolments[number], self.clients[number]
        if self.has_read:
            self.has_read.wait()
        changed = client.post("/language/", {"language": "en", "next": "/"})
        if self.has_changed:
            self.has_changed.wait()
        for lesson_key in plan_of(enrolment.structure).lessons:
            do_lesson(Enrolment.objects.get(pk=enrolment.pk), lesson_key)
        return changed.status_code, client.get("/").status_code

    def people(self):
        return Person.objects.filter(enrolments__in=self.enrolments)


@pytest.fixture
def shop(committed_db):
    return Shop()


def test_list_and_lessons_both_come_through(shop):
    taken_in, *learned = shop.learn_and_import()

    assert taken_in is None
    assert learned == [(302, 200)] * LEARNERS
    shop.sheet.refresh_from_db()
    assert (shop.sheet.state, counts(shop.sheet)) == (SheetState.IMPORTED, (0, LEARNERS, 0, 0))
    assert set(shop.people().values_list("full_name", flat=True)) == {f"新名字{number}" for number in range(LEARNERS)}
    assert LearningRecord.objects.filter(person__in=shop.people()).count() == LEARNERS
    assert Enrolment.objects.filter(completed_at__isnull=False).count() == LEARNERS
    assert [client.get("/me/").status_code for client in shop.clients] == [200] * LEARNERS


@pytest.fixture
def _between_reading_and_writing(monkeypatch, shop):
    """Everybody chooses another language when the list has read them all, and has not written yet."""
    shop.has_read, shop.has_changed = Barrier(LEARNERS + 1, timeout=60), Barrier(LEARNERS + 1, timeout=60)
    fetch = People._fetch

    def fetch_and_wait(self):
        fetch(self)
        shop.has_read.wait()
        shop.has_changed.wait()

    monkeypatch.setattr(People, "_fetch", fetch_and_wait)
    monkeypatch.setattr(running, "ROWS_IN_A_PIECE", LEARNERS)


@pytest.mark.usefixtures("_between_reading_and_writing")
def test_what_people_choose_meanwhile_stays(shop):
    shop.learn_and_import()

    assert set(shop.people().values_list("language", flat=True)) == {"en"}


@pytest.mark.usefixtures("_between_reading_and_writing")
def test_a_list_that_wrote_whole_rows_would_undo_it(shop, monkeypatch):
    monkeypatch.setattr(lists_of_people, "NAMES", ("full_name", "language"))
    monkeypatch.setattr(People, "_names", rename_only)

    shop.learn_and_import()

    assert set(shop.people().values_list("language", flat=True)) == {"zh-hans"}


def rename_only(self, line, person):
    """What a list has; `_names` would look for a language in it."""
    return [lambda: self._rename(person, {"full_name": line.name})]

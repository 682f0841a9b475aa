"""Two lists with the same people, one upwards and one downwards, imported in the same moment: on PostgreSQL."""

from threading import Barrier

import pytest
from django.db import IntegrityError, OperationalError

from people.actions.importing import running
from people.actions.importing.lists_of_people import People
from people.actions.importing.running import import_sheet, read_sheet
from people.models import Membership, Person
from tests.databases import on_postgresql
from tests.factories.people import DealerFactory, PersonFactory, SuperuserFactory
from tests.people.importing.sheets import counts, uploaded, xlsx
from tests.races import run_at_once

pytestmark = [pytest.mark.database, on_postgresql, pytest.mark.usefixtures("committed_db")]
HEADINGS = ["经销商代码", "姓名", "手机号", "岗位", "邮箱"]
PEOPLE = 120


@pytest.fixture(autouse=True)
def _no_worker(monkeypatch):
    monkeypatch.setattr("foundation.outbox.wake_worker", lambda message_id: None)


@pytest.fixture
def sheets():
    """Half of the people are here already, under other names."""
    dealer, by = DealerFactory(), SuperuserFactory(language="en")
    rows = [
        [dealer.code, f"王{number}", f"1390000{number:04d}", "导购", f"w{number}@example.com"]
        for number in range(PEOPLE)
    ]
    for row in rows[::2]:
        PersonFactory(full_name=row[1], email=row[4])
    made = [uploaded(xlsx(*ordered, headings=HEADINGS), by=by) for ordered in (rows, rows[::-1])]
    for sheet in made:
        import_sheet(sheet, by=by)
    return made


def import_at_once(sheets):
    found = run_at_once(2, lambda number: read_sheet({"sheet": str(sheets[number].uuid)}))
    for sheet in sheets:
        sheet.refresh_from_db()
    return found


def test_each_is_written_whole_and_the_second_finds_what_the_first_wrote(sheets):
    assert import_at_once(sheets) == [None, None]

    assert sorted(counts(sheet) for sheet in sheets) == [(0, 0, PEOPLE, 0), (PEOPLE // 2, PEOPLE // 2, 0, 0)]
    assert Person.objects.filter(email__startswith="w").count() == PEOPLE
    assert Membership.objects.count() == PEOPLE


def test_without_waiting_for_each_other_one_of_them_is_thrown_out(sheets, monkeypatch):
    both_have_looked, write = Barrier(2, timeout=20), People.write
    monkeypatch.setattr(running, "hold_lists_under_way", lambda: None)
    monkeypatch.setattr(People, "write", lambda piece: (both_have_looked.wait(), write(piece)))

    found = import_at_once(sheets)

    assert [type(answer) for answer in found if answer] in ([OperationalError], [IntegrityError])

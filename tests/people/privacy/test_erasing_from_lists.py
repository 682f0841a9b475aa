"""Lists that are under way or failed hold people of whom no row tells."""

from threading import Event

import pytest
from django.core.files.base import ContentFile

from foundation import outbox
from people.actions.importing import running, staging
from people.actions.importing.lists_of_people import People
from people.actions.importing.running import import_sheet, read_sheet, upload_sheet
from people.enums import SheetKind, SheetState
from people.models import Person, SheetImport, StaffCode
from people.privacy.actions import erase_person, erasing
from tests.databases import on_postgresql
from tests.factories.people import DealerFactory, LearnerFactory, SuperuserFactory
from tests.people.importing.sheets import text_csv, uploaded, xlsx
from tests.races import run_at_once

pytestmark = pytest.mark.database
NAME, PHONE = "名单里的人", "+8613900000017"


@pytest.fixture
def _quiet(monkeypatch):
    monkeypatch.setattr("foundation.outbox.wake_worker", lambda message_id: None)
    monkeypatch.setattr(running, "ROWS_IN_A_PIECE", 1)
    monkeypatch.setattr(running, "SECONDS_IN_A_GO", 0)


@pytest.fixture
def admin(db):
    return SuperuserFactory()


@pytest.fixture
def person(admin):
    return LearnerFactory(full_name=NAME, phone=PHONE, email="zero@example.com")


def failed(*rows, **how):
    """Uploaded as a list of outlets, which it is not."""
    sheet = uploaded(text_csv(*rows, **how), SheetKind.OUTLETS, name="list.csv")
    assert sheet.state == SheetState.FAILED
    return sheet


@pytest.mark.parametrize(
    ("cells", "goes"),
    [
        ([NAME], True),
        (["１３９ 0000 0017"], True),
        (["1.3900000017E10"], True),
        (["Zero@Example.com"], True),
        (["王小明", "13900000018", "one@example.com"], False),
    ],
)
def test_a_list_that_failed_goes_with_whoever_stands_in_it(person, admin, cells, goes):
    sheet = failed(["x", *cells], headings=["甲", "乙", "丙", "丁"], encoding="gb18030")

    erase_person(person, by=admin, reason="wish")
    outbox.deliver_due()

    assert SheetImport.objects.filter(pk=sheet.pk).exists() is not goes
    assert sheet.file.storage.exists(sheet.file.name) is not goes


def test_a_list_that_nobody_can_read_goes_too(person, admin):
    sheet = uploaded(b"PK\x03\x04 no sheet at all", name="list.xlsx")

    erase_person(person, by=admin, reason="wish")

    assert sheet.state == SheetState.FAILED
    assert not SheetImport.objects.exists()


def test_a_list_that_is_forgotten_while_it_is_read_leaves_no_rows_on_disk(person, admin, monkeypatch):
    read = staging.rows_of_sheet

    def forgotten(file):
        yield from read(file)
        erase_person(person, by=admin, reason="wish")

    monkeypatch.setattr(staging, "rows_of_sheet", forgotten)
    sheet = upload_sheet(SheetKind.PEOPLE, file=ContentFile(text_csv([NAME]), name="list.csv"), by=admin)

    read_sheet({"sheet": str(sheet.uuid)})

    assert not SheetImport.objects.exists()
    assert not sheet.file.storage.exists(f"sheets/{sheet.uuid}.jsonl")


@pytest.mark.usefixtures("_quiet")
def test_who_is_erased_while_a_list_comes_in_is_not_entered_anew(person, admin):
    dealer = DealerFactory()
    rows = [[dealer.code, "王小明", "13900000018", "导购"], [dealer.code, NAME, PHONE, "导购"]]
    sheet = uploaded(xlsx(*rows), by=admin)
    import_sheet(sheet, by=admin)
    read_sheet({"sheet": str(sheet.uuid)})
    assert Person.objects.filter(phone="+8613900000018").exists()

    erase_person(person, by=admin, reason="wish")
    while outbox.deliver_due():
        pass

    assert not Person.objects.filter(full_name=NAME).exists()
    assert not Person.objects.filter(phone=PHONE).exists()
    assert not sheet.file.storage.exists(sheet.file.name)


class AtOnce:
    """A list calls somebody by their staff code, under another name and phone, and is read while they are erased."""

    def __init__(self):
        self.admin, dealer = SuperuserFactory(), DealerFactory()
        self.person = LearnerFactory(full_name="旧名", phone=PHONE, at=dealer)
        StaffCode.objects.create(person=self.person, organisation=dealer, code="7")
        headings = ["经销商代码", "姓名", "手机号", "岗位", "工号"]
        self.sheet = uploaded(xlsx([dealer.code, NAME, "13900000018", "导购", "7"], headings=headings), by=self.admin)
        import_sheet(self.sheet, by=self.admin)

    def run(self):
        run_at_once(2, lambda number: self.erase() if number else read_sheet({"sheet": str(self.sheet.uuid)}))
        self.person.refresh_from_db()
        return self.person.erased_at is not None, self.person.phone

    def erase(self):
        erase_person(self.person, by=self.admin, reason="wish")


@on_postgresql
@pytest.mark.usefixtures("_quiet", "committed_db")
def test_a_piece_that_was_read_before_writes_nothing_back():
    assert AtOnce().run() == (True, None)


@on_postgresql
@pytest.mark.usefixtures("_quiet", "committed_db")
def test_without_holding_lists_it_would(monkeypatch):
    for module in (running, erasing):
        monkeypatch.setattr(module, "hold_lists_under_way", lambda: None)
    has_looked, is_erased, write = Event(), Event(), People.write
    monkeypatch.setattr(People, "write", lambda piece: (has_looked.set(), is_erased.wait(20), write(piece)))
    monkeypatch.setattr(
        AtOnce,
        "erase",
        lambda one: (has_looked.wait(20), erase_person(one.person, by=one.admin, reason="wish"), is_erased.set()),
    )

    assert AtOnce().run() == (True, "+8613900000018")

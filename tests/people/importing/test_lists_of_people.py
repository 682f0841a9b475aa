import datetime as dt

import pytest

from foundation.models import AuditLine
from people.actions.importing import running
from people.actions.importing.missing import end_missing
from people.actions.importing.running import ImportNotPossible, Superseded, import_sheet
from people.enums import Role, SheetState
from people.models import Membership, Person, SheetImport, StaffCode
from people.queries import memberships_of_sheet, people_missing
from tests.factories.people import (
    DealerFactory,
    LearnerFactory,
    ManufacturerFactory,
    OwnerFactory,
    PersonFactory,
    StaffFactory,
    SuperuserFactory,
)
from tests.people.importing.sheets import counts, given_back, imported, problems, uploaded, xlsx

pytestmark = [pytest.mark.django_db, pytest.mark.database]
HEADINGS = ["经销商代码", "姓名", "手机号", "岗位", "角色", "工号", "邮箱", "入职日期", "最后一天"]


def people(*rows):
    return xlsx(*rows, headings=HEADINGS)


@pytest.fixture
def dealer():
    return DealerFactory(code="D1")


def test_check_changes_nothing_and_import_does(dealer):
    content = people(["D1", "王小明", "13900000001", "导购"], ["D1", "李雷", "13900000002", "销售", "店长", "7"])

    sheet = uploaded(content)

    assert (sheet.state, counts(sheet), sheet.rows_total) == (SheetState.CHECKED, (2, 0, 0, 0), 2)
    assert not Membership.objects.filter(organisation=dealer).exists()
    import_sheet(sheet, by=sheet.by)
    running.read_sheet({"sheet": str(sheet.uuid)})
    lei = Person.objects.get(phone="+8613900000002")
    assert (lei.memberships.get().role, StaffCode.objects.get().person) == (Role.MANAGER, lei)
    assert not lei.has_usable_password()


def test_same_list_again_changes_nothing(dealer):
    content = people(["D1", "王小明", "13900000001", "导购", "", "7", "wang@example.com", "2026-03-01"])
    imported(content)
    before = AuditLine.objects.exclude(object_type="people.SheetImport").count()

    again = imported(content)

    assert counts(again) == (0, 0, 1, 0)
    assert AuditLine.objects.exclude(object_type="people.SheetImport").count() == before


def test_everybody_has_a_history_of_what_the_list_did(dealer):
    sheet = imported(people(["D1", "王小明", "13900000001", "导购"]))
    imported(people(["D1", "王晓明", "13900000001", "导购", "", "", "", "", "2030-01-31"]))

    person = Person.objects.get(phone="+8613900000001")
    membership = person.memberships.get()
    told = AuditLine.objects.filter(object_uuid__in=[person.uuid, membership.uuid]).order_by("pk")
    actions = ["add_membership", "add_person", "change_person", "end_membership"]
    assert sorted(told.values_list("action", flat=True)) == actions
    assert {line.actor for line in told} >= {sheet.by.uuid}
    assert (person.full_name, membership.valid_until) == ("王晓明", dt.date(2030, 1, 31))


def test_person_is_found_by_staff_code_when_the_phone_is_new(dealer):
    imported(people(["D1", "王小明", "13900000001", "导购", "", "007"]))

    sheet = imported(people(["D1", "王小明", "13900000002", "导购", "", "007"]))

    assert counts(sheet) == (0, 1, 0, 0)
    person = StaffCode.objects.get().person
    assert person.phone == person.proven_number.phone == "+8613900000002"


def test_one_person_may_stand_there_with_several_positions_and_dealers(dealer):
    DealerFactory(code="D2")
    rows = [
        ["D1", "王小明", "13900000001", "导购"],
        ["D1", "王小明", "13900000001", "销售"],
        ["D2", "王小明", "13900000001", "导购"],
    ]

    sheet = imported(people(*rows))

    assert counts(sheet) == (1, 2, 0, 0)
    assert Person.objects.get(phone="+8613900000001").memberships.count() == 3


def test_staff_of_headquarters_are_imported_as_staff():
    ManufacturerFactory(code="HQ")

    imported(people(["HQ", "王小明", "13900000001", "总部"]))

    assert Membership.objects.get(person__phone="+8613900000001").role == Role.STAFF


WRONG = {
    "no such dealer": (["D9", "王小明", "13900000009", "导购"], "no organisation with the code D9"),
    "no phone": (["D1", "王小明", "", "导购"], "Neither phone nor e-mail"),
    "cut phone": (["D1", "王小明", "1.39E+10", "导购"], "phone: Excel cut"),
    "no name": (["D1", "", "13900000009", "导购"], "full name: nothing stands here"),
    "no position": (["D1", "王小明", "13900000009", "大师"], "position: “大师” is none of"),
    "foreign role": (["D1", "王小明", "13900000009", "导购", "业务代表"], "This role does not exist there"),
    "days": (["D1", "王小明", "13900000009", "导购", "", "", "", "2026-03-01", "2026-02-01"], "before the first"),
    "unknown staff code": (["D1", "王小明", "", "导购", "", "99"], "Nobody here has this staff code"),
    "other's number": (["D1", "张三", "13900000003", "导购"], "belongs to 陌生人"),
    "shut out": (["D1", "停用", "13900000004", "导购"], "may not sign in any more"),
    "two people": (["D1", "王小明", "13900000003", "导购", "", "", "guard@example.com"], "belong to different people"),
    "power": (["D1", "老板", "13900000005", "老板", "店长"], "does not change what somebody may do"),
    "formula": (["D1", "=1+1", "13900000009", "导购"], "a formula stands here"),
    "leaves before coming": (["D1", "新人", "13900000009", "导购", "", "", "", "", "2020-01-31"], "no last day to set"),
}


@pytest.fixture
def others(dealer):
    PersonFactory(full_name="陌生人", phone="+8613900000003")
    LearnerFactory(at=dealer, full_name="停用", phone="+8613900000004", is_active=False)
    LearnerFactory(at=dealer, full_name="门卫", phone=None, email="guard@example.com")
    OwnerFactory(at=dealer, full_name="老板", phone="+8613900000005")


def test_every_bad_row_comes_back_with_its_reason_and_the_good_ones_go_in(dealer, others):
    good = ["D1", "好人", "13900000010", "导购"]

    sheet = imported(people(*[row for row, _said in WRONG.values()], good))

    told = problems(sheet)
    assert counts(sheet) == (1, 0, 0, len(WRONG))
    for number, (name, (_row, said)) in enumerate(WRONG.items(), start=2):
        assert said in told[number], name
    back = given_back(sheet)
    assert back[0][-1] == "Problem"
    assert [bool(row[-1]) for row in back[1:]] == [True] * len(WRONG) + [False]
    assert back[-1][:4] == good
    owner = Person.objects.get(full_name="老板")
    assert owner.memberships.get().role == Role.OWNER
    assert not Person.objects.filter(phone="+8613900000009").exists()


def test_list_that_came_back_is_mended_and_uploaded_again(dealer):
    with imported(people(["D1", "王小明", "1.39E+10", "导购"])).result.open("rb") as back:
        content = back.read()

    again = imported(content)

    back = given_back(again)
    assert back[0].count("Problem") == 1, "its column does not grow by one each time"


@pytest.mark.parametrize("in_a_piece", [1, 400])
def test_doubles_in_the_list_are_refused_across_pieces(dealer, monkeypatch, in_a_piece):
    monkeypatch.setattr(running, "ROWS_IN_A_PIECE", in_a_piece)
    row = ["D1", "王小明", "13900000001", "导购"]

    sheet = imported(people(row, row, ["D1", "王大明", "13900000001", "销售"]))

    assert counts(sheet) == (1, 0, 0, 2)
    assert "in row 2 already" in problems(sheet)[3]
    assert "another name further up" in problems(sheet)[4]


def test_who_is_missing_is_a_question_and_never_a_deletion(dealer):
    staying, leaving = LearnerFactory(at=dealer, phone="+8613900000001"), LearnerFactory(at=dealer)
    elsewhere = LearnerFactory()

    sheet = imported(people(["D1", staying.full_name, "13900000001", "导购"]))

    assert [one.membership.person for one in people_missing(sheet)] == [leaving]
    assert Membership.objects.filter(valid_until=None).count() == 3
    both = [person.memberships.get().pk for person in (leaving, elsewhere)]
    ended = end_missing(
        sheet, memberships=memberships_of_sheet(sheet, both), valid_until=dt.date(2026, 1, 31), by=sheet.by
    )
    assert ended == 1
    assert leaving.memberships.get().valid_until == dt.date(2026, 1, 31)
    assert elsewhere.memberships.get().valid_until is None


def test_row_that_was_refused_makes_nobody_missing(dealer):
    LearnerFactory(at=dealer, full_name="周婷", phone="+8613900000001")

    sheet = imported(people(["D1", "周婷", "13900000001", "大师"], ["D1", "新人", "13900000002", "导购"]))

    assert not people_missing(sheet).exists()


def test_only_superusers_change_superusers(dealer):
    root = SuperuserFactory(full_name="老板", phone="+8613900000001")
    admin = StaffFactory(group="Platform admins", language="en")

    sheet = imported(people(["D1", "老板", "13900000001", "导购"]), by=admin)

    assert "Only a superuser" in problems(sheet)[2]
    assert not root.memberships.exists()


def test_import_goes_on_where_a_killed_worker_stopped(dealer, monkeypatch):
    monkeypatch.setattr(running, "ROWS_IN_A_PIECE", 2)
    rows = [["D1", f"王{number}", f"1390000010{number}", "导购"] for number in range(5)]
    sheet = uploaded(people(*rows))
    import_sheet(sheet, by=sheet.by)
    calls = iter([0, 100])
    monkeypatch.setattr(running.time, "monotonic", lambda: next(calls, 0))

    running.read_sheet({"sheet": str(sheet.uuid)})

    sheet.refresh_from_db()
    assert (sheet.state, sheet.rows_done, sheet.added) == (SheetState.IMPORTING, 2, 2)
    running.read_sheet({"sheet": str(sheet.uuid)})
    sheet.refresh_from_db()
    assert (sheet.state, counts(sheet)) == (SheetState.IMPORTED, (5, 0, 0, 0))


def test_second_worker_on_the_same_piece_loses_and_changes_nothing(dealer):
    sheet = uploaded(people(["D1", "王小明", "13900000001", "导购"]))
    import_sheet(sheet, by=sheet.by)
    SheetImport.objects.filter(pk=sheet.pk).update(rows_done=1)

    with sheet.staged.open("rb") as file, pytest.raises(Superseded):
        running._take_piece(sheet, running.lines_of(running.staged_rows(file), sheet.kind))

    assert not Person.objects.filter(phone="+8613900000001").exists()


def test_list_is_imported_once(dealer):
    sheet = imported(people(["D1", "王小明", "13900000001", "导购"]))

    with pytest.raises(ImportNotPossible):
        import_sheet(sheet, by=sheet.by)

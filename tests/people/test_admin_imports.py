import io

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from openpyxl import load_workbook

from foundation.models import AuditLine
from people.enums import SheetKind, SheetState, StaffGroup
from people.models import Membership, Organisation, SheetImport
from tests.factories.people import DealerFactory, LearnerFactory, OutletFactory, OwnerFactory, StaffFactory
from tests.people.importing.sheets import counts, imported, run, text_csv, uploaded, xlsx

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def admin(client):
    admin = StaffFactory(group=StaffGroup.PLATFORM_ADMINS, language="en")
    client.force_login(admin)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return admin


def look(client, sheet):
    return client.get(reverse("sheetimport:inspect", args=[sheet.pk]))


def test_list_is_uploaded_looked_at_and_imported(client, admin):
    dealer = DealerFactory(code="D1")
    absent = LearnerFactory(at=dealer, full_name="周婷")
    rows = [["D1", "王小明", "13900000001", "导购"], ["D1", "李雷", "1.39E+10", "导购"]]

    client.post(reverse("sheetimport:add"), {"kind": "PEOPLE", "file": ContentFile(xlsx(*rows), name="名单.xlsx")})
    sheet = SheetImport.objects.get()
    waiting = look(client, sheet)
    run()
    checked = look(client, sheet).content.decode()
    client.post(reverse("sheetimport:import", args=[sheet.pk]))
    importing = look(client, sheet)
    run()
    done = look(client, sheet).content.decode()

    assert "<progress" in waiting.content.decode()
    assert (waiting["Refresh"], importing["Refresh"]) == ("3", "3")
    assert 'max="2"' in importing.content.decode()
    assert "would add 1" in checked
    assert "Excel cut the number" in checked
    assert "Imported: 1 added" in done
    assert "周婷" in done
    assert Membership.objects.filter(organisation=dealer).count() == 2
    back = b"".join(client.get(reverse("sheetimport:result", args=[sheet.pk])))
    assert load_workbook(io.BytesIO(back)).active["E1"].value == "Problem"

    fields = {"membership": absent.memberships.get().pk, "valid_until": "2026-06-30"}
    client.post(reverse("sheetimport:missing", args=[sheet.pk]), fields)

    assert str(absent.memberships.get().valid_until) == "2026-06-30"
    assert "周婷" not in look(client, sheet).content.decode()


def test_questions_that_are_not_answered_whole_say_so_and_change_nothing(client, admin):
    dealer = DealerFactory(code="D1")
    absent = LearnerFactory(at=dealer)
    sheet = imported(xlsx(["D1", "王小明", "13900000001", "导购"]))
    membership = absent.memberships.get()

    for fields in ({}, {"membership": membership.pk}, {"membership": membership.pk, "valid_until": "2020-01-01"}):
        client.post(reverse("sheetimport:missing", args=[sheet.pk]), fields)
    again = client.post(reverse("sheetimport:import", args=[sheet.pk]), follow=True).content.decode()

    assert absent.memberships.get().valid_until is None
    assert "not waiting to be imported" in again


def test_file_that_cannot_be_read_says_so_on_its_page(client, admin):
    assert "The file is damaged" in look(client, uploaded(b"PK\x03\x04 nothing")).content.decode()


@pytest.mark.parametrize("kind", SheetKind.values)
def test_template_has_headings_that_are_known_and_drop_downs(client, admin, kind):
    response = client.get(reverse("sheetimport:template", args=[kind.lower()]))
    content = b"".join(response)

    book = load_workbook(io.BytesIO(content))
    assert book.worksheets[0].data_validations.dataValidation
    assert book.worksheets[1]["C1"].value
    assert uploaded(content, kind).state == SheetState.CHECKED, "it can be uploaded as it is"


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_list_taken_along_goes_round(client, admin, form):
    dealer = DealerFactory(code="D1", name="=城关", county_code="410122", parent=DealerFactory(code="D0"))
    OutletFactory(dealer=dealer, code="S1")
    OwnerFactory(at=dealer)
    LearnerFactory(at=dealer, phone=None)

    for kind, rows in (("ORGANISATIONS", 2), ("OUTLETS", 1), ("PEOPLE", 3)):
        response = client.get(reverse("sheetimport:list", args=[kind.lower(), form]))
        sheet = uploaded(b"".join(response), kind, admin, name=f"list.{form}")
        assert (sheet.rows_total, counts(sheet)) == (rows, (0, 0, rows, 0)), kind
    assert AuditLine.objects.filter(action="export_list", object_uuid=admin.uuid).count() == 3
    assert Organisation.objects.get(code="D1").name == "=城关"


def test_exported_people_are_a_constant_number_of_queries(client, admin, django_assert_max_num_queries):
    for _person in range(30):
        LearnerFactory()

    with django_assert_max_num_queries(16):
        b"".join(client.get(reverse("sheetimport:list", args=["people", "csv"])))


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("template", ["cars"]),
        ("list", ["people", "pdf"]),
        ("list", ["cars", "csv"]),
        ("result", [99]),
        ("import", [99]),
    ],
)
def test_what_is_not_there_is_404(client, admin, name, arguments):
    assert client.get(reverse(f"sheetimport:{name}", args=arguments)).status_code == 404


def test_list_without_problems_has_no_file_to_take_back(client, admin):
    DealerFactory(code="D1")
    sheet = uploaded(text_csv(["D1", "王小明", "13900000001", "导购"]), name="名单.csv")

    assert counts(sheet)[3] == 0
    assert client.get(reverse("sheetimport:result", args=[sheet.pk])).status_code == 404


def test_editors_neither_import_nor_take_lists_along(client):
    sheet = uploaded(xlsx())
    client.force_login(StaffFactory(group=StaffGroup.EDITORS))

    for name, arguments in (
        ("index", []),
        ("template", ["people"]),
        ("list", ["people", "csv"]),
        ("import", [sheet.pk]),
    ):
        assert client.get(reverse(f"sheetimport:{name}", args=arguments)).status_code == 302
    sheet.refresh_from_db()
    assert sheet.state == SheetState.CHECKED

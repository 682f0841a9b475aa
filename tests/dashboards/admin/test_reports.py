import csv
import datetime as dt
from io import BytesIO, StringIO

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from certificates.actions import change_state
from certificates.models import Certificate
from courses.models import Enrolment
from foundation.models import AuditLine
from learning.actions import void_record
from people.actions.persons import add_person
from people.enums import StaffGroup
from people.models import Membership
from tests.factories.certificates import CertificateFactory
from tests.factories.courses import completed, do_lesson, enrolled, released, short_course
from tests.factories.learning import ActivityFactory, complete
from tests.factories.people import DealerFactory, LearnerFactory, StaffFactory, SuperuserFactory, TerritoryFactory

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

NAMES = ["enrolments", "completions", "certificates", "exam_results"]


def url_of(name):
    return reverse(f"reports:{name}")


def rows_of(response):
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(StringIO(text)))


def exported(client, name, **filters):
    return rows_of(client.get(url_of(name), filters | {"export": "csv"}))


def learner(name, **fields):
    return LearnerFactory(full_name=name, latin_name="", **fields)


@pytest.fixture
def course():
    return released()


@pytest.mark.database
def test_enrolments_tell_how_far_everybody_is(client, admin, course):
    dealer = DealerFactory(name_en="North Street")
    done = completed(enrolled(learner("赵永刚", at=dealer), course))
    begun = enrolled(learner("周婷", at=dealer), course)
    do_lesson(begun, course.structure.plan["lessons"][0]["key"])

    rows = {row["Person"]: row for row in exported(client, "enrolments")}

    assert rows.keys() == {"赵永刚", "周婷"}
    assert rows["赵永刚"]["Lessons done, %"] == "100"
    assert (rows["赵永刚"]["State"], rows["赵永刚"]["Exam passed"]) == ("done", "yes")
    assert rows["赵永刚"]["Done on"].startswith(f"{done.completed_at.astimezone():%Y-}")
    assert (rows["周婷"]["Lessons done, %"], rows["周婷"]["State"]) == ("33", "under way")
    assert (rows["周婷"]["Works at"], rows["周婷"]["Course"]) == ("North Street", "Inventory Management")


@pytest.mark.database
def test_completions_tell_the_learning_record_voided_ones_too(client, admin):
    record = complete(learner("赵永刚"), ActivityFactory(), score=92)
    void_record(complete(learner("周婷"), ActivityFactory()), by=admin, reason="重复")

    rows = {row["Person"]: row for row in exported(client, "completions")}

    assert (rows["赵永刚"]["Score"], rows["赵永刚"]["State"]) == ("92.00", "counts")
    assert rows["赵永刚"]["Worked then at"] == (record.organisation.name_en or record.organisation.name)
    assert rows["周婷"]["State"] == "voided"


@pytest.mark.database
def test_certificates_tell_what_each_is_worth_today(client, admin):
    held = CertificateFactory(holder=learner("赵永刚"))
    lost = change_state(CertificateFactory(), state="REVOKED", by=admin, reason="代考")
    over = CertificateFactory()
    yesterday = dt.date.today() - dt.timedelta(days=1)  # noqa: DTZ011 - by the calendar of the site
    Certificate.objects.filter(pk=over.pk).update(issued_on=dt.date(2020, 1, 1), valid_until=yesterday)

    rows = {row["Number"]: row for row in exported(client, "certificates")}

    assert rows[held.number]["Holder"] == "赵永刚"
    assert rows[held.number]["Awarded"] == held.issued_on.isoformat()
    assert [rows[one.number]["State"] for one in (held, lost, over)] == ["valid", "revoked", "expired"]


@pytest.mark.database
@pytest.mark.parametrize(("status", "expected"), [("VALID", "held"), ("REVOKED", "lost"), ("EXPIRED", "over")])
def test_certificates_are_filtered_by_what_they_are_worth(client, admin, status, expected):
    found = {"held": CertificateFactory(), "lost": CertificateFactory(), "over": CertificateFactory()}
    change_state(found["lost"], state="REVOKED", by=admin, reason="代考")
    Certificate.objects.filter(pk=found["over"].pk).update(issued_on="2020-01-01", valid_until="2020-12-31")

    rows = exported(client, "certificates", status=status)

    assert [row["Number"] for row in rows] == [found[expected].number]


@pytest.mark.database
@pytest.mark.parametrize("name", ["enrolments", "completions", "certificates"])
def test_rows_are_filtered_by_dealer_and_by_territory(client, admin, name, course):
    here, there = DealerFactory(name="北街暖通", code="D77"), DealerFactory(name="南街电器")
    territory = TerritoryFactory(dealers=[here])
    completed(enrolled(learner("赵永刚", at=here), course))
    completed(enrolled(learner("周婷", at=there), course))

    for filters in ({"dealer": "北街"}, {"dealer": "d77"}, {"organisation": "北街"}, {"territory": territory.pk}):
        if (name == "completions" and "dealer" in filters) or (name != "completions" and "organisation" in filters):
            continue
        rows = exported(client, name, **filters)
        assert [row.get("Person") or row["Holder"] for row in rows] == ["赵永刚"], filters


@pytest.mark.database
def test_who_left_a_dealer_is_not_counted_there_any_more(client, admin, course):
    dealer = DealerFactory(name="北街暖通")
    enrolment = enrolled(LearnerFactory(at=dealer), course)
    Membership.objects.filter(person=enrolment.person).update(valid_until="2024-01-01")

    assert exported(client, "enrolments", dealer="北街") == []
    assert [row["Works at"] for row in exported(client, "enrolments")] == [""]


@pytest.mark.database
@pytest.mark.parametrize(
    ("name", "field", "move"),
    [
        ("enrolments", "started_at", lambda: Enrolment.objects.update(started_at="2026-03-31T12:00:00+08:00")),
        ("certificates", "issued_on", lambda: Certificate.objects.update(issued_on="2026-03-31")),
    ],
)
def test_rows_are_filtered_by_days_both_included(client, admin, course, name, field, move):
    completed(enrolled(course=course))
    move()

    def found(start, end):
        return len(exported(client, name, **{f"{field}_from": start, f"{field}_to": end}))

    assert found("2026-03-31", "2026-03-31") == 1
    assert found("2026-03-01", "2026-03-30") == 0
    assert found("2026-04-01", "2026-04-30") == 0


@pytest.mark.database
@pytest.mark.parametrize("name", ["enrolments", "completions", "certificates"])
def test_people_are_found_by_one_character_of_their_name(client, admin, name, course):
    completed(enrolled(learner("欧阳海滨"), course))
    completed(enrolled(learner("周婷"), course))

    rows = exported(client, name, q="滨")

    assert [row.get("Person") or row["Holder"] for row in rows] == ["欧阳海滨"]


@pytest.mark.database
def test_filter_that_was_not_understood_lets_nothing_out(client, admin, course):
    enrolled(course=course)

    assert exported(client, "enrolments", started_at_from="someday") == []
    assert len(exported(client, "enrolments")) == 1


@pytest.mark.parametrize("name", NAMES)
def test_xlsx_opens_and_has_the_headings_of_the_csv(client, admin, name, course):
    completed(enrolled(course=course))
    headings = b"".join(client.get(url_of(name), {"export": "csv"}).streaming_content).decode("utf-8-sig")

    response = client.get(url_of(name), {"export": "xlsx"})

    sheet = openpyxl.load_workbook(BytesIO(b"".join(response.streaming_content))).active
    assert [cell.value for cell in sheet[1]] == next(csv.reader(StringIO(headings)))
    assert sheet.max_row > 1


@pytest.mark.database
def test_headings_are_in_the_readers_language(client, admin, course):
    admin.language = "zh-hans"
    admin.save(update_fields=["language"])
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "zh-hans"
    enrolled(course=course)

    assert {"人员", "所在机构", "课程"} <= exported(client, "enrolments")[0].keys()


def test_name_that_looks_like_a_formula_is_text_in_the_file(client, admin, course):
    enrolled(learner("=HYPERLINK(1)"), course)

    assert exported(client, "enrolments")[0]["Person"] == "'=HYPERLINK(1)"


@pytest.mark.database
@pytest.mark.parametrize("name", NAMES)
def test_what_leaves_the_house_is_written_down(client, admin, name, course):
    completed(enrolled(learner("赵永刚"), course))

    client.get(url_of(name), {"export": "xlsx", "q": "赵", "territory": "" if name == "exam_results" else "99"})

    line = AuditLine.objects.get(action="export_report")
    assert (line.actor, line.object_uuid) == (admin.uuid, admin.uuid)
    assert (line.facts["report"], line.facts["format"]) == (name.replace("_", "-"), "xlsx")
    assert "赵" not in str(line.facts)


def test_looking_alone_is_not_written_down(client, admin):
    client.get(url_of("enrolments"))

    assert not AuditLine.objects.filter(action="export_report").exists()


def made(name, count, course):
    for _time in range(count):
        if name == "certificates":
            CertificateFactory()
        elif name == "completions":
            complete(LearnerFactory(), ActivityFactory())
        elif name == "exam_results":
            completed(enrolled(course=course))
        else:
            enrolled(course=released(short_course()))


@pytest.mark.parametrize("name", NAMES)
def test_report_asks_as_often_for_one_row_as_for_thirty(client, admin, name, course):
    def counts():
        """Of its page and of its file."""
        for query in ({}, {"export": "csv"}):
            with CaptureQueriesContext(connection) as asked:
                response = client.get(url_of(name), query)
                b"".join(response) if response.streaming else response.content
            yield len(asked)

    made(name, 1, course)
    list(counts())  # what is kept in the process is read once
    of_page, of_file = counts()
    made(name, 7 if name == "exam_results" else 29, course)

    # The page is the first to need the plans of the new courses: they come in one query, however many they are.
    assert list(counts()) == [of_page + (1 if name == "enrolments" else 0), of_file]


@pytest.mark.parametrize("group", [StaffGroup.EDITORS, StaffGroup.APPROVERS, StaffGroup.INSTRUCTORS])
def test_other_groups_get_no_report_and_no_menu_item(client, group):
    client.force_login(StaffFactory(group=group))

    home = client.get("/admin/").content.decode()
    for name in NAMES:
        assert url_of(name) not in home
        for query in ({}, {"export": "csv"}):
            assert client.get(url_of(name), query).status_code == 302


def test_curriculum_admins_find_the_reports_in_the_menu(client, admin):
    body = client.get("/admin/").content.decode()

    assert all(url_of(name) in body for name in NAMES)


@pytest.mark.database
def test_each_row_is_exported_once_however_many_memberships_somebody_has(client, admin, course):
    enrolment = enrolled(course=course)
    territory = TerritoryFactory(dealers=[DealerFactory(), DealerFactory()])
    for dealer in territory.dealers.all():
        Membership.objects.create(
            person=enrolment.person, organisation=dealer, position="SALES", valid_from=dt.date(2020, 1, 1)
        )

    assert len(exported(client, "enrolments", territory=territory.pk)) == 1


@pytest.mark.database
def test_wagtails_own_report_lets_no_formula_out_either(client):
    root = SuperuserFactory()
    client.force_login(root)
    add_person("=HYPERLINK(1)", phone="13900000009", by=root)

    response = client.get(reverse("wagtailadmin_reports:site_history"), {"export": "csv"})

    body = b"".join(response.streaming_content).decode()
    assert "'=HYPERLINK(1)" in body
    assert ",=HYPERLINK(1)" not in body

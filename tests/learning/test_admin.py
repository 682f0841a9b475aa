import pytest
from django.contrib.auth.models import Group, Permission

from certificates.models import Certificate
from learning.models import Cycle, LearningRecord
from people.enums import StaffGroup
from tests.factories.certificates import CredentialFactory
from tests.factories.learning import ActivityFactory, complete
from tests.factories.people import LearnerFactory, PersonFactory, StaffFactory, SuperuserFactory

pytestmark = pytest.mark.django_db

RECORDS, ACTIVITIES = "/admin/learningrecord/", "/admin/activity/"


@pytest.fixture
def admin(client):
    admin = SuperuserFactory(language="en")
    client.force_login(admin)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return admin


@pytest.fixture
def record():
    return complete(
        LearnerFactory(),
        ActivityFactory(credential=CredentialFactory()),
        score=92,
        evidence={"attempt": "7"},
        language="zh-hans",
    )


def test_record_is_shown_with_all_that_it_says(client, admin, record):
    body = client.get(f"{RECORDS}edit/{record.pk}/").content.decode()

    assert record.person.full_name in body
    assert record.activity.titles["en"] in body
    assert record.organisation.name in body
    assert "attempt 7" in body
    assert "<dd>中文</dd>" in body


def test_wrong_record_is_voided_with_a_reason(client, admin, record):
    response = client.post(f"{RECORDS}edit/{record.pk}/", {"void_reason": "wrong person"})

    assert response.status_code == 302
    record.refresh_from_db()
    assert (record.void_reason, record.voided_by) == ("wrong person", admin)
    assert Certificate.objects.get().state == "REVOKED"
    body = client.get(f"{RECORDS}edit/{record.pk}/").content.decode()
    assert "wrong person" in body
    assert "Void this record" not in body


def test_voiding_without_a_reason_is_refused_in_the_form(client, admin, record):
    response = client.post(f"{RECORDS}edit/{record.pk}/", {"void_reason": " "})

    assert response.context["form"].errors["void_reason"]
    record.refresh_from_db()
    assert not record.is_voided


def test_nothing_else_of_a_record_is_changed(client, admin, record):
    client.post(f"{RECORDS}edit/{record.pk}/", {"void_reason": "wrong", "score": "100", "cycle": "7"})

    record.refresh_from_db()
    assert (record.score, record.cycle) == (92, 0)


def round_of_record(record):
    return f"{RECORDS}round/{record.pk}/"


def test_further_round_is_opened_with_a_reason_after_saying_what_follows(client, admin, record):
    page = client.get(round_of_record(record)).content.decode()
    assert "A certificate that is valid stays so until the new one is earned" in page
    assert "cannot be closed again" in page

    answer = client.post(round_of_record(record), {"reason": "New rules"}, follow=True).content.decode()

    assert f"Round 2 is open for {record.person.full_name}." in answer
    cycle = Cycle.objects.get()
    assert (cycle.person, cycle.number, cycle.reason, cycle.opened_by) == (record.person, 1, "New rules", admin)
    assert Certificate.objects.get().state == "VALID"
    assert "Open a further round" not in answer


def test_voided_record_leads_to_a_further_round_too(client, admin, record):
    client.post(f"{RECORDS}edit/{record.pk}/", {"void_reason": "wrong person"})

    assert "Open a further round" in client.get(f"{RECORDS}edit/{record.pk}/").content.decode()
    client.post(round_of_record(record), {"reason": "Somebody else sat the exam"})

    assert Cycle.objects.get().number == 1


def test_whoever_voids_reads_that_the_course_stays_shut_and_where_it_is_opened(client, admin, record):
    way_on = f'<a href="{round_of_record(record)}">'
    before = client.get(f"{RECORDS}edit/{record.pk}/").content.decode()

    after = client.post(f"{RECORDS}edit/{record.pk}/", {"void_reason": "wrong person"}, follow=True).content.decode()

    assert "Voiding does not open the course again" in before
    assert way_on in before
    assert f'href="{round_of_record(record)}"' in after, "the message leads there at once"
    voided = client.get(f"{RECORDS}edit/{record.pk}/").content.decode()
    assert "cannot take this course again until a further round is open" in voided
    assert way_on in voided
    client.post(round_of_record(record), {"reason": "Somebody else sat the exam"})
    assert way_on not in client.get(f"{RECORDS}edit/{record.pk}/").content.decode()


def test_second_click_opens_no_third_round(client, admin, record):
    client.post(round_of_record(record), {"reason": "New rules"})

    answer = client.post(round_of_record(record), {"reason": "New rules"}).content.decode()

    assert "has not completed" in answer
    assert "New rules" in answer
    assert Cycle.objects.count() == 1


def test_round_without_a_reason_is_refused_in_the_form(client, admin, record):
    answer = client.post(round_of_record(record), {"reason": " "})

    assert answer.context["form"].errors["reason"]
    assert not Cycle.objects.exists()


@pytest.mark.parametrize("path", [f"{RECORDS}new/", f"{ACTIVITIES}new/"])
def test_nothing_is_added(client, admin, path):
    assert client.post(path, {"titles": "{}"}).status_code in (302, 403, 404)
    assert not LearningRecord.objects.exists()


def test_nothing_is_deleted(client, admin, record):
    for path in (f"{RECORDS}delete/{record.pk}/", f"{ACTIVITIES}delete/{record.activity_id}/"):
        assert client.post(path).status_code in (302, 403, 404)

    record.refresh_from_db()
    assert record.activity.pk


def test_activities_are_listed_and_looked_at_and_not_edited(client, admin, record):
    assert record.activity.titles["en"] in client.get(ACTIVITIES).content.decode()
    assert client.get(f"{ACTIVITIES}inspect/{record.activity_id}/").status_code == 200
    client.post(f"{ACTIVITIES}edit/{record.activity_id}/", {"titles": "{}"})

    record.activity.refresh_from_db()
    assert record.activity.titles


def test_records_are_found_by_the_persons_name(client, admin):
    wang = complete(LearnerFactory(full_name="王小明"), ActivityFactory())
    li = complete(LearnerFactory(full_name="李雷"), ActivityFactory())

    body = client.get(RECORDS, {"q": "小明"}).content.decode()

    assert wang.person.full_name in body
    assert li.person.full_name not in body


@pytest.mark.parametrize("count", [1, 30])
def test_list_asks_the_same_number_of_times(client, admin, count, django_assert_max_num_queries):
    for _time in range(count):
        complete(LearnerFactory(), ActivityFactory())
    client.get(RECORDS)

    for path in (RECORDS, ACTIVITIES):
        with django_assert_max_num_queries(12):
            assert client.get(path).status_code == 200


def test_staff_see_records_of_those_whom_they_may_see_only(client, record):
    editor = StaffFactory(group=StaffGroup.EDITORS)
    Group.objects.get(name=StaffGroup.EDITORS).permissions.set(
        Permission.objects.filter(codename__in=["access_admin", "change_learningrecord", "view_learningrecord"])
    )
    own = complete(editor, ActivityFactory())
    client.force_login(editor)

    body = client.get(RECORDS).content.decode()

    assert str(own.activity) in body
    assert record.person.full_name not in body
    assert client.get(f"{RECORDS}edit/{record.pk}/").status_code == 404
    assert client.post(f"{RECORDS}edit/{record.pk}/", {"void_reason": "mine"}).status_code == 404
    assert client.post(round_of_record(record), {"reason": "mine"}).status_code == 404


@pytest.mark.parametrize("path", [RECORDS, ACTIVITIES])
def test_learners_see_nothing_of_it(client, path):
    client.force_login(PersonFactory())

    assert client.get(path).status_code in (302, 403)

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from courses.actions import keep_note
from foundation import audit
from people.enums import StaffGroup
from people.models import Impersonation, Message
from people.privacy.actions import (
    ImpersonationNotPossible,
    end_overdue_impersonations,
    publish_notice,
    start_impersonation,
)
from people.privacy.middleware import LOOK
from tests.factories.courses import enrolled, released
from tests.factories.messages import MessageFactory
from tests.factories.people import LearnerFactory, PersonFactory, StaffFactory, SuperuserFactory
from tests.factories.privacy import ImpersonationFactory

pytestmark = pytest.mark.django_db
END = "/look/end/"


@pytest.fixture
def admin(client):
    admin = StaffFactory(group=StaffGroup.PLATFORM_ADMINS, latin_name="Admin")
    client.force_login(admin)
    client.cookies["django_language"] = "en"
    return admin


@pytest.fixture
def guide():
    return LearnerFactory(latin_name="Zhou Ting")


@pytest.fixture
def looking(client, admin, guide):
    """The admin's browser, which sees the site as the guide."""
    answer = client.post(reverse("wagtailusers_users:look_as", args=[guide.pk]), {"reason": "He cannot find his exam"})
    assert answer["Location"] == "/"
    return client


def actions_about(person):
    return [line.action for line in audit.lines_about(person)]


def test_an_admin_sees_what_the_person_sees_under_a_banner(looking, admin, guide):
    foreign = MessageFactory(person=admin, path="/me/")

    page = looking.get("/me/").content.decode()

    assert "You see the site as Zhou Ting sees it." in page
    assert f'action="{END}"' in page
    assert guide.signs_in_with in page
    assert looking.get(reverse("people:open_message", args=[foreign.uuid])).status_code == 404


@pytest.mark.parametrize(
    "path", ["/inbox/read/", "/me/data/erasure/", "/language/", "/no/such/page/", "/accounts/logout/"]
)
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_whatever_writes_is_refused_in_one_place(looking, path, method):
    answer = getattr(looking, method)(path)

    assert answer.status_code == 403
    assert "Nothing was changed" in answer.content.decode()


@pytest.mark.parametrize("path", ["/admin/", "/admin/users/", "/accounts/ways-in/", "/accounts/devices/"])
def test_the_admin_and_the_persons_ways_in_are_closed_meanwhile(looking, path):
    assert looking.get(path).status_code == 403


def test_what_reading_would_note_is_not_kept(looking, guide):
    message = MessageFactory(person=guide, path="/me/")

    answer = looking.get(reverse("people:open_message", args=[message.uuid]))

    assert answer["Location"] == "/me/"
    assert Message.objects.get(pk=message.pk).read_at is None


def test_own_numbers_and_ticks_are_not_shown(client, looking, guide):
    enrolment = enrolled(guide, released())
    lesson = enrolment.structure.plan["lessons"][0]["key"]
    keep_note(enrolment, lesson_key=lesson, block_id="own", value={"stock": "88888"})
    page = reverse("courses:lesson_detail", args=[enrolment.course.uuid, lesson])

    looked_at = looking.get(page).content.decode()

    looking.post(END)
    looking.force_login(guide)
    assert "88888" in looking.get(page).content.decode()
    assert "88888" not in looked_at


def test_begin_and_end_are_audited_and_the_person_reads_who_looked(looking, admin, guide):
    answer = looking.post(END)
    looking.post(END)

    assert answer["Location"] == reverse("wagtailusers_users:inspect", args=[guide.pk])
    assert actions_about(guide) == ["end_impersonation", "start_impersonation"]
    assert looking.get("/admin/").status_code == 200
    looking.force_login(guide)
    page = looking.get("/me/data/").content.decode()
    assert "He cannot find his exam" in page
    assert "Admin" in page


def test_it_ends_by_itself(looking, guide, admin, settings):
    Impersonation.objects.update(
        started_at=timezone.now() - timedelta(minutes=31), ends_at=timezone.now() - timedelta(seconds=1)
    )

    page = looking.get("/me/", follow=True).content.decode()

    assert "The time is up" in page
    assert LOOK not in looking.session
    look = Impersonation.objects.get()
    assert look.ended_at == look.ends_at
    assert actions_about(guide)[0] == "end_impersonation"


def test_whose_admin_never_came_back_is_ended_by_beat(guide):
    ImpersonationFactory(person=guide, started_at=timezone.now() - timedelta(hours=1))
    lasting = ImpersonationFactory(person=guide)

    assert [end_overdue_impersonations(), end_overdue_impersonations()] == [1, 0]
    assert Impersonation.objects.get(ended_at=None) == lasting


def _no_admin_any_more(admin, guide):
    admin.groups.clear()


def _admin_now(admin, guide):
    guide.is_superuser = True
    guide.save()


def _shut_out(admin, guide):
    guide.is_active = False
    guide.save()


@pytest.mark.parametrize("change", [_no_admin_any_more, _admin_now, _shut_out])
def test_it_ends_with_the_next_page_when_it_may_no_longer_be(looking, admin, guide, change):
    change(admin, guide)

    looking.get("/me/")

    assert Impersonation.objects.get().ended_at
    assert LOOK not in looking.session


@pytest.mark.parametrize(
    "of",
    [SuperuserFactory, lambda: StaffFactory(group=StaffGroup.PLATFORM_ADMINS), lambda: PersonFactory(is_active=False)],
)
def test_never_as_another_admin_or_with_a_closed_account(admin, of):
    with pytest.raises(ImpersonationNotPossible, match="cannot look at the site as this person"):
        start_impersonation(of(), by=admin, reason="x")


def test_only_platform_admins_look_and_only_with_a_reason(admin, guide):
    with pytest.raises(ImpersonationNotPossible):
        start_impersonation(guide, by=StaffFactory(group=StaffGroup.CURRICULUM_ADMINS), reason="x")
    with pytest.raises(ImpersonationNotPossible, match="reason"):
        start_impersonation(guide, by=admin, reason=" ")
    with pytest.raises(ImpersonationNotPossible):
        start_impersonation(admin, by=admin, reason="x")


def test_a_notice_that_the_person_has_not_read_does_not_stop_the_look(looking, guide):
    publish_notice(text="我们", text_en="We", by=SuperuserFactory())

    assert looking.get("/me/").status_code == 200


def test_ending_where_nobody_looks_leads_home(client, admin):
    assert client.post(END)["Location"] == "/"


def test_who_looks_as_nobody_pays_nothing(client, guide):
    client.force_login(guide)
    client.get("/me/")

    with CaptureQueriesContext(connection) as queries:
        client.get("/me/")

    assert not [query for query in queries.captured_queries if "impersonation" in query["sql"]]

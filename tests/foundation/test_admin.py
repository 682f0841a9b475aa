import pytest
from django.urls import reverse

from foundation.models import AuditLine, OutboxMessage
from tests.factories.foundation import GivenUpFactory
from tests.factories.people import StaffFactory, SuperuserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client):
    admin = StaffFactory(group="Platform admins")
    client.force_login(admin)
    return admin


def address(message):
    return reverse("outboxmessage:edit", args=[message.pk])


def test_list_says_what_failed_and_why_and_nothing_else(client, admin):
    failed = GivenUpFactory(handler="certificates.print", last_error="OSError: No space left on device")
    waiting = GivenUpFactory(gave_up_at=None)

    text = client.get(reverse("outboxmessage:index"), headers={"accept-language": "en"}).content.decode()

    assert failed.key in text
    assert "OSError: No space left on device" in text
    assert "Print a certificate" in text
    assert address(failed) in text
    assert waiting.key not in text


@pytest.mark.parametrize("count", [1, 30])
def test_list_costs_the_same_for_one_and_for_many(client, admin, count, django_assert_max_num_queries):
    messages = GivenUpFactory.create_batch(count)
    client.get(reverse("outboxmessage:index"))

    with django_assert_max_num_queries(18):
        text = client.get(reverse("outboxmessage:index")).content.decode()

    assert all(message.key in text for message in messages)


def test_button_sends_again_once_and_says_who_did_it(client, admin):
    failed = GivenUpFactory()
    assert failed.last_error in client.get(address(failed)).content.decode()

    first, second = client.post(address(failed)), client.post(address(failed))

    assert (first.status_code, first.url) == (302, reverse("outboxmessage:index"))
    assert second.status_code == 404
    failed.refresh_from_db()
    assert (failed.gave_up_at, failed.attempts) == (None, 0)
    assert AuditLine.objects.get(action="send_again").actor == admin.uuid


def test_looking_sends_nothing(client, admin):
    failed = GivenUpFactory()

    client.get(address(failed))

    assert OutboxMessage.objects.get().gave_up_at == failed.gave_up_at


@pytest.mark.parametrize("group", ["Editors", "Curriculum admins", "Instructors"])
def test_other_staff_see_no_failed_jobs(client, group):
    failed = GivenUpFactory()
    client.force_login(StaffFactory(group=group))

    assert client.get(reverse("outboxmessage:index")).status_code == 302
    assert client.post(address(failed)).status_code == 302
    assert client.get(reverse("wagtailadmin_home")).status_code == 200
    failed.refresh_from_db()
    assert failed.gave_up_at


def test_it_stands_in_the_menu_of_reports_for_platform_admins_and_superusers(client, admin):
    url = reverse("outboxmessage:index")

    for person in (admin, SuperuserFactory()):
        client.force_login(person)
        assert url in client.get(reverse("wagtailadmin_home")).content.decode()


def test_it_is_called_by_one_name_everywhere(client, admin):
    pages = [reverse("outboxmessage:index"), address(GivenUpFactory())]

    for page in pages:
        content = client.get(page, headers={"accept-language": "en"}).content.decode().lower()
        assert "failed job" in content
        assert "outbox message" not in content

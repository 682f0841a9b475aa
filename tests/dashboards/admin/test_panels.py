import datetime as dt

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from cms.models import CoursePage
from dashboards.admin.panels import HolidaysPanel, JobsPanel, NetworkPanel, ToModeratePanel
from foundation.models import OutboxMessage
from foundation.outbox import messages_in_trouble
from people.enums import StaffGroup
from tests.factories.cms import draft_course, draft_question
from tests.factories.foundation import GivenUpFactory
from tests.factories.people import (
    DealerFactory,
    OwnerFactory,
    RepFactory,
    StaffFactory,
    SuperuserFactory,
    TerritoryFactory,
)
from tests.factories.privacy import NoticeFactory

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

PANELS = [JobsPanel, ToModeratePanel, NetworkPanel]


def staff(group):
    return StaffFactory(group=group, language="en")


def submitted(by, count=1):
    for _time in range(count):
        page = draft_course()
        page.save_revision(user=by)
        page.get_workflow().start(page, by)
    return page


def waiting(**fields):
    """A message that is neither delivered nor given up."""
    now = timezone.now()
    message = GivenUpFactory(gave_up_at=None, **({"attempts": 0} | fields))
    OutboxMessage.objects.filter(pk=message.pk).update(created_at=fields.get("created_at", now))
    return message


def home_of(client, person):
    client.force_login(person)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client.get(reverse("wagtailadmin_home")).content.decode()


def test_jobs_given_up_lead_to_where_they_are_sent_again(client):
    message = GivenUpFactory()

    body = home_of(client, staff(StaffGroup.PLATFORM_ADMINS))

    assert reverse("outboxmessage:edit", args=[message.pk]) in body
    assert "disk full" in body


def test_jobs_in_trouble_are_those_given_up_and_those_late():
    long_ago = timezone.now() - dt.timedelta(minutes=5)
    given_up = GivenUpFactory()
    late = waiting(created_at=long_ago, run_at=long_ago)
    failing = waiting(created_at=long_ago, run_at=timezone.now() + dt.timedelta(hours=1), attempts=3)
    waiting(created_at=long_ago, run_at=timezone.now() + dt.timedelta(hours=1))  # ordered for later
    waiting(created_at=timezone.now(), run_at=timezone.now())  # just ordered
    delivered = waiting(created_at=long_ago, run_at=long_ago)
    OutboxMessage.objects.filter(pk=delivered.pk).update(delivered_at=timezone.now())

    assert list(messages_in_trouble()) == [given_up, late, failing]


def test_more_jobs_than_fit_are_said_to_be_more(client):
    GivenUpFactory.create_batch(11)

    body = home_of(client, staff(StaffGroup.PLATFORM_ADMINS))

    assert body.count("/admin/outboxmessage/edit/") == 10
    assert "more wait behind them" in body


def test_what_waits_for_approval_is_shown_to_those_who_approve(client):
    page = submitted(staff(StaffGroup.EDITORS))

    body = home_of(client, staff(StaffGroup.APPROVERS))

    assert page.title in body
    assert reverse("wagtailadmin_pages:edit", args=[page.pk]) in body


def test_questions_wait_for_approval_like_pages(client):
    editor, question = staff(StaffGroup.EDITORS), draft_question(draft_course())
    question.save_revision(user=editor)
    question.get_workflow().start(question, editor)

    body = home_of(client, staff(StaffGroup.APPROVERS))

    assert reverse("wagtailsnippets_cms_examquestion:edit", args=[question.pk]) in body


def test_step_of_others_is_not_shown():
    submitted(staff(StaffGroup.EDITORS))

    assert ToModeratePanel().shown_to(staff(StaffGroup.CURRICULUM_ADMINS)) == []
    assert len(ToModeratePanel().shown_to(staff(StaffGroup.APPROVERS))) == 1
    assert len(ToModeratePanel().shown_to(SuperuserFactory())) == 1


def test_gaps_in_the_network_are_shown_and_gone_once_mended(client):
    admin = staff(StaffGroup.PLATFORM_ADMINS)
    dealer = DealerFactory()
    assert "1 dealer has nobody who leads it" in home_of(client, admin)

    OwnerFactory(at=dealer)
    RepFactory(territory=TerritoryFactory(dealers=[dealer]))
    assert f'href="{reverse("purposenotice:add")}"' in home_of(client, admin)
    NoticeFactory()

    assert "Every dealer has somebody who leads it and a rep" in home_of(client, admin)


def test_empty_panels_say_that_all_is_well(client):
    body = home_of(client, SuperuserFactory(language="en"))

    assert "All mails and prints went out." in body
    assert "Nothing waits for your approval." in body


@pytest.mark.parametrize(
    ("group", "shown"),
    [
        (StaffGroup.EDITORS, []),
        (StaffGroup.INSTRUCTORS, []),
        (StaffGroup.APPROVERS, [ToModeratePanel]),
        (StaffGroup.CURRICULUM_ADMINS, [ToModeratePanel]),
        (StaffGroup.PLATFORM_ADMINS, [JobsPanel, NetworkPanel]),
    ],
)
def test_panels_are_shown_to_those_only_who_can_act(client, group, shown):
    GivenUpFactory()
    DealerFactory()
    submitted(staff(StaffGroup.EDITORS))
    person = staff(group)

    assert [panel for panel in PANELS if panel().shown_to(person) is not None] == shown
    body = home_of(client, person)
    for panel, anchor in zip(PANELS, ["jobs", "to-moderate", "network"], strict=True):
        assert (f'id="{anchor}-heading"' in body) is (panel in shown)


@pytest.mark.parametrize("count", [1, 8])
def test_panel_asks_twice_at_most(count, django_assert_max_num_queries):
    GivenUpFactory.create_batch(count)
    DealerFactory.create_batch(count)
    submitted(staff(StaffGroup.EDITORS), count)
    admin = staff(StaffGroup.PLATFORM_ADMINS)
    admin.groups.add(*staff(StaffGroup.APPROVERS).groups.all())

    for panel in PANELS:
        panel().shown_to(admin)  # content types are kept
        with django_assert_max_num_queries(2):
            assert panel().shown_to(admin)


@pytest.mark.parametrize("panel", PANELS)
def test_empty_panel_asks_twice_at_most(panel, django_assert_max_num_queries):
    admin = staff(StaffGroup.PLATFORM_ADMINS)

    with django_assert_max_num_queries(2):
        panel().shown_to(admin)

    assert not CoursePage.objects.exists()


def test_wagtails_panel_of_the_same_is_not_there_twice(client):
    submitted(staff(StaffGroup.EDITORS))

    assert "workflow-objects-to-moderate" not in home_of(client, staff(StaffGroup.APPROVERS))


@pytest.mark.parametrize(
    ("group", "today", "shown"),
    [
        (StaffGroup.PLATFORM_ADMINS, "2031-12-20", [2031, 2032]),
        (StaffGroup.PLATFORM_ADMINS, "2026-06-01", None),
        (StaffGroup.CURRICULUM_ADMINS, "2031-12-20", None),
    ],
)
def test_holidays_that_nobody_has_told_are_said_to_who_can_see_to_it(group, today, shown):
    with time_machine.travel(today):
        assert HolidaysPanel().shown_to(StaffFactory(group=group)) == shown

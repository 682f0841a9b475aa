import pytest
from wagtail.models import Workflow

from foundation import outbox
from people.enums import StaffGroup
from tests.factories.cms import draft_course, draft_lesson
from tests.factories.people import StaffFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def author():
    return StaffFactory(group=StaffGroup.EDITORS)


@pytest.fixture
def expert():
    return StaffFactory(group=StaffGroup.APPROVERS, language="en")


def submitted(author, **fields):
    lesson = draft_lesson(draft_course(), **{"title": "库存能卖几天"} | fields)
    return Workflow.objects.get().start(lesson, author)


def mails(mailoutbox):
    outbox.deliver_due()
    return [(mail.to, mail.subject) for mail in mailoutbox]


def test_who_may_approve_is_asked_in_their_language_with_a_link(author, expert, mailoutbox):
    submitted(author)

    assert mails(mailoutbox) == [([expert.email], "To approve: 库存能卖几天")]
    assert "/admin/pages/" in mailoutbox[0].body


def test_nothing_is_sent_before_the_outbox_delivers(author, expert, mailoutbox):
    submitted(author)

    assert mailoutbox == []


def test_the_author_hears_that_it_was_approved(author, expert, mailoutbox):
    releaser = StaffFactory(group=StaffGroup.CURRICULUM_ADMINS)
    state = submitted(author)
    for person in (expert, releaser):
        state.current_task_state.approve(user=person)
        state.refresh_from_db()

    assert [to for to, _subject in mails(mailoutbox)] == [[expert.email], [releaser.email], [author.email]]


def test_the_author_hears_why_it_was_sent_back(author, expert, mailoutbox):
    state = submitted(author)

    state.current_task_state.reject(user=expert, comment="第二个数不对")
    mails(mailoutbox)

    assert mailoutbox[-1].to == [author.email]
    assert "第二个数不对" in mailoutbox[-1].body


def test_an_approver_does_not_ask_themselves(expert, mailoutbox):
    submitted(expert)

    assert mails(mailoutbox) == []


def test_nothing_is_sent_about_what_is_gone(author, expert, mailoutbox):
    state = submitted(author)
    state.content_object.delete()

    assert mails(mailoutbox) == []

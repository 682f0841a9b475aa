"""Comments of Wagtail's, and who hears of them."""

import pytest
from wagtail.models import Comment, CommentReply, PageLogEntry, PageSubscription
from wagtail.users.models import UserProfile

from foundation import outbox
from people.enums import StaffGroup
from tests.cms.filled_in import course_form, page_url
from tests.factories.cms import draft_course
from tests.factories.people import StaffFactory

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

NONE = {"comments-TOTAL_FORMS": 1, "comments-INITIAL_FORMS": 0}


@pytest.fixture
def course():
    return draft_course(title="库存管理")


@pytest.fixture
def author(course):
    """Has subscribed, as whoever creates a page has."""
    person = StaffFactory(group=StaffGroup.EDITORS, language="en")
    PageSubscription.objects.create(user=person, page=course, comment_notifications=True)
    return person


def save(client, course, **comments):
    """Save the draft with these fields of the comments' form."""
    form = course_form(course) | {"action-publish": ""} | comments
    response = client.post(page_url("edit", course), form)
    assert response.status_code == 302


def comment(client, course, text="第二个数不对"):
    save(
        client,
        course,
        **NONE,
        **{
            "comments-0-text": text,
            "comments-0-contentpath": "title",
            "comments-0-position": "",
            "comments-0-id": "",
            "comments-0-replies-TOTAL_FORMS": 0,
            "comments-0-replies-INITIAL_FORMS": 0,
        },
    )
    return Comment.objects.get(text=text)


def answer(client, course, about, text, **fields):
    save(
        client,
        course,
        **{
            "comments-TOTAL_FORMS": 1,
            "comments-INITIAL_FORMS": 1,
            "comments-0-id": about.pk,
            "comments-0-text": about.text,
            "comments-0-contentpath": about.contentpath,
            "comments-0-position": "",
            "comments-0-replies-TOTAL_FORMS": 1 if text else 0,
            "comments-0-replies-INITIAL_FORMS": 0,
            "comments-0-replies-0-text": text,
            "comments-0-replies-0-id": "",
        },
        **fields,
    )


def mails(mailoutbox):
    outbox.deliver_due()
    return [(mail.to[0], mail.subject) for mail in mailoutbox]


def test_who_subscribed_hears_of_a_comment_in_their_language_through_the_outbox(client, author, course, mailoutbox):
    client.force_login(StaffFactory(group=StaffGroup.APPROVERS, full_name="陈专家"))

    comment(client, course)

    assert mailoutbox == []
    assert mails(mailoutbox) == [(author.email, "Comments on 库存管理")]
    assert "New: 第二个数不对" in mailoutbox[0].body
    assert "陈专家" in mailoutbox[0].body
    assert page_url("edit", course) in mailoutbox[0].body


def test_nobody_hears_of_their_own_comment(client, author, course, mailoutbox):
    client.force_login(author)

    comment(client, course)

    assert mails(mailoutbox) == []


def test_who_wrote_in_a_thread_hears_of_answers_and_that_it_is_settled(client, author, course, mailoutbox):
    expert = StaffFactory(group=StaffGroup.APPROVERS, language="zh-hans")
    client.force_login(expert)
    about = comment(client, course)
    mails(mailoutbox)
    mailoutbox.clear()
    client.force_login(author)

    answer(client, course, about, "改好了")
    assert CommentReply.objects.get().text == "改好了"
    assert [to for to, _subject in mails(mailoutbox)] == [expert.email]
    assert "改好了" in mailoutbox[0].body

    mailoutbox.clear()
    answer(client, course, about, "", **{"comments-0-resolved": "1"})
    assert [to for to, _subject in mails(mailoutbox)] == [expert.email]


def test_saving_again_without_a_new_comment_tells_nobody(client, author, course, mailoutbox):
    client.force_login(StaffFactory(group=StaffGroup.APPROVERS))
    about = comment(client, course)
    mails(mailoutbox)
    mailoutbox.clear()

    answer(client, course, about, "")

    assert mails(mailoutbox) == []


def test_who_switched_such_mails_off_gets_none(client, author, course, mailoutbox):
    UserProfile.objects.create(user=author, updated_comments_notifications=False)
    client.force_login(StaffFactory(group=StaffGroup.APPROVERS))

    comment(client, course)

    assert mails(mailoutbox) == []


def test_nothing_is_sent_about_a_page_that_is_gone(client, author, course, mailoutbox):
    client.force_login(StaffFactory(group=StaffGroup.APPROVERS))
    comment(client, course)

    course.delete()

    assert mails(mailoutbox) == []


def test_the_history_knows_of_comments(client, author, course):
    client.force_login(author)

    comment(client, course)

    assert PageLogEntry.objects.filter(page=course.pk, action="wagtail.comments.create").exists()


def test_going_back_to_an_earlier_draft_may_bring_a_comment_too(client, author, course, mailoutbox):
    client.force_login(StaffFactory(group=StaffGroup.APPROVERS))
    first = course.get_latest_revision()
    course.save_revision()
    form = course_form(course) | {"action-publish": ""} | NONE
    form |= {"comments-0-text": "还是原来的好", "comments-0-contentpath": "title", "comments-0-position": ""}
    form |= {"comments-0-id": "", "comments-0-replies-TOTAL_FORMS": 0, "comments-0-replies-INITIAL_FORMS": 0}

    client.post(f"/admin/pages/{course.pk}/revisions/{first.pk}/revert/", form)

    assert mails(mailoutbox) == [(author.email, "Comments on 库存管理")]

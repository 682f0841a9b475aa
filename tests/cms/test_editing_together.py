"""Two editors at one page: the second is told, and nothing of either is lost."""

import pytest
from django.conf import settings
from django.urls import reverse

from cms.models import CoursePage
from people.enums import StaffGroup
from tests.cms.filled_in import course_form, page_url, question_form, question_url
from tests.factories.cms import draft_course, draft_question, publish, released_course
from tests.factories.people import StaffFactory

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

JSON = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture
def two():
    return [StaffFactory(group=StaffGroup.EDITORS, full_name=name) for name in ("甲编辑", "乙编辑")]


def loaded(page):
    """What a form remembers of the draft that it was opened with."""
    revision = page.get_latest_revision()
    return {"loaded_revision_id": revision.pk, "loaded_revision_created_at": revision.created_at.isoformat()}


def draft(course, **changes):
    return course_form(course) | {"action-publish": ""} | changes


def test_wagtails_notice_of_who_else_is_there_is_on():
    assert getattr(settings, "WAGTAIL_EDITING_SESSION_PING_INTERVAL", 10_000) > 0
    assert getattr(settings, "WAGTAIL_AUTOSAVE_INTERVAL", 500) > 0


def test_the_second_hears_at_once_that_the_first_has_saved(client, two):
    first, second = two
    course = draft_course()
    opened = loaded(course)
    client.force_login(second)
    client.get(page_url("edit", course))
    client.force_login(first)
    client.post(page_url("edit", course), draft(course, title="甲的题目"))

    client.force_login(second)
    ping = reverse("wagtailadmin_editing_sessions:ping", args=["wagtailcore", "page", course.pk, 1])
    told = client.post(
        ping,
        {
            "revision_id": opened["loaded_revision_id"],
            "revision_created_at": opened["loaded_revision_created_at"],
            "is_editing": "1",
        },
    ).json()

    newer = [session for session in told["other_sessions"] if session["revision_id"]]
    newest = CoursePage.objects.get().latest_revision_id
    assert [session["revision_id"] for session in newer] == [newest]
    assert "甲编辑" in told["html"]


def test_what_is_saved_by_itself_never_overwrites(client, two):
    course = draft_course()
    opened = loaded(course)
    client.force_login(two[0])
    client.post(page_url("edit", course), draft(course, title="甲的题目"))

    client.force_login(two[1])
    answer = client.post(page_url("edit", course), draft(course, title="乙的题目") | opened, **JSON)

    assert answer.status_code == 400
    assert answer.json()["error_code"] == "invalid_revision"
    assert CoursePage.objects.get().get_latest_revision_as_object().title == "甲的题目"


def test_what_the_second_saves_all_the_same_stands_beside_what_the_first_saved(client, two):
    course = draft_course()
    opened = loaded(course)
    for person, title in zip(two, ("甲的题目", "乙的题目"), strict=True):
        client.force_login(person)
        client.post(page_url("edit", course), draft(course, title=title) | opened)

    kept = [(one.user.full_name, one.as_object().title) for one in course.revisions.order_by("pk")[1:]]

    assert kept == [("甲编辑", "甲的题目"), ("乙编辑", "乙的题目")]


def test_both_drafts_of_a_question_are_kept_too(client, two):
    question = draft_question(draft_course())
    for person, prompt in zip(two, ("甲的题？", "乙的题？"), strict=True):
        client.force_login(person)
        client.post(question_url("edit", question.pk), question_form(question.course, prompt=prompt))

    kept = [(one.user.full_name, one.as_object().prompt) for one in question.revisions.order_by("pk")[1:]]

    assert kept == [("甲编辑", "甲的题？"), ("乙编辑", "乙的题？")]


def test_going_back_to_an_earlier_draft_is_a_new_draft_and_reaches_learners_when_it_is_published(client, releaser):
    course = released_course(lessons=1, title="原来的题目")
    first = course.get_latest_revision()
    publish(course, title="后来的题目")
    url = reverse("wagtailadmin_pages:revisions_revert", args=[course.pk, first.pk])
    assert "原来的题目" in client.get(url).content.decode()

    client.post(url, draft(course, title="原来的题目"))
    assert CoursePage.objects.get().title == "后来的题目"
    client.post(page_url("edit", course), course_form(course, title="原来的题目"))

    assert CoursePage.objects.get().title == "原来的题目"
    kept = [one.as_object().title for one in course.revisions.order_by("pk")]
    assert kept[-3:] == ["后来的题目", "原来的题目", "原来的题目"]

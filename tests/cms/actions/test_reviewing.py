"""With a review only curriculum admins publish; a small team switches it off."""

import pytest
from django.urls import reverse
from wagtail.models import Workflow, WorkflowState

from cms.actions import switch_review
from cms.models import CoursePage, ExamQuestion, PublishingSettings
from foundation import outbox
from foundation.models import AuditLine
from people.enums import StaffGroup
from people.models import Person
from tests.cms.filled_in import course_form, page_url, question_form, question_url
from tests.factories.cms import draft_course, draft_lesson, draft_question
from tests.factories.people import StaffFactory

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def admin():
    return StaffFactory(group=StaffGroup.PLATFORM_ADMINS)


def fresh(person):
    """Without the permissions that were looked up before."""
    return Person.objects.get(pk=person.pk)


def may_publish(person, course):
    person = fresh(person)
    return course.permissions_for_user(person).can_publish(), person.has_perm("cms.publish_examquestion")


@pytest.mark.database
def test_without_a_review_whoever_writes_publishes(admin):
    editor, course = StaffFactory(group=StaffGroup.EDITORS), draft_course()
    assert may_publish(editor, course) == (False, False)

    switch_review(is_reviewed=False, by=admin)
    assert may_publish(editor, course) == (True, True)

    switch_review(is_reviewed=True, by=admin)
    assert may_publish(editor, course) == (False, False)


def test_without_a_review_nothing_can_be_submitted(admin):
    course, question = draft_course(), draft_question(draft_course())
    assert course.has_workflow
    assert question.has_workflow

    switch_review(is_reviewed=False, by=admin)

    assert not course.has_workflow
    assert course.get_workflow() is None
    assert not question.has_workflow
    assert ExamQuestion.get_default_workflow() is None


@pytest.mark.database
def test_what_is_under_review_becomes_a_draft_again_and_its_author_is_told(admin, mailoutbox):
    author, expert = StaffFactory(group=StaffGroup.EDITORS, language="en"), StaffFactory(group=StaffGroup.APPROVERS)
    lesson = draft_lesson(draft_course(), title="库存能卖几天")
    state = Workflow.objects.get().start(lesson, author)
    sent_back = Workflow.objects.get().start(draft_lesson(draft_course(), title="退回的一课"), author)
    sent_back.current_task_state.reject(user=expert)
    outbox.deliver_due()
    mailoutbox.clear()

    assert switch_review(is_reviewed=False, by=admin) == 2

    outbox.deliver_due()
    state.refresh_from_db()
    assert state.status == WorkflowState.STATUS_CANCELLED
    assert lesson.get_latest_revision_as_object().title == "库存能卖几天"
    assert sorted((mail.to[0], mail.subject) for mail in mailoutbox) == [
        (author.email, "A draft again: 库存能卖几天"),
        (author.email, "A draft again: 退回的一课"),
    ]


@pytest.mark.database
def test_switching_twice_changes_and_tells_nothing(admin):
    switch_review(is_reviewed=False, by=admin)

    assert switch_review(is_reviewed=False, by=admin) == 0

    lines = AuditLine.objects.filter(action="switch_review")
    assert [line.facts for line in lines] == [{"is_reviewed": False, "sent_back": 0}]


@pytest.mark.database
def test_a_platform_admin_switches_it_in_the_settings(client, admin):
    client.force_login(admin)
    url = reverse("wagtailsettings:edit", args=["cms", "publishingsettings", PublishingSettings.load().pk])
    assert client.get(url).status_code == 200

    response = client.post(url, {})  # a box that is not ticked is not sent

    assert response.status_code == 302
    assert not PublishingSettings.load().is_reviewed
    assert AuditLine.objects.filter(action="switch_review", actor=admin.uuid).exists()


@pytest.mark.database
@pytest.mark.parametrize("group", [StaffGroup.EDITORS, StaffGroup.APPROVERS, StaffGroup.CURRICULUM_ADMINS])
def test_nobody_else_switches_it(client, group):
    client.force_login(StaffFactory(group=group))
    url = reverse("wagtailsettings:edit", args=["cms", "publishingsettings", PublishingSettings.load().pk])

    client.post(url, {})

    assert PublishingSettings.load().is_reviewed


# What each may do on the way from author to release.


def approve(client, page, state):
    url = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.current_task_state.pk])
    client.post(url, {"comment": ""})
    state.refresh_from_db()


@pytest.mark.database
@pytest.mark.parametrize(
    ("group", "passed"),
    [
        (StaffGroup.EDITORS, 0),
        (StaffGroup.APPROVERS, 1),
        (StaffGroup.CURRICULUM_ADMINS, 0),
        (StaffGroup.INSTRUCTORS, 0),
    ],
)
def test_the_first_approval_is_the_experts_and_does_not_release(client, group, passed):
    course = draft_course()
    state = Workflow.objects.get().start(course, StaffFactory(group=StaffGroup.EDITORS))
    client.force_login(StaffFactory(group=group))

    approve(client, course, state)
    approve(client, course, state)

    assert state.task_states.filter(status="approved").count() == passed
    assert not CoursePage.objects.get(pk=course.pk).live


@pytest.mark.database
def test_an_editor_submits_an_expert_approves_a_curriculum_admin_releases(client):
    course = draft_course()
    draft_lesson(course).get_latest_revision().publish()
    client.force_login(StaffFactory(group=StaffGroup.EDITORS))
    client.post(page_url("edit", course), course_form(course) | {"action-publish": "", "action-submit": "1"})
    state = WorkflowState.objects.get()

    for group in (StaffGroup.APPROVERS, StaffGroup.CURRICULUM_ADMINS):
        client.force_login(StaffFactory(group=group))
        approve(client, course, state)

    assert CoursePage.objects.get(pk=course.pk).live


@pytest.mark.database
@pytest.mark.parametrize("group", [StaffGroup.EDITORS, StaffGroup.APPROVERS])
def test_only_who_releases_publishes_or_takes_back_a_question(client, group):
    question = draft_question(draft_course())
    client.force_login(StaffFactory(group=group))

    form = question_form(question.course, answer="5") | {"action-publish": "1"}
    client.post(question_url("edit", question.pk), form)
    client.post(question_url("unpublish", question.pk))

    assert not ExamQuestion.objects.get(pk=question.pk).live


def test_a_question_goes_the_same_way_as_a_page(client):
    question = draft_question(draft_course())
    client.force_login(StaffFactory(group=StaffGroup.EDITORS))
    client.post(question_url("edit", question.pk), question_form(question.course, answer="5") | {"action-submit": "1"})
    state = WorkflowState.objects.get()

    for group in (StaffGroup.APPROVERS, StaffGroup.CURRICULUM_ADMINS):
        client.force_login(StaffFactory(group=group))
        client.post(
            question_url("workflow_action", question.pk, "approve", state.current_task_state.pk), {"comment": ""}
        )
        state.refresh_from_db()

    assert ExamQuestion.objects.get(pk=question.pk).live

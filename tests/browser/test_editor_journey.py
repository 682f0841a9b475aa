"""From a draft to a released lesson, in the admin as editors use it, and what learners have meanwhile."""

import datetime as dt

import pytest
from django.utils import timezone
from wagtail.users.models import UserProfile

from cms.models import LessonPage
from cms.tasks import publish_scheduled_pages
from courses.models import Enrolment
from people.enums import StaffGroup
from tests.cms.looking import course_of
from tests.factories.cms import draft_lesson, publish, released_course
from tests.factories.courses import enrolled
from tests.factories.people import LearnerFactory, StaffFactory

pytestmark = [pytest.mark.browser, pytest.mark.slow]

DESK = {"width": 1280, "height": 1000}
NEW, OLD, MENDED = "订多少才不断货", "库存能卖几天", "库存还能卖几天"


class Desk:
    """One of the staff at the admin, in their language."""

    def __init__(self, phone, site, group, language):
        self.person = StaffFactory(group=group, language=language)
        UserProfile.objects.create(user=self.person, preferred_language=language)
        self.browser = phone(site, person=self.person, viewport=DESK, language=language)
        self.page = self.browser.page

    def edit(self, written):
        self.browser.open(f"/admin/pages/{written.pk}/edit/")

    def choose(self, action):
        """From the menu below the form."""
        self.page.locator("footer [data-w-dropdown-target=toggle]").click()
        self.page.locator(f"{action}:visible").click()

    def preview(self):
        self.page.locator("[data-side-panel-toggle=preview]").click()
        return self.page.frame_locator("#w-preview-iframe").locator("main")

    def approve(self, written):
        self.edit(written)
        self.choose("[data-workflow-action-name=approve]:not([data-workflow-action-modal-url])")
        self.page.wait_for_url("**/admin/pages/*/")

    def schedule(self, written, moment):
        """Set the hour, then say that it counts."""
        self.edit(written)
        self.page.locator("[data-side-panel-toggle=status]").click()
        self.page.locator("[data-a11y-dialog-show=schedule-publishing-dialog]:visible").first.click()
        dialog = self.page.locator("#schedule-publishing-dialog")
        dialog.locator("[name=go_live_at]").fill(timezone.localtime(moment).strftime("%Y-%m-%d %H:%M"))
        dialog.locator(".action-save").press("Enter")  # the calendar lies over it
        self.page.wait_for_load_state()
        self.choose("[name=action-publish]")
        self.page.wait_for_url("**/admin/pages/*/")


def lessons_seen_by(phone, site, person, course):
    mine = phone(site, person=person)
    mine.open(course.get_absolute_url())
    return mine.page.locator("main").inner_text()


@pytest.fixture
def course_page(site):
    course_page = released_course(lessons=1, title="库存管理")
    publish(LessonPage.objects.get(), title=OLD)
    return course_page


def write_and_submit(editor, lesson):
    editor.edit(lesson)
    editor.page.locator("[name=title]").fill(NEW)
    editor.preview().get_by_text(NEW).wait_for()
    editor.choose("[name=action-submit]")
    editor.page.wait_for_url("**/admin/pages/*/")
    assert not LessonPage.objects.get(pk=lesson.pk).live


def approve_and_release(expert, releaser, lesson):
    expert.approve(lesson)
    assert not LessonPage.objects.get(pk=lesson.pk).live
    releaser.approve(lesson)
    assert LessonPage.objects.get(pk=lesson.pk).live


def wait_for_the_hour(releaser, course_page, monkeypatch):
    releaser.edit(course_page)
    waiting = releaser.page.locator(".help-warning").inner_text()
    assert NEW in waiting
    assert "1" in waiting
    hour = timezone.now() + dt.timedelta(hours=1)
    releaser.schedule(course_page, hour)
    before = course_of(course_page).structure_id
    publish_scheduled_pages()
    assert course_of(course_page).structure_id == before
    with monkeypatch.context() as later:
        later.setattr(timezone, "now", lambda: hour + dt.timedelta(minutes=5))
        publish_scheduled_pages()


def test_a_lesson_goes_from_draft_to_learners_and_nobody_under_way_is_disturbed(site, phone, course_page, monkeypatch):
    course = course_of(course_page)
    under_way, newcomer = enrolled(LearnerFactory(), course), LearnerFactory()
    lesson = draft_lesson(course_page, title="还没有题目")
    groups = (StaffGroup.EDITORS, StaffGroup.APPROVERS, StaffGroup.CURRICULUM_ADMINS)
    editor, expert, releaser = (Desk(phone, site, group, "zh-hans") for group in groups)

    write_and_submit(editor, lesson)
    approve_and_release(expert, releaser, lesson)
    assert NEW not in lessons_seen_by(phone, site, newcomer, course)
    wait_for_the_hour(releaser, course_page, monkeypatch)

    assert NEW in lessons_seen_by(phone, site, newcomer, course)
    assert NEW not in lessons_seen_by(phone, site, under_way.person, course)
    assert Enrolment.objects.get(pk=under_way.pk).structure_id == under_way.structure_id


def test_a_typo_is_mended_for_everybody_at_once(site, phone, course_page):
    course = course_of(course_page)
    under_way, newcomer = enrolled(LearnerFactory(), course).person, LearnerFactory()
    publish(draft_lesson(course_page, title=NEW))
    publish(course_page)
    releaser = Desk(phone, site, StaffGroup.CURRICULUM_ADMINS, "en")

    releaser.edit(LessonPage.objects.get(title=OLD))
    releaser.page.locator("[name=title]").fill(MENDED)
    releaser.choose("[name=action-publish]")
    releaser.page.wait_for_url("**/admin/pages/*/")

    assert MENDED in lessons_seen_by(phone, site, newcomer, course)
    assert MENDED in lessons_seen_by(phone, site, under_way, course)

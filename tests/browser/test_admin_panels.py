"""What axe and the browser's console say of the admin: nothing serious of what is ours."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from wagtail.users.models import UserProfile

from cms.models import LessonPage, PublishingSettings
from tests.cms.filled_in import page_url, question_url
from tests.cms.looking import course_of
from tests.factories.cms import draft_lesson, draft_question, publish, released_course
from tests.factories.courses import enrolled
from tests.factories.people import LearnerFactory, SuperuserFactory

pytestmark = [pytest.mark.browser, pytest.mark.slow]

DESK = {"width": 1280, "height": 1000}
# Wagtail's own, which we can neither mend nor make worse: (rule, part of the selector) → why.
WAGTAILS = {
    ("aria-input-field-name", "notranslate"): "Draftail gives the field of a rich text no name of its own",
}


def serious(page):
    found = Axe().run(page).response["violations"]
    return [
        (one["id"], str(node["target"]))
        for one in found
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"]
    ]


def is_wagtails(rule, target):
    return any(rule == known and part in target for known, part in WAGTAILS)


def test_what_editors_use_passes_axe_and_the_policy(site, phone):
    course = released_course(lessons=1, questions=1, title="库存管理")
    enrolled(LearnerFactory(), course_of(course))
    question = publish(draft_question(course))
    publish(draft_lesson(course, title="还在等的一课"))
    person = SuperuserFactory()
    UserProfile.objects.create(user=person, preferred_language="zh-hans")
    mine = phone(site, person=person, viewport=DESK, language="zh-hans")
    settings = reverse("wagtailsettings:edit", args=["cms", "publishingsettings", PublishingSettings.load().pk])
    pages = [page_url(name, course) for name in ("edit", "copy", "unpublish")]
    pages += [page_url("edit", LessonPage.objects.first()), question_url("edit", question.pk), question_url("list")]

    found = {}
    for path in (*pages, reverse("wagtailadmin_home"), settings):
        mine.open(path)
        mine.page.locator("main").first.wait_for()
        mine.page.evaluate("Promise.all(document.getAnimations().map((one) => one.finished))")  # messages fade in
        found[path] = [each for each in serious(mine.page) if not is_wagtails(*each)]

    assert {path: violations for path, violations in found.items() if violations} == {}


def test_what_is_left_out_as_wagtails_is_still_there(site, phone):
    """Else the list above is longer than it must be."""
    lesson = draft_lesson(released_course(lessons=1))
    mine = phone(site, person=SuperuserFactory(), viewport=DESK)
    mine.open(page_url("edit", lesson))
    mine.page.locator(".notranslate").first.wait_for()

    assert {key for key in WAGTAILS if any(is_wagtails(*each) for each in serious(mine.page))} == set(WAGTAILS)

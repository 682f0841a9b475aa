"""The Wagtail admin as editors meet it: forms, previews, what waits, messages, menus."""

import json
import re

import pytest
from bs4 import BeautifulSoup
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Locale, PageLogEntry, Workflow
from wagtail.users.models import UserProfile
from wagtail_localize.models import Translation, TranslationSource

from cms.models import CataloguePage, CoursePage, ExamQuestion, LessonPage
from people.enums import StaffGroup
from tests.cms.filled_in import course_form, page_url, question_url
from tests.factories.cms import (
    draft_course,
    draft_lesson,
    draft_question,
    publish,
    released_course,
)
from tests.factories.people import StaffFactory

pytestmark = pytest.mark.django_db


def test_the_menu_calls_people_by_their_name(client):
    editor = StaffFactory(full_name="钱文博")
    client.force_login(editor)

    props = BeautifulSoup(client.get(reverse("wagtailadmin_home")).content, "html.parser").find(
        id="wagtail-sidebar-props"
    )

    assert "钱文博" in json.dumps(json.loads(props.string), ensure_ascii=False)
    assert editor.email not in props.string


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_form_opens(client, releaser, language):
    UserProfile.objects.create(user=releaser, preferred_language=language)
    course = released_course(questions=1)
    pages = [CataloguePage.objects.first(), course, LessonPage.objects.first()]

    for page in pages:
        assert client.get(page_url("edit", page)).status_code == 200
    assert client.get(question_url("edit", ExamQuestion.objects.get().pk)).status_code == 200
    assert client.get(question_url("add")).status_code == 200
    assert client.get(question_url("list")).status_code == 200


def test_the_course_lists_what_waits_and_why(client, editor):
    course = released_course(lessons=1)
    publish(draft_lesson(course, title="还在等的一课"))

    content = client.get(page_url("edit", course)).content.decode()

    assert "还在等的一课" in content


def test_a_released_course_lists_nothing(client, editor):
    course = released_course(lessons=1)

    assert "help-warning" not in client.get(page_url("edit", course)).content.decode()


def test_home_shows_what_waits_to_who_can_edit_it(client, editor):
    course = released_course(lessons=1)
    publish(draft_lesson(course, title="还在等的一课"))

    content = client.get(reverse("wagtailadmin_home")).content.decode()

    assert "还在等的一课" in content
    assert page_url("edit", course) in content


def test_what_waits_looks_like_the_other_panels_of_home_and_says_when_there_is_more(client, editor, monkeypatch):
    monkeypatch.setattr("cms.admin.home.MOST_ON_HOME", 1)
    course = released_course(lessons=1)
    for title in ("还在等的一课", "还在等的另一课"):
        publish(draft_lesson(course, title=title))

    content = client.get(reverse("wagtailadmin_home")).content.decode()

    panel = BeautifulSoup(content, "html.parser").find("section", id="what-waits-section")
    assert "w-panel--dashboard" in panel["class"]
    assert len(panel.select("tbody tr")) == 1
    assert "后面还有" in panel.get_text()


def test_home_shows_nothing_of_it_to_others(client):
    course = released_course(lessons=1)
    publish(draft_lesson(course, title="还在等的一课"))
    client.force_login(StaffFactory(group=StaffGroup.INSTRUCTORS))

    response = client.get(reverse("wagtailadmin_home"))

    assert response.status_code == 200
    assert "还在等的一课" not in response.content.decode()


def told(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def test_publishing_says_that_learners_have_it(client, releaser):
    course = released_course(lessons=1)

    response = client.post(page_url("edit", course), course_form(course, title="库存，从头算起"))

    assert response.status_code == 302
    assert any("库存，从头算起" in message and "2" in message for message in told(response))
    assert CoursePage.objects.get(pk=course.pk).title == "库存，从头算起"


def test_publishing_says_why_something_has_not_reached_learners(client, releaser):
    course = draft_course()

    response = client.post(page_url("edit", course), course_form(course))

    assert CoursePage.objects.get(pk=course.pk).live
    assert any("课程里一课都没有发布" in message for message in told(response))


def test_an_editor_cannot_publish(client, editor):
    course = draft_course()

    client.post(page_url("edit", course), course_form(course, title="库存，从头算起"))

    page = CoursePage.objects.get(pk=course.pk)
    assert page.get_latest_revision_as_object().title == "库存，从头算起"
    assert not page.live


def test_approving_in_the_workflow_says_it_too(client, releaser):
    course = released_course(lessons=1)
    draft = course.get_latest_revision_as_object()
    draft.title = "库存，从头算起"
    draft.save_revision()
    state = Workflow.objects.get().start(course, StaffFactory())
    state.current_task_state.approve(user=StaffFactory(group=StaffGroup.APPROVERS))
    state.refresh_from_db()

    url = reverse("wagtailadmin_pages:workflow_action", args=[course.pk, "approve", state.current_task_state.pk])
    response = client.post(url, {"comment": ""})

    assert CoursePage.objects.get(pk=course.pk).title == "库存，从头算起"
    assert any("库存，从头算起" in message for message in told(response))


def menu_of(client):
    content = client.get(reverse("wagtailadmin_home")).content.decode()
    return {
        name: reverse(url) in content
        for name, url in {
            "questions": "wagtailsnippets_cms_examquestion:list",
            "people": "wagtailusers_users:index",
        }.items()
    }


def test_menus_show_what_one_may_do(client):
    client.force_login(StaffFactory(group=StaffGroup.EDITORS))
    assert menu_of(client) == {"questions": True, "people": False}

    client.force_login(StaffFactory(group=StaffGroup.PLATFORM_ADMINS))
    assert menu_of(client) == {"questions": True, "people": True}


def test_our_panels_bring_no_style_or_script_of_their_own(client, editor):
    course = released_course(lessons=1)
    publish(draft_lesson(course))

    content = client.get(page_url("edit", course)).content.decode()
    panel = content[content.index("help-warning") :][:2000]

    assert "<script" not in panel.partition("</div>")[0]
    assert "style=" not in panel.partition("</div>")[0]


def test_the_list_of_questions_costs_the_same_for_one_and_thirty(client, editor, django_assert_num_queries):
    course = draft_course()
    draft_question(course)
    url = question_url("list")
    client.get(url)
    with CaptureQueriesContext(connection) as with_one:
        client.get(url)
    for _ in range(29):
        ExamQuestion.objects.create(course=course, locale=course.locale, prompt="?", explanation="!")

    with django_assert_num_queries(len(with_one)):
        client.get(url)


def test_the_history_of_a_page_says_what_became_of_each_publication(client, editor):
    course = released_course(lessons=1)
    waiting = publish(draft_lesson(course))

    said = [
        entry.formatter.format_message(entry)
        for page in (course, waiting)
        for entry in PageLogEntry.objects.filter(page=page.pk, action="cms.publication")
    ]

    assert said[0] == "Learners have it, as version 1 of the course."
    assert said[1].startswith("waits for release: ")
    assert client.get(page_url("history", course)).status_code == 200


@pytest.mark.parametrize("group", [StaffGroup.INSTRUCTORS, StaffGroup.EDITORS])
def test_prompts_of_exam_questions_are_read_by_those_only_who_work_on_them(client, group):
    question = draft_question(released_course(), prompt="压货两个月，多付多少利息？")
    reader = StaffFactory(group=group)
    client.force_login(reader)
    source, _is_new = TranslationSource.update_or_create_from_instance(question)
    Translation.objects.create(source=source, target_locale=Locale.objects.exclude(pk=question.locale_id).get())
    snippets = "/admin/localize/api/snippets/cms/examquestion/"
    report = "/admin/localize/reports/translations/"

    for address in (snippets, f"{snippets}{question.pk}/", "/admin/snippets/choose/cms/examquestion/results/"):
        assert client.get(address).status_code == 404
    is_author = group == StaffGroup.EDITORS
    for address in (report, f"{report}results/"):
        answer = client.get(address)
        assert (answer.status_code == 200, question.prompt in answer.content.decode()) == (is_author, is_author)
    home = client.get("/admin/").content.decode()
    assert (report in home) is is_author


def test_a_form_that_arrives_cut_short_comes_back_with_a_sentence_and_loses_nothing(client, editor):
    lesson = draft_lesson(draft_course(), title="库存能卖几天")
    before = lesson.get_latest_revision()

    without_anything = client.post(page_url("edit", lesson))
    without_body = client.post(page_url("edit", lesson), {"title": "改了", "slug": lesson.slug, "minutes": 8})

    assert (without_anything.status_code, without_body.status_code) == (200, 200)
    assert "改了" in without_body.content.decode()
    assert LessonPage.objects.get().latest_revision_id == before.pk
    assert client.post(question_url("add"), {"prompt": "能卖几天？"}).status_code == 200


def test_report_on_translations_is_called_in_the_language_of_whoever_looks(client, releaser):
    """The menu's items are made once a process, for whoever comes first."""
    labels = {}
    for language in ("en", "zh-hans", "en"):
        menu = client.get("/admin/", headers={"Accept-Language": language}).content.decode()
        before, _report = menu.split('"url": "/admin/localize/reports/translations/"')
        name = re.findall(r'"label": "([^"]*)"', before)[-1]
        labels[language] = json.loads(f'"{name}"')

    assert labels == {"en": "Translations", "zh-hans": "翻译"}

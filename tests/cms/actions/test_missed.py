"""Publishing is not atomic: Wagtail saves the page, then says so. What was lost between is found and made up for."""

import datetime as dt
import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from cms.actions import release_missed
from cms.enums import Outcome
from cms.invariants import MISSED, broken_invariants
from cms.models import CoursePage, LessonPage, Publication
from cms.queries import missed_publications
from cms.tasks import release_missing_courses
from courses.models import CourseVersion
from foundation.models import AuditLine
from tests.cms.looking import course_of, outcome, titles, versions
from tests.factories.cms import draft_course, draft_lesson, publish, released_course

pytestmark = pytest.mark.database

DIES_BETWEEN = """
import os, django
django.setup()
from cms import publishing
from cms.models import CoursePage
publishing.actions.hand_on = lambda *_, **__: os._exit(9)
page = CoursePage.objects.get()
page.get_latest_revision().publish()
"""


def die_between(page):
    """A process that is shot after Wagtail has published the page and before the course is released."""
    database = connection.settings_dict
    url = f"sqlite:///{database['NAME']}"
    if connection.vendor == "postgresql":
        url = "postgres://{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format(**database)
    environment = os.environ | {
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "VAR_DIR": str(settings.VAR_DIR),
    }
    died = subprocess.run(
        [sys.executable, "-c", DIES_BETWEEN], cwd=settings.BASE_DIR, env=environment, check=False, capture_output=True
    )
    assert died.returncode == 9, died.stderr.decode()
    return CoursePage.objects.get(pk=page.pk)


@pytest.mark.slow
def test_a_process_killed_between_publishing_and_releasing_leaves_a_release_that_is_made_up_for(committed_db):
    course = draft_course()
    lesson = publish(draft_lesson(course))

    course = die_between(course)
    assert course.live
    assert course_of(course) is None
    assert missed_publications() == [course]

    release_missing_courses()

    assert titles(course) == [lesson.title]
    assert missed_publications() == []


@pytest.fixture
def missed(db, monkeypatch):
    """A course that was published, and whose release broke down."""
    course = draft_course()
    publish(draft_lesson(course))
    with monkeypatch.context() as patched:
        patched.setattr("courses.api.release_course", lambda *_, **__: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            publish(course)
    return CoursePage.objects.get(pk=course.pk)


def test_it_is_made_up_for_once_and_written_down(missed):
    assert release_missed() == 1
    assert release_missed() == 0

    assert versions(missed) == 1
    line = AuditLine.objects.get(action="release_missed")
    assert (line.object_uuid, line.actor) == (missed.translation_key, None)
    assert line.facts == {"revision": missed.live_revision_id, "outcome": "WENT_OUT", "version": 1}


def test_one_that_was_released_and_not_noted_makes_no_second_version(db):
    course = released_course(lessons=1)
    Publication.objects.all().delete()

    assert release_missed() == 2

    assert CourseVersion.objects.count() == 1
    assert outcome(course) == Outcome.NOTHING_NEW


def test_a_half_made_repair_leaves_nothing_and_is_tried_again(missed, monkeypatch):
    with monkeypatch.context() as patched:
        patched.setattr("cms.actions.releasing.audit.record", lambda *_, **__: 1 / 0)
        assert release_missed() == 0
    assert course_of(missed) is None

    assert release_missed() == 1


def test_it_breaks_an_invariant_until_it_is_made_up_for(missed):
    assert broken_invariants() == {}
    long_ago = timezone.now() - dt.timedelta(hours=1)
    CoursePage.objects.filter(pk=missed.pk).update(last_published_at=long_ago)
    LessonPage.objects.update(last_published_at=long_ago)

    assert broken_invariants() == {MISSED: 1}
    release_missed()

    assert broken_invariants() == {}


def test_what_waits_or_was_refused_is_not_missed(db):
    publish(draft_course())
    publish(draft_lesson(draft_course()))

    assert missed_publications() == []

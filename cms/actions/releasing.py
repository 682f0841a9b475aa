"""What becomes of something that was published. Words flow at once, structure waits for *Publish* on the course.

All may be called again for the same revision: equal content makes no version.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

import structlog
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop as _
from wagtail.log_actions import log as write_history

from cms import queries
from cms.compiling import compile_course, compile_lesson, compile_question
from cms.enums import Outcome
from cms.models import CoursePage, ExamQuestion, LessonPage, Publication
from cms.sources import as_published, is_translation, sources_of
from cms.workshop import CannotCompile
from courses import api as courses
from foundation import audit
from foundation.sentences import Sentence, kept
from people.api import Person

log = structlog.get_logger("cms")

LOG_ACTION = "cms.publication"

type Published = CoursePage | LessonPage | ExamQuestion
type Finding = tuple[Outcome, list[str], int | None]  # what became of it, why, and the number of the version

NOTHING_NEW: Finding = (Outcome.NOTHING_NEW, [], None)


@transaction.atomic
def release_published_course(page: CoursePage, *, by: Person | None = None) -> Publication:
    """The course page was published: release everything that is published of the course.

    A translation only brings words, so it never lets out structure that waits.
    """
    publication = _work_and_note(page, page.translation_key, lambda: _release(page, by), by=by)
    if publication.outcome in {Outcome.WENT_OUT, Outcome.NOTHING_NEW} and not is_translation(page):
        waiting = Publication.objects.filter(course_key=page.translation_key, outcome=Outcome.WAITS)
        waiting.update(outcome=Outcome.WENT_OUT, reasons=[], version=publication.version)
    return publication


@transaction.atomic
def correct_published_lesson(page: LessonPage, *, by: Person | None = None) -> Publication:
    """The lesson was published: if only its words changed, or it was translated, it goes out."""
    key = page.get_parent().translation_key
    revisions = _revisions(page.pk, page)

    def work() -> Finding:
        return _found(courses.correct_lesson(key, compile_lesson(as_published(page)), revisions=revisions))

    return _work_and_note(page, key, work, by=by)


@transaction.atomic
def correct_published_question(question: ExamQuestion, *, by: Person | None = None) -> Publication:
    key = question.course.translation_key
    revisions = _revisions(f"question:{question.pk}", question)

    def work() -> Finding:
        return _found(courses.correct_question(key, compile_question(as_published(question)), revisions=revisions))

    return _work_and_note(question, key, work, by=by)


@transaction.atomic
def note_missing(page: LessonPage | ExamQuestion, course_key: UUID) -> Publication | None:
    """A lesson or question was taken back or moved. Learners keep it until the course is published."""
    if not courses.is_released(course_key):
        return None
    reason = Sentence(_("It was taken back or moved. Learners see that once the course is published."))
    return _note(page, course_key, (Outcome.WAITS, [reason], None))


def close_unpublished_course(page: CoursePage, *, by: Person | None = None) -> None:
    """Whoever has begun can finish. Taking back a translation closes nothing."""
    if not is_translation(page):
        courses.close_course(page.translation_key, by=by)


def release_missed() -> int:
    """Publishing is not atomic: make up for what was published and never handed on. How many that were.

    One that fails again is logged and does not hold up the others.
    """
    count = 0
    for each in queries.missed_publications():
        try:
            _make_up_for(each)
        except Exception:
            log.exception("release_missed", model=each._meta.model_name, pk=each.pk)
        else:
            count += 1
    return count


@transaction.atomic
def _make_up_for(published: Published) -> None:
    publication = hand_on(published)
    facts: dict[str, Any] = {
        "revision": publication.revision_id,
        "outcome": publication.outcome,
        "version": publication.version,
    }
    audit.record("release_missed", obj=published, **facts)


def hand_on(published: Published, *, by: Person | None = None) -> Publication:
    match published:
        case CoursePage():
            return release_published_course(published, by=by)
        case LessonPage():
            return correct_published_lesson(published, by=by)
        case ExamQuestion():
            return correct_published_question(published, by=by)


def _release(page: CoursePage, by: Person | None) -> Finding:
    sources = sources_of(page)
    if sources is None:
        return Outcome.WAITS, [Sentence(_("The course is not published in the language it was written in."))], None
    if is_translation(page) and queries.has_waiting_structure(page):
        reason = _("Other changes wait too. Publish the course in the language it was written in.")
        return Outcome.WAITS, [Sentence(reason)], None
    version = courses.release_course(compile_course(sources), by=by)
    return (Outcome.WENT_OUT, [], version.number) if version else NOTHING_NEW


def _revisions(name: int | str, published: Published) -> dict[int | str, int]:
    return {name: published.live_revision_id} if published.live_revision_id else {}


def _found(correction: courses.Correction) -> Finding:
    if correction.is_waiting:
        return Outcome.WAITS, [correction.reason], None
    return (Outcome.WENT_OUT, [], correction.version.number) if correction.version else NOTHING_NEW


def _work_and_note(
    published: Published, course_key: UUID, work: Callable[[], Finding], *, by: Person | None
) -> Publication:
    """What nobody could take is refused with a sentence; any other error is ours, and is raised."""
    try:
        with transaction.atomic():
            finding = work()
    except CannotCompile as error:
        finding = (Outcome.REFUSED, [error.sentence], None)
    except courses.CourseNotReleasable as error:
        finding = (Outcome.REFUSED, list(error.problems), None)
    return _note(published, course_key, finding, by=by)


def _note(published: Published, course_key: UUID, finding: Finding, *, by: Person | None = None) -> Publication:
    """Also into the history of the page."""
    outcome, sentences, version = finding
    reasons = [kept(sentence) for sentence in sentences]
    publication, _is_new = Publication.objects.update_or_create(
        model=published._meta.model_name,
        object_id=published.pk,
        defaults={
            "revision_id": published.live_revision_id or 0,
            "course_key": course_key,
            "title": str(published)[:255],
            "outcome": outcome,
            "reasons": reasons,
            "version": version,
            "at": timezone.now(),
        },
    )
    facts = {"outcome": outcome, "reasons": reasons, "version": version}
    write_history(instance=published, action=LOG_ACTION, user=by, data=facts)
    return publication

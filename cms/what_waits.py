"""What of a course is published and not released, with who changed it and where, for the panel on its page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page, PageLogEntry, Revision

from courses.api import Learners, Waiting, learners_of
from foundation.sentences import gap

TAKEN_AWAY = ("wagtail.unpublish", "wagtail.unpublish.scheduled", "wagtail.move")


@dataclass(frozen=True)
class Row:
    """`by` and `at` are of whoever wrote what waits, or took it away; "" and None where nobody knows any more."""

    kind: Any
    title: str
    reason: str
    url: str = ""
    by: str = ""
    at: dt.datetime | None = None


def rows_of(course_page: Any, waiting: Iterable[Waiting]) -> list[Row]:
    waiting = list(waiting)
    written = _written(course_page, waiting)
    changes = _changes([*written.values(), course_page])
    return [_row(one, written.get((one.key, one.language), course_page), changes) for one in waiting]


def _row(one: Waiting, page: Any, changes: dict[tuple[str, int], tuple[str, dt.datetime]]) -> Row:
    if one.key and page._meta.model_name == "coursepage":  # of a lesson that was deleted
        return Row(one.kind.label, one.title, one.reason)
    by, at = changes.get((page._meta.model_name, page.pk), ("", None))
    return Row(one.kind.label, one.title, one.reason, _url(page), by, at)


def _url(page: Any) -> str:
    name = "wagtailadmin_pages:edit" if isinstance(page, Page) else "wagtailsnippets_cms_examquestion:edit"
    return reverse(name, args=[page.pk])


def _written(course_page: Any, waiting: list[Waiting]) -> dict[tuple[str, str], Any]:
    """{(key, language, or "" for the one it was written in): page or question}"""
    keys = {one.key for one in waiting if one.key}
    if not keys:
        return {}
    lessons = course_page.allowed_subpage_models()[0].objects.filter(translation_key__in=keys, alias_of__isnull=True)
    questions = course_page.exam_questions.model.objects.filter(translation_key__in=keys)
    found: dict[tuple[str, str], Any] = {}
    for rows in (lessons, questions):
        for row in rows.select_related("locale").order_by("pk"):
            found[str(row.translation_key), row.locale.language_code] = row
            found.setdefault((str(row.translation_key), ""), row)
    return found


def _changes(pages: list[Any]) -> dict[tuple[str, int], tuple[str, dt.datetime]]:
    """{(model name, id): (who, when)}: of the live revision, or of taking it away."""
    names = {page.live_revision_id: (page._meta.model_name, page.pk) for page in pages if page.live}
    revisions = Revision.objects.filter(pk__in=names).values_list("pk", "user__full_name", "created_at")
    found = {names[pk]: (who or "", when) for pk, who, when in revisions}
    gone = {page.pk: page._meta.model_name for page in pages if isinstance(page, Page) and not page.live}
    entries = PageLogEntry.objects.filter(page__in=gone, action__in=TAKEN_AWAY).order_by("timestamp")
    for pk, who, when in entries.values_list("page_id", "user__full_name", "timestamp"):
        found[gone[pk], pk] = (who or "", when)
    return found


def what_publish_does(waiting: Iterable[Waiting], *, is_released: bool, learners: Learners) -> str:
    """One or two sentences on people under way and on new ones."""
    let_out = [one for one in waiting if not one.is_left_out]
    if not is_released:
        return _("Publish opens the course: from then on, people whom it is meant for can begin it.")
    if not let_out:
        return _("Publish lets none of this out: bring the translations up to date, and publish them.")
    if not any(one.is_structure for one in let_out):
        return _("Publish lets these words out to everybody at once, people under way and new ones.")
    if not learners.under_way:
        return _("Publish: new learners begin the course as it is then. Nobody is under way.")
    return ngettext(
        "Publish: new learners begin the course as it is then. %(count)d person under way finishes it as they began"
        " it, and only gets corrected words.",
        "Publish: new learners begin the course as it is then. %(count)d people under way finish it as they began"
        " it, and only get corrected words.",
        learners.under_way,
    ) % {"count": learners.under_way}


def what_unpublish_does(page: Any) -> str:
    """Before a course, lesson or question is taken back."""
    if page._meta.model_name != "coursepage":
        return _("Learners keep it until the course is published. People under way keep it until they are done.")
    learners = learners_of(page.translation_key)
    closes = _("The course takes no new learners from then on.")
    if not learners.under_way:
        return closes
    stay = ngettext(
        "%(count)d person under way can finish it; certificates stay valid.",
        "%(count)d people under way can finish it; certificates stay valid.",
        learners.under_way,
    )
    return closes + gap() + stay % {"count": learners.under_way}

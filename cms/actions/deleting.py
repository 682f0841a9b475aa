"""What people learn from is taken back, not deleted: its words and its history stay with its authors."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _
from wagtail.models import Page

from cms import queries
from cms.models import CoursePage, ExamQuestion, LessonPage


class StillLearned(PermissionDenied):
    """Somebody takes it or took it; the sentence says what to do instead."""

    def __init__(self, learned: CoursePage | LessonPage | ExamQuestion) -> None:
        sentence = {
            CoursePage: _("People learn from the course “%(title)s”. Unpublish it: it then takes no new learners."),
            LessonPage: _("People learn from the lesson “%(title)s”. Unpublish it, then publish the course."),
            ExamQuestion: _("People have sat the question “%(title)s”. Unpublish it, then publish the course."),
        }[type(learned)]
        super().__init__(sentence % {"title": learned})


def refuse_to_delete(what: Page | ExamQuestion) -> None:
    """Raises StillLearned for a question, or a page with all that is below it."""
    if isinstance(what, ExamQuestion):
        if queries.is_learned(what, what.course.translation_key):
            raise StillLearned(what)
        return
    for learned in queries.learned_from(what):
        raise StillLearned(learned)

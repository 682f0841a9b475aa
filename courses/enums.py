from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class QuestionKind(TextChoices):
    SINGLE = "SINGLE", _("one right answer")
    MULTIPLE = "MULTIPLE", _("several right answers")
    TRUE_FALSE = "TRUE_FALSE", _("true or false")
    NUMERIC = "NUMERIC", _("a number")

    @classmethod
    def with_choices(cls) -> frozenset[QuestionKind]:
        return frozenset({cls.SINGLE, cls.MULTIPLE})


class Feedback(TextChoices):
    """When right answers and explanations of an exam are shown."""

    NEVER = "NEVER", _("never")
    AFTER_SUBMISSION = "AFTER_SUBMISSION", _("after each attempt")
    AFTER_PASS = "AFTER_PASS", _("once passed, or when no attempt is left")


class LessonState(TextChoices):
    NOT_STARTED = "NOT_STARTED", _("not started")
    UNDER_WAY = "UNDER_WAY", _("under way")
    DONE = "DONE", _("done")


class ExamState(TextChoices):
    LOCKED = "LOCKED", pgettext_lazy("what to do next", "locked")
    READY = "READY", _("ready")
    UNDER_WAY = "UNDER_WAY", _("under way")
    FAILED = "FAILED", _("not passed yet")
    USED_UP = "USED_UP", _("no attempt left")
    PASSED = "PASSED", _("passed")


class Verb(TextChoices):
    """The one thing to do next with a course, a lesson or an exam."""

    START = "START", _("Start")
    CARRY_ON = "CARRY_ON", _("Carry on")
    TO_EXAM = "TO_EXAM", _("Go to the exam")
    CARRY_ON_EXAM = "CARRY_ON_EXAM", pgettext_lazy("exam", "Carry on")
    LOCKED = "LOCKED", pgettext_lazy("what to do next", "Locked")
    TRY_AGAIN = "TRY_AGAIN", _("Try again")
    REVIEW = "REVIEW", _("Review")
    CERTIFICATE = "CERTIFICATE", pgettext_lazy("what to do next", "Certificate")


class WaitingKind(TextChoices):
    """What an unreleased change is about."""

    COURSE = "COURSE", _("course")
    LESSON = "LESSON", _("lesson")
    QUESTION = "QUESTION", _("exam question")
    RULES = "RULES", _("exam rules")

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail import hooks
from wagtail.permissions import register_permission_policy

from foundation.audit import AuditWords, register_words
from foundation.listings import OnlyTo
from learning.api import Activity, LearningRecord

from .models import Course, Enrolment

register_permission_policy(Course, OnlyTo(Activity, "view"))
# To change an enrolment is to give further attempts.
register_permission_policy(Enrolment, OnlyTo(LearningRecord, "view", "change"))


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    """Words for every audit line that actions of courses write."""
    register_words(
        actions,
        {
            "courses.close_course": (gettext_lazy("Close a course"), gettext_lazy("Closed to new enrolments")),
            "courses.open_course": (gettext_lazy("Open a course"), gettext_lazy("Open to new enrolments")),
            "courses.correct_question": (
                gettext_lazy("Correct an exam question"),
                gettext_lazy("Words of an exam question corrected"),
            ),
        },
    )
    register_words(
        actions,
        {
            "courses.enrol_person": (gettext_lazy("Enrol"), gettext_lazy("Enrolled")),
            "courses.start_attempt": (gettext_lazy("Start an exam"), gettext_lazy("Exam started")),
            "courses.submit_attempt": (gettext_lazy("Hand in an exam"), gettext_lazy("Exam handed in")),
        },
        in_site_history=False,
    )

    @actions.register_action("courses.grant_attempts")
    class GrantAttempts(AuditWords):
        label = gettext_lazy("Give further attempts")

        def sentence(self, facts: dict[str, Any]) -> str:
            text = ngettext(
                "%(count)s further attempt given: %(reason)s",
                "%(count)s further attempts given: %(reason)s",
                facts["count"],
            )
            return text % {"count": facts["count"], "reason": facts["reason"]}

    @actions.register_action("courses.release_course")
    class ReleaseCourse(AuditWords):
        label = gettext_lazy("Release a course")

        def sentence(self, facts: dict[str, Any]) -> str:
            return _("Released as version %(number)s") % {"number": facts["version"]}

    @actions.register_action("courses.correct_lesson")
    class CorrectLesson(AuditWords):
        label = gettext_lazy("Correct a lesson")

        def sentence(self, facts: dict[str, Any]) -> str:
            return _("Words of a lesson corrected, as version %(number)s") % {"number": facts["version"]}

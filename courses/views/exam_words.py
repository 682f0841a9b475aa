"""What an exam page says while it runs: on the page, and in sentences that a script fills in and shows in time."""

from __future__ import annotations

import math

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.shown import AttemptShown


class ExamWords:
    """Sentences for scripts have {holes}; names are those of data attributes."""

    def __init__(self, attempt: AttemptShown) -> None:
        self.attempt = attempt

    @property
    def for_browser(self) -> dict[str, str]:
        return {
            "answered": _("answered"),
            "unanswered": _("not answered"),
            "map": _("All questions · {answered} answered"),
            "map-flagged": _("All questions · {answered} answered, {flagged} marked"),
            "bar": _("{answered} of %(total)s answered") % {"total": len(self.attempt.questions)},
            "saved": _("Saved {time}"),
            "waiting": _("No line: {count} kept in this phone"),
            "left": _("{minutes} minutes left"),
            "last-minute": _("{seconds} seconds left"),
            "warning": _("{minutes} min left"),
            "warning-open": _("{count} still without an answer; all others are saved."),
            "warning-all": _("Every answer is saved."),
            "over": _("Time is up"),
            "over-text": _("What you answered is saved. It is handed in now, or as soon as the line is back."),
            "needs-line": _("There is no line now. Your answers are kept in this phone; hand in once it is back."),
            "signed-out": _("You were signed out. Your answers are kept in this phone: sign in again in another tab."),
        }

    @property
    def map_now(self) -> str:
        words = self.for_browser["map-flagged" if self.attempt.flagged_count else "map"]
        return words.format(answered=self.attempt.answered_count, flagged=self.attempt.flagged_count)

    @property
    def bar_now(self) -> str:
        return self.for_browser["bar"].format(answered=self.attempt.answered_count)

    @property
    def left_now(self) -> str:
        minutes = math.ceil((self.attempt.seconds_left or 0) / 60)
        return ngettext("%(count)s minute left", "%(count)s minutes left", minutes) % {"count": minutes}

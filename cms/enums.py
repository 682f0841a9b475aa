from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CalloutTone(TextChoices):
    TIP = "TIP", _("tip")
    NOTE = "NOTE", _("good to know")
    WARNING = "WARNING", _("warning")


class ChartKind(TextChoices):
    BARS = "BARS", _("bars: one series, compared")
    LINES = "LINES", _("lines: one to three series over a number")
    WATERFALL = "WATERFALL", _("steps: what adds up to a total")
    SHARES = "SHARES", _("shares: parts of a whole")


class Operator(TextChoices):
    """What a line of a worked figure does to the one above."""

    START = "", _("starts")
    PLUS = "+", "+"
    MINUS = "−", "−"
    TIMES = "×", "×"
    DIVIDED = "÷", "÷"
    EQUALS = "=", "="


class Outcome(TextChoices):
    """What became of something that was published."""

    WENT_OUT = "WENT_OUT", _("went out")
    NOTHING_NEW = "NOTHING_NEW", _("nothing new")
    WAITS = "WAITS", _("waits for release")
    REFUSED = "REFUSED", _("not released")

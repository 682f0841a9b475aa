from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ActivityKind(TextChoices):
    COURSE = "COURSE", _("course")
    SESSION = "SESSION", _("conference session")
    COACHED_TOPIC = "COACHED_TOPIC", _("coached topic")
    POLICY = "POLICY", _("policy")
    EXTERNAL = "EXTERNAL", _("learned elsewhere")


class Manner(TextChoices):
    """How someone else taught it on the spot."""

    TRAINED = "TRAINED", _("trained in a group")
    COACHED = "COACHED", _("coached one to one")

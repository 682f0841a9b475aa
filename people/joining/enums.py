from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class JoinState(TextChoices):
    """Of a request, which the dealer answers, and of an invitation, which the person answers."""

    WAITING = "WAITING", _("waiting")
    ACCEPTED = "ACCEPTED", _("accepted")
    REFUSED = "REFUSED", _("refused")
    WITHDRAWN = "WITHDRAWN", _("withdrawn")

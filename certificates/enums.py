from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CredentialKind(TextChoices):
    COURSE = "COURSE", _("course")
    CURRICULUM = "CURRICULUM", _("curriculum")
    ATTENDANCE = "ATTENDANCE", _("attendance")
    COACHING = "COACHING", _("coaching")
    PLAQUE = "PLAQUE", _("plaque")


class CertificateState(TextChoices):
    """What was decided about a certificate. Whether it expired follows from its date."""

    VALID = "VALID", _("valid")
    SUSPENDED = "SUSPENDED", _("suspended")
    SUPERSEDED = "SUPERSEDED", _("superseded")
    REVOKED = "REVOKED", _("revoked")


class PrintState(TextChoices):
    """How far a certificate's file is. Failed: nobody prints it until somebody says so."""

    PRINTED = "PRINTED", _("printed")
    PRINTING = "PRINTING", _("being printed")
    FAILED = "FAILED", _("printing failed")


class CertificateStatus(TextChoices):
    """What a certificate is worth on a day."""

    VALID = "VALID", _("valid")
    EXPIRED = "EXPIRED", _("expired")
    SUSPENDED = "SUSPENDED", _("suspended")
    SUPERSEDED = "SUPERSEDED", _("superseded")
    REVOKED = "REVOKED", _("revoked")

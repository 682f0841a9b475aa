from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Report(TextChoices):
    """Reports for those who administer; the value is part of the address, and of the name of an exported file."""

    ENROLMENTS = "enrolments", _("Enrolments")
    COMPLETIONS = "completions", _("Completions")
    EXAM_RESULTS = "exam-results", _("Exam results")
    CERTIFICATES = "certificates", _("Certificates")

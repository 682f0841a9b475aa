"""Tells learners what was given to them."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_noop

from people.api import MessageKind, register_kind, send_message

from .models import AttemptGrant, Enrolment

ATTEMPTS_GRANTED = "courses.attempts_granted"


def register_kinds() -> None:
    register_kind(
        MessageKind(
            ATTEMPTS_GRANTED,
            title=gettext_noop("You may sit the exam again: %(course)s"),
            text=gettext_noop("Further attempts: %(count)s. Why: %(reason)s"),
            variables=("course", "count", "reason"),
            label=gettext_noop("You may sit an exam again"),
            icon="undo-2",
        )
    )


def tell_of_grant(grant: AttemptGrant, enrolment: Enrolment) -> None:
    """`enrolment` has its person and its course's activity with it."""
    course = enrolment.course
    send_message(
        ATTEMPTS_GRANTED,
        to=enrolment.person,
        cause=f"grant:{grant.pk}",
        variables={
            "course": course.activity.title_in(enrolment.person.language),
            "count": str(grant.count),
            "reason": grant.reason,
        },
        path=reverse("courses:exam_detail", args=[course.uuid]),
    )

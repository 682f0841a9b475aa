"""Giving somebody more attempts at an exam than its rules allow."""

from __future__ import annotations

from django.db import transaction

from courses import rules
from courses.exceptions import AttemptsNotGranted
from courses.models import AttemptGrant, Enrolment
from courses.queries.exams import exam_shown
from courses.telling import tell_of_grant
from foundation import audit
from people.api import Person

from .completing import lock_enrolment


@transaction.atomic
def grant_attempts(enrolment: Enrolment, *, count: int, reason: str, by: Person) -> AttemptGrant:
    """`count` further attempts, for who has none left and has not passed. The learner reads the reason.

    Raises AttemptsNotGranted, and CourseHasNoExam.
    """
    if not reason.strip():
        raise AttemptsNotGranted.for_no_reason()
    enrolment = lock_enrolment(enrolment)
    if not rules.can_grant_attempts(exam_shown(enrolment, language=by.language).state):
        raise AttemptsNotGranted.for_state(enrolment.person.full_name)
    grant = AttemptGrant.objects.create(enrolment=enrolment, count=count, reason=reason.strip(), granted_by=by)
    audit.record("grant_attempts", obj=enrolment, actor=by, count=count, reason=grant.reason)
    tell_of_grant(grant, enrolment)
    return grant

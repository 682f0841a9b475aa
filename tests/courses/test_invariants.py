"""What was broken by hand is found: lines of the audit, a constraint, progress."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from courses.actions import grant_attempts, rebuild_progress, start_attempt
from courses.actions.completing import broken_progress
from courses.compiled import ExamRules
from courses.models import Attempt
from courses.queries import broken_invariants
from foundation import audit
from tests.factories.courses import completed, do_lessons, enrolled, ready, sit_exam
from tests.factories.people import SuperuserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def by_hand(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def test_nothing_is_broken_by_ordinary_life():
    completed(enrolled())

    assert broken_invariants() == {}
    assert broken_progress() == {}


@pytest.mark.parametrize(
    ("action", "name"),
    [
        ("enrol_person", "enrolments without an audit line"),
        ("start_attempt", "attempts without an audit line"),
        ("submit_attempt", "attempts handed in without an audit line"),
    ],
)
def test_change_whose_audit_line_is_gone_is_found(action, name):
    completed(enrolled())

    by_hand("DELETE FROM foundation_auditline WHERE action = %s", action)

    assert broken_invariants() == {name: 1}


def test_grant_whose_audit_line_is_gone_is_found():
    enrolment = ready(rules=ExamRules(attempts_allowed=1))
    for _round in range(2):
        sit_exam(enrolment, wrong=4)
        grant_attempts(enrolment, count=1, reason="ill", by=SuperuserFactory())
    assert broken_invariants() == {}

    by_hand("DELETE FROM foundation_auditline WHERE id = %s", audit.lines_about(enrolment)[0].pk)

    assert broken_invariants() == {"enrolments given further attempts without an audit line": 1}


def test_second_open_attempt_is_found_where_the_constraint_is_gone():
    by_hand("DROP INDEX one_open_attempt")
    first = start_attempt(do_lessons(enrolled()))
    second = Attempt.objects.get(pk=first.pk)
    second.pk, second.uuid, second.number = None, first.enrolment.uuid, 2
    second.save()

    assert broken_invariants()["enrolments with two open attempts"] == 1


def test_attempt_left_open_is_found():
    attempt = start_attempt(do_lessons(enrolled()))
    long_ago = timezone.now() - timedelta(hours=2)
    times = {"started_at": long_ago, "deadline_at": long_ago + timedelta(minutes=1)}

    Attempt.objects.filter(pk=attempt.pk).update(**times, closes_at=times["deadline_at"])

    assert broken_invariants() == {"attempts open after their end": 1}


def test_progress_that_differs_is_found_and_gone_after_the_rebuild():
    completed(enrolled())
    by_hand("UPDATE courses_enrolment SET progress = '{}'")
    assert broken_progress() == {"enrolments whose progress is not that of their facts": 1}

    rebuild_progress()

    assert broken_progress() == {}


def test_completion_written_by_hand_is_found():
    enrolled()
    by_hand("UPDATE courses_enrolment SET completed_at = started_at")

    assert broken_progress() == {"enrolments whose progress is not that of their facts": 1}

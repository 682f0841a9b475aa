import pytest
from django.db import IntegrityError, transaction

from courses.actions import grant_attempts, start_attempt
from courses.enums import ExamState, Verb
from courses.exceptions import AttemptsNotGranted, CourseHasNoExam, ExamLocked
from courses.models import AttemptGrant
from courses.queries import course_shown, exam_shown, home_shown, result_shown
from foundation import audit
from people.models import Message
from tests.factories.courses import EN, do_lessons, enrolled, ready, released, short_course, sit_exam
from tests.factories.people import SuperuserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.database, pytest.mark.usefixtures("in_english")]


@pytest.fixture
def used_up(enrolment):
    for _attempt in range(3):
        sit_exam(enrolment, wrong=4)
    return enrolment


def grant(enrolment, count=1, reason="The phone broke", **fields):
    return grant_attempts(enrolment, count=count, reason=reason, **({"by": SuperuserFactory(language=EN)} | fields))


def test_further_attempts_are_added_to_those_that_the_rules_allow(used_up):
    grant(used_up, count=2)

    assert [sit_exam(used_up, wrong=4).number, sit_exam(used_up, wrong=4).number] == [4, 5]
    with pytest.raises(ExamLocked, match="All 5 attempts are used up"):
        start_attempt(used_up)


def test_learner_is_told_once_with_the_way_to_the_exam(used_up):
    given = grant(used_up, count=2)

    message = Message.objects.get(person=used_up.person, kind="courses.attempts_granted")
    assert (message.cause, message.path) == (f"grant:{given.pk}", f"/learn/courses/{used_up.course.uuid}/exam/")
    assert message.title == "You may sit the exam again: 库存管理"
    assert message.text == "Further attempts: 2. Why: The phone broke"


def test_learner_sees_what_was_given_until_it_is_used(used_up):
    person, course = used_up.person, used_up.course
    grant(used_up)

    exam = exam_shown(used_up, language=EN)
    assert (exam.state, exam.verb, exam.why, exam.attempts_left) == (ExamState.FAILED, Verb.TRY_AGAIN, "", 1)
    assert (exam.grant.count, exam.grant.reason) == (1, "The phone broke")
    shown = course_shown(course, person, language=EN)
    assert (shown.verb, shown.url) == (Verb.TRY_AGAIN, exam.url)
    card, _rows = home_shown(person, language=EN)
    assert (card.url, card.exam.grant) == (exam.url, exam.grant)

    sit_exam(used_up, wrong=4)
    exam = exam_shown(used_up, language=EN)
    assert (exam.state, exam.grant) == (ExamState.USED_UP, None)


def test_who_passes_with_a_further_attempt_is_done(used_up):
    grant(used_up)

    sit_exam(used_up)

    used_up.refresh_from_db()
    assert used_up.completed_at
    assert exam_shown(used_up, language=EN).grant is None


def test_right_answers_are_kept_back_again_while_there_is_an_attempt(used_up):
    attempt = used_up.attempts.first()
    assert result_shown(attempt, language=EN).shows_feedback

    grant(used_up)

    assert not result_shown(attempt, language=EN).shows_feedback


@pytest.mark.parametrize("wrongs", [[], [4], [4, 4, 0]], ids=["not sat", "failed once", "passed"])
def test_nothing_is_given_to_who_has_an_attempt_or_has_passed(enrolment, wrongs):
    for wrong in wrongs:
        sit_exam(enrolment, wrong=wrong)

    with pytest.raises(AttemptsNotGranted, match=f"{enrolment.person.full_name} has an attempt left or has passed"):
        grant(enrolment)

    assert not AttemptGrant.objects.exists()


def test_request_that_comes_twice_gives_once(used_up):
    grant(used_up)

    with pytest.raises(AttemptsNotGranted):
        grant(used_up)

    assert exam_shown(used_up, language=EN).attempts_left == 1


def test_last_attempt_under_way_is_an_attempt_left(enrolment):
    for _attempt in range(2):
        sit_exam(enrolment, wrong=4)
    start_attempt(enrolment)

    with pytest.raises(AttemptsNotGranted):
        grant(enrolment)


def test_grant_needs_a_reason(used_up):
    with pytest.raises(AttemptsNotGranted, match="Say why"):
        grant(used_up, reason="  ")
    with pytest.raises(IntegrityError), transaction.atomic():
        AttemptGrant.objects.create(enrolment=used_up, count=1, reason="", granted_by=SuperuserFactory())


def test_course_without_an_exam_has_nothing_to_give():
    with pytest.raises(CourseHasNoExam):
        grant(do_lessons(enrolled(course=released(short_course()))))


@pytest.mark.parametrize(("count", "said"), [(1, "1 further attempt given: ill"), (2, "2 further attempts given: ill")])
def test_history_of_the_enrolment_tells_it(used_up, count, said):
    admin = SuperuserFactory(language=EN)

    grant(used_up, count=count, reason=" ill ", by=admin)

    line = audit.lines_about(used_up)[0]
    assert (audit.message_of(line), line.actor) == (said, admin.uuid)


def test_grant_is_of_one_enrolment_only(used_up):
    other = ready()
    for _attempt in range(3):
        sit_exam(other, wrong=4)

    grant(used_up)

    assert exam_shown(other, language=EN).state == ExamState.USED_UP
    assert course_shown(other.course, other.person, language=EN).verb == Verb.LOCKED

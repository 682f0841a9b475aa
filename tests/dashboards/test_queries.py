import datetime as dt

import pytest

from certificates.enums import CertificateState, CertificateStatus
from courses.api import Verb
from dashboards.queries import home_of, me_of
from people.backends import AuthenticationBackend
from people.enums import StaffGroup
from tests.factories.certificates import CertificateFactory
from tests.factories.courses import completed, do_lessons, enrolled, released, short_course
from tests.factories.joining import JoinRequestFactory
from tests.factories.people import (
    DealerFactory,
    LearnerFactory,
    MembershipFactory,
    OwnerFactory,
    RepFactory,
    StaffFactory,
    TerritoryFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def home(person):
    return home_of(person, language="en")


def test_home_of_a_newcomer_says_what_to_begin():
    course = released()
    learner = LearnerFactory()

    found = home(learner)

    assert found.carry_on is None
    assert found.is_new
    assert found.first_course.course_uuid == course.uuid
    assert [row.verb for row in found.courses] == [Verb.START]
    assert [membership.person for membership in found.memberships] == [learner]


def test_lines_of_courses_are_equal_for_those_who_did_as_much():
    course = released()
    people = [LearnerFactory() for _time in range(4)]
    for person in people[2:]:
        do_lessons(enrolled(person, course))

    lines = [line for person in people for line in home(person).courses]

    assert len(lines) == 4
    assert set(lines[:2]).isdisjoint(lines[2:])
    assert len(set(lines)) == 2


def test_who_sees_ones_learning_is_told_once_there_is_something_to_see():
    owner = OwnerFactory()
    newcomer, learner = (
        MembershipFactory(organisation=owner.memberships.get().organisation).person for _time in range(2)
    )
    enrolled(learner)

    assert home(newcomer).seers == []
    assert [seer.person for seer in home(learner).seers] == [owner]


def test_home_without_a_course_is_empty():
    found = home(LearnerFactory())

    assert (found.carry_on, found.first_course, found.courses, found.due) == (None, None, [], [])


def test_home_of_somebody_under_way_carries_on():
    enrolment = enrolled()

    found = home(enrolment.person)

    assert found.carry_on.course_uuid == enrolment.course.uuid
    assert found.first_course is None
    assert not found.is_new


def test_home_shows_at_most_four_courses():
    for _time in range(5):
        released()

    assert len(home(LearnerFactory()).courses) == 4


def test_exam_of_another_course_is_due():
    waiting = do_lessons(enrolled())
    enrolled(waiting.person)

    (due,) = home(waiting.person).due

    assert due.title == "Exam: Inventory Management"


def test_exam_on_the_card_is_not_said_twice():
    waiting = do_lessons(enrolled())

    found = home(waiting.person)

    assert found.carry_on.exam
    assert found.due == []


def test_exam_that_is_passed_is_due_no_more():
    learner = LearnerFactory()
    completed(enrolled(learner))
    enrolled(learner)

    assert home(learner).due == []


def owner_of_many(count):
    owner = OwnerFactory()
    dealer = owner.memberships.get().organisation
    for _time in range(count):
        enrolled(LearnerFactory(at=dealer), released(short_course()))
        JoinRequestFactory(dealer=dealer)
    return owner


def rep_of_many(count):
    dealers = DealerFactory.create_batch(count)
    for dealer in dealers:
        enrolled(LearnerFactory(at=dealer), released(short_course()))
    return RepFactory(territory=TerritoryFactory(dealers=dealers))


def admin_of_many(count):
    DealerFactory.create_batch(count)
    return StaffFactory(group=StaffGroup.PLATFORM_ADMINS)


def learner_of_many(count):
    learner = LearnerFactory()
    for _time in range(count):
        enrolled(learner, released(short_course()))
    return learner


@pytest.mark.parametrize("count", [1, 30])
@pytest.mark.parametrize(
    ("make", "queries"), [(learner_of_many, 7), (owner_of_many, 8), (rep_of_many, 8), (admin_of_many, 8)]
)
def test_home_asks_the_same_number_of_times(make, queries, count, django_assert_max_num_queries):
    """Session and person come on top: ten in all at most."""
    pk = make(count).pk
    home(AuthenticationBackend().get_user(pk))
    person = AuthenticationBackend().get_user(pk)

    with django_assert_max_num_queries(queries):
        home(person)


def test_me_shows_ones_certificates_with_what_they_are_worth_today():
    person = LearnerFactory()
    revoked = CertificateFactory(holder=person, state=CertificateState.REVOKED, awarded_on=dt.date(2024, 1, 1))
    valid = CertificateFactory(holder=person, awarded_on=dt.date(2026, 1, 1), credential__valid_months=None)
    CertificateFactory()

    found = me_of(person)

    assert found.certificates == [(valid, CertificateStatus.VALID), (revoked, CertificateStatus.REVOKED)]
    assert len(found.memberships) == 1


@pytest.mark.parametrize("count", [1, 30])
def test_me_asks_the_same_number_of_times(count, django_assert_num_queries):
    person = LearnerFactory()
    for _time in range(count):
        CertificateFactory(holder=person)

    with django_assert_num_queries(3):
        assert [certificate.credential.words for certificate, _status in me_of(person).certificates]

import datetime as dt
import uuid

import pytest

from courses.actions import close_course, enrol_person, release_course, start_attempt
from courses.models import Course
from courses.queries import (
    attempts_of,
    course_of_key,
    courses_visible_to,
    enrolments_of,
    enrolments_visible_to,
    target_of_key,
)
from learning.api import open_cycle
from tests.factories.courses import (
    compiled_course,
    completed,
    do_lessons,
    enrolled,
    released,
    short_course,
    sit_exam,
    without_exam,
)
from tests.factories.people import (
    DealerFactory,
    FieldManagerFactory,
    LearnerFactory,
    ManagerFactory,
    MembershipFactory,
    OwnerFactory,
    PersonFactory,
    RepFactory,
    StaffFactory,
    SuperuserFactory,
    TerritoryFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.mark.parametrize("factory", [LearnerFactory, OwnerFactory, RepFactory, StaffFactory, SuperuserFactory])
def test_courses_are_open_to_whoever_works_somewhere(factory):
    course = released()

    assert set(courses_visible_to(factory())) == {course}


def test_courses_are_shut_to_strangers_and_to_those_who_left():
    released()
    left = PersonFactory()
    MembershipFactory(person=left, valid_until=dt.date(2025, 1, 1))

    assert not courses_visible_to(PersonFactory()).exists()
    assert not courses_visible_to(left).exists()


def test_positions_say_for_whom_and_shut_nobody_out():
    course = released(compiled_course(positions=("FINANCE",)))

    assert set(courses_visible_to(LearnerFactory())) == {course}


def test_closed_course_is_seen_by_whoever_began_it_only():
    enrolment = enrolled()
    close_course(enrolment.course.key)

    assert set(courses_visible_to(enrolment.person)) == {enrolment.course}
    assert not courses_visible_to(LearnerFactory()).exists()


def test_whoever_left_keeps_what_they_began():
    enrolment = enrolled()
    enrolment.person.memberships.update(valid_until=dt.date(2025, 1, 1))

    assert set(courses_visible_to(enrolment.person)) == {enrolment.course}


def test_unreleased_course_is_not_found():
    with pytest.raises(Course.DoesNotExist):
        course_of_key(uuid.uuid4())


def test_own_enrolments_come_newest_round_first():
    course = released(short_course())
    first = completed(enrolled(course=course))
    open_cycle(first.person, course.activity, reason="每年一次")
    second = enrol_person(first.person, course=course)
    enrolled(course=course)

    assert list(enrolments_of(first.person)) == [second, first]


def test_attempts_are_ones_own():
    course = released()
    own = start_attempt(do_lessons(enrolled(course=course)))
    start_attempt(do_lessons(enrolled(course=course)))

    assert list(attempts_of(own.enrolment.person)) == [own]


def test_even_those_who_see_everyone_see_no_attempts_of_others():
    attempt = start_attempt(do_lessons(enrolled()))

    assert attempt not in attempts_of(SuperuserFactory())


def test_leaders_see_the_enrolments_of_their_dealer():
    dealer = DealerFactory()
    territory = TerritoryFactory(dealers=[dealer])
    course = released()
    own = enrolled(LearnerFactory(at=dealer), course)
    someone_elses = enrolled(course=course)

    for leader in (
        OwnerFactory(at=dealer),
        ManagerFactory(at=dealer),
        RepFactory(territory=territory),
        FieldManagerFactory(territory=territory),
    ):
        assert set(enrolments_visible_to(leader)) == {own}
    assert set(enrolments_visible_to(LearnerFactory(at=dealer))) == set()
    assert set(enrolments_visible_to(SuperuserFactory())) == {own, someone_elses}


def test_who_left_is_seen_no_more():
    dealer = DealerFactory()
    person = LearnerFactory(at=dealer)
    enrolled(person)
    person.memberships.update(valid_until=dt.date(2025, 1, 1))

    assert not enrolments_visible_to(OwnerFactory(at=dealer)).exists()


def test_leaders_learn_who_began_who_is_done_and_who_passed_and_nothing_else():
    dealer = DealerFactory()
    owner = OwnerFactory(at=dealer)
    course = released()
    failed = do_lessons(enrolled(LearnerFactory(at=dealer), course))
    sit_exam(failed, wrong=4)
    passed = completed(enrolled(LearnerFactory(at=dealer), course))

    seen = {row.pk: row for row in enrolments_visible_to(owner)}

    assert seen[failed.pk].has_passed is False
    assert seen[passed.pk].has_passed is True
    assert {"progress", "place", "active_at"} <= seen[failed.pk].get_deferred_fields()


@pytest.mark.parametrize("count", [1, 30])
def test_enrolments_are_listed_with_one_query(count, django_assert_num_queries):
    dealer = DealerFactory()
    owner, course = OwnerFactory(at=dealer), released()
    for _person in range(count):
        enrolled(LearnerFactory(at=dealer), course)

    with django_assert_num_queries(1):
        rows = [
            (one.person.full_name, str(one.course.activity), one.has_passed) for one in enrolments_visible_to(owner)
        ]

    assert len(rows) == count


def test_stable_link_leads_to_the_course():
    course = released()

    target = target_of_key(LearnerFactory(), course.key)

    assert (target.course_uuid, target.lesson_key) == (course.uuid, None)
    assert target.url == f"/learn/courses/{course.uuid}/"


def test_stable_link_leads_to_a_lesson():
    compiled = compiled_course()
    course = released(compiled)
    key = compiled.lessons[2].key

    target = target_of_key(LearnerFactory(), key)

    assert target.url == f"/learn/courses/{course.uuid}/lessons/{key}/"


def test_stable_link_leads_somebody_under_way_to_a_lesson_that_others_lost():
    compiled = compiled_course()
    enrolment = enrolled(course=released(compiled))
    release_course(without_exam(key=compiled.key))

    assert target_of_key(enrolment.person, compiled.lessons[0].key)


def test_stable_links_lead_nowhere_for_strangers_and_for_unknown_keys():
    course = released()

    assert target_of_key(PersonFactory(), course.key) is None
    assert target_of_key(LearnerFactory(), uuid.uuid4()) is None

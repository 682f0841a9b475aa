"""Who learns from what was released."""

import uuid
from dataclasses import replace

import pytest

from courses.actions import release_course
from courses.queries import Learners, keys_learned, learners_of
from tests.factories.courses import compiled_course, compiled_lesson, completed, enrolled, released
from tests.factories.people import LearnerFactory

pytestmark = pytest.mark.django_db


def test_nobody_learns_from_what_nobody_knows():
    assert not learners_of(uuid.uuid4())
    assert keys_learned(uuid.uuid4()) == frozenset()


def test_people_under_way_and_done_are_counted_apart():
    course = released()
    enrolled(LearnerFactory(), course)
    completed(enrolled(LearnerFactory(), course))
    enrolled(LearnerFactory(), released())

    assert learners_of(course.key) == Learners(under_way=1, done=1)


def test_a_lesson_is_learned_as_long_as_somebody_is_on_a_structure_that_has_it():
    compiled = compiled_course()
    course = released(compiled)
    assert keys_learned(course.key) == frozenset()
    enrolled(LearnerFactory(), course)
    before = keys_learned(course.key)
    added = compiled_lesson()

    release_course(replace(compiled, lessons=(*compiled.lessons[1:], added)))

    assert keys_learned(course.key) == before
    assert str(compiled.lessons[0].key) in before
    assert str(added.key) not in before
    assert {str(question.key) for question in compiled.questions} <= before

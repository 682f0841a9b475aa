"""Reps, specialists and headquarters' staff are members of the manufacturer, and learners like everybody."""

import pytest

from courses.models import Enrolment
from learning.models import LearningRecord
from tests.factories.courses import completed, enrolled, released
from tests.factories.people import FieldManagerFactory, ManufacturerFactory, RepFactory, SpecialistFactory, StaffFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("factory", [RepFactory, FieldManagerFactory, SpecialistFactory, StaffFactory])
def test_people_of_the_manufacturer_enrol_complete_and_stand_in_the_record(factory):
    person, course = factory(), released()

    completed(enrolled(person, course))

    assert Enrolment.objects.get(person=person).completed_at
    record = LearningRecord.objects.get(person=person)
    assert (record.activity, record.organisation) == (course.activity, ManufacturerFactory())

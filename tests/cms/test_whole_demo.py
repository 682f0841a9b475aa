"""The whole demo comes in, and everybody in it has a past."""

import tomllib
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.db import connection

from certificates.models import Certificate
from cms.models import Publication
from courses.models import Enrolment
from courses.queries import broken_invariants
from learning.models import LearningRecord
from people.models import Organisation, Person
from tests.cms.small_demo import DEMO, PASSWORD, counts, load
from tests.demo import copy_demo

pytestmark = pytest.mark.slow


def test_everybody_has_a_name_in_latin_letters_for_english_pages():
    files = [tomllib.loads(path.read_text()) for path in (DEMO / "network.toml", *DEMO.glob("provinces/*.toml"))]
    in_a_line = [one for file in files for dealer in file["dealer"] for one in dealer.get("person", [])]
    people = [one for file in files for one in file["person"]] + in_a_line

    assert len(people) == 301
    assert [one["full_name"] for one in people if not one.get("latin_name")] == []


@pytest.mark.django_db
def test_it_prints_whom_to_sign_in_as(small):
    said = load(small, print_sign_in=True)

    assert "sample-zhou@example.com" in said
    assert PASSWORD in said
    assert not Person.objects.exists()


@pytest.fixture
def whole_demo(committed_db, database_copies):
    """Loaded once for all tests."""
    if connection.vendor != "sqlite":
        pytest.skip("The demo is copied as a file.")
    copy_demo(Path(database_copies.copy), settings.VAR_DIR)


@pytest.mark.usefixtures("whole_demo")
def test_the_whole_demo_comes_in_and_again():
    before = counts()
    load(DEMO)

    assert counts() == before
    assert before["Course"] == 2
    assert before["LessonPage"] == 2 * (6 + 7)
    assert before["ExamQuestion"] == 2 * (18 + 22)
    assert before["Organisation"] == 1 + 40
    assert before["Person"] == 300 + 2  # one waits, one is invited
    assert Person.objects.exclude(latin_name="").count() == 300 + 1, "all but who is invited"
    assert before["Outlet"] > 40
    assert (
        len({code[:2] for code in Organisation.objects.exclude(county_code="").values_list("county_code", flat=True)})
        == 8
    )
    assert set(Publication.objects.values_list("outcome", flat=True)) <= {"WENT_OUT", "NOTHING_NEW"}
    everybody_has_a_past()


def everybody_has_a_past():
    assert not broken_invariants()
    assert not LearningRecord.objects.filter(organisation=None).exists(), "all worked somewhere then"
    numbered = Certificate.objects.order_by("number").values_list("issued_on", flat=True)
    assert list(numbered) == sorted(numbered)
    assert len(set(numbered)) > 4
    for enrolment in Enrolment.objects.select_related("person"):
        happened = [
            enrolment.started_at,
            *enrolment.check_answers.order_by("pk").values_list("answered_at", flat=True),
            *enrolment.attempts.order_by("pk").values_list("started_at", flat=True),
            *enrolment.attempts.order_by("pk").values_list("submitted_at", flat=True),
            enrolment.active_at,
        ]
        assert happened == sorted(happened), enrolment
        zone = ZoneInfo(enrolment.person.memberships.first().organisation.zone)
        assert {8 <= moment.astimezone(zone).hour <= 20 for moment in happened} == {True}

import io

import pytest
from django.core.management import call_command

from courses.models import Enrolment, SearchEntry
from learning.models import Standing
from tests.factories.courses import completed, enrolled

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_rebuild_mends_every_derived_number_and_says_how_many():
    enrolment = completed(enrolled())
    before = enrolment.progress
    Enrolment.objects.update(progress={})
    Standing.objects.all().delete()
    SearchEntry.objects.all().delete()

    first, second = io.StringIO(), io.StringIO()
    call_command("rebuild", stdout=first)
    call_command("rebuild", stdout=second)

    assert first.getvalue() == "standings mended: 1\nprogress mended: 1\nsearch mended: 1\n"
    assert second.getvalue() == "standings mended: 0\nprogress mended: 0\nsearch mended: 0\n"
    enrolment.refresh_from_db()
    assert enrolment.progress == before
    assert Standing.objects.get().record

import io

import pytest
from django.core.management import CommandError, call_command

from learning.models import Standing
from tests.factories.courses import completed, enrolled

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_all_is_well_after_ordinary_life():
    completed(enrolled())
    out = io.StringIO()

    call_command("check_invariants", stdout=out)

    assert out.getvalue() == "All invariants hold.\n"


def test_what_is_broken_is_named_and_counted_and_fails():
    completed(enrolled())
    Standing.objects.update(cycle=3)
    out = io.StringIO()

    with pytest.raises(CommandError, match="must always hold"):
        call_command("check_invariants", stdout=out)

    assert out.getvalue() == "1 standings that differ from the records\n"

import datetime as dt

import pytest
from django.utils import translation

from foundation.listings import DayColumn, MomentColumn, OnlyTo
from people.models import Organisation, Person


class Row:
    ahead = dt.date(2099, 3, 1)
    at = dt.datetime(2099, 3, 1, 1, 30, tzinfo=dt.UTC)
    never = None


@pytest.mark.parametrize(("language", "shown"), [("zh-hans", "2099年3月1日"), ("en", "1 Mar 2099")])
def test_date_that_lies_ahead_is_shown_as_a_date(language, shown):
    with translation.override(language):
        assert DayColumn("ahead").get_value(Row()) == shown


def test_moment_is_shown_by_the_clock_of_the_site():
    with translation.override("en"):
        assert MomentColumn("at").get_value(Row()) == "1 Mar 2099, 09:30"


@pytest.mark.parametrize("column", [DayColumn, MomentColumn])
def test_no_date_is_an_empty_cell(column):
    assert column("never").get_value(Row()) == ""


def test_policy_lets_superusers_do_what_is_named_only():
    policy = OnlyTo(Organisation, "view", "change")
    root = Person(is_superuser=True, is_active=True)

    assert policy.user_has_permission(root, "view")
    assert not policy.user_has_permission(root, "delete")
    assert policy.user_has_any_permission(root, ["delete", "change"])
    assert not policy.user_has_any_permission(root, ["delete", "add"])

import datetime as dt

import pytest
from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone

from foundation.sessions import SessionStore

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def session():
    session = SessionStore()
    session["of"] = "小明"
    session.create()
    return session


def test_a_session_is_found_by_its_key_in_one_query(session, django_assert_num_queries):
    other = SessionStore()
    other["of"] = "小红"
    other.create()

    with django_assert_num_queries(2):
        found = [SessionStore(key).get("of") for key in (session.session_key, other.session_key)]

    assert found == ["小明", "小红"]


def test_one_that_is_over_or_was_never_there_is_empty_and_keeps_no_key(session):
    Session.objects.update(expire_date=timezone.now() - dt.timedelta(seconds=1))

    for key in (session.session_key, "made-up-by-somebody"):
        found = SessionStore(key)
        assert dict(found.items()) == {}
        assert found.session_key is None


def test_what_djangos_own_store_kept_stays_and_the_other_way_round(session):
    session["since"] = "yesterday"
    session.save()

    theirs = db.SessionStore(session.session_key)
    theirs["since"] = "today"
    theirs.save()

    assert SessionStore(session.session_key)["since"] == "today"
    assert theirs["of"] == "小明"

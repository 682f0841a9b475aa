import datetime as dt

import pytest
from django.contrib.sessions.backends.db import SessionStore as DjangoStore
from django.test import Client
from django.utils import timezone

from foundation.sessions import SessionStore
from tests.factories.people import LearnerFactory

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture
def key():
    session = SessionStore()
    session["seen"] = ["一", 2]
    session.save()
    return session.session_key


def expire(key):
    yesterday = timezone.now() - dt.timedelta(days=1)
    SessionStore.get_model_class().objects.filter(session_key=key).update(expire_date=yesterday)


@pytest.mark.parametrize("store", [SessionStore, DjangoStore])
def test_what_was_saved_is_read_again(store, key):
    assert dict(store(key).items()) == {"seen": ["一", 2]}


@pytest.mark.parametrize("store", [SessionStore, DjangoStore])
def test_one_that_ran_out_is_empty_and_its_key_is_not_used_again(store, key):
    expire(key)
    session = store(key)

    assert session.get("seen") is None
    session.save()
    assert session.session_key != key


@pytest.mark.parametrize("store", [SessionStore, DjangoStore])
def test_a_made_up_key_is_not_taken_over(store):
    session = store("made-up-by-somebody")
    session["seen"] = 1
    session.save()
    assert session.session_key != "made-up-by-somebody"


def test_reading_is_one_query(key, django_assert_num_queries):
    assert SessionStore(key)["seen"]  # put together once

    with django_assert_num_queries(1):
        assert SessionStore(key)["seen"]


def test_who_signs_out_on_another_device_is_out_here_with_the_next_request():
    phone = Client()
    phone.force_login(LearnerFactory())
    assert phone.get("/me/").status_code == 200

    phone.session.delete()

    assert phone.get("/me/").status_code == 302

import pytest
from django.utils import timezone

from people.backends import AuthenticationBackend
from tests.factories.messages import MessageFactory
from tests.factories.people import PersonFactory

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_who_is_signed_in_comes_with_their_unread_messages_in_one_query(django_assert_num_queries):
    person = PersonFactory()
    MessageFactory.create_batch(2, person=person)
    MessageFactory(person=person, read_at=timezone.now())
    MessageFactory()

    with django_assert_num_queries(1):
        found = AuthenticationBackend().get_user(person.pk)

    assert (found, found.unread_count) == (person, 2)
    assert AuthenticationBackend().get_user(PersonFactory().pk).unread_count == 0


def test_who_is_gone_or_shut_out_is_nobody():
    assert AuthenticationBackend().get_user(PersonFactory(is_active=False).pk) is None
    assert AuthenticationBackend().get_user(987_654) is None

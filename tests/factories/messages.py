"""Messages in an inbox for tests. Kinds of message for tests only: the fixture `kinds` of tests/people/conftest.py."""

import factory
from factory.django import DjangoModelFactory

from people.models_messages import Message
from tests.factories.people import PersonFactory


class MessageFactory(DjangoModelFactory):
    class Meta:
        model = Message

    person = factory.SubFactory(PersonFactory)
    kind = "tests.ready"
    cause = factory.Sequence(lambda n: f"certificate {n}")
    variables = factory.Sequence(lambda n: {"title": f"库存管理 {n}"})
    path = "/me/"

"""Contacts and questions for tests."""

import factory
from factory.django import DjangoModelFactory

from people.enums import ContactKind
from people.models import Contact, Question
from tests.factories.people import DealerFactory, PersonFactory


class ContactFactory(DjangoModelFactory):
    """A hotline for everybody, at any hour of working days; `territories` and `product_lines` take lists."""

    class Meta:
        model = Contact
        skip_postgeneration_save = True

    kind = ContactKind.HOTLINE
    name = factory.Sequence(lambda n: f"服务热线{n}")
    name_en = factory.Sequence(lambda n: f"Service line {n}")
    phone = "400 800 1234"

    @factory.post_generation
    def territories(self, _, extracted):
        self.territories.set(extracted or [])

    @factory.post_generation
    def product_lines(self, _, extracted):
        self.product_lines.set(extracted or [])


class QuestionFactory(DjangoModelFactory):
    class Meta:
        model = Question

    person = factory.SubFactory(PersonFactory)
    dealer = factory.SubFactory(DealerFactory)
    text = factory.Sequence(lambda n: f"第{n}台样机坏了找谁？")

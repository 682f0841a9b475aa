"""Codes, requests and invitations for tests."""

import datetime as dt

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from people.enums import Position
from people.joining.codes import new_code
from people.models import Invitation, JoinCode, JoinRequest
from tests.factories.people import DealerFactory, PersonFactory


class JoinCodeFactory(DjangoModelFactory):
    class Meta:
        model = JoinCode

    dealer = factory.SubFactory(DealerFactory)
    code = factory.LazyFunction(new_code)
    opened_by = factory.SubFactory(PersonFactory)
    expires_at = factory.LazyFunction(lambda: timezone.now() + dt.timedelta(days=7))
    limit = 10


class JoinRequestFactory(DjangoModelFactory):
    class Meta:
        model = JoinRequest

    person = factory.SubFactory(PersonFactory)
    dealer = factory.SubFactory(DealerFactory)
    position = Position.SHOP_GUIDE
    join_code = factory.SubFactory(JoinCodeFactory, dealer=factory.SelfAttribute("..dealer"))


class InvitationFactory(DjangoModelFactory):
    class Meta:
        model = Invitation

    person = factory.SubFactory(PersonFactory)
    dealer = factory.SubFactory(DealerFactory)
    name = "小周"
    position = Position.SALES
    invited_by = factory.SubFactory(PersonFactory)
    expires_at = factory.LazyFunction(lambda: timezone.now() + dt.timedelta(days=14))

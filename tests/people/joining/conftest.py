import pytest

from people.models import Message
from tests.factories.people import DealerFactory, RepFactory, TerritoryFactory


@pytest.fixture
def told():
    """{(who, kind)} of all messages so far, without the app's name."""

    def messages():
        return {(message.person, message.kind.removeprefix("people.")) for message in Message.objects.all()}

    return messages


@pytest.fixture
def dealer():
    return DealerFactory(name="样本店")


@pytest.fixture
def rep(dealer):
    return RepFactory(territory=TerritoryFactory(dealers=[dealer]))

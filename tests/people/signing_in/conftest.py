import pytest

from tests.factories.people import PersonFactory

from .browsers import PHONE, Browser


@pytest.fixture
def browser():
    return Browser()


@pytest.fixture
def person():
    return PersonFactory(phone=PHONE, email="wang@example.com", language="en")

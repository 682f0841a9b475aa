import pytest
from django.utils import translation


@pytest.fixture
def in_english():
    """For tests that match sentences; requests choose their language themselves."""
    with translation.override("en"):
        yield

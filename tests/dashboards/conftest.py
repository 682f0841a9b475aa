import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def _in_english():
    """Sentences are matched in English; requests choose their language themselves."""
    with translation.override("en"):
        yield

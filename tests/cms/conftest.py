import pytest
from django.utils import translation

from people.enums import StaffGroup
from tests.cms.small_demo import small_demo
from tests.factories.people import StaffFactory


@pytest.fixture(autouse=True)
def _in_english():
    """Sentences are matched in English; requests choose their language themselves."""
    with translation.override("en"):
        yield


@pytest.fixture
def releaser(client):
    person = StaffFactory(group=StaffGroup.CURRICULUM_ADMINS)
    client.force_login(person)
    return person


@pytest.fixture
def editor(client):
    person = StaffFactory(group=StaffGroup.EDITORS)
    client.force_login(person)
    return person


@pytest.fixture
def small(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "media"
    return small_demo(tmp_path / "demo")

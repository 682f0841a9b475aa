import pytest

from people.enums import StaffGroup
from tests.factories.people import StaffFactory


@pytest.fixture
def admin(client):
    """A curriculum admin who reads English."""
    admin = StaffFactory(group=StaffGroup.CURRICULUM_ADMINS, language="en")
    client.force_login(admin)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return admin

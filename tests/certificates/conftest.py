import pytest

from certificates.models import private_storage


@pytest.fixture
def private_folder(settings, tmp_path):
    """Where printed certificates lie, for this test alone."""
    private = settings.STORAGES["private"] | {"OPTIONS": {"location": tmp_path, "base_url": None}}
    settings.STORAGES = settings.STORAGES | {"private": private}
    assert private_storage().location == str(tmp_path)
    return tmp_path

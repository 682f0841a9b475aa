import pytest

from foundation.files import private_storage
from tests.factories.certificates import CertificateFactory


@pytest.fixture
def private_folder(settings, tmp_path):
    """Where printed certificates lie, for this test alone."""
    private = settings.STORAGES["private"] | {"OPTIONS": {"location": tmp_path, "base_url": None}}
    settings.STORAGES = settings.STORAGES | {"private": private}
    assert private_storage().location == str(tmp_path)
    return tmp_path


@pytest.fixture
def certificate():
    return CertificateFactory(
        holder__full_name="欧阳文静",
        holder__latin_name="Ouyang Wenjing",
        organisation__name="样本家电",
        organisation__name_en="Sample",
    )


@pytest.fixture
def holder(client, certificate):
    client.force_login(certificate.holder_person)
    return certificate.holder_person

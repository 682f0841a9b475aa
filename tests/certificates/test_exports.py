import pytest

from certificates.exports import file_name_of
from tests.factories.certificates import CertificateFactory

pytestmark = pytest.mark.django_db


def test_file_is_called_what_it_is():
    certificate = CertificateFactory(holder__full_name="欧阳文静")

    assert file_name_of(certificate) == f"结业证书-库存管理-欧阳文静-{certificate.number}.pdf"


@pytest.mark.parametrize("name", ["../../etc", 'a"b', "a\r\nSet-Cookie: x", "a/b\\c:d*?<>|"])
def test_name_of_the_file_leaves_no_folder_and_no_header(name):
    certificate = CertificateFactory(holder__full_name=name)

    assert not set(file_name_of(certificate)) & set('\\/:*?"<>|\r\n\t ')

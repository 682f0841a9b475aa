import pytest

from certificates.actions import CredentialNotAccepted, define_credential
from certificates.models import Credential
from foundation.models import AuditLine
from tests.factories.certificates import WORDS, CertificateFactory, CredentialFactory

pytestmark = pytest.mark.django_db


def define(**fields):
    return define_credential(**({"key": "inventory", "kind": "COURSE", "words": WORDS, "valid_months": 24} | fields))


def test_credential_is_created_once_and_changed_afterwards():
    first = define()
    second = define(valid_months=36)

    assert first.pk == second.pk
    assert Credential.objects.get().valid_months == 36


def test_usual_words_stand_where_none_are_given():
    credential = define(words={"zh-hans": {"what": "库存管理"}, "en": {"what": "Inventory Management"}})

    assert credential.words["zh-hans"]["title"] == "结业证书"
    assert credential.words["en"]["did"] == "has completed the course below and passed its examination"


def test_words_that_are_left_out_stay_as_they_were():
    define(words={"zh-hans": {"what": "库存管理", "title": "专业结业证书"}})

    credential = define(words={"zh-hans": {"what": "库存与资金"}})

    assert credential.words["zh-hans"]["title"] == "专业结业证书"
    assert credential.words["zh-hans"]["what"] == "库存与资金"


@pytest.mark.parametrize(
    "words", [{}, {"zh-hans": {"title": "结业证书"}}, {"zh-hans": {"what": "库存"}, "en": {"what": " "}}]
)
def test_credential_about_nothing_is_refused(words):
    with pytest.raises(CredentialNotAccepted, match=r"what the certificate is about|证书"):
        define(words=words)

    assert not Credential.objects.exists()


def test_credential_valid_for_no_month_is_refused():
    with pytest.raises(CredentialNotAccepted):
        define(valid_months=0)


def test_defining_what_is_there_already_leaves_no_second_audit_line():
    define()
    define()

    line = AuditLine.objects.get(action="define_credential")
    assert line.facts["is_new"] is True


def test_changed_credential_leaves_issued_certificates_as_they_are():
    credential = CredentialFactory(key="inventory")
    certificate = CertificateFactory(credential=credential)

    define(words={"zh-hans": {"what": "改过名的课"}}, valid_months=1)

    certificate.refresh_from_db()
    assert certificate.paper.what.first == "库存管理"
    assert str(certificate.valid_until) == "2028-03-17"

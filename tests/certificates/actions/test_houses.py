import pytest
from django.utils import translation

from certificates.actions import HouseNotAccepted, change_house, print_certificate
from certificates.models import Drawing, House
from certificates.printing.drawings import trace
from certificates.queries import drawings_of, issuing_house
from foundation.models import AuditLine
from tests.factories.certificates import CertificateFactory
from tests.factories.people import SuperuserFactory
from tests.factories.pictures import emblem, picture

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def change(texts=None, **drawings):
    return change_house(texts=texts or {}, drawings=drawings, by=SuperuserFactory())


def test_change_is_one_row_with_an_audit_line():
    for name in ("光明大学", "光明经销商学院"):
        change({"name": name})

    assert House.objects.get().name == "光明经销商学院"
    assert issuing_house().name_en == "Dealer University"
    assert AuditLine.objects.filter(action="change_house").count() == 2


def test_certificates_to_come_name_the_drawings_and_those_issued_do_not(private_folder):
    before = CertificateFactory()

    change(emblem=trace(emblem()), second_signature=trace(picture()))

    after = CertificateFactory()
    before.refresh_from_db()
    assert before.paper.drawings == set()
    assert after.paper.emblem
    assert after.paper.signatures == (None, House.objects.get().second_signature_id)
    assert print_certificate(after).sha256 != print_certificate(before).sha256


def test_drawing_that_is_replaced_stays_for_certificates_that_name_it(private_folder):
    change(emblem=trace(emblem()))
    certificate = CertificateFactory()

    change(emblem=None)

    assert issuing_house().emblem is None
    assert drawings_of(certificate.paper) == {certificate.paper.emblem: trace(emblem())}
    assert print_certificate(certificate)


def test_same_drawing_is_kept_once():
    change(emblem=trace(emblem()), first_signature=trace(emblem()))

    assert Drawing.objects.count() == 1


@pytest.mark.parametrize(
    ("texts", "sentence"),
    [
        ({"name": "  "}, "Say who issues"),
        ({"first_signer": "", "first_signer_en": " "}, "Say who signs"),
        ({"name": "光明\ue863大学"}, "No font has “\ue863”"),
    ],
)
def test_what_cannot_stand_on_a_certificate_is_refused(texts, sentence):
    with pytest.raises(HouseNotAccepted, match=sentence):
        change(texts)

    assert not House.objects.exists()


def test_one_who_signs_alone_has_one_line_and_one_signature():
    change({"second_signer": "", "second_signer_en": ""})

    paper = CertificateFactory().paper
    assert len(paper.signers) == len(paper.signatures) == 1

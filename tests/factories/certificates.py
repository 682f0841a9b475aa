"""Credentials and certificates for tests. The action issues them, so that numbers, events and prints follow."""

import datetime as dt

import factory
from factory.django import DjangoModelFactory

from certificates.actions import award_certificate, change_state, print_certificate
from certificates.enums import CertificateState, CredentialKind
from certificates.models import Certificate, Credential
from tests.factories.people import OrganisationFactory, PersonFactory, SuperuserFactory

WORDS = {
    "zh-hans": {
        "title": "结业证书",
        "did": "已修完下列课程并通过考核，特发此证",
        "what": "库存管理",
        "outcome": "会算库存天数、订货点，知道“8送1”该压多少。",
    },
    "en": {
        "title": "Certificate of Completion",
        "did": "has completed the course below and passed its examination",
        "what": "Inventory Management",
        "outcome": "Works out days of stock and reorder points, and how far to load on “8 + 1”.",
    },
}
ISSUED_ON = dt.date(2026, 3, 18)


class CredentialFactory(DjangoModelFactory):
    class Meta:
        model = Credential

    key = factory.Sequence(lambda n: f"course-{n}")
    kind = CredentialKind.COURSE
    words = WORDS
    valid_months = 24


class CertificateFactory(factory.Factory):
    """`holder` may be an organisation; `state` other than valid is reached by the action; `is_printed` prints it."""

    class Meta:
        model = Certificate

    credential = factory.SubFactory(CredentialFactory)
    holder = factory.SubFactory(PersonFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    awarded_on = ISSUED_ON
    cycle = 0

    @classmethod
    def _create(cls, model_class, *args, credential, state=CertificateState.VALID, is_printed=False, **fields):
        certificate = award_certificate(credential, **fields)
        if state != CertificateState.VALID:
            certificate = change_state(certificate, state=state, by=SuperuserFactory(), reason="考试由他人代答")
        if is_printed:
            print_certificate(certificate)
        return certificate

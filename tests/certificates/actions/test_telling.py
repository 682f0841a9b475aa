import datetime as dt

import pytest
from django.utils import timezone, translation

from certificates.actions import change_state, files
from certificates.actions.files import print_ordered
from foundation.models import AuditLine
from people.enums import Role
from people.models_messages import Message
from tests.factories.certificates import CertificateFactory
from tests.factories.people import (
    DealerFactory,
    LearnerFactory,
    MembershipFactory,
    OwnerFactory,
    PersonFactory,
    SuperuserFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.database, pytest.mark.usefixtures("private_folder")]


@pytest.fixture(autouse=True)
def _quick_print(monkeypatch):
    monkeypatch.setattr(files, "print_paper", lambda paper, drawings: b"%PDF-")


def issued(days_ago=0, **fields):
    return CertificateFactory(awarded_on=timezone.localdate() - dt.timedelta(days=days_ago), **fields)


def told():
    with translation.override("en"):
        return [(message.person, message.title) for message in Message.objects.order_by("pk")]


def test_holder_hears_once_that_the_certificate_is_ready():
    certificate = issued(holder=PersonFactory(language="en"))

    for _time in range(2):
        print_ordered({"certificate": certificate.pk})

    (message,) = Message.objects.all()
    assert told() == [(certificate.holder_person, "Your certificate is ready: Inventory Management")]
    assert message.path == certificate.get_absolute_url()


@pytest.mark.parametrize(("days_ago", "count"), [(7, 1), (8, 0)])
def test_what_was_earned_long_ago_is_no_news(days_ago, count):
    print_ordered({"certificate": issued(days_ago).pk})

    assert Message.objects.count() == count


def test_those_who_lead_a_dealer_hear_of_its_plaque():
    dealer = DealerFactory()
    owner = OwnerFactory(at=dealer)
    MembershipFactory(person=owner, organisation=dealer, role=Role.MANAGER, position="MANAGER")
    left = OwnerFactory(at=dealer)
    left.memberships.update(valid_until=timezone.localdate() - dt.timedelta(days=2))
    closed = OwnerFactory(at=dealer)
    type(closed).objects.filter(pk=closed.pk).update(is_active=False)
    LearnerFactory(at=dealer)
    OwnerFactory()

    print_ordered({"certificate": issued(holder=dealer, organisation=dealer).pk})

    assert [person for person, _title in told()] == [owner]


def test_holder_hears_of_each_change_with_its_reason():
    certificate, admin = issued(holder=PersonFactory(language="en")), SuperuserFactory()

    change_state(certificate, state="SUSPENDED", by=admin, reason="核对身份")
    change_state(certificate, state="SUSPENDED", by=admin, reason="再说一遍")
    change_state(certificate, state="VALID", by=admin, reason="已核对")

    assert [title for _person, title in told()] == [
        "Your certificate is now suspended: Inventory Management",
        "Your certificate is now valid: Inventory Management",
    ]
    with translation.override("zh-hans"):
        first = Message.objects.order_by("pk")[0]
        assert (first.title, first.text) == ("证书状态变为“暂停”：Inventory Management", "原因：核对身份")
    assert AuditLine.objects.filter(action="change_state").count() == 2

import datetime as dt
import re
from contextlib import suppress

import pytest
from django.db import IntegrityError, transaction

from certificates.actions import award_certificate, change_state
from certificates.enums import CertificateState
from certificates.models import Certificate, CertificateEvent, House, NumberSeries
from certificates.paper import Pair
from foundation.models import AuditLine, OutboxMessage
from tests.factories.certificates import ISSUED_ON, CertificateFactory, CredentialFactory
from tests.factories.people import DealerFactory, OrganisationFactory, PersonFactory, SuperuserFactory, TierFactory

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_certificate_copies_all_that_it_will_ever_show(settings):
    settings.SITE_URL = "https://learn.example.org"
    person = PersonFactory(full_name="欧阳文静", latin_name="Ouyang Wenjing")
    dealer = OrganisationFactory(name="示例县样本家用电器有限公司", name_en="Sample County Home Appliances Co., Ltd.")

    certificate = award_certificate(
        CredentialFactory(), holder=person, awarded_on=dt.date(2026, 3, 18), organisation=dealer
    )

    assert certificate.snapshot == {
        "kind": "COURSE",
        "house": {"zh-hans": "经销商大学", "en": "Dealer University"},
        "emblem": None,
        "signatures": [None, None],
        "signers": [
            {"zh-hans": "经销商大学 校长", "en": "Dean, Dealer University"},
            {"zh-hans": "培训总监", "en": "Director of Training"},
        ],
        "holder": {"name": "欧阳文静", "latin_name": "Ouyang Wenjing"},
        "organisation": {"zh-hans": "示例县样本家用电器有限公司", "en": "Sample County Home Appliances Co., Ltd."},
        "words": {
            "title": {"zh-hans": "结业证书", "en": "Certificate of Completion"},
            "did": {
                "zh-hans": "已修完下列课程并通过考核，特发此证",
                "en": "has completed the course below and passed its examination",
            },
            "what": {"zh-hans": "库存管理", "en": "Inventory Management"},
            "outcome": {
                "zh-hans": "会算库存天数、订货点，知道“8送1”该压多少。",
                "en": "Works out days of stock and reorder points, and how far to load on “8 + 1”.",
            },
        },
        "number": "DU-2026-000001",
        "code": certificate.code,
        "verify_url": f"https://learn.example.org/verify/{certificate.code}/",
        "issued_on": "2026-03-18",
        "valid_until": "2028-03-17",
    }
    assert (certificate.issued_on, certificate.valid_until) == (dt.date(2026, 3, 18), dt.date(2028, 3, 17))


def test_new_names_change_no_certificate_that_is_out():
    certificate = CertificateFactory()
    before = certificate.snapshot
    certificate.holder_person.full_name = "改了名"
    certificate.holder_person.save()
    House.objects.create(name="新的学校")

    certificate.refresh_from_db()

    assert certificate.snapshot == before
    assert CertificateFactory().paper.house.first == "新的学校"


def test_award_again_is_the_same_certificate_and_tells_nobody_twice():
    person, credential = PersonFactory(), CredentialFactory()

    first = award_certificate(credential, holder=person, awarded_on=ISSUED_ON)
    again = award_certificate(credential, holder=person, awarded_on=ISSUED_ON + dt.timedelta(days=9))

    assert first == again
    assert Certificate.objects.count() == CertificateEvent.objects.count() == OutboxMessage.objects.count() == 1
    assert AuditLine.objects.filter(action="award_certificate").count() == 1
    assert NumberSeries.objects.get().last == 1


def test_numbers_follow_each_other_and_begin_anew_each_year():
    certificates = [CertificateFactory() for _ in range(3)]
    next_year = CertificateFactory(awarded_on=dt.date(2027, 1, 1))

    assert [c.number for c in certificates] == ["DU-2026-000001", "DU-2026-000002", "DU-2026-000003"]
    assert next_year.number == "DU-2027-000001"
    assert all(re.fullmatch(r"DU-\d{4}-\d{6}", c.number) for c in certificates)


def test_award_that_is_rolled_back_gives_its_number_back():
    with suppress(RuntimeError), transaction.atomic():
        CertificateFactory()
        raise RuntimeError

    assert CertificateFactory().number == "DU-2026-000001"
    assert OutboxMessage.objects.count() == 1


def test_award_orders_the_print_in_its_own_transaction():
    certificate = CertificateFactory()

    message = OutboxMessage.objects.get()
    assert message.handler == "certificates.print"
    assert message.payload == {"certificate": certificate.pk}


def test_next_cycle_supersedes_the_certificate_before():
    old = CertificateFactory()

    new = CertificateFactory(credential=old.credential, holder=old.holder_person, cycle=1)

    old.refresh_from_db()
    assert new.supersedes == old
    assert (old.state, new.state) == (CertificateState.SUPERSEDED, CertificateState.VALID)
    event = old.events.get(state=CertificateState.SUPERSEDED)
    assert event.reason == new.number
    assert AuditLine.objects.get(action="supersede_certificate").object_uuid == old.uuid


def test_certificate_earned_anew_has_a_date_number_and_code_of_its_own():
    old = CertificateFactory(state=CertificateState.REVOKED)
    before = (old.snapshot, old.issued_on, old.code, old.events.count())

    new = earn_anew(old, awarded_on=ISSUED_ON + dt.timedelta(days=80))

    old.refresh_from_db()
    assert (old.snapshot, old.issued_on, old.code, old.events.count()) == before
    assert old.state == CertificateState.REVOKED
    assert (new.state, new.cycle, new.supersedes) == (CertificateState.VALID, 0, old)
    assert new.issued_on == ISSUED_ON + dt.timedelta(days=80)
    assert {new.number, new.code}.isdisjoint({old.number, old.code})


def test_certificate_earned_anew_twice_is_one():
    old = CertificateFactory(state=CertificateState.REVOKED)

    assert earn_anew(old) == earn_anew(old)

    assert Certificate.objects.count() == 2


def test_certificate_that_still_stands_is_not_earned_anew():
    standing = CertificateFactory(state=CertificateState.SUSPENDED)

    assert earn_anew(standing) == standing


def test_next_cycle_supersedes_the_one_that_was_earned_anew():
    old = CertificateFactory(state=CertificateState.REVOKED)
    anew = earn_anew(old)

    following = CertificateFactory(credential=old.credential, holder=old.holder_person, cycle=1)

    anew.refresh_from_db()
    assert following.supersedes == anew
    assert anew.state == CertificateState.SUPERSEDED


def earn_anew(old, awarded_on=ISSUED_ON):
    return award_certificate(old.credential, holder=old.holder_person, awarded_on=awarded_on, is_earned_anew=True)


def test_revoked_certificate_stays_revoked_when_it_is_superseded():
    old = CertificateFactory(state=CertificateState.REVOKED)

    CertificateFactory(credential=old.credential, holder=old.holder_person, cycle=1)

    old.refresh_from_db()
    assert old.state == CertificateState.REVOKED


def test_cycle_reported_late_supersedes_nothing_that_is_superseded_already():
    first = CertificateFactory()
    CertificateFactory(credential=first.credential, holder=first.holder_person, cycle=2)

    late = CertificateFactory(credential=first.credential, holder=first.holder_person, cycle=1)

    assert late.supersedes is None


def test_other_holders_and_credentials_are_left_alone():
    person, credential = PersonFactory(), CredentialFactory()
    others = [CertificateFactory(holder=person), CertificateFactory(credential=credential)]

    CertificateFactory(holder=person, credential=credential, cycle=1)

    for other in others:
        other.refresh_from_db()
        assert other.state == CertificateState.VALID


def test_organisation_may_hold_a_certificate():
    dealer = OrganisationFactory(name="顺达电器", name_en="Shunda Appliances")

    certificate = CertificateFactory(holder=dealer, organisation=None, credential__kind="PLAQUE")

    assert certificate.holder_organisation == dealer
    assert certificate.paper.holder == "顺达电器"
    assert certificate.paper.latin_name == "Shunda Appliances"


@pytest.mark.parametrize("colour", ["GOLD", "SILVER", "BRONZE", ""])
def test_plaque_keeps_name_and_colour_of_the_tier_that_the_dealer_had(colour):
    dealer = DealerFactory(tier=TierFactory(name="钻石", name_en="Diamond", plaque_colour=colour))
    plaque = CertificateFactory(holder=dealer, organisation=None, credential__kind="PLAQUE")

    dealer.tier.name, dealer.tier.plaque_colour = "黑铁", "SILVER" if colour == "GOLD" else "GOLD"
    dealer.tier.save()
    plaque.refresh_from_db()

    assert plaque.paper.plaque_colour == colour
    assert plaque.paper.tier == Pair("钻石", "Diamond")


def test_only_plaques_have_a_tier_and_its_colour():
    dealer = DealerFactory(tier=TierFactory(plaque_colour="GOLD"))
    no_plaque = CertificateFactory(holder=dealer, organisation=None).paper
    without_tier = CertificateFactory(holder=DealerFactory(), credential__kind="PLAQUE").paper

    assert (no_plaque.plaque_colour, no_plaque.tier) == ("", None)
    assert (without_tier.plaque_colour, without_tier.tier) == ("", None)


def test_database_refuses_a_second_certificate_whoever_writes_it():
    certificate = CertificateFactory()
    copy = Certificate(
        credential=certificate.credential,
        holder_person=certificate.holder_person,
        number="DU-2026-999999",
        snapshot={},
        issued_on=ISSUED_ON,
    )

    with pytest.raises(IntegrityError), transaction.atomic():
        copy.save()


def test_state_of_a_certificate_that_somebody_revoked_meanwhile_is_kept():
    certificate = CertificateFactory()
    change_state(certificate, state=CertificateState.REVOKED, by=SuperuserFactory(), reason="代考")

    again = award_certificate(certificate.credential, holder=certificate.holder_person, awarded_on=ISSUED_ON)

    assert again.state == CertificateState.REVOKED

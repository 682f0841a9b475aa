import uuid
from datetime import date
from decimal import Decimal

import pytest

from foundation import audit
from foundation.models import AuditLine
from tests.factories.people import OrganisationFactory, PersonFactory

pytestmark = pytest.mark.django_db


def test_line_names_actor_and_object_by_uuid():
    admin, dealer = PersonFactory(), OrganisationFactory()

    audit.record("close_dealer", obj=dealer, actor=admin, reason="sold")

    line = AuditLine.objects.get()
    assert (line.action, line.actor, line.object_uuid) == ("close_dealer", admin.uuid, dealer.uuid)
    assert (line.object_type, line.facts) == ("people.Organisation", {"reason": "sold"})


def test_system_acts_without_an_actor():
    assert audit.record("expire", obj=OrganisationFactory()).actor is None


def test_facts_may_be_dates_numbers_and_uuids():
    key = uuid.uuid4()

    audit.record("award", obj=OrganisationFactory(), on=date(2026, 11, 21), score=Decimal("92.50"), key=key)

    assert AuditLine.objects.get().facts == {"on": "2026-11-21", "score": "92.50", "key": str(key)}


@pytest.mark.parametrize(
    "tamper",
    [
        lambda line: line.save(),
        lambda line: line.delete(),
        lambda _: AuditLine.objects.update(action="other"),
        lambda _: AuditLine.objects.all().delete(),
    ],
    ids=["save", "delete", "update many", "delete many"],
)
def test_line_is_never_changed_or_deleted(tamper):
    line = audit.record("award", obj=OrganisationFactory())

    with pytest.raises(TypeError, match="never"):
        tamper(line)

    assert AuditLine.objects.get().action == "award"

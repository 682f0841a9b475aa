import datetime as dt

import pytest

from certificates.enums import CertificateState
from certificates.models import Certificate, CertificateEvent
from foundation.models import AuditLine
from learning import actions
from learning.actions import CycleNotOpened, RecordNotVoided
from learning.models import Cycle, LearningRecord, Standing
from learning.queries import current_cycle
from people.models import Message
from tests.factories.certificates import CredentialFactory
from tests.factories.learning import ActivityFactory, complete
from tests.factories.people import (
    LearnerFactory,
    PersonFactory,
    SuperuserFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.database]

MARCH = dt.datetime(2026, 3, 1, 9, 0, tzinfo=dt.UTC)


def course_with_certificate():
    return ActivityFactory(credential=CredentialFactory())


def test_completion_earns_the_activitys_credential_on_that_day_there():
    person, activity = LearnerFactory(), course_with_certificate()
    late_evening_in_london = dt.datetime(2026, 3, 1, 20, 0, tzinfo=dt.UTC)

    record = complete(person, activity, completed_at=late_evening_in_london)

    certificate = Certificate.objects.get(holder_person=person)
    assert (certificate.credential, certificate.cycle) == (activity.credential, 0)
    assert certificate.issued_on == dt.date(2026, 3, 2)
    assert record.credential == activity.credential


def test_activity_without_a_credential_earns_none():
    complete(PersonFactory(), ActivityFactory())

    assert not Certificate.objects.exists()


def test_record_and_certificate_come_together_or_not_at_all(monkeypatch):
    person, activity = PersonFactory(), course_with_certificate()
    monkeypatch.setattr(actions.certificates, "award_certificate", _fail)

    with pytest.raises(RuntimeError):
        complete(person, activity)

    assert not LearningRecord.objects.exists()
    assert not Standing.objects.exists()
    assert not AuditLine.objects.filter(action="record_completion").exists()


def test_cycle_opens_when_the_one_before_is_done():
    person, activity = PersonFactory(), course_with_certificate()
    first = complete(person, activity, completed_at=MARCH)

    cycle = actions.open_cycle(person, activity, reason="two years are over")

    assert cycle.number == current_cycle(person, activity) == 1
    standing = Standing.objects.get()
    assert (standing.cycle, standing.record, standing.completed_at) == (1, None, None)
    second = complete(person, activity)
    assert (first.cycle, second.cycle) == (0, 1)
    states = dict(Certificate.objects.values_list("cycle", "state"))
    assert states == {0: CertificateState.SUPERSEDED, 1: CertificateState.VALID}


def test_each_further_round_is_told_once_with_its_reason():
    person, activity = PersonFactory(language="en"), ActivityFactory()
    for reason in ("two years are over", "the law changed"):
        complete(person, activity)
        actions.open_cycle(person, activity, reason=reason)

    messages = Message.objects.filter(person=person, kind="learning.round_opened").order_by("pk")
    assert [message.variables["reason"] for message in messages] == ["two years are over", "the law changed"]
    assert {message.variables["activity"] for message in messages} == {activity.title_in("en")}
    assert {message.path for message in messages} == {"/"}


def test_cycle_is_refused_while_one_is_under_way():
    person, activity = PersonFactory(full_name="王小明"), ActivityFactory()

    with pytest.raises(CycleNotOpened, match="王小明 has not completed"):
        actions.open_cycle(person, activity, reason="too early")

    complete(person, activity)
    actions.open_cycle(person, activity, reason="every year")
    with pytest.raises(CycleNotOpened):
        actions.open_cycle(person, activity, reason="double click")
    assert Cycle.objects.count() == 1


def test_cycle_needs_a_reason():
    person, activity = PersonFactory(), ActivityFactory()
    complete(person, activity)

    with pytest.raises(CycleNotOpened):
        actions.open_cycle(person, activity, reason=" ")

    assert not Cycle.objects.exists()


def test_cycle_of_one_person_is_not_that_of_another():
    person, other, activity = PersonFactory(), PersonFactory(), ActivityFactory()
    complete(person, activity)
    actions.open_cycle(person, activity, reason="every year")

    assert (current_cycle(person, activity), current_cycle(other, activity)) == (1, 0)


def test_voided_record_remains_and_a_new_one_may_follow_in_the_same_cycle():
    person, activity, admin = PersonFactory(), ActivityFactory(), SuperuserFactory()
    wrong = complete(person, activity, completed_at=MARCH)

    actions.void_record(wrong, by=admin, reason=" wrong person ")
    right = complete(person, activity)

    wrong.refresh_from_db()
    assert (wrong.voided_by, wrong.void_reason, wrong.is_voided) == (admin, "wrong person", True)
    assert (right.cycle, right.is_voided) == (0, False)
    assert Standing.objects.get().record == right
    assert AuditLine.objects.get(action="void_record").facts["reason"] == "wrong person"


def test_voiding_revokes_what_the_record_earned_with_its_reason():
    admin = SuperuserFactory()
    record = complete(LearnerFactory(), course_with_certificate())

    actions.void_record(record, by=admin, reason="somebody else sat the exam")

    certificate = Certificate.objects.get()
    assert certificate.state == CertificateState.REVOKED
    event = CertificateEvent.objects.get(state=CertificateState.REVOKED)
    assert (event.reason, event.by) == ("somebody else sat the exam", admin)


def test_voiding_revokes_what_was_earned_then_whatever_the_activity_earns_now():
    activity = course_with_certificate()
    record = complete(LearnerFactory(), activity)
    actions.define_activity(kind=activity.kind, key=activity.key, titles=activity.titles, credential=None)

    actions.void_record(record, by=SuperuserFactory(), reason="wrong person")

    assert Certificate.objects.get().state == CertificateState.REVOKED


def test_completing_again_after_a_void_earns_a_certificate_with_its_own_date():
    person, activity = LearnerFactory(), course_with_certificate()
    wrong = complete(person, activity, completed_at=MARCH)
    actions.void_record(wrong, by=SuperuserFactory(), reason="wrong date")

    right = complete(person, activity, completed_at=MARCH + dt.timedelta(days=9))

    first, second = Certificate.objects.order_by("pk")
    assert (first.state, second.state) == (CertificateState.REVOKED, CertificateState.VALID)
    assert (first.cycle, second.cycle) == (0, 0)
    assert (first.issued_on, second.issued_on) == (MARCH.date(), right.completed_at.date())
    assert second.supersedes == first


def test_completing_again_after_two_voids_earns_a_third():
    person, activity = LearnerFactory(), course_with_certificate()
    for _time in range(2):
        actions.void_record(complete(person, activity), by=SuperuserFactory(), reason="wrong date")

    complete(person, activity)

    states = Certificate.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == [CertificateState.REVOKED, CertificateState.REVOKED, CertificateState.VALID]


def test_certificate_revoked_by_hand_stays_revoked_when_the_completion_comes_again():
    person, activity = LearnerFactory(), course_with_certificate()
    complete(person, activity)
    actions.certificates.change_state(
        Certificate.objects.get(), state=CertificateState.REVOKED, by=SuperuserFactory(), reason="misused"
    )

    complete(person, activity)

    assert Certificate.objects.get().state == CertificateState.REVOKED


def test_void_and_revocation_come_together_or_not_at_all(monkeypatch):
    record = complete(LearnerFactory(), course_with_certificate())
    monkeypatch.setattr(actions.certificates, "change_state", _fail)

    with pytest.raises(RuntimeError):
        actions.void_record(record, by=SuperuserFactory(), reason="wrong person")

    record.refresh_from_db()
    assert not record.is_voided


def test_voiding_takes_a_reason():
    record = complete(PersonFactory(), ActivityFactory())

    with pytest.raises(RecordNotVoided, match="Say why"):
        actions.void_record(record, by=SuperuserFactory(), reason="  ")


def test_voiding_again_changes_nothing():
    record = complete(PersonFactory(), ActivityFactory())
    for reason in ("first", "second"):
        actions.void_record(record, by=SuperuserFactory(), reason=reason)

    record.refresh_from_db()
    assert record.void_reason == "first"
    assert AuditLine.objects.filter(action="void_record").count() == 1


def test_voiding_a_record_of_an_earlier_cycle_leaves_the_present_one_alone():
    person, activity = PersonFactory(), course_with_certificate()
    first = complete(person, activity)
    actions.open_cycle(person, activity, reason="every year")
    second = complete(person, activity)

    actions.void_record(first, by=SuperuserFactory(), reason="wrong person")

    assert Standing.objects.get().record == second
    states = dict(Certificate.objects.values_list("cycle", "state"))
    assert states == {0: CertificateState.REVOKED, 1: CertificateState.VALID}


def test_rebuild_mends_what_is_wrong_missing_or_unfounded():
    done, missing, unfounded = (PersonFactory() for _time in range(3))
    activity = ActivityFactory()
    record = complete(done, activity)
    complete(missing, activity)
    Standing.objects.filter(person=missing).delete()
    Standing.objects.filter(person=done).update(record=None, completed_at=None)
    Standing.objects.create(person=unfounded, activity=activity, cycle=3)

    assert actions.rebuild_standings() == 3
    assert actions.rebuild_standings() == 0

    assert Standing.objects.get(person=done).record == record
    assert Standing.objects.get(person=missing).completed_at
    assert Standing.objects.get(person=unfounded).cycle == 0


@pytest.mark.parametrize("count", [1, 30])
def test_rebuild_that_finds_nothing_wrong_asks_the_same_number_of_times(count, django_assert_num_queries):
    for _time in range(count):
        complete(PersonFactory(), ActivityFactory())

    with django_assert_num_queries(6):
        actions.rebuild_standings()


def _fail(*args, **kwargs):
    raise RuntimeError


def test_cycle_opens_after_a_void_too_so_that_the_person_can_do_it_again():
    person, activity = PersonFactory(), course_with_certificate()
    record = complete(person, activity)
    actions.void_record(record, by=PersonFactory(), reason="Somebody else sat the exam.")

    actions.open_cycle(person, activity, reason="To be sat again.")

    assert current_cycle(person, activity) == 1
    assert complete(person, activity).cycle == 1
    assert not LearningRecord.objects.standing().filter(person=person, cycle=0).exists()

import datetime as dt
import uuid
from decimal import Decimal

import pytest
import time_machine
from django.db import IntegrityError
from django.utils import timezone

from certificates.models import Certificate
from foundation.models import AuditLine
from learning import actions
from learning.actions import CompletionNotRecorded, RequestConflict
from learning.enums import ActivityKind, Manner
from learning.models import Activity, LearningRecord, Standing
from tests.factories.certificates import CredentialFactory
from tests.factories.learning import ActivityFactory, complete
from tests.factories.people import (
    DealerFactory,
    LearnerFactory,
    MembershipFactory,
    PersonFactory,
    RepFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.database]

MARCH = dt.datetime(2026, 3, 1, 9, 0, tzinfo=dt.UTC)


def course_with_certificate():
    return ActivityFactory(credential=CredentialFactory())


def test_define_activity_creates_it_and_brings_it_up_to_date():
    first = actions.define_activity(kind=ActivityKind.COURSE, key="inventory", titles={"en": "Inventory"})
    credential = CredentialFactory()

    second = actions.define_activity(
        kind=ActivityKind.COURSE, key="inventory", titles={"en": "Inventory Management"}, credential=credential
    )

    activity = Activity.objects.get()
    assert first == second == activity
    assert (activity.titles, activity.credential) == ({"en": "Inventory Management"}, credential)


def test_define_activity_without_a_change_writes_no_audit_line():
    for _time in range(2):
        actions.define_activity(kind=ActivityKind.COURSE, key="inventory", titles={"en": "Inventory"})

    assert AuditLine.objects.filter(action="define_activity").count() == 1


def test_record_completion_keeps_all_that_was_reported():
    person, activity, rep, dealer = LearnerFactory(), ActivityFactory(), RepFactory(), DealerFactory()

    with time_machine.travel(MARCH + dt.timedelta(days=2)):
        record = actions.record_completion(
            person,
            activity,
            completed_at=MARCH,
            source="visit",
            source_version="7",
            language="en",
            evidence={"visit": "4711"},
            score=Decimal("92.5"),
            level=3,
            manner=Manner.COACHED,
            organisation=dealer,
            recorder=rep,
            request_uuid=uuid.uuid4(),
        )

    record = LearningRecord.objects.get(pk=record.pk)
    assert (record.person, record.activity, record.organisation, record.recorder) == (person, activity, dealer, rep)
    assert (record.source, record.source_version, record.language) == ("visit", "7", "en")
    assert (record.score, record.level, record.manner) == (Decimal("92.5"), 3, Manner.COACHED)
    assert record.evidence == {"visit": "4711"}
    assert record.completed_at == MARCH
    assert record.recorded_at >= MARCH + dt.timedelta(days=2)


def test_standing_follows_at_once():
    person, activity = PersonFactory(), ActivityFactory()

    record = complete(person, activity, completed_at=MARCH)

    standing = Standing.objects.get(person=person, activity=activity)
    assert (standing.record, standing.completed_at, standing.cycle) == (record, MARCH, 0)


def test_record_has_its_audit_line_by_whoever_recorded_it():
    rep = RepFactory()

    record = complete(PersonFactory(), ActivityFactory(), recorder=rep)

    line = AuditLine.objects.get(action="record_completion")
    assert (line.actor, line.object_uuid) == (rep.uuid, record.uuid)


def test_second_completion_in_a_cycle_gives_back_the_first_and_its_date_stays():
    person, activity = PersonFactory(), course_with_certificate()
    first = complete(person, activity, completed_at=MARCH, score=Decimal(80))

    second = complete(person, activity, completed_at=MARCH + dt.timedelta(days=1), score=Decimal(100))

    assert second == first
    second.refresh_from_db()
    assert (second.completed_at, second.score) == (MARCH, Decimal(80))
    assert Certificate.objects.count() == LearningRecord.objects.count() == 1


def test_future_is_refused_with_a_sentence_and_nothing_is_written():
    with time_machine.travel(MARCH, tick=False), pytest.raises(CompletionNotRecorded, match="cannot have happened yet"):
        complete(PersonFactory(), ActivityFactory(), completed_at=MARCH + dt.timedelta(seconds=1))

    assert not LearningRecord.objects.exists()
    assert not Standing.objects.exists()


def test_late_report_keeps_the_date_on_which_it_happened():
    with time_machine.travel(MARCH + dt.timedelta(days=30), tick=False):
        record = complete(PersonFactory(), ActivityFactory(), completed_at=MARCH)

    assert record.completed_at == MARCH
    assert record.recorded_at == MARCH + dt.timedelta(days=30)


def test_request_that_comes_again_gives_the_same_record():
    person, activity, request = PersonFactory(), ActivityFactory(), uuid.uuid4()
    content = {"completed_at": MARCH, "evidence": {"visit": "4711"}, "score": Decimal("92.50"), "request_uuid": request}

    first, second = (complete(person, activity, **content) for _time in range(2))

    assert first == second


@pytest.mark.parametrize(
    "other",
    [
        {"score": Decimal(100)},
        {"evidence": {"visit": "4712"}},
        {"completed_at": MARCH + dt.timedelta(minutes=1)},
        {"source": "elsewhere"},
        {"level": 2},
    ],
)
def test_request_that_comes_again_with_other_content_is_a_conflict(other):
    person, activity, request = PersonFactory(), ActivityFactory(), uuid.uuid4()
    content = {"completed_at": MARCH, "evidence": {"visit": "4711"}, "request_uuid": request}
    first = complete(person, activity, **content)

    with pytest.raises(RequestConflict, match="other content"):
        complete(person, activity, **(content | other))

    assert list(LearningRecord.objects.all()) == [first]


def test_request_uuid_of_somebody_else_is_a_conflict():
    activity, request = ActivityFactory(), uuid.uuid4()
    complete(PersonFactory(), activity, completed_at=MARCH, request_uuid=request)

    with pytest.raises(RequestConflict):
        complete(PersonFactory(), activity, completed_at=MARCH, request_uuid=request)


def test_request_that_comes_again_in_a_later_cycle_still_gives_its_own_record():
    person, activity, request = PersonFactory(), ActivityFactory(), uuid.uuid4()
    first = complete(person, activity, completed_at=MARCH, request_uuid=request)
    actions.open_cycle(person, activity, reason="every year")

    assert complete(person, activity, completed_at=MARCH, request_uuid=request) == first
    assert LearningRecord.objects.count() == 1


def test_organisation_is_where_the_person_worked_on_that_day_there():
    person = PersonFactory()
    old = MembershipFactory(person=person, valid_until=dt.date(2026, 2, 28), organisation__zone="Asia/Shanghai")
    new = MembershipFactory(person=person, valid_from=dt.date(2026, 3, 1), organisation__zone="Asia/Shanghai")
    midnight = dt.datetime(2026, 2, 28, 16, 0, tzinfo=dt.UTC)

    before = complete(person, ActivityFactory(), completed_at=midnight - dt.timedelta(seconds=1))
    after = complete(person, ActivityFactory(), completed_at=midnight)

    assert before.organisation == old.organisation
    assert after.organisation == new.organisation


def test_who_worked_nowhere_has_a_record_all_the_same():
    assert complete(PersonFactory(), ActivityFactory()).organisation is None


def test_completion_costs_few_queries(django_assert_max_num_queries):
    person, activity = LearnerFactory(), ActivityFactory()

    with django_assert_max_num_queries(14):
        complete(person, activity, completed_at=timezone.now())


def test_impossible_record_is_refused_and_not_taken_for_somebody_elses():
    complete(PersonFactory(), ActivityFactory())

    with pytest.raises(IntegrityError, match="score_is_a_percentage"):
        complete(PersonFactory(), ActivityFactory(), score=Decimal(150))

import datetime as dt
import io
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from learning import explanations
from learning.actions import open_cycle, void_record
from learning.enums import ActivityKind, Manner
from learning.explanations import explain, register_explainer
from tests.factories.learning import ActivityFactory, complete
from tests.factories.people import LearnerFactory, RepFactory, SuperuserFactory

pytestmark = pytest.mark.django_db

MARCH = dt.datetime(2026, 3, 1, 9, 0, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def _own_explainers(monkeypatch):
    monkeypatch.setattr(explanations, "_explainers", {})


@pytest.fixture
def activity():
    return ActivityFactory(titles={"zh-hans": "库存管理", "en": "Inventory Management"})


def test_done_says_by_which_record_when_and_how(activity):
    person = LearnerFactory()
    record = complete(person, activity, completed_at=MARCH, score=Decimal("92.50"))

    found = explain(person, activity)

    assert found.is_done
    assert found.reasons == ["Done on 1 Mar 2026.", "Result: 92.5 %."]
    assert found.facts["record"] == record.uuid
    assert found.facts["completed_at"] == MARCH


def test_done_says_who_recorded_it_and_how_it_was_taught(activity):
    person, rep = LearnerFactory(), RepFactory(full_name="李雷")
    complete(person, activity, completed_at=MARCH, recorder=rep, manner=Manner.COACHED)

    reasons = " ".join(explain(person, activity).reasons)

    assert "coached one to one" in reasons
    assert "Recorded by 李雷" in reasons


def test_not_done_says_that_nothing_is_recorded(activity):
    found = explain(LearnerFactory(), activity)

    assert not found.is_done
    assert found.reasons == ["“Inventory Management”: nothing is recorded yet."]


def test_not_done_says_what_the_kind_of_activity_knows(activity):
    seen = []

    def missing(*asked):
        seen.append(asked)
        return ["Lesson 3 is open."]

    register_explainer(ActivityKind.COURSE, missing)
    person = LearnerFactory()

    assert explain(person, activity).reasons == ["Lesson 3 is open."]
    assert seen == [(person, activity, 0)]


def test_voided_record_is_the_reason_why_somebody_is_not_done(activity):
    person = LearnerFactory()
    record = complete(person, activity, completed_at=MARCH)
    void_record(record, by=SuperuserFactory(), reason="somebody else sat the exam")

    found = explain(person, activity)

    assert not found.is_done
    assert "The record of 1 Mar 2026 was withdrawn on" in found.reasons[0]
    assert "somebody else sat the exam" in found.reasons[0]
    assert found.facts["voided"] == [record.uuid]


def test_new_round_says_when_and_why_it_began(activity):
    person = LearnerFactory()
    complete(person, activity, completed_at=MARCH)
    open_cycle(person, activity, reason="the certificate runs out")

    found = explain(person, activity)

    assert not found.is_done
    assert found.reasons[0].startswith("Round 2 began on")
    assert "the certificate runs out" in found.reasons[0]
    complete(person, activity)
    assert "This was round 2." in explain(person, activity).reasons


def test_reasons_are_in_the_active_language(activity):
    person = LearnerFactory()
    complete(person, activity, completed_at=MARCH)

    with translation.override("zh-hans"):
        assert "2026年3月1日" in explain(person, activity).reasons[0]


def test_each_kind_is_explained_by_one_app():
    register_explainer(ActivityKind.COURSE, lambda *_: [])

    with pytest.raises(ValueError, match="explained twice"):
        register_explainer(ActivityKind.COURSE, lambda *_: [])


@pytest.mark.parametrize("typed", ["13900000001", "wang@example.com", "uuid"])
def test_command_explains_to_an_admin(activity, typed):
    person = LearnerFactory(email="wang@example.com", phone="+8613900000001", latin_name="Wang")
    complete(person, activity, completed_at=MARCH)
    out = io.StringIO()

    call_command("explain", str(person.uuid) if typed == "uuid" else typed, activity.key, language="en", stdout=out)

    assert "Wang · Inventory Management\n- Done on 1 Mar 2026.\n" in out.getvalue()


def test_command_says_what_it_did_not_find(activity):
    with pytest.raises(CommandError, match=r"Nobody has “nobody@example\.com”"):
        call_command("explain", "nobody@example.com", activity.key)
    with pytest.raises(CommandError, match="No activity has “x”"):
        call_command("explain", LearnerFactory().email, "x")

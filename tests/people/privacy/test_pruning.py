from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.utils import timezone

from foundation import outbox
from foundation.files import private_storage
from foundation.forgetting import BATCH, prune
from foundation.models import OutboxMessage
from people.joining.enums import JoinState
from people.messaging.actions.sending import send_secret
from people.models import Invitation, JoinCode, JoinRequest, PersonalExport, Question, SignInCode
from people.privacy.actions import prune_old_rows
from tests.factories.joining import InvitationFactory, JoinCodeFactory, JoinRequestFactory
from tests.factories.people import LearnerFactory

pytestmark = pytest.mark.django_db
LONG_AGO = timezone.now() - timedelta(days=800)


def question(person, **fields):
    return Question.objects.create(person=person, text="样机？", asked_at=LONG_AGO, **fields)


def test_questions_go_two_years_after_their_answer_and_open_ones_stay():
    person = LearnerFactory()
    answered = {"answer": "换", "answered_by": person}
    question(person, answered_at=LONG_AGO, **answered)
    kept = {question(person), question(person, answered_at=timezone.now(), **answered)}

    prune_old_rows()

    assert set(Question.objects.all()) == kept


def test_what_came_of_joining_goes_and_what_waits_stays():
    old = {"asked_at": LONG_AGO, "answered_at": LONG_AGO, "state": JoinState.WITHDRAWN}
    code = JoinCodeFactory(opened_at=LONG_AGO, expires_at=LONG_AGO + timedelta(days=7))
    JoinRequestFactory(join_code=code, dealer=code.dealer, **old)
    waiting = JoinRequestFactory(asked_at=LONG_AGO)
    InvitationFactory(answered_at=LONG_AGO, state=JoinState.ACCEPTED)
    InvitationFactory(expires_at=LONG_AGO)
    invited = InvitationFactory()

    prune_old_rows()

    assert set(JoinRequest.objects.all()) == {waiting}
    assert set(Invitation.objects.all()) == {invited}
    assert set(JoinCode.objects.all()) == {waiting.join_code}


def test_an_export_goes_with_its_file_when_its_days_are_over():
    person, now = LearnerFactory(), timezone.now()
    fields = {"person": person, "asked_by": person, "file": ContentFile(b"x", name="data.zip")}
    old = PersonalExport.objects.create(ready_at=LONG_AGO, expires_at=now - timedelta(seconds=1), **fields)
    kept = PersonalExport.objects.create(ready_at=now, expires_at=now + timedelta(days=1), **fields)

    prune_old_rows()
    outbox.deliver_due()

    assert set(PersonalExport.objects.all()) == {kept}
    assert [private_storage().exists(one.file.name) for one in (old, kept)] == [False, True]


def test_sealed_codes_and_sessions_that_are_over_go():
    variables = {"code": "123456", "minutes": "5"}
    for address in ("a@example.com", "b@example.com"):
        send_secret("people.sign_in_code", address=address, language="en", variables=variables)
    oldest = OutboxMessage.objects.order_by("pk").first()
    OutboxMessage.objects.filter(pk=oldest.pk).update(created_at=LONG_AGO)
    Session.objects.create(session_key="old", session_data="", expire_date=LONG_AGO)
    Session.objects.create(session_key="new", session_data="", expire_date=timezone.now() + timedelta(days=1))

    prune_old_rows()

    assert not OutboxMessage.objects.filter(pk=oldest.pk).exists()
    assert OutboxMessage.objects.count() == 1
    assert [session.session_key for session in Session.objects.all()] == ["new"]


def test_many_rows_go_batch_by_batch(django_assert_num_queries):
    SignInCode.objects.bulk_create([SignInCode(address="x") for _ in range(BATCH + 1)])

    with django_assert_num_queries(2 + 2 + 1):  # two batches, each found and deleted, and one look at nothing
        assert prune(SignInCode.objects.all()) == BATCH + 1

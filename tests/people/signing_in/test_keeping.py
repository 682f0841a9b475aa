"""How long the way in keeps what it knows, and what an installation would trip over."""

import datetime as dt

import pytest
from allauth.usersessions.models import UserSession
from django.utils import timezone

from config.identities import providers_from
from people.enums import SecurityEventKind
from people.models import SecurityEvent, SignInCode
from people.signing_in import actions
from people.signing_in.checks import check_way_in
from people.tasks import prune_security_log
from tests.factories.people import PersonFactory

from .browsers import PHONE, Browser

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def days_ago(days):
    return timezone.now() - dt.timedelta(days=days)


@pytest.mark.parametrize(("days", "kept"), [(189.9, 1), (190.1, 0)])
def test_security_log_is_kept_for_as_long_as_the_setting_says(days, kept):
    SecurityEvent.objects.create(kind=SecurityEventKind.SIGNED_IN, at=days_ago(days))

    prune_security_log()

    assert SecurityEvent.objects.count() == kept


@pytest.mark.parametrize(("hours", "kept"), [(23, 1), (25, 0)])
def test_codes_are_kept_for_a_day(hours, kept):
    SignInCode.objects.create(address=PHONE, sent_at=days_ago(hours / 24))

    actions.prune_security_log()

    assert SignInCode.objects.count() == kept


def test_browsers_that_signed_out_are_forgotten():
    PersonFactory(phone=PHONE, email="wang@example.com")
    stays, leaves = Browser(), Browser()
    stays.come_in()
    leaves.come_in("wang@example.com")
    leaves.post("/accounts/logout/")

    actions.prune_security_log()

    assert [session.session_key for session in UserSession.objects.all()] == [stays.session.session_key]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({}, []),
        ({"SECOND_FACTOR_FOR_STAFF": False}, ["people.W011"]),
        ({"SECURITY_LOG_DAYS": 100}, ["people.W012"]),
        (
            {
                "SOCIALACCOUNT_PROVIDERS": providers_from(
                    oidc="http://a:b@id.example.com",
                    oidc_name="",
                    oidc_is_trusted=False,
                    weixin="",
                    dingtalk="",
                    feishu="",
                )
            },
            ["people.E011"],
        ),
    ],
)
def test_installation_is_told_what_weakens_the_way_in(settings, changed, said):
    settings.SECOND_FACTOR_FOR_STAFF = True
    for name, value in changed.items():
        setattr(settings, name, value)

    assert [message.id for message in check_way_in()] == said

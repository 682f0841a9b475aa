"""A passkey signs what the site asks, and opens the account that it was made for."""

import pytest
from allauth.mfa.models import Authenticator

from .browsers import Browser
from .passkeys import Passkey

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_passkey_opens_its_own_account_and_never_a_closed_one(person):
    passkey = Passkey(person)
    first, second = Browser(), Browser()

    passkey.come_in(first, "")
    person.is_active = False
    person.save()
    passkey.come_in(second, "")

    assert first.session["_auth_user_id"] == str(person.pk)
    assert not second.is_in


@pytest.mark.parametrize(("following", "back"), [("/learn/", "?next=/learn/"), ("https://evil.example/", "")])
def test_passkey_that_was_taken_away_here_leads_back_to_another_way_in(person, following, back):
    passkey, browser = Passkey(person), Browser()
    Authenticator.objects.all().delete()

    assert passkey.come_in(browser, following).url == f"/accounts/login/{back}"
    assert not browser.is_in

"""What this browser's session has shown of who is there: allauth's records, read in one place."""

from __future__ import annotations

import time
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records, record_authentication

from people.enums import SignInMethod
from people.models import SignInCode

FRESH_FOR = 15 * 60  # seconds after which changing the ways in asks again


def record_code(request: Any, code: SignInCode) -> None:
    """With the number only where it was a phone: the stage of the second fact looks for it."""
    of_phone = {} if "@" in code.address else {"phone": code.address}
    record_authentication(request, code.person, method="code", **of_phone)


def record_password(request: Any) -> None:
    record_authentication(request, request.user, method="password")


def is_fresh(request: Any) -> bool:
    """Whoever finds an unlocked phone may learn on it, not take the account over."""
    records = get_authentication_records(request, request.user)
    return any(time.time() - record["at"] < FRESH_FOR for record in records)


def method_of(request: Any, person: Any) -> str:
    """By which way the person came in; what a second factor added to it does not count."""
    for record in get_authentication_records(request, person):
        match record:
            case {"method": "code", "phone": _}:
                return SignInMethod.CODE_BY_PHONE
            case {"method": "code"}:
                return SignInMethod.CODE_BY_EMAIL
            case {"method": "password"}:
                return SignInMethod.PASSWORD
            case {"method": "socialaccount"}:
                return SignInMethod.IDENTITY
            case {"method": "mfa", "passwordless": True}:
                return SignInMethod.PASSKEY
    return ""

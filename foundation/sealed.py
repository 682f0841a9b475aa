"""Facts that a row carries for a while and nobody reads in it: encrypted with a key that follows from SECRET_KEY."""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from datetime import timedelta

from cryptography.fernet import Fernet, InvalidToken
from django.utils.crypto import salted_hmac


class SealBroken(ValueError):
    """It is too old, was altered, or was sealed with another SECRET_KEY."""


def seal(facts: Mapping[str, object]) -> str:
    """`facts` are JSON. Knows when it was sealed."""
    return _fernet().encrypt(json.dumps(dict(facts)).encode()).decode()


def unseal(sealed: str, *, lifetime: timedelta) -> dict[str, object]:
    """Raises SealBroken."""
    try:
        return json.loads(_fernet().decrypt(sealed, ttl=int(lifetime.total_seconds())))
    except InvalidToken:
        raise SealBroken("It is too old, or was sealed with another SECRET_KEY.") from None


def _fernet() -> Fernet:
    return Fernet(urlsafe_b64encode(salted_hmac("foundation.sealed", "key", algorithm="sha256").digest()))

"""The digits that are sent, and how an address is shown to whoever typed it."""

from __future__ import annotations

import hmac
import unicodedata
from datetime import timedelta
from uuid import UUID

from django.utils.crypto import salted_hmac

LENGTH = 6
LIFE = timedelta(minutes=5)
WAIT = timedelta(seconds=60)  # before another one is sent


def digits_of(code: UUID) -> str:
    """Six digits that nobody can work out without the site's secret."""
    number = int.from_bytes(salted_hmac("people.sign-in-code", str(code), algorithm="sha256").digest())
    return f"{number % 10**LENGTH:0{LENGTH}}"


def typed_digits(text: str) -> str:
    """As they are compared: full-width digits, spaces and hyphens do not matter."""
    return "".join(char for char in unicodedata.normalize("NFKC", text) if char.isascii() and char.isdigit())


def are_right(code: UUID, typed: str) -> bool:
    return hmac.compare_digest(digits_of(code), typed_digits(typed))


def masked(address: str) -> str:
    """Enough to see where to look, and no more for whoever reads over the shoulder: 17, w…@example.com."""
    name, at, host = address.partition("@")
    return f"{name[:1]}…@{host}" if at else name[-2:]

"""The code that this browser waits for. It stands in the session, so the digits work in no other browser."""

from __future__ import annotations

import time
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from people.models import SignInCode

from . import codes

KEY = "people.pending_code"


@dataclass(frozen=True)
class PendingCode:
    """`following` is where to go afterwards; `confirms`: whoever is signed in shows again that it is they."""

    code: str
    address: str
    sent_at: float
    following: str = ""
    confirms: bool = False

    @property
    def to(self) -> str:
        return codes.masked(self.address)

    @property
    def by_phone(self) -> bool:
        return "@" not in self.address

    @property
    def wait(self) -> int:
        """Seconds before another one may be sent."""
        return max(0, round(self.sent_at + codes.WAIT.seconds - time.time()))


def way_in(following: str | None) -> str:
    """The page to sign in, for whoever begins anew and was going somewhere: a path of this site."""
    page = reverse("account_login")
    return f"{page}?{urlencode({'next': following}, safe='/')}" if following else page


def remember(request: Any, code: SignInCode, *, following: str, confirms: bool = False) -> None:
    sent_at = code.sent_at.timestamp()
    request.session[KEY] = asdict(PendingCode(str(code.uuid), code.address, sent_at, following, confirms))


def pending_of(request: Any) -> PendingCode | None:
    kept = request.session.get(KEY)
    return PendingCode(**kept) if kept else None


def forget(request: Any) -> None:
    request.session.pop(KEY, None)

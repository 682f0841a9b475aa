"""How often, counted in the cache that all processes share. The numbers are ACCOUNT_RATE_LIMITS."""

from __future__ import annotations

from typing import Any

from allauth.core.internal import ratelimit

APP = "allauth.account"


def may_send_code(request: Any, address: str) -> bool:
    """By address and network, so that nobody uses up another's codes from elsewhere; and by address, wherever from."""
    here = f"{address}:{ratelimit.get_ip(request)}"
    return all(
        ratelimit.consume(request, app=APP, action=action, key=key)
        for action, key in [("request_login_code", here), ("request_login_code_anywhere", address)]
    )


def count_failure(request: Any, action: str, *, key: str | None = None) -> Any:
    """Taken back by its `rollback` where it was none. None: there were too many already."""
    return ratelimit.consume(request, app=APP, action=action, key=key)

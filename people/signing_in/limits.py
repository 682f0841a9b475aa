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


def may_send_to_strangers(request: Any, join_code: str) -> bool:
    """By the dealer's code with which they come: it lets codes be sent to numbers that nobody here has."""
    return ratelimit.consume(request, app=APP, action="join_code_sent", key=join_code) is not None


def count_failure(request: Any, action: str, *, key: str | None = None) -> Any:
    """Taken back by its `rollback` where it was none. None: there were too many already."""
    return ratelimit.consume(request, app=APP, action=action, key=key, limit_get=True)


def may_fail_again(request: Any, action: str) -> bool:
    """Counts nothing. Whoever failed too often is not told either when they would be right."""
    return ratelimit.consume(request, app=APP, action=action, dry_run=True, limit_get=True) is not None

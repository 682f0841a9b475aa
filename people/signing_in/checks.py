"""What would make the way in weaker than it ought to be, said by `manage.py check --deploy`."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register  # noqa: A004 - Django's name

LEAST_LOG_DAYS = 180  # six months, by China's Cybersecurity Law, article 21


@register(Tags.security, deploy=True)
def check_way_in(**_kwargs: Any) -> list[CheckMessage]:
    messages = list[CheckMessage]()
    if not settings.SECOND_FACTOR_FOR_STAFF:
        hint = "Leave SECOND_FACTOR_FOR_STAFF empty, or set it to true."
        messages.append(Warning("A stolen password is enough to enter the admin.", hint=hint, id="people.W011"))
    if settings.SECURITY_LOG_DAYS < LEAST_LOG_DAYS:
        hint = "Set SECURITY_LOG_DAYS to 190: China's Cybersecurity Law asks for six months."
        messages.append(Warning("The security log is kept for less than six months.", hint=hint, id="people.W012"))
    for app in settings.SOCIALACCOUNT_PROVIDERS.get("openid_connect", {}).get("APPS", []):
        if not app["settings"]["server_url"].startswith("https://"):
            hint = "Write OIDC_PROVIDER with https://: its answers say who somebody is."
            messages.append(Error("The OpenID Connect provider is asked without TLS.", hint=hint, id="people.E011"))
    return messages

"""What an installation's messages would trip over."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register  # noqa: A004 - Django's name

from foundation.checks import do_mails_stay_here


@register(Tags.security)
def check_gateway(**_kwargs: Any) -> list[CheckMessage]:
    address = settings.SMS_GATEWAY_URL
    if not address or (urlsplit(address).scheme in {"http", "https"} and urlsplit(address).hostname):
        return []
    hint = "Write it with scheme and host, such as https://gateway.example.com/send"
    return [Error("SMS_GATEWAY_URL is no address of a web server.", hint=hint, id="people.E001")]


@register(Tags.security, deploy=True)
def check_messages_are_not_shown(**_kwargs: Any) -> list[CheckMessage]:
    if not settings.LOCAL_MESSAGES:
        return []
    hint = "Leave LOCAL_MESSAGES out: it is for trying the product on one's own machine."
    return [
        Error("Everybody's messages and codes can be read at /inbox/local/.", hint=hint, id="people.E002"),
    ]


@register(Tags.security, deploy=True)
def check_text_messages_leave(**_kwargs: Any) -> list[CheckMessage]:
    if not settings.SMS_GATEWAY_URL:
        text = "Text messages do not leave" + (" this machine." if do_mails_stay_here() else ": there is no gateway.")
        hint = "Set SMS_GATEWAY_URL; until then whoever has only a phone gets no message and no code."
        return [Warning(text, hint=hint, id="people.W001")]
    if not settings.SMS_TEMPLATES:
        hint = "Set SMS_TEMPLATES: gateways send approved templates only."
        return [Warning("No kind of message has a template at the gateway.", hint=hint, id="people.W002")]
    if urlsplit(settings.SMS_GATEWAY_URL).scheme == "http":
        hint = "Use https, unless the gateway is on this machine."
        return [Warning("Codes go to the gateway without encryption.", hint=hint, id="people.W003")]
    return []

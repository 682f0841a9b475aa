"""Text messages. Gateways, in China by law, send approved templates only: a template's id, and what to fill in."""

from __future__ import annotations

import json
import re
import urllib.error
import urllib.request
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.translation import gettext_lazy as _

from foundation.checks import do_mails_stay_here
from people.messaging.kinds import MessageKind
from people.models import Person

from .base import Channel, Letter

PATIENCE = 10  # seconds
HOST_OF_SHORT_MAILS = "sms.invalid"
CODE = re.compile(r"[A-Za-z][A-Za-z0-9._:-]{0,59}")  # what a gateway calls its own error; never a number of somebody


class GatewayRefused(Exception):
    """What the gateway called it, without the number and the words that it was about."""


class SmsChannel(Channel):
    """Through SMS_GATEWAY_URL. Without one, and where mails stay on this machine, they are written beside the mails."""

    name = "SMS"
    title = _("Text message")

    def is_open(self) -> bool:
        return bool(settings.SMS_GATEWAY_URL) or do_mails_stay_here()

    def address_of(self, person: Person) -> str:
        return person.phone or ""

    def carries(self, kind: MessageKind, language: str) -> bool:
        return not settings.SMS_GATEWAY_URL or bool(template_of(kind, language))

    def send(self, letter: Letter) -> None:
        if not self.carries(letter.kind, letter.language):
            raise GatewayRefused(f"SMS_TEMPLATES names no template for {letter.kind.name}:{letter.language}.")
        if settings.SMS_GATEWAY_URL:
            _post(letter)
        elif do_mails_stay_here():
            _write_down(letter)
        else:
            raise GatewayRefused("SMS_GATEWAY_URL is not set, so no text message can leave.")


def template_of(kind: MessageKind, language: str) -> str:
    """SMS_TEMPLATES has it by `kind:language`, or by `kind` for all languages. Empty: there is none."""
    templates = settings.SMS_TEMPLATES
    return templates.get(f"{kind.name}:{language}") or templates.get(kind.name, "")


def _write_down(letter: Letter) -> None:
    text = "\n".join(part for part in (letter.title, letter.text, letter.link) if part)
    EmailMessage(letter.kind.name, text, to=[f"{letter.address}@{HOST_OF_SHORT_MAILS}"]).send()


class _StayPut(urllib.request.HTTPRedirectHandler):
    """Numbers and codes go where the setting says, and nowhere else."""

    def redirect_request(self, *_args: Any, **_kwargs: Any) -> None:
        return None


_opener = urllib.request.build_opener(_StayPut)


def _post(letter: Letter) -> None:
    variables = dict(letter.variables) | ({"link": letter.link} if letter.link else {})
    order = {
        "id": letter.key,
        "to": letter.address,
        "template": template_of(letter.kind, letter.language),
        "language": letter.language,
        "variables": variables,
    }
    request = urllib.request.Request(  # noqa: S310 - people/checks.py takes http and https only
        settings.SMS_GATEWAY_URL,
        data=json.dumps(order, ensure_ascii=False).encode(),
        headers={
            "Content-Type": "application/json; charset=utf-8",
            "Authorization": f"Bearer {settings.SMS_GATEWAY_TOKEN}",
            "Idempotency-Key": letter.key,
        },
    )
    try:
        with _opener.open(request, timeout=PATIENCE):
            pass
    except urllib.error.HTTPError as error:
        with error:
            raise GatewayRefused(f"The gateway answered {error.code}{_named(error)}.") from None
    except OSError as error:
        raise GatewayRefused(f"The gateway was not reached: {type(error).__name__}.") from None


def _named(error: urllib.error.HTTPError) -> str:
    """Its `code`, where its answer has one."""
    try:
        code = json.loads(error.read(4096)).get("code")
    except (ValueError, AttributeError, OSError):
        return ""
    return f" ({code})" if isinstance(code, str) and CODE.fullmatch(code) else ""

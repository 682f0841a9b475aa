"""The link to a new password, by e-mail.

The link is made when the mail is sent, so that it stands in no row of the outbox; and asking for one does the same work
whether there is such a person or not.
"""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.http import int_to_base36

from foundation import outbox
from people.models import Person
from people.queries import person_to_mail_at

MAIL_PASSWORD_LINK = "people.mail_password_link"  # noqa: S105 - the name of an outbox handler


@transaction.atomic
def request_password_link(email: str) -> None:
    person = person_to_mail_at(email)
    outbox.send(
        MAIL_PASSWORD_LINK,
        key=f"password-link:{uuid.uuid4()}",
        payload={"person": str(person.uuid) if person else None},
    )


def mail_password_link(payload: dict[str, Any]) -> None:
    """Outbox handler. `payload` is {"person": uuid, or null where nobody has the address that was typed}."""
    person = Person.objects.filter(uuid=payload["person"], is_active=True, email__isnull=False).first()
    if person is None:
        return
    path = reverse(
        "account_reset_password_from_key",
        kwargs={"uidb36": int_to_base36(person.pk), "key": default_token_generator.make_token(person)},
    )
    hours = settings.PASSWORD_RESET_TIMEOUT // 3600
    with translation.override(person.language):
        words = {"person": person, "link": settings.SITE_URL + path, "hours": hours}
        subject = render_to_string("people/mail/password_link_subject.txt", words).strip()
        body = render_to_string("people/mail/password_link.txt", words)
    EmailMessage(subject, body, to=[person.email or ""]).send()

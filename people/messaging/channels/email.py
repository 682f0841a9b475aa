from __future__ import annotations

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from people.models import Person

from .base import Channel, Letter


class EmailChannel(Channel):
    name = "EMAIL"
    title = _("E-mail")

    def address_of(self, person: Person) -> str:
        return person.email or ""

    def send(self, letter: Letter) -> None:
        words = {"letter": letter, "settings_link": settings.SITE_URL + reverse("people:change_message_wishes")}
        body = render_to_string("people/mail/message.txt", words)
        EmailMessage(_one_line(letter.title), body, to=[letter.address], headers=_marks(letter)).send()


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _marks(letter: Letter) -> dict[str, str]:
    """The same `Message-ID` each time: readers of mail show a repetition once. Machines do not answer it."""
    host = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip("> ") or "localhost"
    return {"Message-ID": f"<{letter.key}@{host}>", "Auto-Submitted": "auto-generated"}

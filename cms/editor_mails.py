"""Mails to who writes, approves and releases: in their language, with the way to what they are about."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.users.models import UserProfile

from people.api import Person


def address_of(about: Any, person: Person) -> str:
    """Where this person works on it."""
    return settings.SITE_URL + (AdminURLFinder(person).get_edit_url(about) or "")


def write_to(uuid: str, template: str, words: dict[str, Any], *, wanted: str, link: Callable[[Person], str]) -> None:
    """Not to those who can no longer sign in or have switched such mails off in the admin."""
    person = Person.objects.filter(uuid=uuid, is_active=True, email__isnull=False).first()
    if person is None or not getattr(UserProfile.get_for_user(person), wanted):
        return
    with translation.override(person.language):
        words |= {"link": link(person)}
        subject = render_to_string(f"cms/mail/{template}_subject.txt", words).strip()
        body = render_to_string(f"cms/mail/{template}.txt", words)
    EmailMessage(subject, body, to=[person.email or ""]).send()

"""A certificate as its holder shares it: the link is the page where anyone verifies it."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from people.api import Offer, Person, ShareKind, Subject, register_share_kind

from .models import Certificate
from .queries import certificates_held_or_led
from .rules import can_share_certificate

KIND = "certificate"


def offer_certificate(person: Person, subject: Subject) -> Offer | None:
    """Only the holder shares it; a dealer's, whoever leads the dealer. None for one that no longer stands."""
    certificate = certificates_held_or_led(person).filter(uuid=subject.uuid).first()
    if certificate is None or not can_share_certificate(certificate):
        return None
    title = certificate.title_in(None)
    return Offer(
        title=title,
        text=_text(certificate, title),
        back=certificate.get_absolute_url(),
        address=settings.SITE_URL + reverse("certificates:verify_certificate", args=[certificate.code]),
        poster_url=reverse("certificates:certificate_picture", args=[certificate.uuid]),
    )


def _text(certificate: Certificate, title: str) -> str:
    if certificate.holder_organisation_id:
        holder = certificate.holder_name
        said = _("%(dealer)s has earned “%(title)s”.") % {"dealer": holder, "title": title}
    else:
        said = _("I have passed “%(title)s”, and here is my certificate.") % {"title": title}
    return "\n".join([said, _("Anyone can check here that it is real:")])


def register_share_kinds() -> None:
    register_share_kind(ShareKind(name=KIND, offer=offer_certificate))

"""Changes who issues certificates, for those to come."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256

from django.db import transaction
from django.utils.translation import gettext as _

from certificates.models import Drawing, House
from certificates.printing import unprintable_in
from certificates.queries import issuing_house
from foundation import audit
from people.api import Person

TEXTS = ("name", "name_en", "first_signer", "first_signer_en", "second_signer", "second_signer_en")
DRAWINGS = ("emblem", "first_signature", "second_signature")


class HouseNotAccepted(Exception):
    """What is missing or cannot be printed, as a sentence."""


@transaction.atomic
def change_house(*, texts: Mapping[str, str], drawings: Mapping[str, bytes | None], by: Person) -> House:
    """`texts` are some or all of TEXTS; `drawings` some of DRAWINGS, traced, or None to have our own again.

    Certificates already issued keep what they say. Raises HouseNotAccepted.
    """
    house = worded_house(issuing_house(), texts)
    for name, png in drawings.items():
        setattr(house, name, _keep(png) if png else None)
    house.save()
    audit.record("change_house", obj=house, actor=by, texts=dict(texts), drawings=sorted(drawings))
    return house


def worded_house(house: House, texts: Mapping[str, str]) -> House:
    """The house with these words, not saved. Raises HouseNotAccepted."""
    for name in TEXTS:
        setattr(house, name, texts.get(name, getattr(house, name)).strip())
    if not house.name:
        raise HouseNotAccepted(_("Say who issues certificates: the name stands at the top and on the seal."))
    if not (house.first_signer or house.first_signer_en):
        raise HouseNotAccepted(_("Say who signs: somebody must answer for a certificate."))
    if missing := unprintable_in("".join(getattr(house, name) for name in TEXTS)):
        raise HouseNotAccepted(
            _("No font has “%(characters)s”. Write it with other characters.") % {"characters": "".join(missing)}
        )
    return house


def _keep(png: bytes) -> Drawing:
    return Drawing.objects.get_or_create(digest=digest_of(png), defaults={"png": png})[0]


def digest_of(png: bytes) -> str:
    return sha256(png).hexdigest()

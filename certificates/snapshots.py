"""Takes the snapshot of all that a certificate will ever show."""

from __future__ import annotations

from datetime import date
from typing import Any

from people.api import Organisation, Person

from .enums import CredentialKind
from .models import Credential, House
from .paper import CHINESE, ENGLISH
from .wording import PARTS

Holder = Person | Organisation


def take_snapshot(
    credential: Credential,
    *,
    house: House,
    holder: Holder,
    organisation: Organisation | None,
    number: str,
    code: str,
    verify_url: str,
    issued_on: date,
    valid_until: date | None,
) -> dict[str, Any]:
    """As JSON. Texts in two languages are {language: text}; an empty one is left out. `paper.read_paper` reads it."""
    return {
        "kind": credential.kind,
        "house": _texts(house.name, house.name_en),
        **_tier_on_plaque(credential, holder),
        "emblem": house.emblem_id,
        "signers": [_texts(chinese, english) for chinese, english, _drawing in _signers(house)],
        "signatures": [drawing for _chinese, _english, drawing in _signers(house)],
        "holder": _names(holder),
        "organisation": _texts(organisation.name, organisation.name_en) if organisation else None,
        "words": {
            part: {language: words[part] for language, words in credential.words.items() if words.get(part)}
            for part in PARTS
        },
        "number": number,
        "code": code,
        "verify_url": verify_url,
        "issued_on": issued_on.isoformat(),
        "valid_until": valid_until.isoformat() if valid_until else None,
    }


def _signers(house: House) -> list[tuple[str, str, str | None]]:
    """(office, office in English, digest of the signature) of those who sign."""
    both = (
        (house.first_signer, house.first_signer_en, house.first_signature_id),
        (house.second_signer, house.second_signer_en, house.second_signature_id),
    )
    return [signer for signer in both if signer[0] or signer[1]]


def _tier_on_plaque(credential: Credential, holder: Holder) -> dict[str, Any]:
    """The tier that the dealer has today, and the colour of its plaques."""
    is_plaque = credential.kind == CredentialKind.PLAQUE
    tier = holder.tier if is_plaque and isinstance(holder, Organisation) else None
    if tier is None:
        return {}
    colour = {"plaque_colour": tier.plaque_colour} if tier.plaque_colour else {}
    return {"tier": _texts(tier.name, tier.name_en)} | colour


def _names(holder: Holder) -> dict[str, str]:
    if isinstance(holder, Organisation):
        return {"name": holder.name, "latin_name": holder.name_en}
    return {"name": holder.full_name, "latin_name": holder.latin_name}


def _texts(chinese: str, english: str) -> dict[str, str]:
    return {language: text for language, text in ((CHINESE, chinese), (ENGLISH, english)) if text}

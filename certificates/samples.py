"""Sample papers: what a certificate would look like if it were issued today. They can be taken for no real one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.conf import settings
from django.urls import reverse

from people.api import Organisation, Person, PlaqueColour, Tier

from .enums import CredentialKind
from .models import Credential, House
from .paper import Paper, read_paper
from .rules import last_day_of_validity
from .snapshots import take_snapshot

NUMBER = "样张 SAMPLE"
CODE = "X" * 20


def sample_paper(credential: Credential, *, house: House, on: date, drawings: Mapping[str, str] | None = None) -> Paper:
    """`credential` and `house` need not be saved; `drawings` are digests in place of those that the house has."""
    dealer = Organisation(
        name="示例县样本家用电器有限公司",
        name_en="Sample County Home Appliances Co., Ltd.",
        tier=Tier(name="金牌", name_en="Gold", plaque_colour=PlaqueColour.GOLD),
    )
    person = Person(full_name="欧阳文静", latin_name="Ouyang Wenjing")
    is_for_dealers = credential.kind == CredentialKind.PLAQUE
    snapshot = take_snapshot(
        credential,
        house=house,
        holder=dealer if is_for_dealers else person,
        organisation=None if is_for_dealers else dealer,
        number=NUMBER,
        code=CODE,
        verify_url=settings.SITE_URL + reverse("certificates:verify_certificate", args=[CODE]),
        issued_on=on,
        valid_until=last_day_of_validity(on, credential.valid_months),
    )
    return read_paper(snapshot | _dressed(snapshot, drawings or {}))


def _dressed(snapshot: dict[str, Any], drawings: Mapping[str, str]) -> dict[str, Any]:
    signatures = [
        drawings.get(name, kept)
        for name, kept in zip(("first_signature", "second_signature"), snapshot["signatures"], strict=False)
    ]
    return {"emblem": drawings.get("emblem", snapshot["emblem"]), "signatures": signatures}

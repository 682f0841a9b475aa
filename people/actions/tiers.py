"""The manufacturer's own lists: tiers of dealers, and product lines."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from foundation import audit
from foundation.characters import tidy_name
from people.models import Person, ProductLine, Tier


class TierNotAccepted(Exception):
    """A sentence that says what stands against it."""


class ProductLineNotAccepted(Exception):
    """A sentence that says what stands against it."""


@transaction.atomic
def add_tier(name: str, *, rank: int, name_en: str = "", plaque_colour: str = "", by: Person | None = None) -> Tier:
    """Raises TierNotAccepted."""
    tier = Tier()
    _assign_tier(tier, {"name": name, "rank": rank, "name_en": name_en, "plaque_colour": plaque_colour})
    audit.record("add_tier", obj=tier, actor=by, rank=rank)
    return tier


@transaction.atomic
def change_tier(tier: Tier, *, by: Person | None = None, **fields: Any) -> Tier:
    """`fields`: any of name, name_en, rank, plaque_colour. Raises TierNotAccepted."""
    tier = Tier.objects.select_for_update().get(pk=tier.pk)
    changed = sorted(name for name, value in fields.items() if getattr(tier, name) != value)
    if changed:
        _assign_tier(tier, fields)
        audit.record("change_tier", obj=tier, actor=by, changed=changed)
    return tier


@transaction.atomic
def add_product_line(
    name: str, *, code: str, life_cycle: str, name_en: str = "", by: Person | None = None
) -> ProductLine:
    """Raises ProductLineNotAccepted."""
    line = ProductLine()
    _assign_line(line, {"name": name, "code": code, "name_en": name_en, "life_cycle": life_cycle})
    audit.record("add_product_line", obj=line, actor=by, code=code, life_cycle=life_cycle)
    return line


@transaction.atomic
def change_product_line(line: ProductLine, *, by: Person | None = None, **fields: Any) -> ProductLine:
    """`fields`: any of name, name_en, code, life_cycle. Raises ProductLineNotAccepted."""
    line = ProductLine.objects.select_for_update().get(pk=line.pk)
    changed = sorted(name for name, value in fields.items() if getattr(line, name) != value)
    if changed:
        before = line.life_cycle
        _assign_line(line, fields)
        facts = {"changed": changed, "before": before, "life_cycle": line.life_cycle}
        audit.record("change_product_line", obj=line, actor=by, **facts)
    return line


def _assign_tier(tier: Tier, fields: dict[str, Any]) -> None:
    try:
        for name, value in fields.items():
            setattr(tier, name, tidy_name(value) if name.startswith("name") else value)
        with transaction.atomic():
            tier.save()
    except ValidationError as error:
        raise TierNotAccepted(" ".join(error.messages)) from error
    except IntegrityError as error:
        raise TierNotAccepted(_("Another tier has this name or this rank. Each has its own.")) from error


def _assign_line(line: ProductLine, fields: dict[str, Any]) -> None:
    try:
        for name, value in fields.items():
            setattr(line, name, tidy_name(value) if name.startswith("name") else value)
        with transaction.atomic():
            line.save()
    except ValidationError as error:
        raise ProductLineNotAccepted(" ".join(error.messages)) from error
    except IntegrityError as error:
        raise ProductLineNotAccepted(_("Another product line has this name or this code. Each has its own.")) from error

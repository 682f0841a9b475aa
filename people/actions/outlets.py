"""Outlets of dealers: opened, changed, closed on a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from foundation import audit
from foundation.characters import tidy_name
from people import rules
from people.models import Organisation, Outlet, Person

CHANGEABLE = frozenset(
    {"name", "code", "outlet_class", "county_code", "address", "latitude", "longitude", "open_until"}
)


class OutletNotAccepted(Exception):
    """A sentence that says what stands against it."""


@transaction.atomic
def add_outlet(dealer: Organisation, *, name: str, by: Person | None = None, **fields: Any) -> Outlet:
    """`fields`: any of CHANGEABLE. Raises OutletNotAccepted."""
    if not rules.can_have_outlets(dealer):
        raise OutletNotAccepted(_("%(name)s is no dealer. Outlets belong to dealers.") % {"name": dealer.name})
    outlet = Outlet(dealer=dealer)
    _assign(outlet, {"name": name, **fields})
    audit.record("add_outlet", obj=outlet, actor=by, dealer=dealer.uuid, outlet_class=outlet.outlet_class)
    return outlet


@transaction.atomic
def change_outlet(outlet: Outlet, *, by: Person | None = None, **fields: Any) -> Outlet:
    """`fields`: any of CHANGEABLE. Raises OutletNotAccepted."""
    outlet = Outlet.objects.select_for_update(of=("self",)).select_related("dealer").get(pk=outlet.pk)
    changed = sorted(name for name, value in fields.items() if getattr(outlet, name) != value)
    if changed:
        _assign(outlet, fields)
        facts = {"changed": changed, "outlet_class": outlet.outlet_class, "open_until": outlet.open_until}
        audit.record("change_outlet", obj=outlet, actor=by, **facts)
    return outlet


@transaction.atomic
def close_outlets(outlets: Collection[Outlet], *, open_until: dt.date, by: Person | None = None) -> int:
    """`open_until` is their last day. Returns how many it changed."""
    before = {outlet.pk: outlet.open_until for outlet in outlets}
    for outlet in outlets:
        change_outlet(outlet, open_until=open_until, by=by)
    return sum(day != open_until for day in before.values())


def _assign(outlet: Outlet, fields: dict[str, Any]) -> None:
    if set(fields) - CHANGEABLE:
        raise TypeError(f"An outlet's {', '.join(sorted(set(fields) - CHANGEABLE))} cannot be changed.")
    for name, value in fields.items():
        setattr(outlet, name, value)
    try:
        outlet.name, outlet.address = tidy_name(outlet.name), tidy_name(outlet.address)
        outlet.clean_fields(exclude=["dealer"])
        with transaction.atomic():
            outlet.save()
    except ValidationError as error:
        raise OutletNotAccepted(" ".join(error.messages)) from error
    except IntegrityError as error:
        raise OutletNotAccepted(_why_not(outlet)) from error


def _why_not(outlet: Outlet) -> str:
    others = Outlet.objects.filter(dealer=outlet.dealer).exclude(pk=outlet.pk)
    if others.filter(name=outlet.name).exists():
        return _("%(dealer)s has an outlet called %(name)s already. Change that one, or give another name.") % {
            "dealer": outlet.dealer.name,
            "name": outlet.name,
        }
    if outlet.code and (other := others.filter(code=outlet.code).first()):
        return _("At %(dealer)s, %(code)s is %(name)s. Give another code.") % {
            "dealer": outlet.dealer.name,
            "code": outlet.code,
            "name": other.name,
        }
    return _("Give latitude and longitude, or neither.")

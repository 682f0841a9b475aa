"""Organisations form a tree of dealers below one manufacturer."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from foundation import audit
from foundation.characters import tidy_name
from people import rules
from people.enums import HeadcountBand, OrganisationKind
from people.models import DEFAULT_ZONE, ExternalCode, Organisation, Person, ProductLine
from people.places import validate_place


class OrganisationNotAccepted(Exception):
    """A sentence that says what stands against it."""


FIELDS = frozenset({"name", "name_en", "code", "parent", "zone", "tier", "headcount_band", "county_code"})
RELATED = frozenset({"external_codes", "product_lines"})


@transaction.atomic
def add_organisation(
    name: str,
    *,
    code: str,
    kind: str = OrganisationKind.DEALER,
    by: Person | None = None,
    **fields: Any,
) -> Organisation:
    """`fields`: any of FIELDS and RELATED. Raises OrganisationNotAccepted."""
    _refuse_unknown(fields)
    organisation = Organisation(kind=kind, code=code, zone=DEFAULT_ZONE)
    for field, value in _tidied({"name": name, **fields}).items():
        if field in FIELDS:
            setattr(organisation, field, value)
    _check(organisation)
    _save(organisation)
    _change_related(organisation, fields)
    facts = {"code": code, "kind": kind, "parent": _uuid_of(organisation.parent)}
    audit.record("add_organisation", obj=organisation, actor=by, **facts)
    return organisation


@transaction.atomic
def change_organisation(organisation: Organisation, *, by: Person | None = None, **fields: Any) -> Organisation:
    """`fields`: any of FIELDS and RELATED, each whole. Raises OrganisationNotAccepted."""
    _refuse_unknown(fields)
    fields = _tidied(fields)
    tree = _lock_tree() if "parent" in fields else {}
    organisation = Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    changed = [name for name in sorted(FIELDS & set(fields)) if getattr(organisation, name) != fields[name]]
    for name in changed:
        setattr(organisation, name, fields[name])
    if changed:
        _check(organisation)
        if "parent" in changed:
            _check_tree(tree, organisation, organisation.parent)
        _save(organisation)
    changed += _change_related(organisation, fields)
    if changed:
        facts = {"changed": changed, "parent": _uuid_of(organisation.parent)}
        audit.record("change_organisation", obj=organisation, actor=by, **facts)
    return organisation


def _refuse_unknown(fields: Collection[str]) -> None:
    if unknown := set(fields) - FIELDS - RELATED:
        raise TypeError(f"An organisation's {', '.join(sorted(unknown))} cannot be set.")


def _tidied(fields: dict[str, Any]) -> dict[str, Any]:
    try:
        return fields | {field: tidy_name(fields[field]) for field in ("name", "name_en") if field in fields}
    except ValidationError as error:
        raise OrganisationNotAccepted(" ".join(error.messages)) from error


def _check(organisation: Organisation) -> None:
    if not rules.can_be_supplied_by(organisation.kind, organisation.parent):
        raise OrganisationNotAccepted(
            _("Only a dealer can be supplied by another dealer. Leave “supplied by” empty if goods come from us.")
        )
    if organisation.is_manufacturer and organisation.tier:
        raise OrganisationNotAccepted(_("Only dealers have a tier. Leave it empty."))
    if organisation.headcount_band and organisation.headcount_band not in HeadcountBand.values:
        raise OrganisationNotAccepted(_("“%(band)s” is no headcount band.") % {"band": organisation.headcount_band})
    if organisation.county_code:
        try:
            validate_place(organisation.county_code)
        except ValidationError as error:
            raise OrganisationNotAccepted(" ".join(error.messages)) from error


def _change_related(organisation: Organisation, fields: Mapping[str, Any]) -> list[str]:
    """The names of those that changed."""
    changed = []
    if "external_codes" in fields and _change_codes(organisation, fields["external_codes"]):
        changed.append("external_codes")
    if "product_lines" in fields and _change_lines(organisation, list(fields["product_lines"])):
        changed.append("product_lines")
    return changed


def _change_codes(organisation: Organisation, codes: Mapping[str, str]) -> bool:
    before = dict(organisation.external_codes.values_list("system", "code"))
    if before == dict(codes):
        return False
    taken = ExternalCode.objects.exclude(organisation=organisation).select_related("organisation")
    for system, code in codes.items():
        if other := taken.filter(system=system, code=code).first():
            raise OrganisationNotAccepted(
                _("In %(system)s, %(code)s is %(name)s. Give another code, or take it from there first.")
                % {"system": system, "code": code, "name": other.organisation.name}
            )
    organisation.external_codes.all().delete()
    ExternalCode.objects.bulk_create(
        ExternalCode(organisation=organisation, system=system, code=code) for system, code in codes.items()
    )
    return True


def _change_lines(organisation: Organisation, lines: list[ProductLine]) -> bool:
    if set(organisation.product_lines.all()) == set(lines):
        return False
    if organisation.is_manufacturer:
        raise OrganisationNotAccepted(_("Product lines are given to dealers: the manufacturer makes all of them."))
    organisation.product_lines.set(lines)
    return True


def _lock_tree() -> dict[int, int | None]:
    """Parents by key, of the whole tree: two moves at once could close a circle that neither sees alone."""
    locked = Organisation.objects.select_for_update(no_key=True).order_by("pk")
    return dict(locked.values_list("pk", "parent_id"))


def _check_tree(tree: dict[int, int | None], organisation: Organisation, parent: Organisation | None) -> None:
    above = parent.pk if parent else None
    while above is not None:
        if above == organisation.pk:
            raise OrganisationNotAccepted(
                _("%(parent)s is itself supplied by %(name)s, so it cannot supply %(name)s. Choose another supplier.")
                % {"parent": parent, "name": organisation.name}
            )
        above = tree[above]


def _save(organisation: Organisation) -> None:
    try:
        with transaction.atomic():
            organisation.save()
    except IntegrityError as error:
        taken = Organisation.objects.exclude(pk=organisation.pk).filter(code=organisation.code).first()
        if taken:
            raise OrganisationNotAccepted(
                _("The code %(code)s belongs to %(name)s. Give another code.")
                % {"code": organisation.code, "name": taken.name}
            ) from error
        if organisation.is_manufacturer:
            raise OrganisationNotAccepted(_("There is a manufacturer already. Add a dealer instead.")) from error
        raise


def _uuid_of(organisation: Organisation | None) -> str | None:
    return str(organisation.uuid) if organisation else None

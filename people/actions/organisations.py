"""Organisations form a tree of dealers; territories say which reps look after which of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from foundation import audit
from foundation.characters import tidy_name
from people import rules
from people.enums import OrganisationKind, Role
from people.models import DEFAULT_ZONE, Organisation, Person, Territory
from people.queries import memberships_open


class OrganisationNotAccepted(Exception):
    """A sentence that says what stands against it."""


class TerritoryNotAccepted(Exception):
    """A sentence that says what stands against it."""


@transaction.atomic
def add_organisation(
    name: str,
    *,
    code: str,
    kind: str = OrganisationKind.DEALER,
    parent: Organisation | None = None,
    name_en: str = "",
    zone: str = DEFAULT_ZONE,
    external_codes: dict[str, str] | None = None,
    by: Person | None = None,
) -> Organisation:
    """Raises OrganisationNotAccepted."""
    _check_parent(kind, parent)
    organisation = Organisation(
        name=_name(name),
        code=code,
        kind=kind,
        parent=parent,
        name_en=_name(name_en),
        zone=zone,
        external_codes=external_codes or {},
    )
    _save(organisation)
    audit.record("add_organisation", obj=organisation, actor=by, code=code, kind=kind, parent=_uuid_of(parent))
    return organisation


@transaction.atomic
def change_organisation(organisation: Organisation, *, by: Person | None = None, **fields: Any) -> Organisation:
    """`fields`: any of name, name_en, code, parent, zone, external_codes. Raises OrganisationNotAccepted."""
    unknown = set(fields) - {"name", "name_en", "code", "parent", "zone", "external_codes"}
    if unknown:
        raise TypeError(f"An organisation's {', '.join(sorted(unknown))} cannot be changed.")
    fields |= {field: _name(fields[field]) for field in ("name", "name_en") if field in fields}
    tree = _lock_tree()
    organisation = Organisation.objects.get(pk=organisation.pk)
    changed = {name: value for name, value in fields.items() if getattr(organisation, name) != value}
    if not changed:
        return organisation

    parent = fields.get("parent", organisation.parent)
    _check_parent(organisation.kind, parent)
    _check_tree(tree, organisation, parent)
    for name, value in changed.items():
        setattr(organisation, name, value)
    _save(organisation)
    audit.record("change_organisation", obj=organisation, actor=by, changed=sorted(changed), parent=_uuid_of(parent))
    return organisation


@transaction.atomic
def add_territory(
    name: str,
    *,
    name_en: str = "",
    dealers: Iterable[Organisation] = (),
    people: Iterable[Person] = (),
    by: Person | None = None,
) -> Territory:
    """Raises TerritoryNotAccepted."""
    territory = Territory(name=name, name_en=name_en)
    _save_territory(territory, dealers=list(dealers), people=list(people))
    audit.record("add_territory", obj=territory, actor=by, **_members_of(territory))
    return territory


@transaction.atomic
def change_territory(
    territory: Territory,
    *,
    name: str,
    name_en: str,
    dealers: Iterable[Organisation],
    people: Iterable[Person],
    by: Person | None = None,
) -> Territory:
    """Raises TerritoryNotAccepted."""
    territory = Territory.objects.select_for_update().get(pk=territory.pk)
    before = _members_of(territory)
    territory.name, territory.name_en = name, name_en
    _save_territory(territory, dealers=list(dealers), people=list(people))
    audit.record("change_territory", obj=territory, actor=by, before=before, **_members_of(territory))
    return territory


def _name(name: str) -> str:
    try:
        return tidy_name(name)
    except ValidationError as error:
        raise OrganisationNotAccepted(" ".join(error.messages)) from error


def _check_parent(kind: str, parent: Organisation | None) -> None:
    if not rules.can_be_supplied_by(kind, parent):
        raise OrganisationNotAccepted(
            _("Only a dealer can be supplied by another dealer. Leave “supplied by” empty if goods come from us.")
        )


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


def _save_territory(territory: Territory, *, dealers: list[Organisation], people: list[Person]) -> None:
    wrong = next((dealer for dealer in dealers if dealer.is_manufacturer), None)
    if wrong:
        raise TerritoryNotAccepted(_("%(name)s is no dealer. A territory is made of dealers.") % {"name": wrong.name})
    held = memberships_open().filter(person__in=people, role__in=Role.looking_after_dealers())
    in_the_field = set(held.values_list("person_id", flat=True))
    stranger = next((person for person in people if person.pk not in in_the_field), None)
    if stranger:
        raise TerritoryNotAccepted(
            _("%(name)s is neither rep nor field manager now. Give that role first, then the territory.")
            % {"name": stranger.full_name}
        )
    try:
        with transaction.atomic():
            territory.save()
    except IntegrityError as error:
        raise TerritoryNotAccepted(
            _("There is a territory called %(name)s already. Give another name.") % {"name": territory.name}
        ) from error
    territory.dealers.set(dealers)
    territory.people.set(people)


def _members_of(territory: Territory) -> dict[str, list[str]]:
    return {
        "dealers": sorted(str(uuid) for uuid in territory.dealers.values_list("uuid", flat=True)),
        "people": sorted(str(uuid) for uuid in territory.people.values_list("uuid", flat=True)),
    }


def _uuid_of(organisation: Organisation | None) -> str | None:
    return str(organisation.uuid) if organisation else None

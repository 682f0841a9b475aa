"""Which reps and field managers look after which dealers."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from foundation import audit
from people.enums import Role
from people.models import Organisation, Person, Territory
from people.queries import memberships_open


class TerritoryNotAccepted(Exception):
    """A sentence that says what stands against it."""


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


@transaction.atomic
def add_dealers_to_territory(
    territory: Territory, *, dealers: Collection[Organisation], by: Person | None = None
) -> int:
    """Returns how many are new in it. Raises TerritoryNotAccepted."""
    territory = Territory.objects.select_for_update().get(pk=territory.pk)
    wrong = next((dealer for dealer in dealers if dealer.is_manufacturer), None)
    if wrong:
        raise TerritoryNotAccepted(_("%(name)s is no dealer. A territory is made of dealers.") % {"name": wrong.name})
    before = _members_of(territory)
    territory.dealers.add(*dealers)
    after = _members_of(territory)
    if before != after:
        audit.record("change_territory", obj=territory, actor=by, before=before, **after)
    return len(after["dealers"]) - len(before["dealers"])


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

"""Who may ask for, erase or look as whom, without asking the database."""

from __future__ import annotations

from people.models import Person


def can_export_person(by: Person, person: Person, *, is_admin: bool) -> bool:
    return person.erased_at is None and (by.pk == person.pk or is_admin)


def can_erase_person(by: Person, person: Person, *, is_admin: bool) -> bool:
    """Never oneself; superusers only by superusers."""
    is_in_reach = by.is_superuser or not person.is_superuser
    return is_admin and is_in_reach and by.pk != person.pk and person.erased_at is None


def can_impersonate(by: Person, person: Person, *, is_admin: bool, is_other_admin: bool) -> bool:
    """`is_other_admin`: whether `person` is a platform admin too: none looks at the site as another."""
    return is_admin and not is_other_admin and by.pk != person.pk and person.is_active and person.erased_at is None

"""Persons: added, changed, and the language they read."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from foundation import audit
from foundation.characters import tidy_name
from people.enums import Language
from people.models import Person
from people.phones import PhoneNotUnderstood, parse_phone
from people.signing_in.actions import prove_number

CHANGEABLE = frozenset({"full_name", "latin_name", "email", "phone", "language", "is_active", "is_superuser"})


class PersonNotAccepted(Exception):
    """A sentence that says what stands against it."""


@transaction.atomic
def add_person(
    full_name: str,
    *,
    email: str | None = None,
    phone: str | None = None,
    latin_name: str = "",
    language: str = Language.CHINESE,
    password: str | None = None,
    groups: Iterable[Group | str] = (),
    is_superuser: bool = False,
    is_active: bool = True,
    by: Person | None = None,
) -> Person:
    """`phone` as typed; `groups` by themselves or by name. Without a password nobody can sign in as this person yet.

    Raises PersonNotAccepted.
    """
    person = Person(
        full_name=_name(full_name),
        latin_name=_name(latin_name),
        email=_email(email),
        phone=_phone(phone),
        language=_language(language),
        is_superuser=is_superuser,
        is_staff=is_superuser,
        is_active=is_active,
    )
    person.set_password(password)
    _save(person)
    _join(person, groups)
    audit.record("add_person", obj=person, actor=by, **_powers_of(person))
    return person


@transaction.atomic
def change_person(
    person: Person,
    *,
    by: Person | None = None,
    password: str | None = None,
    groups: Iterable[Group | str] | None = None,
    **fields: Any,
) -> Person:
    """`fields`: any of CHANGEABLE. Left out or None for password and groups: as they were. Raises PersonNotAccepted.

    Whoever may no longer sign in is signed out everywhere with the next request; so is who gets a new password.
    """
    if set(fields) - CHANGEABLE:
        raise TypeError(f"A person's {', '.join(sorted(set(fields) - CHANGEABLE))} cannot be changed.")
    person = Person.objects.select_for_update().get(pk=person.pk)
    if person.erased_at:
        raise PersonNotAccepted(_("This person was erased. Nothing about them can be changed any more."))
    before = _powers_of(person)
    changed = _assign(person, fields)
    if password:
        person.set_password(password)
        changed.append("password")
    person.is_staff = person.is_superuser
    _save(person)
    if "phone" in changed:
        prove_number(person)
    if groups is not None:
        _join(person, groups)
    after = _powers_of(person)
    if changed or before != after:
        audit.record("change_person", obj=person, actor=by, changed=sorted(changed), before=before, **after)
    return person


def change_language(person: Person, *, language: str) -> None:
    """Raises PersonNotAccepted."""
    Person.objects.filter(pk=person.pk).update(language=_language(language))
    person.language = language


def change_password(person: Person, *, password: str) -> None:
    """By the person: signed in, or with a link from an e-mail."""
    change_person(person, by=person, password=password)
    person.refresh_from_db(fields=["password"])


def share_password(persons: Collection[Person], *, password: str) -> None:
    """One password for all of them, hashed once: a hash takes a fifth of a second. For people who are made up."""
    hashed = make_password(password)
    Person.objects.filter(pk__in=[person.pk for person in persons]).update(password=hashed)
    for person in persons:
        person.password = hashed


def _assign(person: Person, fields: dict[str, Any]) -> list[str]:
    """The names of the fields whose values changed."""
    cleaned = fields | {name: clean(fields[name]) for name, clean in CLEANED_BY.items() if name in fields}
    changed = [name for name, value in cleaned.items() if getattr(person, name) != value]
    for name in changed:
        setattr(person, name, cleaned[name])
    return changed


def _save(person: Person) -> None:
    if not person.email and not person.phone:
        raise PersonNotAccepted(_("Give an e-mail address or a phone number, so that this person can sign in."))
    try:
        with transaction.atomic():
            person.save()
    except IntegrityError as error:
        others = Person.objects.exclude(pk=person.pk)
        if person.email and others.filter(email=person.email).exists():
            raise PersonNotAccepted(
                _("Somebody signs in with %(email)s already. Search for that person instead.") % {"email": person.email}
            ) from error
        if person.phone and others.filter(phone=person.phone).exists():
            raise PersonNotAccepted(
                _("Somebody signs in with %(phone)s already. Search for that person instead.")
                % {"phone": person.phone_as_written}
            ) from error
        raise


def _join(person: Person, groups: Iterable[Group | str]) -> None:
    wanted = list(groups)
    names = [group if isinstance(group, str) else group.name for group in wanted]
    found = list(Group.objects.filter(name__in=names))
    missing = set(names) - {group.name for group in found}
    if missing:
        raise PersonNotAccepted(_("There is no group called %(names)s.") % {"names": ", ".join(sorted(missing))})
    person.groups.set(found)


def _powers_of(person: Person) -> dict[str, Any]:
    """What the audit keeps of a person: what they may do, never who they are."""
    return {
        "is_active": person.is_active,
        "is_superuser": person.is_superuser,
        "groups": sorted(person.groups.values_list("name", flat=True)),
    }


def _name(name: str) -> str:
    try:
        return tidy_name(name)
    except ValidationError as error:
        raise PersonNotAccepted(" ".join(error.messages)) from error


def _email(email: str | None) -> str | None:
    return email.strip().lower() or None if email else None


def _phone(phone: str | None) -> str | None:
    try:
        return parse_phone(phone) if phone else None
    except PhoneNotUnderstood as error:
        raise PersonNotAccepted(str(error)) from error


def _language(language: str) -> str:
    if language not in Language.values:
        raise PersonNotAccepted(_("“%(language)s” is no language of this site.") % {"language": language})
    return language


CLEANED_BY = {
    "full_name": _name,
    "latin_name": _name,
    "email": _email,
    "phone": _phone,
    "language": _language,
}

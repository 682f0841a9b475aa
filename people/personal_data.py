"""Which of a person's fields are personal, what for, and what erasing does to them."""

from typing import Any

from django.contrib.auth.hashers import make_password
from django.db.models import Q
from wagtail.users.models import UserProfile

from foundation.personal_data import OnErase, Pseudonym, declare_not_personal, register, register_rows

from .models import (
    Membership,
    Message,
    MessageWishes,
    MissingFromSheet,
    Person,
    SheetImport,
    SheetRow,
    StaffCode,
    Territory,
)


def register_personal_fields() -> None:
    _register_persons()
    _register_network()
    _register_sheets()
    _register_messages()
    _register_admin_account()


def _register_persons() -> None:
    register_rows(Person, of=lambda person: Q(pk=person.pk))
    register(
        Person,
        "full_name",
        purpose="Called by it, and printed on certificates.",
        on_erase=OnErase.REPLACE,
        by=_pseudonym,
    )
    register(
        Person,
        "latin_name",
        purpose="Printed on certificates in English.",
        on_erase=OnErase.REPLACE,
        by=_latin_pseudonym,
    )
    register(Person, "email", purpose="Signs in with it and is written to.", on_erase=OnErase.CLEAR)
    register(Person, "phone", purpose="Signs in with it and is called.", on_erase=OnErase.CLEAR)
    register(
        Person,
        "password",
        purpose="Proves who signs in, as an argon2 hash.",
        on_erase=OnErase.REPLACE,
        is_secret=True,
        by=lambda _hash, _pseudonym: make_password(None),
    )
    register(Person, "last_login", purpose="Shows whether an account is in use.", on_erase=OnErase.CLEAR)
    register(Person, "language", purpose="Is written to in it.", on_erase=OnErase.CLEAR)
    declare_not_personal(
        Person,
        "is_active",
        "is_superuser",
        "is_staff",
        "joined_at",
        "erased_at",
        "must_read_notice",
        reason="They say what an account may do and since when, not who it is.",
    )


def _pseudonym(_value: Any, pseudonym: Pseudonym) -> str:
    return pseudonym.name


def _latin_pseudonym(_value: Any, pseudonym: Pseudonym) -> str:
    return pseudonym.latin_name


def _register_network() -> None:
    register_rows(Membership, of="person")
    register_rows(Territory, of="people", is_shared=True)
    register_rows(StaffCode, of="person")
    register(Membership, "person", purpose="Where someone works: dealers' records need it.", on_erase=OnErase.KEEP)
    register(Territory, "people", purpose="Says who looks after which dealers.", on_erase=OnErase.DELETE_ROW)
    register(
        StaffCode, "code", purpose="By it a dealer's own lists find the same person again.", on_erase=OnErase.DELETE_ROW
    )


def _lists_with(person: Person, row: str) -> Q:
    """They stand in it by what they sign in with, by the number that their dealer has for them, or by name."""
    names = [name for name in (person.phone, person.email) if name]
    names += StaffCode.objects.filter(person=person).values_list("code", flat=True)
    return Q(**{f"{row}person": person}) | Q(**{f"{row}who__in": names}) | Q(**{f"{row}name": person.full_name})


def _lists_surely_with(person: Person, row: str) -> Q:
    """Names are common, and dealers count their staff from 1 on, each for itself."""
    ways = [way for way in (person.phone, person.email) if way]
    surely = Q(**{f"{row}person": person}) | Q(**{f"{row}who__in": ways})
    for held in StaffCode.objects.filter(person=person):
        surely |= Q(**{f"{row}who": held.code, f"{row}dealer": held.organisation_id})
    return surely


def _register_sheets() -> None:
    register_rows(
        SheetImport,
        of=lambda person: _lists_with(person, "rows__"),
        surely_of=lambda person: _lists_surely_with(person, "rows__"),
        is_shared=True,
    )
    register_rows(
        SheetRow,
        of=lambda person: _lists_with(person, ""),
        surely_of=lambda person: _lists_surely_with(person, ""),
    )
    register_rows(MissingFromSheet, of="membership__person")
    for field in ("file", "staged", "result"):
        register(SheetImport, field, purpose="A list as uploaded, for 30 days.", on_erase=OnErase.DELETE_ROW)
    declare_not_personal(
        SheetImport, "file_name", "language", "sentence", reason="They say which list it was and what became of it."
    )
    for field in ("key", "who", "name", "problem"):
        register(SheetRow, field, purpose="Tells what became of a row, for 30 days.", on_erase=OnErase.DELETE_ROW)
    register(
        MissingFromSheet,
        "membership",
        purpose="Asks whether somebody has left, for 30 days.",
        on_erase=OnErase.DELETE_ROW,
    )


def _register_messages() -> None:
    gone = OnErase.DELETE_ROW
    register_rows(Message, of="person")
    register_rows(MessageWishes, of="person")
    register(Message, "person", purpose="Whose inbox it stands in.", on_erase=gone)
    register(Message, "kind", purpose="Says what somebody was told of.", on_erase=gone)
    register(Message, "cause", purpose="Keeps them from being told twice.", on_erase=gone)
    register(Message, "variables", purpose="Completes the words of what they are told.", on_erase=gone)
    register(Message, "path", purpose="Leads to what they are told of.", on_erase=gone)
    register(Message, "channel", purpose="Answers why somebody got a message there, or none.", on_erase=gone)
    register(MessageWishes, "person", purpose="Whose wishes they are.", on_erase=gone)
    register(MessageWishes, "channel", purpose="Writes to them where they want it.", on_erase=gone)
    register(MessageWishes, "switched_off", purpose="Leaves in the inbox what they do not want sent.", on_erase=gone)


def _register_admin_account() -> None:
    register_rows(UserProfile, of="user")
    for field in ("avatar", "preferred_language", "current_time_zone"):
        register(UserProfile, field, purpose="How they like the admin to be.", on_erase=OnErase.DELETE_ROW)
    declare_not_personal(
        UserProfile, "theme", "density", "contrast", "dismissibles", reason="A look, chosen from a few."
    )

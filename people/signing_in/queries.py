"""What the way in asks of people, their numbers, their devices and their ways in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from people.enums import Role, SecurityEventKind
from people.models import Person, ProvenNumber, SecurityEvent
from people.queries import dealers_led_by, is_platform_admin, memberships_open

from . import rules
from .devices import device_of

SECOND_FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


def person_to_reach_at(address: str) -> Person | None:
    """Who may sign in with a code sent to this e-mail address or phone. One query, whatever the address is."""
    field = "email" if "@" in address else "phone"
    return Person.objects.filter(**{field: address}, is_active=True).first()


def person_named_so(name: str) -> Person | None:
    """Whoever signs in with this e-mail address or phone, if anybody ever may. One query, whatever the name is."""
    return Person.objects.filter(**{"email" if "@" in name else "phone": name}).first()


def proven_since(person: Person) -> datetime:
    """When the person's number was last shown, or else given, to be theirs."""
    number = ProvenNumber.objects.filter(person=person, phone=person.phone or "").first()
    return number.proven_at if number else person.joined_at


def dealer_codes_asked(person: Person) -> list[str]:
    """Of dealers whose people's learning they see: they know them, and more hangs on them."""
    return list(dealers_led_by(person).values_list("code", flat=True))


def is_staff(person: Person) -> bool:
    """May enter the admin, or works for the manufacturer. The roles for which SECOND_FACTOR_FOR_STAFF is meant."""
    if person.has_perm("wagtailadmin.access_admin"):
        return True
    return memberships_open().filter(person=person, role__in=Role.of_manufacturer()).exists()


def has_second_factor(person: Person) -> bool:
    return Authenticator.objects.filter(user=person, type__in=SECOND_FACTORS).exists()


def has_authenticator_app(person: Person) -> bool:
    return Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).exists()


def must_have_second_factor(person: Person) -> bool:
    return settings.SECOND_FACTOR_FOR_STAFF and is_staff(person)


def is_second_factor_missing(person: Person) -> bool:
    return must_have_second_factor(person) and not has_second_factor(person)


def is_device_new(person: Person, device: str) -> bool:
    """They came in before, and never with such a one, as far as the security log reaches back."""
    known = SecurityEvent.objects.filter(person=person, kind=SecurityEventKind.SIGNED_IN)
    devices = set(known.values_list("device", flat=True).distinct())
    return bool(devices) and device not in devices


@dataclass(frozen=True)
class Device:
    """A browser that is signed in. `key` names it among the person's own."""

    key: int
    name: str
    ip: str
    since: datetime
    is_this: bool


def devices_signed_in(person: Person, *, session_key: str | None) -> list[Device]:
    """This one first, then the newest. Two queries, however many there are."""
    kept = UserSession.objects.filter(user=person).order_by("-created_at", "-pk")
    alive = _alive([session.session_key for session in kept], person)
    devices = [
        Device(
            key=session.pk,
            name=device_of(session.user_agent),
            ip=session.ip,
            since=session.created_at,
            is_this=session.session_key == session_key,
        )
        for session in kept
        if session.session_key in alive
    ]
    return sorted(devices, key=lambda device: not device.is_this)


def _alive(keys: list[str], person: Person) -> set[str]:
    """A new password ends sessions without deleting them: what is signed in them no longer fits."""
    found = Session.objects.filter(session_key__in=keys, expire_date__gt=timezone.now())
    expected = person.get_session_auth_hash()
    return {
        session.session_key
        for session in found
        if constant_time_compare(session.get_decoded().get(HASH_SESSION_KEY, ""), expected)
    }


@dataclass(frozen=True)
class WaysIn:
    """`recovery_codes_left` is None where there are none to begin with."""

    passkeys: list[Authenticator]
    has_authenticator_app: bool
    recovery_codes_left: int | None
    linked: list[SocialAccount]


def ways_in_of(person: Person) -> WaysIn:
    """Two queries."""
    by_type: dict[str, list[Any]] = {}
    for authenticator in Authenticator.objects.filter(user=person).order_by("created_at", "pk"):
        by_type.setdefault(authenticator.type, []).append(authenticator)
    codes = by_type.get(Authenticator.Type.RECOVERY_CODES)
    return WaysIn(
        passkeys=by_type.get(Authenticator.Type.WEBAUTHN, []),
        has_authenticator_app=Authenticator.Type.TOTP in by_type,
        recovery_codes_left=len(codes[0].wrap().get_unused_codes()) if codes else None,
        linked=list(SocialAccount.objects.filter(user=person).order_by("date_joined", "pk")),
    )


def security_events_visible_to(person: Person) -> QuerySet[SecurityEvent]:
    """One's own; all, for platform admins."""
    events = SecurityEvent.objects.select_related("person").order_by("-at", "-pk")
    return events if is_platform_admin(person) else events.filter(person=person)


def events_of(person: Person) -> list[SecurityEvent]:
    """The newest ten."""
    return list(SecurityEvent.objects.filter(person=person).order_by("-at", "-pk")[:10])


def is_number_to_be_doubted(person: Person) -> bool:
    return rules.is_number_stale(proven_since(person), at=timezone.now())

"""Whose team somebody sees, who waits, who was invited, who left, and who decides."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from foundation.prepared import prepared
from people.enums import OrganisationKind, Role
from people.models import Invitation, JoinCode, JoinRequest, Membership, Organisation, Person
from people.queries import dealers_led_by, dealers_looked_after_by, is_platform_admin, memberships_open

from .codes import typed_code
from .enums import JoinState
from .rules import OLD_AFTER, Standing

LEFT_SHOWN = 20
TO_ANSWER_SHOWN = 4


def teams_visible_to(person: Person) -> QuerySet[Organisation]:
    """Dealers that one leads or looks after; all of them, for platform admins."""
    dealers = Organisation.objects.filter(kind=OrganisationKind.DEALER).order_by("name", "pk")
    if is_platform_admin(person):
        return dealers
    led, looked_after = (which(person).order_by().values("pk") for which in (dealers_led_by, dealers_looked_after_by))
    return dealers.filter(Q(pk__in=led) | Q(pk__in=looked_after))


def teams_called(teams: QuerySet[Organisation], text: str) -> QuerySet[Organisation]:
    """Those with `text` in their name or code."""
    return teams.filter(Q(name__icontains=text) | Q(name_en__icontains=text) | Q(code__icontains=text))


def standing_at(dealer: Organisation, person: Person) -> Standing:
    """Four queries at most."""
    return Standing(
        person_id=person.pk,
        roles=roles_at(dealer, person),
        looks_after=dealers_looked_after_by(person).filter(pk=dealer.pk).exists(),
        administers=is_platform_admin(person),
        has_owner=has_owner(dealer),
    )


def roles_at(dealer: Organisation, person: Person) -> frozenset[str]:
    """Held there today."""
    return frozenset(memberships_open().filter(organisation=dealer, person=person).values_list("role", flat=True))


def has_owner(dealer: Organisation) -> bool:
    """One who is there today and may sign in."""
    return memberships_open().filter(organisation=dealer, role=Role.OWNER, person__is_active=True).exists()


def leaders_of(dealer: Organisation) -> QuerySet[Membership]:
    """Owners first."""
    held = memberships_open().filter(organisation=dealer, role__in=Role.leading_dealer(), person__is_active=True)
    return held.select_related("person").order_by("valid_from", "pk")


def reps_of(dealer: Organisation) -> QuerySet[Person]:
    """Those who look after the dealer on the spot; field managers where there is none."""
    reps = _looking_after(dealer, {Role.REP})
    return reps if reps.exists() else _looking_after(dealer, {Role.FIELD_MANAGER})


def _looking_after(dealer: Organisation, roles: set[Role]) -> QuerySet[Person]:
    held = memberships_open().filter(person=OuterRef("pk"), role__in=roles)
    people = Person.objects.filter(Exists(held), territories__dealers=dealer, is_active=True)
    return people.distinct().order_by("full_name", "pk")


def people_asked_about(dealer: Organisation) -> list[Person]:
    """Who is told that somebody waits: the leaders; without an owner the reps too."""
    leaders = {membership.person_id: membership.person for membership in leaders_of(dealer)}
    if not has_owner(dealer):
        leaders |= {rep.pk: rep for rep in reps_of(dealer)}
    return list(leaders.values())


def code_open(text: str) -> JoinCode | None:
    """As typed or scanned, if it still lets somebody in. One query."""
    open_codes = codes_open().select_related("dealer")
    return open_codes.filter(code=typed_code(text)).first()


def codes_open() -> QuerySet[JoinCode]:
    return JoinCode.objects.filter(closed_at__isnull=True, expires_at__gt=timezone.now(), uses__lt=F("limit"))


def codes_open_at(dealer: Organisation) -> QuerySet[JoinCode]:
    return codes_open().filter(dealer=dealer, makes_owner=False).order_by("-opened_at", "-pk")


def join_codes_visible_to(person: Person) -> QuerySet[JoinCode]:
    """Those of the teams that one sees; the code for a first owner only whoever opened it."""
    dealers = teams_visible_to(person).order_by().values("pk")
    seen = JoinCode.objects.filter(dealer__in=dealers).filter(Q(makes_owner=False) | Q(opened_by=person))
    return seen.select_related("dealer").order_by("-opened_at", "-pk")


def requests_visible_to(person: Person) -> QuerySet[JoinRequest]:
    """Of the teams that one sees."""
    dealers = teams_visible_to(person).order_by().values("pk")
    return JoinRequest.objects.filter(dealer__in=dealers).select_related("person", "dealer", "answered_by")


def requests_of(person: Person) -> QuerySet[JoinRequest]:
    """One's own, the newest first."""
    return JoinRequest.objects.filter(person=person).select_related("dealer").order_by("-asked_at", "-pk")


def requests_waiting_at(dealer: Organisation) -> QuerySet[JoinRequest]:
    """Whoever waits longest first."""
    waiting = JoinRequest.objects.filter(dealer=dealer, state=JoinState.WAITING)
    return waiting.select_related("person").order_by("asked_at", "pk")


def requests_to_answer(person: Person) -> list[JoinRequest]:
    """The first of those that `rules.can_answer_request` leaves to this leader or rep, whoever waits longest first."""
    now = timezone.now()
    return _requests_to_answer(person.pk, now, now - OLD_AFTER)


@prepared
def _requests_to_answer(pk: int, now: dt.datetime, old_since: dt.datetime) -> QuerySet[JoinRequest]:
    person = Person(pk=pk)
    owners = memberships_open(now).filter(organisation=OuterRef("dealer"), role=Role.OWNER, person__is_active=True)
    led, looked_after = (
        Q(dealer__in=which(person, now).order_by().values("pk")) for which in (dealers_led_by, dealers_looked_after_by)
    )
    falls_to_rep = looked_after & (Q(asked_at__lte=old_since) | ~Exists(owners))
    waiting = JoinRequest.objects.filter(led | falls_to_rep, state=JoinState.WAITING).exclude(person=person)
    return waiting.select_related("person", "dealer").order_by("asked_at", "pk")[:TO_ANSWER_SHOWN]


def requests_grown_old(now: dt.datetime) -> QuerySet[JoinRequest]:
    old = JoinRequest.objects.filter(state=JoinState.WAITING, asked_at__lte=now - OLD_AFTER)
    return old.select_related("person", "dealer").order_by("asked_at", "pk")


def invitations_visible_to(person: Person) -> QuerySet[Invitation]:
    """Of the teams that one sees."""
    dealers = teams_visible_to(person).order_by().values("pk")
    return Invitation.objects.filter(dealer__in=dealers).select_related("dealer")


def invitations_of(person: Person) -> QuerySet[Invitation]:
    """One's own."""
    return (
        Invitation.objects.filter(person=person).select_related("dealer", "invited_by").order_by("-invited_at", "-pk")
    )


def invitations_waiting_at(dealer: Organisation) -> QuerySet[Invitation]:
    waiting = Invitation.objects.filter(dealer=dealer, state=JoinState.WAITING, expires_at__gt=timezone.now())
    return waiting.order_by("invited_at", "pk")


def memberships_run_by(person: Person) -> QuerySet[Membership]:
    """At the teams that one sees, ended ones too: which to close."""
    dealers = teams_visible_to(person).order_by().values("pk")
    return Membership.objects.filter(organisation__in=dealers).select_related("person", "organisation")


def memberships_ended_at(dealer: Organisation) -> list[Membership]:
    """Of people who no longer work there, their last one each, the newest first."""
    still = memberships_open().filter(organisation=dealer, person=OuterRef("person"))
    open_now = memberships_open().filter(organisation=dealer).values("pk")
    ended: Any = Membership.objects.filter(organisation=dealer, valid_until__isnull=False).exclude(pk__in=open_now)
    left = ended.filter(~Exists(still)).select_related("person").order_by("-valid_until", "-pk")
    last: dict[int, Membership] = {}
    for membership in left[: 2 * LEFT_SHOWN]:
        last.setdefault(membership.person_id, membership)
    return list(last.values())[:LEFT_SHOWN]


def works_there(person: Person, dealer: Organisation) -> bool:
    return memberships_open().filter(person=person, organisation=dealer).exists()


def person_at(address: str) -> Person | None:
    """Whoever has this e-mail address or phone, shut out or not. One query, whatever the address is."""
    return Person.objects.filter(**{"email" if "@" in address else "phone": address}).first()

"""Who lets people in and out, without asking the database."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from people.enums import Position, Role
from people.models import JoinRequest, Membership

OLD_AFTER = dt.timedelta(hours=48)
OWNER_CODE_LIFE = dt.timedelta(minutes=30)
INVITATION_LIFE = dt.timedelta(days=14)
DAYS_OPEN = (1, 7, 30)
PEOPLE_LET_IN = (1, 10, 50, 200)
POSITIONS = tuple(position for position in Position if position not in {Position.OWNER, Position.HEADQUARTERS})
CLOSABLE = frozenset({Role.LEARNER, Role.MANAGER, Role.DEPUTY})
CLOSED_BY_DEPUTIES, CLOSED_BY_MANAGERS = frozenset({Role.LEARNER, Role.MANAGER}), frozenset({Role.LEARNER})
ASKS_A_DAY = 3
INVITATIONS_A_DAY, INVITATIONS_A_DAY_TO_ONE = 100, 3  # each is a message to whatever number was typed


@dataclass(frozen=True)
class Standing:
    """What somebody is to one dealer today. `roles`: those of their open memberships there."""

    person_id: int
    roles: frozenset[str]
    looks_after: bool
    administers: bool
    has_owner: bool

    @property
    def leads(self) -> bool:
        return bool(self.roles & Role.leading_dealer())


def is_old(request: JoinRequest, *, now: dt.datetime) -> bool:
    return now - request.asked_at >= OLD_AFTER


def can_run_team(standing: Standing) -> bool:
    """Invite, and close: its leaders; while it has no owner, the rep too."""
    return standing.leads or standing.administers or (standing.looks_after and not standing.has_owner)


def can_answer_request(standing: Standing, request: JoinRequest, *, now: dt.datetime) -> bool:
    """As above; the rep also answers what waited too long. Nobody answers for themselves."""
    if standing.person_id == request.person_id:
        return False
    return can_run_team(standing) or (standing.looks_after and is_old(request, now=now))


def can_open_code(standing: Standing) -> bool:
    return standing.leads or standing.looks_after or standing.administers


def can_make_owner(standing: Standing) -> bool:
    return not standing.has_owner and (standing.looks_after or standing.administers)


def can_make_manager(standing: Standing, membership: Membership) -> bool:
    """And take it back: the owner, and admins; of somebody who works there and is neither owner nor deputy by it."""
    may = Role.OWNER in standing.roles or standing.administers
    return may and membership.role in {Role.LEARNER, Role.MANAGER} and standing.person_id != membership.person_id


def can_close_membership(standing: Standing, membership: Membership, *, roles: Collection[str] = ()) -> bool:
    """`roles`: all that the person holds there today. Deputies close nobody who leads as they do, managers only those
    who lead nothing; owners are closed by admins, and nobody by themselves."""
    if standing.person_id == membership.person_id or not can_run_team(standing):
        return False
    if standing.administers or not standing.leads or Role.OWNER in standing.roles:
        return membership.role in CLOSABLE
    closable = CLOSED_BY_DEPUTIES if Role.DEPUTY in standing.roles else CLOSED_BY_MANAGERS
    return {membership.role, *roles} <= closable


def can_leave(person_id: int, membership: Membership) -> bool:
    """One's own, at a dealer, unless one is its owner: a dealer is not left alone by a tap."""
    is_own = membership.person_id == person_id
    return is_own and membership.role in Role.of_dealer() and membership.role != Role.OWNER

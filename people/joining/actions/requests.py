"""Requests to join: asked with a code, answered by those who lead the dealer or by its rep."""

from __future__ import annotations

import datetime as dt

from django.db import IntegrityError, transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from foundation import audit
from people.actions.memberships import MembershipNotAccepted, add_membership
from people.enums import Position, Role
from people.joining import kinds, queries, rules
from people.joining.enums import JoinState
from people.messaging.actions.sending import send_message
from people.models import JoinCode, JoinRequest, Membership, Organisation, Person
from people.queries import dealers_looked_after_by


class RequestNotAccepted(Exception):
    """A sentence that says what stands against it."""


class CodeUsedUp(RequestNotAccepted):
    """It expired, was closed, or others were faster."""


@transaction.atomic
def ask_to_join(person: Person, *, code: JoinCode, position: str) -> JoinRequest:
    """Asking again while one waits returns that one. A code is used once by each, however often they ask with it.

    Raises RequestNotAccepted.
    """
    if waiting := queries.requests_of(person).filter(dealer=code.dealer, state=JoinState.WAITING).first():
        return waiting
    _check_stranger(person, code.dealer)
    _check_patience(person, code.dealer)
    if position not in rules.POSITIONS:
        raise RequestNotAccepted(_("Choose what you do there."))
    try:
        with transaction.atomic():
            if not _has_used(person, code):
                _use(code)
            request = JoinRequest.objects.create(person=person, dealer=code.dealer, position=position, join_code=code)
    except IntegrityError:  # a double click: the other one waits
        return queries.requests_of(person).get(dealer=code.dealer, state=JoinState.WAITING)
    audit.record("ask_to_join", obj=request, actor=person, dealer=code.dealer.uuid, position=position)
    for decider in queries.people_asked_about(code.dealer):
        _tell_of(request, decider, kind=kinds.ASKED)
    return request


@transaction.atomic
def become_owner(person: Person, *, code: JoinCode) -> Membership:
    """With the code that a rep shows on the spot. Raises RequestNotAccepted."""
    dealer = Organisation.objects.select_for_update(no_key=True).get(pk=code.dealer_id)
    if person.pk == code.opened_by_id or dealers_looked_after_by(person).filter(pk=dealer.pk).exists():
        raise RequestNotAccepted(_("Whoever looks after a dealer does not own it: hold the code out to the owner."))
    if queries.has_owner(dealer):
        raise RequestNotAccepted(_("This dealer has an owner already. Ask the owner for a code for staff."))
    if not (code.makes_owner and rules.can_make_owner(queries.standing_at(dealer, code.opened_by))):
        raise CodeUsedUp(_used_up())
    _use(code)
    try:
        membership = add_membership(
            person, organisation=dealer, position=Position.OWNER, role=Role.OWNER, by=code.opened_by
        )
    except MembershipNotAccepted as error:
        raise RequestNotAccepted(str(error)) from error
    send_message(
        kinds.OWNER_MADE,
        to=code.opened_by,
        cause=str(membership.uuid),
        variables={"person": person, "dealer": dealer},
    )
    return membership


@transaction.atomic
def approve_request(request: JoinRequest, *, by: Person, position: str | None = None) -> JoinRequest:
    """`position` corrects what was asked for. Approving again changes nothing. Raises RequestNotAccepted."""
    request = _locked(request)
    if request.state == JoinState.ACCEPTED:
        return request
    _check_answerable(request, by)
    request.position = position or request.position
    _let_in(request, by)
    _answer(request, JoinState.ACCEPTED, by=by)
    send_message(
        kinds.APPROVED,
        to=request.person,
        cause=str(request.uuid),
        variables={"dealer": request.dealer},
        path=reverse("people:join_request", args=[request.uuid]),
    )
    return request


@transaction.atomic
def refuse_request(request: JoinRequest, *, by: Person, reason: str) -> JoinRequest:
    """Refusing again changes nothing, not even the reason. Raises RequestNotAccepted."""
    request = _locked(request)
    if request.state == JoinState.REFUSED:
        return request
    _check_answerable(request, by)
    if not reason.strip():
        raise RequestNotAccepted(_("Say why in a few words: the person reads it."))
    request.reason = reason.strip()
    _answer(request, JoinState.REFUSED, by=by)
    send_message(
        kinds.REFUSED,
        to=request.person,
        cause=str(request.uuid),
        variables={"dealer": request.dealer, "reason": request.reason},
        path=reverse("people:join_request", args=[request.uuid]),
    )
    return request


@transaction.atomic
def withdraw_request(request: JoinRequest, *, by: Person) -> None:
    """By whoever asked; what is answered stays as it is."""
    request = _locked(request)
    if request.person_id == by.pk and request.is_waiting:
        _answer(request, JoinState.WITHDRAWN, by=by)


def pass_on_old_requests() -> int:
    """Tells the reps of what waited for two days, once each. Returns how many such requests there are."""
    old = list(queries.requests_grown_old(timezone.now()))
    for request in old:
        with transaction.atomic():
            for rep in queries.reps_of(request.dealer):
                _tell_of(request, rep, kind=kinds.GROWN_OLD)
    return len(old)


def _check_stranger(person: Person, dealer: Organisation) -> None:
    if queries.works_there(person, dealer):
        name = dealer.name_in(get_language() or "")
        raise RequestNotAccepted(_("You work at %(dealer)s already; there is nothing to ask for.") % {"dealer": name})


def _check_patience(person: Person, dealer: Organisation) -> None:
    """Whoever leads the dealer is told of each request."""
    asked = queries.requests_of(person).filter(dealer=dealer, asked_at__gt=timezone.now() - dt.timedelta(days=1))
    if asked.count() >= rules.ASKS_A_DAY:
        raise RequestNotAccepted(
            _("You have asked three times within a day. Speak to the owner of the dealer, and ask again tomorrow.")
        )


def _has_used(person: Person, code: JoinCode) -> bool:
    """Then only whether it is open still."""
    is_known = JoinRequest.objects.filter(person=person, join_code=code).exists()
    return is_known and queries.codes_open().filter(pk=code.pk).exists()


def _use(code: JoinCode) -> None:
    """One of its uses is gone. One UPDATE decides, so that the last one goes to one person only."""
    if not queries.codes_open().filter(pk=code.pk).update(uses=F("uses") + 1):
        raise CodeUsedUp(_used_up())


def _used_up() -> str:
    return _("This code no longer lets anybody in: it is too old, closed or used up. Ask for a new one.")


def _locked(request: JoinRequest) -> JoinRequest:
    rows = JoinRequest.objects.select_for_update(of=("self",)).select_related("person", "dealer")
    return rows.get(pk=request.pk)


def _check_answerable(request: JoinRequest, by: Person) -> None:
    if not request.is_waiting:
        raise RequestNotAccepted(
            _("Somebody answered this request before you: %(state)s.") % {"state": request.get_state_display()}
        )
    if not rules.can_answer_request(queries.standing_at(request.dealer, by), request, now=timezone.now()):
        raise RequestNotAccepted(
            _("The owner or a manager answers this. If it waits for 48 hours, it comes to the rep.")
        )


def _let_in(request: JoinRequest, by: Person) -> None:
    """Somebody whom an admin entered meanwhile is in already."""
    if queries.works_there(request.person, request.dealer):
        return
    try:
        add_membership(request.person, organisation=request.dealer, position=request.position, by=by)
    except MembershipNotAccepted as error:
        raise RequestNotAccepted(str(error)) from error


def _answer(request: JoinRequest, state: JoinState, *, by: Person) -> None:
    request.state, request.answered_at, request.answered_by = state, timezone.now(), by
    request.save(update_fields=["state", "answered_at", "answered_by", "position", "reason"])
    audit.record("answer_join_request", obj=request, actor=by, dealer=request.dealer.uuid, state=state)


def _tell_of(request: JoinRequest, decider: Person, *, kind: str) -> None:
    send_message(
        kind,
        to=decider,
        cause=str(request.uuid),
        variables={"person": request.person, "dealer": request.dealer},
        path=reverse("people:answer_join_request", args=[request.uuid]),
    )

"""Invitations: by phone or e-mail to somebody named, who is in by accepting."""

from __future__ import annotations

import datetime as dt

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from foundation import audit
from foundation.characters import tidy_name
from people.actions.memberships import MembershipNotAccepted, add_membership
from people.actions.persons import PersonNotAccepted, add_person
from people.joining import kinds, queries, rules
from people.joining.enums import JoinState
from people.messaging.actions.sending import send_message
from people.models import Invitation, Organisation, Person


class InvitationNotAccepted(Exception):
    """A sentence that says what stands against it."""


@transaction.atomic
def invite_person(dealer: Organisation, *, name: str, address: str, position: str, by: Person) -> Invitation:
    """`address`: an e-mail address or a phone number in E.164. Inviting again returns the invitation that waits.

    Whether we knew the address before is not to be seen: who is known keeps their own name, the invitation has the
    inviter's. Raises InvitationNotAccepted.
    """
    if not rules.can_run_team(queries.standing_at(dealer, by)):
        raise InvitationNotAccepted(_("Only those who lead this dealer invite people."))
    _check_patience(dealer, address)
    person = _person_at(address, name=name, by=by)
    if queries.works_there(person, dealer):
        raise InvitationNotAccepted(_("Whoever has this number or address works here already."))
    invitation = _invitation(dealer, person, name=tidy_name(name), position=position, by=by)
    send_message(
        kinds.INVITED,
        to=person,
        cause=str(invitation.uuid),
        variables={"dealer": dealer, "person": by},
        path=reverse("people:answer_invitation", args=[invitation.uuid]),
    )
    return invitation


def _check_patience(dealer: Organisation, address: str) -> None:
    """The same sentence whether or not anybody here has the address."""
    today = Invitation.objects.filter(dealer=dealer, invited_at__gt=timezone.now() - dt.timedelta(days=1))
    if today.count() >= rules.INVITATIONS_A_DAY:
        raise InvitationNotAccepted(
            _("%(count)s invitations went out within a day. Hang up a code instead, or go on tomorrow.")
            % {"count": rules.INVITATIONS_A_DAY}
        )
    to_one = today.filter(Q(person__phone=address) | Q(person__email=address)).exclude(state=JoinState.WAITING)
    if to_one.count() >= rules.INVITATIONS_A_DAY_TO_ONE:
        raise InvitationNotAccepted(_("You have invited them three times within a day. Call them, or go on tomorrow."))


def _person_at(address: str, *, name: str, by: Person) -> Person:
    person = queries.person_at(address)
    if person is None:
        field = "email" if "@" in address else "phone"
        try:
            person = add_person(name, by=by, **{field: address})  # type: ignore[arg-type]
        except PersonNotAccepted as error:
            person = queries.person_at(address)  # entered by somebody else a moment ago
            if person is None:
                raise InvitationNotAccepted(str(error)) from error
    return person


def _invitation(dealer: Organisation, person: Person, *, name: str, position: str, by: Person) -> Invitation:
    now = timezone.now()
    waiting = Invitation.objects.filter(dealer=dealer, person=person, state=JoinState.WAITING)
    waiting.filter(expires_at__lte=now).update(state=JoinState.WITHDRAWN, answered_at=now)
    try:
        with transaction.atomic():
            invitation = Invitation.objects.create(
                dealer=dealer,
                person=person,
                name=name,
                position=position,
                invited_by=by,
                invited_at=now,
                expires_at=now + rules.INVITATION_LIFE,
            )
    except IntegrityError:
        return waiting.get()
    facts = {"dealer": dealer.uuid, "person": person.uuid, "position": position}
    audit.record("invite_person", obj=invitation, actor=by, **facts)
    return invitation


@transaction.atomic
def accept_invitation(invitation: Invitation, *, by: Person) -> Invitation:
    """By the invited person, who is in from today. Accepting again changes nothing. Raises InvitationNotAccepted."""
    invitation = _locked(invitation)
    if invitation.state == JoinState.ACCEPTED:
        return invitation
    if invitation.person_id != by.pk or not invitation.is_open:
        name = invitation.dealer.name_in(get_language() or "")
        raise InvitationNotAccepted(
            _("This invitation is no longer open. Ask %(dealer)s for a new one.") % {"dealer": name}
        )
    if not queries.works_there(by, invitation.dealer):
        try:
            add_membership(by, organisation=invitation.dealer, position=invitation.position, by=invitation.invited_by)
        except MembershipNotAccepted as error:
            raise InvitationNotAccepted(str(error)) from error
    _answer(invitation, JoinState.ACCEPTED, by=by)
    send_message(
        kinds.INVITATION_ACCEPTED,
        to=invitation.invited_by,
        cause=str(invitation.uuid),
        variables={"person": invitation.name, "dealer": invitation.dealer},
    )
    return invitation


@transaction.atomic
def decline_invitation(invitation: Invitation, *, by: Person) -> None:
    invitation = _locked(invitation)
    if invitation.person_id == by.pk and invitation.state == JoinState.WAITING:
        _answer(invitation, JoinState.REFUSED, by=by)


@transaction.atomic
def withdraw_invitation(invitation: Invitation, *, by: Person) -> None:
    """What is answered stays as it is. Raises InvitationNotAccepted."""
    invitation = _locked(invitation)
    if not rules.can_run_team(queries.standing_at(invitation.dealer, by)):
        raise InvitationNotAccepted(_("Only those who lead this dealer take an invitation back."))
    if invitation.state == JoinState.WAITING:
        _answer(invitation, JoinState.WITHDRAWN, by=by)


def _locked(invitation: Invitation) -> Invitation:
    rows = Invitation.objects.select_for_update(of=("self",)).select_related("dealer", "invited_by")
    return rows.get(pk=invitation.pk)


def _answer(invitation: Invitation, state: JoinState, *, by: Person) -> None:
    invitation.state, invitation.answered_at = state, timezone.now()
    invitation.save(update_fields=["state", "answered_at"])
    audit.record("answer_invitation", obj=invitation, actor=by, dealer=invitation.dealer.uuid, state=state)

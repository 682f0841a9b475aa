"""Who manages a dealer beside its owner: a role within a membership, given and taken back."""

from __future__ import annotations

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation import audit
from people.enums import Role
from people.joining import kinds, queries, rules
from people.messaging.actions.sending import send_message
from people.models import Membership, Person

from .leaving import has_ended


class ManagerNotMade(Exception):
    """A sentence that says what stands against it."""


@transaction.atomic
def make_manager(membership: Membership, *, by: Person) -> Membership:
    """From now on the person leads the dealer too. Doing it again changes nothing. Raises ManagerNotMade."""
    return _give(membership, Role.MANAGER, kind=kinds.MANAGER_MADE, by=by)


@transaction.atomic
def take_back_manager(membership: Membership, *, by: Person) -> Membership:
    """From now on the person sees only their own learning again. Raises ManagerNotMade."""
    return _give(membership, Role.LEARNER, kind=kinds.MANAGER_NO_MORE, by=by)


def _give(membership: Membership, role: Role, *, kind: str, by: Person) -> Membership:
    rows = Membership.objects.select_for_update(of=("self",)).select_related("person", "organisation")
    membership = rows.get(pk=membership.pk)
    dealer = membership.organisation
    if not rules.can_make_manager(queries.standing_at(dealer, by), membership):
        raise ManagerNotMade(_("Only the owner says who is a manager."))
    if has_ended(membership):
        raise ManagerNotMade(_("%(name)s does not work here any more.") % {"name": membership.person.full_name})
    if membership.role == role:
        return membership
    before, membership.role = membership.role, role
    membership.save(update_fields=["role"])
    audit.record("change_role", obj=membership, actor=by, before=before, role=role)
    send_message(
        kind,
        to=membership.person,
        cause=f"{membership.uuid}:{timezone.now().isoformat()}",
        variables={"dealer": dealer, "person": by},
        path=reverse("people:inbox"),
    )
    return membership

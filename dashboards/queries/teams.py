"""The page of a dealer's team, for those who lead it or look after it. A constant number of queries."""

from __future__ import annotations

from collections import defaultdict

from django.db.models import QuerySet
from django.utils import timezone

from dashboards.shown import Member, TeamPage, Waiting
from people import api as people

from .learned import Learned, learned_at, learned_of, team_row


def team_page_of(dealer: people.Organisation, *, viewer: people.Person) -> TeamPage:
    """`dealer` is one of `people.api.teams_visible_to(viewer)`."""
    standing = people.standing_at(dealer, viewer)
    now = timezone.now()
    return TeamPage(
        dealer=dealer,
        standing=standing,
        members=_members_of(dealer, viewer, standing),
        waiting=[
            Waiting(request=request, may_answer=people.can_answer_request(standing, request, now=now))
            for request in people.requests_waiting_at(dealer)
        ],
        invited=list(people.invitations_waiting_at(dealer)),
        codes=list(people.codes_open_at(dealer)),
        left=people.memberships_ended_at(dealer),
        seers=people.seers_at(dealer),
        may_run=people.can_run_team(standing),
        may_make_owner=people.can_make_owner(standing),
    )


def _members_of(dealer: people.Organisation, viewer: people.Person, standing: people.Standing) -> list[Member]:
    held: dict[int, list[people.Membership]] = defaultdict(list)
    for membership in _staff_of(dealer):
        held[membership.person_id].append(membership)
    learned: dict[int, list[Learned]] = defaultdict(list)
    only = people.Organisation.objects.filter(pk=dealer.pk)
    for one in learned_of(learned_at(viewer, only, timezone.now())):
        learned[one.person_id].append(one)
    return [_member(memberships, learned[person], standing) for person, memberships in held.items()]


def _staff_of(dealer: people.Organisation) -> QuerySet[people.Membership]:
    staff = people.memberships_open().filter(organisation=dealer).select_related("person")
    return staff.order_by("person__full_name", "person", "pk")


def _member(held: list[people.Membership], learned: list[Learned], standing: people.Standing) -> Member:
    last_days = [membership.valid_until for membership in held]
    roles = {membership.role for membership in held}
    closable = [one for one in held if people.can_close_membership(standing, one, roles=roles)]
    return Member(
        row=team_row(held, learned),
        changeable=[one for one in closable if one.role != people.Role.DEPUTY],
        deputy=next((one for one in held if one.role == people.Role.DEPUTY), None),
        last_day=None if None in last_days else max(day for day in last_days if day),
    )

"""What people are told about joining and leaving."""

from __future__ import annotations

from django.utils.translation import gettext_noop

from people.enums import Role, StaffGroup
from people.messaging.kinds import MessageKind, register_kind

ASKED = "people.join_asked"
GROWN_OLD = "people.join_grown_old"
APPROVED = "people.join_approved"
REFUSED = "people.join_refused"
OWNER_MADE = "people.owner_made"
INVITED = "people.invited"
INVITATION_ACCEPTED = "people.invitation_accepted"
MANAGER_MADE = "people.manager_made"
MANAGER_NO_MORE = "people.manager_no_more"
CLOSED = "people.membership_closed"
LEFT = "people.member_left"
JOINING_CODE = "people.joining_code"

LEADERS, FIELD = Role.leading_dealer(), Role.looking_after_dealers()
ADMINS = frozenset({StaffGroup.PLATFORM_ADMINS})

KINDS = [
    MessageKind(
        ASKED,
        title=gettext_noop("%(person)s wants to join %(dealer)s"),
        text=gettext_noop("Look whether it is one of yours, then let them in or say why not."),
        variables=("person", "dealer"),
        label=gettext_noop("Somebody wants to join"),
        icon="log-in",
        digest=False,
        audience=LEADERS | FIELD,
    ),
    MessageKind(
        GROWN_OLD,
        title=gettext_noop("%(person)s has been waiting for %(dealer)s for two days"),
        text=gettext_noop("Nobody there answered, so now you may: let them in or say why not."),
        variables=("person", "dealer"),
        label=gettext_noop("Somebody has been waiting for two days"),
        icon="clock",
        audience=FIELD,
    ),
    MessageKind(
        APPROVED,
        title=gettext_noop("You are in: %(dealer)s"),
        text=gettext_noop("Your courses are waiting on your home page."),
        variables=("dealer",),
        label=gettext_noop("You were let in"),
        icon="circle-check",
        urgent=True,
    ),
    MessageKind(
        REFUSED,
        title=gettext_noop("%(dealer)s did not let you in"),
        text=gettext_noop("Why: %(reason)s. If that is a mistake, speak to the owner, then ask again."),
        variables=("dealer", "reason"),
        label=gettext_noop("You were not let in"),
        icon="info",
    ),
    MessageKind(
        OWNER_MADE,
        title=gettext_noop("%(person)s is the owner of %(dealer)s now"),
        text=gettext_noop("From here on the owner lets people in. What waits for two days still comes to you."),
        variables=("person", "dealer"),
        label=gettext_noop("A dealer has its first owner"),
        icon="store",
        audience=FIELD | ADMINS,
    ),
    MessageKind(
        INVITED,
        title=gettext_noop("%(dealer)s invites you to learn with them"),
        text=gettext_noop("%(person)s invited you. Open it, accept, and you are in."),
        variables=("dealer", "person"),
        switchable=False,
        digest=False,
        icon="mail",
    ),
    MessageKind(
        INVITATION_ACCEPTED,
        title=gettext_noop("%(person)s accepted your invitation to %(dealer)s"),
        text="",
        variables=("person", "dealer"),
        label=gettext_noop("An invitation was accepted"),
        icon="circle-check",
        audience=LEADERS | FIELD | ADMINS,
    ),
    MessageKind(
        MANAGER_MADE,
        title=gettext_noop("You are a manager at %(dealer)s now"),
        text=gettext_noop(
            "%(person)s made you one. You let people in, invite them, and see what each has begun, done and passed."
        ),
        variables=("dealer", "person"),
        label=gettext_noop("You became a manager"),
        icon="store",
        audience=frozenset({Role.LEARNER}),
    ),
    MessageKind(
        MANAGER_NO_MORE,
        title=gettext_noop("You are no longer a manager at %(dealer)s"),
        text=gettext_noop("%(person)s took it back. Your courses, your record and your certificates stay as they are."),
        variables=("dealer", "person"),
        label=gettext_noop("You are no longer a manager"),
        icon="store",
        audience=frozenset({Role.MANAGER}),
    ),
    MessageKind(
        CLOSED,
        title=gettext_noop("Your last day at %(dealer)s: %(day)s"),
        text=gettext_noop("What you learned and your certificates stay yours and go with you."),
        variables=("dealer", "day"),
        switchable=False,
        icon="log-out",
    ),
    MessageKind(
        LEFT,
        title=gettext_noop("%(person)s has left %(dealer)s"),
        text=gettext_noop("They said so themselves. It was a mistake? Invite them again."),
        variables=("person", "dealer"),
        label=gettext_noop("Somebody left"),
        icon="log-out",
        audience=LEADERS,
    ),
    MessageKind(
        JOINING_CODE,
        title=gettext_noop("%(code)s is your code for joining Dealer University"),
        text=gettext_noop(
            "%(code)s shows for %(minutes)s minutes that this is your number or address. Nobody of ours ever asks you"
            " for it. You did not want to join? Then do nothing."
        ),
        variables=("code", "minutes"),
        urgent=True,
        switchable=False,
        digest=False,
    ),
]


def register_kinds() -> None:
    for kind in KINDS:
        register_kind(kind)

from typing import Any

from django.shortcuts import redirect
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.permissions import register_permission_policy

from foundation.audit import AuditWords, FieldsChanged, register_changes, register_words
from foundation.listings import OnlyTo
from foundation.templatetags.ui import day

from .admin import BULK_ACTIONS, IN_PLACE_OF_WAGTAILS
from .audit_words import CHANGED, JOINING, NETWORK, PRIVACY, PRIVACY_BY_ADMINS, WAY_IN
from .models import (
    Consent,
    Contact,
    ErasureRequest,
    Impersonation,
    Invitation,
    JoinCode,
    JoinRequest,
    Message,
    Organisation,
    Person,
    PurposeNotice,
    Question,
    SecurityEvent,
)

for bulk_action in BULK_ACTIONS:
    hooks.register("register_bulk_action", bulk_action)
for bulk_action in IN_PLACE_OF_WAGTAILS:
    hooks.register("register_bulk_action", bulk_action, order=1)  # the last word under a name stands

register_permission_policy(Message, OnlyTo(Person, "view"))
register_permission_policy(SecurityEvent, OnlyTo(Person, "view"))
for kept in (Consent, ErasureRequest, Impersonation):
    register_permission_policy(kept, OnlyTo(Person, "view"))
register_permission_policy(PurposeNotice, OnlyTo(Person, "view", "add"))
for looked_at in (JoinCode, JoinRequest, Invitation, Question):
    register_permission_policy(looked_at, OnlyTo(Person, "view"))
register_permission_policy(Contact, OnlyTo(Organisation, "view", "add", "change"))


@hooks.register("before_bulk_action")
def refuse_bulk_actions_on_people(request: Any, action_type: str, objects: Any, action: Any) -> Any:  # noqa: ARG001
    """They would delete and promote past our actions, without an audit line."""
    if action.model is Person:
        messages.error(request, _("People are changed one by one. To shut someone out, untick “may sign in”."))
        return redirect("wagtailusers_users:index")
    return None


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    """Words for every audit line that actions of people write."""
    register_words(actions, NETWORK | PRIVACY_BY_ADMINS)
    register_words(actions, WAY_IN | JOINING | PRIVACY, in_site_history=False)
    register_changes(actions, CHANGED)

    @actions.register_action("people.change_person")
    class ChangePerson(FieldsChanged):
        label = gettext_lazy("Change a person")
        model = Person

        def fields(self, facts: dict[str, Any]) -> list[str]:
            moved = facts.get("before", {}).get("groups") != facts.get("groups")
            return [*super().fields(facts), *(["groups"] if moved else [])]

    @actions.register_action("people.end_membership")
    class EndMembership(AuditWords):
        label = gettext_lazy("End a membership")

        def sentence(self, facts: dict[str, Any]) -> str:
            return _("Ended; the last day is %(day)s") % {"day": day(parse_date(str(facts["valid_until"])))}

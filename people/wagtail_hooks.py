from typing import Any

from django.shortcuts import redirect
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.permissions import register_permission_policy

from foundation.audit import AuditWords, FieldsChanged, register_words
from foundation.listings import OnlyTo
from foundation.templatetags.ui import day

from .admin import BULK_ACTIONS
from .models import Message, Organisation, Outlet, Person, ProductLine, SecurityEvent, Tier

for bulk_action in BULK_ACTIONS:
    hooks.register("register_bulk_action", bulk_action)

register_permission_policy(Message, OnlyTo(Person, "view"))
register_permission_policy(SecurityEvent, OnlyTo(Person, "view"))


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
    register_words(
        actions,
        {
            "people.add_person": (gettext_lazy("Add a person"), gettext_lazy("Added")),
            "people.add_organisation": (gettext_lazy("Add an organisation"), gettext_lazy("Added")),
            "people.add_outlet": (gettext_lazy("Add an outlet"), gettext_lazy("Added")),
            "people.add_tier": (gettext_lazy("Add a tier"), gettext_lazy("Added")),
            "people.add_product_line": (gettext_lazy("Add a product line"), gettext_lazy("Added")),
            "people.upload_sheet": (gettext_lazy("Upload a list"), gettext_lazy("Uploaded, to be checked")),
            "people.import_sheet": (gettext_lazy("Import a list"), gettext_lazy("Imported")),
            "people.export_list": (gettext_lazy("Take a list along"), gettext_lazy("Took a list along")),
            "people.add_territory": (gettext_lazy("Add a territory"), gettext_lazy("Added")),
            "people.change_territory": (
                gettext_lazy("Change a territory"),
                gettext_lazy("Changed its name, its dealers or its people"),
            ),
            "people.add_membership": (gettext_lazy("Add a membership"), gettext_lazy("Added")),
            "people.remove_membership": (
                gettext_lazy("Remove a membership"),
                gettext_lazy("Removed, as entered by mistake"),
            ),
        },
    )

    register_words(
        actions,
        {
            "people.add_passkey": (gettext_lazy("Add a passkey"), gettext_lazy("Added a passkey")),
            "people.remove_passkey": (gettext_lazy("Remove a passkey"), gettext_lazy("Removed a passkey")),
            "people.add_authenticator_app": (
                gettext_lazy("Add an authenticator app"),
                gettext_lazy("Added an authenticator app"),
            ),
            "people.remove_authenticator_app": (
                gettext_lazy("Remove the authenticator app"),
                gettext_lazy("Removed the authenticator app"),
            ),
            "people.renew_recovery_codes": (
                gettext_lazy("Make new recovery codes"),
                gettext_lazy("Made new recovery codes"),
            ),
            "people.link_account": (gettext_lazy("Link an account"), gettext_lazy("Linked an account elsewhere")),
            "people.unlink_account": (gettext_lazy("Unlink an account"), gettext_lazy("Unlinked an account elsewhere")),
            "people.sign_out_devices": (gettext_lazy("Sign out devices"), gettext_lazy("Signed out other devices")),
            "people.reset_second_factor": (
                gettext_lazy("Reset the second factor"),
                gettext_lazy("Passkeys, authenticator app and recovery codes taken away; signed out everywhere"),
            ),
        },
        in_site_history=False,
    )

    register_words(
        actions,
        {
            "people.open_join_code": (gettext_lazy("Open a code to join"), gettext_lazy("Opened a code to join")),
            "people.close_join_code": (gettext_lazy("Close a code to join"), gettext_lazy("Closed a code to join")),
            "people.ask_to_join": (gettext_lazy("Ask to join"), gettext_lazy("Asked to join a dealer")),
            "people.answer_join_request": (
                gettext_lazy("Answer a request to join"),
                gettext_lazy("A request to join was answered"),
            ),
            "people.answer_question": (gettext_lazy("Answer a question"), gettext_lazy("A question was answered")),
            "people.invite_person": (gettext_lazy("Invite a person"), gettext_lazy("Invited somebody")),
            "people.answer_invitation": (
                gettext_lazy("Answer an invitation"),
                gettext_lazy("An invitation was answered"),
            ),
        },
        in_site_history=False,
    )

    @actions.register_action("people.change_person")
    class ChangePerson(FieldsChanged):
        label = gettext_lazy("Change a person")
        model = Person

        def fields(self, facts: dict[str, Any]) -> list[str]:
            moved = facts.get("before", {}).get("groups") != facts.get("groups")
            return [*super().fields(facts), *(["groups"] if moved else [])]

    @actions.register_action("people.change_organisation")
    class ChangeOrganisation(FieldsChanged):
        label = gettext_lazy("Change an organisation")
        model = Organisation

    @actions.register_action("people.change_outlet")
    class ChangeOutlet(FieldsChanged):
        label = gettext_lazy("Change an outlet")
        model = Outlet

    @actions.register_action("people.change_tier")
    class ChangeTier(FieldsChanged):
        label = gettext_lazy("Change a tier")
        model = Tier

    @actions.register_action("people.change_product_line")
    class ChangeProductLine(FieldsChanged):
        label = gettext_lazy("Change a product line")
        model = ProductLine

    @actions.register_action("people.end_membership")
    class EndMembership(AuditWords):
        label = gettext_lazy("End a membership")

        def sentence(self, facts: dict[str, Any]) -> str:
            return _("Ended; the last day is %(day)s") % {"day": day(parse_date(str(facts["valid_until"])))}

"""Words for every audit line that actions of people write: {action: (what it is called, what its line says)}."""

from django.utils.translation import gettext_lazy as _

from .models import Contact, Organisation, Outlet, ProductLine, Tier

NETWORK = {
    "people.add_person": (_("Add a person"), _("Added")),
    "people.add_organisation": (_("Add an organisation"), _("Added")),
    "people.add_outlet": (_("Add an outlet"), _("Added")),
    "people.add_tier": (_("Add a tier"), _("Added")),
    "people.add_product_line": (_("Add a product line"), _("Added")),
    "people.upload_sheet": (_("Upload a list"), _("Uploaded, to be checked")),
    "people.import_sheet": (_("Import a list"), _("Imported")),
    "people.export_list": (_("Take a list along"), _("Took a list along")),
    "people.add_contact": (_("Add a contact"), _("Added")),
    "people.add_territory": (_("Add a territory"), _("Added")),
    "people.change_territory": (
        _("Change a territory"),
        _("Changed its name, its dealers or its people"),
    ),
    "people.add_membership": (_("Add a membership"), _("Added")),
    "people.change_role": (_("Change a role"), _("Role at the dealer changed")),
    "people.remove_membership": (
        _("Remove a membership"),
        _("Removed, as entered by mistake"),
    ),
}

WAY_IN = {
    "people.add_passkey": (_("Add a passkey"), _("Added a passkey")),
    "people.remove_passkey": (_("Remove a passkey"), _("Removed a passkey")),
    "people.add_authenticator_app": (
        _("Add an authenticator app"),
        _("Added an authenticator app"),
    ),
    "people.remove_authenticator_app": (
        _("Remove the authenticator app"),
        _("Removed the authenticator app"),
    ),
    "people.renew_recovery_codes": (
        _("Make new recovery codes"),
        _("Made new recovery codes"),
    ),
    "people.link_account": (_("Link an account"), _("Linked an account elsewhere")),
    "people.unlink_account": (_("Unlink an account"), _("Unlinked an account elsewhere")),
    "people.sign_out_devices": (_("Sign out devices"), _("Signed out other devices")),
    "people.reset_second_factor": (
        _("Reset the second factor"),
        _("Passkeys, authenticator app and recovery codes taken away; signed out everywhere"),
    ),
}

JOINING = {
    "people.open_join_code": (_("Open a code to join"), _("Opened a code to join")),
    "people.close_join_code": (_("Close a code to join"), _("Closed a code to join")),
    "people.ask_to_join": (_("Ask to join"), _("Asked to join a dealer")),
    "people.answer_join_request": (
        _("Answer a request to join"),
        _("A request to join was answered"),
    ),
    "people.ask_question": (_("Ask a question"), _("Asked a question")),
    "people.answer_question": (_("Answer a question"), _("A question was answered")),
    "people.invite_person": (_("Invite a person"), _("Invited somebody")),
    "people.answer_invitation": (
        _("Answer an invitation"),
        _("An invitation was answered"),
    ),
}

PRIVACY = {
    "people.ask_for_export": (_("Ask for all that is kept"), _("All that is kept was asked for")),
    "people.download_export": (_("Download all that is kept"), _("All that is kept was downloaded")),
    "people.ask_for_erasure": (_("Ask to be erased"), _("Asked to be erased")),
    "people.withdraw_erasure": (_("Take back the wish to be erased"), _("Took back the wish to be erased")),
    "people.give_consent": (_("Agree"), _("Read the privacy notice, or agreed to what is optional in it")),
    "people.revoke_consent": (_("Take an agreement back"), _("Took an agreement back")),
}

PRIVACY_BY_ADMINS = {
    "people.erase_person": (_("Erase a person"), _("Erased; what they did stays under a pseudonym")),
    "people.publish_notice": (_("Publish a privacy notice"), _("Published; everybody is asked to read it")),
    "people.start_impersonation": (_("See the site as somebody"), _("Began to look at the site as this person")),
    "people.end_impersonation": (
        _("Stop seeing the site as somebody"),
        _("No longer looked at the site as this person"),
    ),
}

# What says which fields were changed: {action: (what it is called, whose fields)}.
CHANGED = {
    "people.change_organisation": (_("Change an organisation"), Organisation),
    "people.change_contact": (_("Change a contact"), Contact),
    "people.change_outlet": (_("Change an outlet"), Outlet),
    "people.change_tier": (_("Change a tier"), Tier),
    "people.change_product_line": (_("Change a product line"), ProductLine),
}

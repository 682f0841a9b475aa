from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks

from foundation.audit import AuditWords, register_words

from .enums import CertificateState


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    """Words for every audit line that actions of certificates write."""
    register_words(
        actions,
        {
            "certificates.award_certificate": (gettext_lazy("Award a certificate"), gettext_lazy("Awarded")),
            "certificates.supersede_certificate": (
                gettext_lazy("Supersede a certificate"),
                gettext_lazy("A newer certificate took its place"),
            ),
            "certificates.change_house": (
                gettext_lazy("Change the house that issues certificates"),
                gettext_lazy("Words or drawings changed"),
            ),
            "certificates.print_again": (gettext_lazy("Print a certificate again"), gettext_lazy("Printed again")),
            "certificates.define_credential": (
                gettext_lazy("Define a kind of certificate"),
                gettext_lazy("Words or validity set"),
            ),
        },
    )

    @actions.register_action("certificates.change_state")
    class ChangeState(AuditWords):
        label = gettext_lazy("Change a certificate's state")

        def sentence(self, facts: dict[str, Any]) -> str:
            return _("Now %(state)s") % {"state": CertificateState(facts["state"]).label}

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.permissions import register_permission_policy

from foundation.audit import AuditWords, register_words
from foundation.listings import OnlyTo

from .models import Activity, LearningRecord

# To change a learning record is to void it.
register_permission_policy(LearningRecord, OnlyTo(LearningRecord, "change", "view"))
register_permission_policy(Activity, OnlyTo(Activity, "view"))


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    """Words for every audit line that actions of learning write."""
    register_words(
        actions,
        {"learning.define_activity": (gettext_lazy("Define an activity"), gettext_lazy("As published"))},
    )
    register_words(
        actions,
        {"learning.record_completion": (gettext_lazy("Record a completion"), gettext_lazy("Recorded"))},
        in_site_history=False,
    )

    @actions.register_action("learning.void_record")
    class VoidRecord(AuditWords):
        label = gettext_lazy("Void a learning record")

        def sentence(self, facts: dict[str, Any]) -> str:
            return _("Voided: %(reason)s") % {"reason": facts["reason"]}

    @actions.register_action("learning.open_cycle")
    class OpenCycle(AuditWords):
        label = gettext_lazy("Open a further round")

        def sentence(self, facts: dict[str, Any]) -> str:
            return _("Round %(round)s opened: %(reason)s") % {"round": facts["cycle"] + 1, "reason": facts["reason"]}

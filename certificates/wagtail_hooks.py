from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.log_actions import LogFormatter

from .admin import LOG_ACTION
from .enums import CertificateState


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    @actions.register_action(LOG_ACTION)
    class ChangeState(LogFormatter):
        label = gettext_lazy("Change a certificate's state")

        def format_message(self, entry: Any) -> str:
            return _("Now %(state)s") % {"state": CertificateState(entry.data["state"]).label}

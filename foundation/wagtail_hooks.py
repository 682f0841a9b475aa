from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from .audit import register_words


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    register_words(actions, {"foundation.send_again": (_("Send a job again"), _("Sent again"))})

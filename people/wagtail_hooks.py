from typing import Any

from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages

from .models import Person


@hooks.register("before_bulk_action")
def refuse_bulk_actions_on_people(request: Any, action_type: str, objects: Any, action: Any) -> Any:  # noqa: ARG001
    """They would delete and promote past our actions, without an audit line."""
    if action.model is Person:
        messages.error(request, _("People are changed one by one. To shut someone out, untick “may sign in”."))
        return redirect("wagtailusers_users:index")
    return None

"""The way back from looking at the site as somebody else."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from people.privacy import actions, queries
from people.privacy.middleware import LOOK


@require_POST
def end_look(request: Any) -> HttpResponse:
    """Where nobody looks, it leads home."""
    named = request.session.pop(LOOK, None)
    look = queries.impersonation_named(named) if named else None
    if look is None:
        return redirect("/")
    actions.end_impersonation(look)
    return redirect("wagtailusers_users:inspect", look.person_id)

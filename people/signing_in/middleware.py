"""Staff who must have a second factor and have none set one up before anything else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from . import queries

MISSING = "people.second_factor_is_missing"
ADMIN = "/admin/"
LEFT_ALONE = (
    "/accounts/",
    "/language/",
    "/privacy/",
    "/static/",
    "/logo/",
    "/open-in-browser/",
    "/healthz",
    "/readyz",
    "/manifest-",
    "/favicon.ico",
    "/robots.txt",
)


def ask_for_second_factor(request: Any, person: Any) -> None:
    """Called when somebody has come in: from then on the session says so, and no page of a learner asks again."""
    if queries.is_second_factor_missing(person):
        request.session[MISSING] = True


class SecondFactorMiddleware:
    """Costs no query but in the admin, which somebody may have come to be let into since they signed in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(LEFT_ALONE) and self.is_to_set_one_up(request):
            messages.warning(
                request,
                _(
                    "Your work here needs a second proof besides code or password. Set up a passkey or an"
                    " authenticator app; then everything is open to you."
                ),
            )
            return HttpResponseRedirect(reverse("people:ways_in"))
        return self.get_response(request)

    def is_to_set_one_up(self, request: HttpRequest) -> bool:
        is_in_admin = request.path.startswith(ADMIN)
        if not (request.session.get(MISSING) or is_in_admin) or not request.user.is_authenticated:
            return False
        if queries.is_second_factor_missing(request.user):
            return True
        request.session.pop(MISSING, None)
        return False

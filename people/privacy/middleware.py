"""What comes before a page: the notice that somebody has not read, and the walls around who looks as somebody else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from people.backends import AuthenticationBackend
from people.models import Impersonation

from . import actions, queries

LOOK = "people.look"  # in the session of the admin
SAFE = ("GET", "HEAD")
FOR_EVERYBODY = ("/static/", "/healthz", "/readyz", "/manifest-", "/favicon.ico", "/robots.txt")
CLOSED_WHILE_LOOKING = ("/admin/", "/accounts/", "/me/data/export/", "/inbox/local/")
BEFORE_THE_NOTICE = (*FOR_EVERYBODY, "/accounts/", "/language/", "/privacy/", "/verify")

Answer = Callable[[HttpRequest], HttpResponse]


class LookMiddleware:
    """While an admin looks as somebody, `request.user` is that person and `request.seen_as` says who looks.

    Nothing can be changed meanwhile: other methods than those that read are refused here, before any view, and what
    reading would note (a message as read, a place in a lesson) is rolled back. Costs nothing when nobody looks.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        request.seen_as = None
        if request.path.startswith(FOR_EVERYBODY) or not (named := request.session.get(LOOK)):
            return self.get_response(request)
        look = queries.impersonation_named(named)
        if look is None or not self.lasts(look, request.user):
            return self.end(request, look)
        if request.path == reverse("people:end_look"):
            return self.get_response(request)
        request.user, request.seen_as = AuthenticationBackend().get_user(look.person_id), look
        if request.method not in SAFE or request.path.startswith(CLOSED_WHILE_LOOKING):
            return render(request, "people/privacy/only_looking.html", status=403)
        with transaction.atomic():
            response = self.get_response(request)
            transaction.set_rollback(True)
        return response

    def lasts(self, look: Impersonation, admin: Any) -> bool:
        """Asked with every page: who is no admin any more, or whose person has become one, looks no longer."""
        is_open = look.ended_at is None and look.ends_at > timezone.now()
        return is_open and admin.is_authenticated and look.by_id == admin.pk and actions.is_possible(admin, look.person)

    def end(self, request: Any, look: Impersonation | None) -> HttpResponse:
        del request.session[LOOK]
        if look is None:
            return HttpResponseRedirect("/")
        actions.end_impersonation(look)
        messages.info(request, _("The time is up: you see the site as yourself again."))
        return HttpResponseRedirect("/")


class NoticeMiddleware:
    """Who has not read the notice that holds reads it before the next page. Forms that are under way go through, so
    that nothing typed is lost. Costs no query: the person, whom pages load anyway, knows."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        if self.is_page(request) and request.user.is_authenticated and request.user.must_read_notice:
            query = urlencode({"next": request.get_full_path()})
            return HttpResponseRedirect(f"{reverse('people:read_notice')}?{query}")
        return self.get_response(request)

    def is_page(self, request: Any) -> bool:
        is_asked_by_browser = request.headers.get("Sec-Fetch-Dest", "document") == "document"
        is_reading = request.method in SAFE and not request.seen_as
        return is_reading and is_asked_by_browser and not request.path.startswith(BEFORE_THE_NOTICE)

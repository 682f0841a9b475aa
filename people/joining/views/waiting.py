"""Pages of whoever asked or was invited: what happens next, by whom, since when; and leaving."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from foundation.templatetags.ui import named
from people.joining import pending, queries
from people.joining.actions import invitations, leaving, requests
from people.joining.meanwhile import offers_to
from people.queries import memberships_of


@require_safe
def join_request(request: Any, uuid: UUID) -> HttpResponse:
    asked = get_object_or_404(queries.requests_of(request.user), uuid=uuid)
    context: dict[str, Any] = {"asked": asked, "following": pending.following_of(request)}
    if asked.is_waiting:
        context["deciders"] = queries.people_asked_about(asked.dealer)
        context["offers"] = offers_to(request.user, language=get_language() or "")
    return render(request, "people/joining/join_request.html", context)


@require_POST
def withdraw_join_request(request: Any, uuid: UUID) -> HttpResponse:
    asked = get_object_or_404(queries.requests_of(request.user), uuid=uuid)
    requests.withdraw_request(asked, by=request.user)
    return redirect("people:join_request", uuid)


@require_http_methods(["GET", "HEAD", "POST"])
def answer_invitation(request: Any, uuid: UUID) -> HttpResponse:
    """`answer` is the button that was pressed: accept or decline."""
    invitation = get_object_or_404(queries.invitations_of(request.user), uuid=uuid)
    if request.method == "POST":
        try:
            if request.POST.get("answer") == "accept":
                invitations.accept_invitation(invitation, by=request.user)
            elif request.POST.get("answer") == "decline":
                invitations.decline_invitation(invitation, by=request.user)
        except invitations.InvitationNotAccepted as error:
            messages.error(request, str(error))
        return redirect("people:answer_invitation", uuid)
    return render(request, "people/joining/answer_invitation.html", {"invitation": invitation})


@require_http_methods(["GET", "HEAD", "POST"])
def leave_dealer(request: Any, uuid: UUID) -> HttpResponse:
    membership = get_object_or_404(memberships_of(request.user), uuid=uuid)
    if request.method == "POST":
        try:
            leaving.leave_dealer(membership, by=request.user)
        except leaving.MembershipNotClosable as error:
            messages.error(request, str(error))
            return redirect("people:leave_dealer", uuid)
        dealer = named(membership.organisation)
        messages.success(request, _("You have left %(dealer)s; what you learned stays yours.") % {"dealer": dealer})
        return redirect("/")
    return render(request, "people/joining/leave_dealer.html", {"membership": membership})

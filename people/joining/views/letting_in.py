"""Pages of those who lead a dealer, and of its rep: codes, invitations, answers, last days."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from foundation.templatetags.ui import named
from people.actions.memberships import MembershipNotAccepted, today_at
from people.enums import Role
from people.joining import queries, rules
from people.joining.actions import codes, invitations, leaving, managing, requests
from people.joining.forms import ApproveForm, CloseForm, InviteForm, OpenCodeForm, RefuseForm
from people.models import Organisation, Person
from people.rules import can_name_deputy


def _dealer(person: Person, uuid: UUID) -> Organisation:
    return get_object_or_404(queries.teams_visible_to(person), uuid=uuid)


@require_http_methods(["GET", "HEAD", "POST"])
def open_join_code(request: Any, uuid: UUID) -> HttpResponse:
    dealer = _dealer(request.user, uuid)
    form = OpenCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        code = codes.open_code(dealer, by=request.user, **form.cleaned_data)
        return redirect("people:join_code_poster", code.uuid)
    return render(request, "people/joining/open_join_code.html", {"form": form, "dealer": dealer})


@require_POST
def open_owner_code(request: Any, uuid: UUID) -> HttpResponse:
    dealer = _dealer(request.user, uuid)
    if not rules.can_make_owner(queries.standing_at(dealer, request.user)):
        raise Http404
    try:
        code = codes.open_owner_code(dealer, by=request.user)
    except codes.CodeNotOpened as error:
        messages.error(request, str(error))
        return redirect("people:open_join_code", uuid)
    return redirect("people:join_code_poster", code.uuid)


@require_safe
def join_code_poster(request: Any, uuid: UUID) -> HttpResponse:
    """A page to hang on the wall, or to hold out to somebody."""
    code = get_object_or_404(queries.join_codes_visible_to(request.user), uuid=uuid)
    is_open = queries.codes_open().filter(pk=code.pk).exists()
    context = {"code": code, "is_open": is_open, "address": settings.SITE_URL + code.get_absolute_url()}
    return render(request, "people/joining/join_code_poster.html", context)


@require_POST
def close_join_code(request: Any, uuid: UUID) -> HttpResponse:
    code = get_object_or_404(queries.join_codes_visible_to(request.user), uuid=uuid)
    codes.close_code(code, by=request.user)
    return redirect("people:join_code_poster", uuid)


@require_http_methods(["GET", "HEAD", "POST"])
def invite_person(request: Any, uuid: UUID) -> HttpResponse:
    """Stays here, so that the next one can be invited at once."""
    dealer = _dealer(request.user, uuid)
    if not rules.can_run_team(queries.standing_at(dealer, request.user)):
        raise Http404
    form = InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            invitations.invite_person(
                dealer, name=given["full_name"], address=given["login"], position=given["position"], by=request.user
            )
        except invitations.InvitationNotAccepted as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The invitation to %(name)s is on its way.") % {"name": given["full_name"]})
            return redirect("people:invite_person", uuid)
    invited = queries.invitations_waiting_at(dealer)
    return render(request, "people/joining/invite_person.html", {"form": form, "dealer": dealer, "invited": invited})


@require_POST
def withdraw_invitation(request: Any, uuid: UUID) -> HttpResponse:
    invitation = get_object_or_404(queries.invitations_visible_to(request.user), uuid=uuid)
    try:
        invitations.withdraw_invitation(invitation, by=request.user)
    except invitations.InvitationNotAccepted as error:
        raise Http404 from error
    return redirect("people:invite_person", invitation.dealer.uuid)


@require_http_methods(["GET", "HEAD", "POST"])
def answer_join_request(request: Any, uuid: UUID) -> HttpResponse:
    """`answer` is the button that was pressed: approve or refuse."""
    asked = get_object_or_404(queries.requests_visible_to(request.user), uuid=uuid)
    answer = request.POST.get("answer") if request.method == "POST" else None
    approving = ApproveForm(request.POST if answer == "approve" else None, initial={"position": asked.position})
    refusing = RefuseForm(request.POST if answer == "refuse" else None)
    try:
        if approving.is_bound and approving.is_valid():
            requests.approve_request(asked, by=request.user, **approving.cleaned_data)
            return redirect("people:answer_join_request", uuid)
        if refusing.is_bound and refusing.is_valid():
            requests.refuse_request(asked, by=request.user, **refusing.cleaned_data)
            return redirect("people:answer_join_request", uuid)
    except requests.RequestNotAccepted as error:
        messages.error(request, str(error))
        return redirect("people:answer_join_request", uuid)
    standing = queries.standing_at(asked.dealer, request.user)
    context = {
        "asked": asked,
        "may_answer": asked.is_waiting and rules.can_answer_request(standing, asked, now=timezone.now()),
        "approving": approving,
        "refusing": refusing,
    }
    return render(request, "people/joining/answer_join_request.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def close_membership(request: Any, uuid: UUID) -> HttpResponse:
    membership = get_object_or_404(queries.memberships_run_by(request.user), uuid=uuid)
    standing = queries.standing_at(membership.organisation, request.user)
    roles = queries.roles_at(membership.organisation, membership.person)
    if not rules.can_close_membership(standing, membership, roles=roles):
        raise Http404
    form = CloseForm(request.POST or None, initial={"last_day": today_at(membership.organisation)})
    if request.method == "POST" and form.is_valid():
        try:
            leaving.close_membership(membership, by=request.user, **form.cleaned_data)
        except (leaving.MembershipNotClosable, MembershipNotAccepted) as error:
            form.add_error("last_day", str(error))
        else:
            return redirect("people:close_membership", uuid)
    context = {
        "form": form,
        "membership": membership,
        "has_ended": leaving.has_ended(membership),
        "may_make_manager": rules.can_make_manager(standing, membership),
        "names_deputies": can_name_deputy(standing.roles) and not roles & {Role.OWNER, Role.DEPUTY},
    }
    return render(request, "people/joining/close_membership.html", context)


@require_POST
def change_manager(request: Any, uuid: UUID) -> HttpResponse:
    """`manager` is the button that was pressed: make or take-back."""
    membership = get_object_or_404(queries.memberships_run_by(request.user), uuid=uuid)
    if not rules.can_make_manager(queries.standing_at(membership.organisation, request.user), membership):
        raise Http404
    name = {"name": named(membership.person)}
    try:
        if request.POST.get("manager") == "make":
            managing.make_manager(membership, by=request.user)
            messages.success(request, _("%(name)s is a manager from now on.") % name)
        elif request.POST.get("manager") == "take-back":
            managing.take_back_manager(membership, by=request.user)
            messages.success(request, _("%(name)s is no longer a manager.") % name)
    except managing.ManagerNotMade as error:
        messages.error(request, str(error))
    return redirect("people:close_membership", uuid)

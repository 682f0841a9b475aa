"""With a code, typed or scanned: from the poster to the request, also for somebody who was never here."""

from __future__ import annotations

from typing import Any

from allauth.account.utils import get_next_redirect_url, perform_login
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from foundation.templatetags.ui import named
from people.actions.persons import PersonNotAccepted
from people.allauth_adapter import origin_of
from people.enums import Language
from people.joining import pending, queries
from people.joining.actions import proving, requests
from people.joining.forms import AskForm, JoinCodeForm, JoinForm
from people.messaging import local_messages
from people.models import JoinCode
from people.signing_in import limits, proofs
from people.signing_in.actions import CodeNotAccepted
from people.signing_in.forms import EnterCodeForm


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def enter_join_code(request: HttpRequest) -> HttpResponse:
    pending.keep_following(request, get_next_redirect_url(request))
    form = JoinCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return redirect("people:join_dealer", form.cleaned_data["code"])
    return render(request, "people/joining/enter_join_code.html", {"form": form})


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join_dealer(request: Any, code: str) -> HttpResponse:
    """The same page whatever is wrong with a code; wrong ones are counted by network."""
    if not limits.may_fail_again(request, "join_code_failed"):
        return _no_such_code(request, is_too_many=True)
    found = queries.code_open(code)
    if found is None:
        limits.count_failure(request, "join_code_failed")
        return _no_such_code(request, is_too_many=False)
    if request.user.is_authenticated:
        return _ask(request, found)
    kept = pending.joining_of(request)
    initial = {"full_name": kept.full_name, "login": kept.login, "position": kept.position} if kept else None
    form = JoinForm(request.POST or None, initial=initial, makes_owner=found.makes_owner)
    if request.method == "POST" and form.is_valid():
        if _send_proof(request, found, **form.cleaned_data):
            return redirect("people:prove_joining")
        form.add_error(None, _("A code went there less than a minute ago, or too many today. Wait, then try again."))
    return render(request, "people/joining/join_dealer.html", {"form": form, "code": found})


def _no_such_code(request: HttpRequest, *, is_too_many: bool) -> HttpResponse:
    form = JoinCodeForm()
    context = {"form": form, "opens_nothing": not is_too_many, "is_too_many": is_too_many}
    return render(request, "people/joining/enter_join_code.html", context, status=429 if is_too_many else 404)


def _send_proof(request: Any, code: JoinCode, *, full_name: str, login: str, position: str = "") -> bool:
    if not (limits.may_send_code(request, login) and limits.may_send_to_strangers(request, code.code)):
        return False
    proof = proving.send_joining_code(login, language=_language())
    pending.remember(request, join_code=code.code, proof=proof, full_name=full_name, position=position)
    return True


def _ask(request: Any, code: JoinCode) -> HttpResponse:
    """Of somebody who is signed in: one tap."""
    kept = pending.joining_of(request)
    form = AskForm(request.POST or None, initial={"position": kept.position} if kept and kept.position else None)
    is_sure = request.method == "POST" and (code.makes_owner or form.is_valid())
    if is_sure:
        position = "" if code.makes_owner else form.cleaned_data["position"]
        try:
            return redirect(_come_in(request, code, request.user, position=position))
        except requests.RequestNotAccepted as error:
            form.add_error(None, str(error))
    context = {"form": form, "code": code, "works_there": queries.works_there(request.user, code.dealer)}
    return render(request, "people/joining/ask_to_join.html", context)


def _come_in(request: Any, code: JoinCode, person: Any, *, position: str) -> str:
    """Where to go next. Raises RequestNotAccepted."""
    if code.makes_owner:
        requests.become_owner(person, code=code)
        pending.forget(request)
        messages.success(request, _("Welcome. You are the owner of %(dealer)s here.") % {"dealer": named(code.dealer)})
        return pending.following_of(request) or "/"
    asked = requests.ask_to_join(person, code=code, position=position)
    pending.forget(request)
    return reverse("people:join_request", args=[asked.uuid])


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def prove_joining(request: Any) -> HttpResponse:
    joining = pending.joining_of(request)
    if joining is None or request.user.is_authenticated:
        return redirect("people:enter_join_code")
    form = EnterCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return _let_in(request, joining, form.cleaned_data["code"])
        except (CodeNotAccepted, PersonNotAccepted) as error:
            form.add_error("code", str(error))
    context = {"form": form, "joining": joining, "is_readable_here": local_messages.is_shown()}
    return render(request, "people/joining/prove_joining.html", context)


def _let_in(request: Any, joining: pending.Joining, digits: str) -> HttpResponse:
    """Who is new has said all that is needed; who is known looks once more at what they ask for."""
    usage = limits.count_failure(request, "code_failed")
    if usage is None:
        raise CodeNotAccepted(_("Too many wrong codes were typed from this network. Wait a few minutes."))
    proven = proving.prove_address(
        joining.proof,
        typed=digits,
        full_name=joining.full_name,
        language=_language(),
        origin=origin_of(request),
    )
    usage.rollback()
    following = reverse("people:join_dealer", args=[joining.join_code])
    code = queries.code_open(joining.join_code)
    if proven.is_new and code is not None:
        try:
            following = _come_in(request, code, proven.person, position=joining.position)
        except requests.RequestNotAccepted as error:
            messages.error(request, str(error))
    proofs.record_code(request, proven.code)
    return perform_login(request, proven.person, redirect_url=following)


def _language() -> str:
    return Language.ENGLISH if (get_language() or "").startswith("en") else Language.CHINESE

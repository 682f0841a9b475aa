"""Signing in with a code, and the second fact that old numbers are asked for."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.decorators import login_stage_required
from allauth.account.utils import get_next_redirect_url, perform_login
from allauth.account.views import LoginView
from allauth.mfa.webauthn.views import LoginWebAuthnView
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST
from django.views.decorators.vary import vary_on_headers

from people.allauth_adapter import origin_of
from people.enums import SecurityEventKind, SignInMethod
from people.messaging import local_messages
from people.signing_in import actions, identities, limits, pending, proofs, queries
from people.signing_in.forms import EnterCodeForm, SecondFactForm, SendCodeForm
from people.signing_in.stages import SecondFactStage


class SignInView(LoginView):
    """A code is offered first. The password has a page of its own, so that Enter does what the page is for."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        shows_password = "password" in self.request.GET or self.request.method == "POST"
        return super().get_context_data(**kwargs) | _entrance(
            self.request, SendCodeForm(), shows_password=shows_password
        )


class PasskeyView(LoginWebAuthnView):
    def form_invalid(self, form: Any) -> HttpResponse:
        """One that was taken away here and is on the phone still: another way leads to where they were going."""
        super().form_invalid(form)
        return redirect(pending.way_in(get_next_redirect_url(self.request)))


def _entrance(request: HttpRequest, code_form: SendCodeForm, *, shows_password: bool = False) -> dict[str, Any]:
    return {
        "code_form": code_form,
        "shows_password": shows_password,
        "identities": identities.offered(request),
        "next": get_next_redirect_url(request) or "",
    }


@login_not_required
@never_cache
@vary_on_headers("User-Agent")
@require_http_methods(["GET", "HEAD", "POST"])
def send_code(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated:
        return redirect(get_next_redirect_url(request) or settings.LOGIN_REDIRECT_URL)
    form = SendCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if send_to(request, form.cleaned_data["login"], following=get_next_redirect_url(request) or ""):
            return redirect("people:enter_code")
        form.add_error(None, sentence_on_too_many())
    return render(request, "account/login.html", _entrance(request, form))


@login_not_required
@require_POST
def send_code_again(request: HttpRequest) -> HttpResponse:
    """To the same address. Within a minute of the last one nothing is sent, and the page says how long to wait."""
    waiting = pending.pending_of(request)
    if waiting is None:
        return redirect("account_login")
    if waiting.wait:
        messages.warning(request, _("The last one was sent less than a minute ago. It may still be on its way."))
    elif send_to(request, waiting.address, following=waiting.following, confirms=waiting.confirms):
        messages.success(request, _("A new code is on its way. The one before no longer works here."))
    else:
        messages.error(request, sentence_on_too_many())
    return redirect("people:enter_code")


def send_to(request: HttpRequest, address: str, *, following: str, confirms: bool = False) -> bool:
    if not limits.may_send_code(request, address):
        return False
    pending.remember(request, actions.send_code(address), following=following, confirms=confirms)
    return True


def sentence_on_too_many() -> str:
    return _("Too many codes were asked for here. Wait a while, or sign in with password or passkey.")


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def enter_code(request: HttpRequest) -> HttpResponse:
    waiting = pending.pending_of(request)
    if waiting is None or request.user.is_authenticated != waiting.confirms:
        return redirect("account_login")
    form = EnterCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return _let_in_with(request, waiting, form.cleaned_data["code"])
        except actions.CodeNotAccepted as error:
            form.add_error("code", str(error))
    context = {"form": form, "waiting": waiting, "is_readable_here": local_messages.is_shown()}
    return render(request, "people/enter_code.html", context)


def _let_in_with(request: HttpRequest, waiting: pending.PendingCode, digits: str) -> HttpResponse:
    usage = limits.count_failure(request, "code_failed")
    if usage is None:
        raise actions.CodeNotAccepted(_("Too many wrong codes were typed from this network. Wait a few minutes."))
    code = actions.use_code(waiting.code, typed=digits, origin=origin_of(request))
    usage.rollback()
    pending.forget(request)
    if waiting.confirms:
        if code.person == request.user:
            proofs.record_code(request, code)
        return redirect(waiting.following or "people:ways_in")
    proofs.record_code(request, code)
    return perform_login(request, code.person, redirect_url=waiting.following or None)


@require_http_methods(["GET", "HEAD", "POST"])
@login_stage_required(stage=SecondFactStage.key, redirect_urlname="account_login")
def second_fact(request: HttpRequest) -> HttpResponse:
    stage = request._login_stage  # type: ignore[attr-defined]  # noqa: SLF001 - as allauth hands it over
    person = stage.login.user
    form = SecondFactForm(request.POST or None, asks_dealer=bool(queries.dealer_codes_asked(person)))
    if request.method == "POST" and form.is_valid():
        usage = limits.count_failure(request, "second_fact", key=str(person.pk))
        if usage is None:
            messages.error(
                request,
                _(
                    "That did not fit three times, so this number opens nothing today. Sign in another way, or ask the"
                    " owner of your dealer or your rep."
                ),
            )
            return stage.abort()
        if actions.is_second_fact_right(person, **{"dealer_code": "", **form.cleaned_data}):
            usage.rollback()
            actions.prove_number(person)
            return stage.exit()
        method = SignInMethod.CODE_BY_PHONE
        actions.log_event(SecurityEventKind.REFUSED, person=person, method=method, origin=origin_of(request))
        form.add_error(
            None, _("That does not fit what we have. Check it; after three tries the number is shut for today.")
        )
    return render(request, "people/second_fact.html", {"form": form})

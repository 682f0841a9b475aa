"""One's own ways in, and the devices on which one is signed in. What is set up there are allauth's views."""

from __future__ import annotations

from typing import Any

from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.internal import auth as webauthn
from allauth.mfa.webauthn.views import AddWebAuthnView, RemoveWebAuthnView
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from people.signing_in import actions, identities, queries

WAYS_IN = reverse_lazy("people:ways_in")


@never_cache
@require_safe
def ways_in(request: Any) -> HttpResponse:
    ways = queries.ways_in_of(request.user)
    known = identities.offered(request)
    linked = {account.provider for account in ways.linked}
    context = {
        "ways": ways,
        "linked": [{"key": account.pk, "name": identities.name_of(account, known)} for account in ways.linked],
        "to_link": [one for one in known if one["key"] not in linked],
        "second_factor_is_missing": queries.is_second_factor_missing(request.user),
        "has_password": request.user.has_usable_password(),
    }
    return render(request, "people/ways_in.html", context)


@never_cache
@require_safe
def devices(request: Any) -> HttpResponse:
    context = {
        "devices": queries.devices_signed_in(request.user, session_key=request.session.session_key),
        "events": queries.events_of(request.user),
    }
    return render(request, "people/devices.html", context)


@require_POST
def sign_out_devices(request: Any) -> HttpResponse:
    """`device` is the key of one; without it all but this one."""
    others = [
        device.key
        for device in queries.devices_signed_in(request.user, session_key=request.session.session_key)
        if not device.is_this and request.POST.get("device") in {None, "", str(device.key)}
    ]
    count = actions.sign_out_devices(request.user, keys=others, by=request.user)
    words = ngettext("%(count)s device is signed out.", "%(count)s devices are signed out.", count) % {"count": count}
    messages.success(request, words if count else _("It was signed out already."))
    return redirect("people:devices")


class AddPasskeyView(AddWebAuthnView):
    template_name = "mfa/webauthn/add_form.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """It signs in alone, so it must be one that asks for finger, face or PIN, and that the device remembers."""
        context = super().get_context_data(**kwargs)
        options = webauthn.begin_registration(self.request.user, passwordless=True)
        return context | {"js_data": {"creation_options": options}}

    def get_success_url(self) -> str:
        return reverse("mfa_view_recovery_codes") if self.did_generate_recovery_codes else str(WAYS_IN)


class AddAuthenticatorAppView(ActivateTOTPView):
    def get_success_url(self) -> str:
        return reverse("mfa_view_recovery_codes") if self.did_generate_recovery_codes else str(WAYS_IN)


remove_passkey = RemoveWebAuthnView.as_view(success_url=WAYS_IN)
remove_authenticator_app = DeactivateTOTPView.as_view(success_url=WAYS_IN)
renew_recovery_codes = GenerateRecoveryCodesView.as_view()
view_recovery_codes = ViewRecoveryCodesView.as_view()
add_passkey = AddPasskeyView.as_view()
add_authenticator_app = AddAuthenticatorAppView.as_view()

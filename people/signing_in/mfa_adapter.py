"""How allauth's second factors speak and keep their secrets."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import segno
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.totp.internal.auth import generate_totp_secret
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from foundation import sealed

from .devices import device_of

FOR_EVER = timedelta(days=365 * 100)


class MFAAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _(
            "That did not fit. Type the digits that the app shows now, or a recovery code not used yet."
        ),
        "cannot_generate_recovery_codes": _("Set up a passkey or an authenticator app first."),
    }

    def _get_site_name(self) -> str:
        return gettext("Dealer University")

    def _get_user_identifier(self, user: Any) -> str:
        return user.signs_in_with

    def build_totp_svg(self, url: str) -> str:
        return segno.make(url, error="m").svg_inline(border=4, omitsize=True, dark="#000", light="#fff")

    def encrypt(self, text: str) -> str:
        return sealed.seal({"secret": text})

    def decrypt(self, encrypted_text: str) -> str:
        """If the site's secret is another one since, a random one that nothing fits; never an empty one, whose digits
        anybody could work out."""
        try:
            return str(sealed.unseal(encrypted_text, lifetime=FOR_EVER)["secret"])
        except sealed.SealBroken:
            return generate_totp_secret()

    def generate_authenticator_name(self, user: Any, type: Any) -> str:  # noqa: A002, ARG002 - allauth's
        return device_of(context.request.headers.get("User-Agent", "")) or gettext("Passkey")

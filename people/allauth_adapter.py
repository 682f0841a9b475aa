"""How django-allauth asks about persons: phones live on the person, in E.164; messages leave through the outbox."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.internal.ratelimit import truncate_ip
from django.conf import settings
from django.contrib import messages  # noqa: TID251 - an adapter answers for a view
from django.shortcuts import redirect  # noqa: TID251 - as above
from django.utils.translation import gettext_lazy as _

from .actions.persons import change_password
from .enums import SecurityEventKind, SignInMethod
from .models import Person
from .phones import sign_in_name
from .privacy.actions import ask_to_read_notice
from .queries import person_signing_in_with
from .signing_in import actions, proofs
from .signing_in.devices import Origin, device_of
from .signing_in.middleware import ask_for_second_factor
from .signing_in.queries import person_named_so

WRONG = _("Name and password do not fit together. Check both, have a code sent, or ask for a new password below.")
STAGES = ["people.signing_in.stages.SecondFactStage", "people.signing_in.stages.SecondFactorStage"]
# What allauth would write a mail about, and the audit line that we write instead, with word to the person.
WAYS_IN_CHANGED = {
    "mfa/email/webauthn_added": "add_passkey",
    "mfa/email/webauthn_removed": "remove_passkey",
    "mfa/email/totp_activated": "add_authenticator_app",
    "mfa/email/totp_deactivated": "remove_authenticator_app",
    "mfa/email/recovery_codes_generated": "renew_recovery_codes",
    "socialaccount/email/account_connected": "link_account",
    "socialaccount/email/account_disconnected": "unlink_account",
}
SILENT = {"account/messages/logged_in.txt", "account/messages/logged_out.txt"}


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": WRONG,
        "phone_password_mismatch": WRONG,
        "username_password_mismatch": WRONG,
        "too_many_login_attempts": _("That was wrong too often. Wait five minutes, then try again."),
        "rate_limited": _("That was wrong too often. Wait five minutes, then try again."),
        "account_inactive": _(
            "This account is closed. If that is a mistake, ask the owner of your dealer or your rep."
        ),
        "incorrect_password": _("This is not your present password."),
        "invalid_password_reset": _("This link has been used or is too old. Ask for a new one."),
    }

    def is_open_for_signup(self, request: Any) -> bool:  # noqa: ARG002 - called by allauth
        return False

    def get_user_by_phone(self, phone: str) -> Person | None:
        return person_signing_in_with(phone=phone)

    def get_phone(self, user: Person) -> tuple[str, bool] | None:
        """With whether it is verified: whoever entered it vouches for it."""
        return (user.phone, True) if user.phone else None

    def authenticate(self, request: Any, **credentials: Any) -> Any:
        user = super().authenticate(request, **credentials)
        if user is not None and not user.is_active:
            raise self.validation_error("account_inactive")
        return user

    def authentication_failed(self, request: Any, **credentials: Any) -> None:
        tried = credentials.get("email") or credentials.get("phone") or ""
        person = person_named_so(tried)
        method = SignInMethod.PASSWORD
        actions.log_event(SecurityEventKind.REFUSED, person=person, method=method, origin=origin_of(request))

    def get_login_stages(self) -> list[str]:
        return STAGES

    def is_reauthentication_required(self, *, app: str, **_kwargs: Any) -> bool:  # noqa: ARG002 - called by allauth
        """Views that need a fresh proof are wrapped in `signing_in.views.fresh`, which also takes a code."""
        return False

    def respond_user_inactive(self, request: Any, user: Any) -> Any:  # noqa: ARG002 - called by allauth
        messages.error(request, self.error_messages["account_inactive"])
        return redirect("account_login")

    def _get_login_attempts_cache_key(self, request: Any, **credentials: Any) -> str:
        """By who is tried and from which network: nobody locks another person out from elsewhere.

        Allauth's own counts all phones as one. A household has more addresses of IPv6 than anybody could count.
        """
        tried = credentials.get("email") or credentials.get("phone") or credentials.get("username") or ""
        return f"{sign_in_name(tried)}:{truncate_ip(self.get_client_ip(request))}"

    def post_login(self, request: Any, user: Any, **kwargs: Any) -> Any:
        response = super().post_login(request, user, **kwargs)
        set_language_cookie(response, user.language)
        actions.log_sign_in(user, method=proofs.method_of(request, user), origin=origin_of(request))
        ask_for_second_factor(request, user)
        ask_to_read_notice(user)
        return response

    def set_password(self, user: Any, password: str) -> None:
        change_password(user, password=password)

    def add_message(
        self, request: Any, level: int, message_template: str | None = None, *args: Any, **kwargs: Any
    ) -> None:
        """Whoever signs in or out sees that it worked; the rest is said."""
        if message_template not in SILENT:
            super().add_message(request, level, message_template, *args, **kwargs)

    def send_notification_mail(
        self, template_prefix: str, user: Any, context: dict[str, Any] | None = None, **_kwargs: Any
    ) -> None:
        if action := WAYS_IN_CHANGED.get(template_prefix):
            account = (context or {}).get("account")
            actions.note_way_in(user, action=action, **({"provider": account.provider} if account else {}))

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        raise NotImplementedError("Mails are promised by actions, through the outbox.")


def origin_of(request: Any) -> Origin:
    return Origin(
        ip=AccountAdapter(request).get_client_ip(request), device=device_of(request.headers.get("User-Agent", ""))
    )


def set_language_cookie(response: Any, language: str) -> None:
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        path=settings.LANGUAGE_COOKIE_PATH,
        domain=settings.LANGUAGE_COOKIE_DOMAIN,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite=settings.LANGUAGE_COOKIE_SAMESITE,
    )

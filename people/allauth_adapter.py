"""How django-allauth asks about persons: phones live on the person, in E.164; mails leave through the outbox."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.internal.ratelimit import truncate_ip
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from .actions.persons import change_password
from .models import Person
from .phones import sign_in_name
from .queries import person_signing_in_with

WRONG = _("Name and password do not fit together. Check both, or ask for a new password below.")
SILENT = {"account/messages/logged_in.txt", "account/messages/logged_out.txt"}


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": WRONG,
        "phone_password_mismatch": WRONG,
        "username_password_mismatch": WRONG,
        "too_many_login_attempts": _("That was wrong too often. Wait five minutes, then try again."),
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

    def _get_login_attempts_cache_key(self, request: Any, **credentials: Any) -> str:
        """By who is tried and from which network: nobody locks another person out from elsewhere.

        Allauth's own counts all phones as one. A household has more addresses of IPv6 than anybody could count.
        """
        tried = credentials.get("email") or credentials.get("phone") or credentials.get("username") or ""
        return f"{sign_in_name(tried)}:{truncate_ip(self.get_client_ip(request))}"

    def post_login(self, request: Any, user: Any, **kwargs: Any) -> Any:
        response = super().post_login(request, user, **kwargs)
        set_language_cookie(response, user.language)
        return response

    def set_password(self, user: Any, password: str) -> None:
        change_password(user, password=password)

    def add_message(
        self, request: Any, level: int, message_template: str | None = None, *args: Any, **kwargs: Any
    ) -> None:
        """Whoever signs in or out sees that it worked; the rest is said."""
        if message_template not in SILENT:
            super().add_message(request, level, message_template, *args, **kwargs)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        raise NotImplementedError("Mails are promised by actions, through the outbox.")


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

"""Accounts elsewhere (OpenID Connect, WeChat, DingTalk, Feishu) open an account here, and never make one.

They are linked by a person who is signed in; or, where the site trusts who runs the provider, by an e-mail address or
phone number that the provider has verified and that one person here signs in with.
"""

from __future__ import annotations

from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter, _build_apps_from_settings
from allauth.socialaccount.providers.base import AuthProcess
from django.contrib import messages  # noqa: TID251 - an adapter answers for a view
from django.shortcuts import redirect  # noqa: TID251 - as above
from django.urls import reverse
from django.utils.translation import gettext as _

from people.models import Person
from people.phones import PhoneNotUnderstood, parse_phone

from . import queries
from .pending import way_in


class IdentityAdapter(DefaultSocialAccountAdapter):
    def list_apps(self, request: Any, provider: Any = None, client_id: Any = None) -> list[Any]:  # noqa: ARG002
        """Of the settings alone, so that no row of the database opens a door."""
        by_provider = _build_apps_from_settings(provider=provider, client_id=client_id)
        return [app for apps in by_provider.values() for app in apps]

    def pre_social_login(self, request: Any, sociallogin: Any) -> None:
        is_linking = sociallogin.state.get("process") == AuthProcess.CONNECT
        if sociallogin.is_existing or is_linking or not _is_trusted(sociallogin):
            return
        if person := _verified_person(sociallogin.account.extra_data):
            sociallogin.connect(request, person)

    def is_open_for_signup(self, request: Any, sociallogin: Any) -> bool:
        messages.warning(
            request,
            _(
                "Your %(name)s account is not linked with anybody here yet. Sign in with a code; then link it on your"
                " page under “Ways in”."
            )
            % {"name": _name_of(sociallogin.provider)},
        )
        raise ImmediateHttpResponse(redirect(way_in(sociallogin.state.get("next"))))

    def on_authentication_error(self, request: Any, provider: Any, *_args: Any, **facts: Any) -> None:
        """Also when somebody says no over there. Raises the answer, because allauth's has no place on this site."""
        messages.error(
            request,
            _("%(name)s did not say who you are. Try again, or sign in with a code.") % {"name": _name_of(provider)},
        )
        following = (facts["extra_context"] or {}).get("state", {}).get("next")
        raise ImmediateHttpResponse(redirect("people:ways_in" if request.user.is_authenticated else way_in(following)))

    def populate_user(self, request: Any, sociallogin: Any, data: Any) -> Any:  # noqa: ARG002 - called by allauth
        """Nothing from elsewhere becomes part of a person here."""
        return sociallogin.user

    def get_connect_redirect_url(self, request: Any, socialaccount: Any) -> str:  # noqa: ARG002 - called by allauth
        return reverse("people:ways_in")


def _is_trusted(sociallogin: Any) -> bool:
    return bool(sociallogin.provider.app.settings.get("is_trusted"))


def _verified_person(facts: dict[str, Any]) -> Person | None:
    """By what OpenID Connect calls `email_verified` and `phone_number_verified`."""
    claims = facts.get("userinfo") or facts.get("id_token") or {}
    if claims.get("email") and claims.get("email_verified") is True:
        return queries.person_to_reach_at(str(claims["email"]).lower())
    if claims.get("phone_number") and claims.get("phone_number_verified") is True:
        try:
            return queries.person_to_reach_at(parse_phone(str(claims["phone_number"])))
        except PhoneNotUnderstood:
            return None
    return None


def _name_of(provider: Any) -> str:
    return provider.app.name or provider.name

"""What stands between a proof and being in, as allauth's stages of a sign-in."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.stages import LoginStage
from allauth.core.internal.httpkit import headed_redirect_response
from allauth.mfa.stages import AuthenticateStage

from . import actions, queries


class SecondFactStage(LoginStage):
    """A code to a number that nobody used for long shows only who has the number today."""

    key = "second_fact"
    urlname = "people:second_fact"

    def handle(self) -> tuple[Any, bool]:
        person = self.login.user
        came_by_phone = any(record.get("phone") for record in get_authentication_records(self.request, person))
        if not came_by_phone:
            return None, True
        if queries.is_number_to_be_doubted(person):
            return headed_redirect_response("people:second_fact"), True
        actions.prove_number(person)
        return None, True


class SecondFactorStage(AuthenticateStage):
    """A passkey is a way in. It stands in the way of other ways only for those who must have a second factor, or who
    took an authenticator app: in a chat app's browser passkeys do not work."""

    def _should_handle(self, request: Any) -> bool:
        person = self.login.user
        is_asked = super()._should_handle(request)
        return is_asked and (queries.has_authenticator_app(person) or queries.must_have_second_factor(person))

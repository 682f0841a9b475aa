"""What the Wagtail admin needs: a wider content security policy, and word of what became of a publication."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.csp import CSP, build_policy
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from . import queries
from .enums import Outcome
from .models import Publication
from .publishing import gathered_publications

NOT_MODIFIED = 304  # its headers take the place of those that the browser kept
ADMIN_CSP: dict[str, Any] = settings.SECURE_CSP | {
    "script-src": [CSP.SELF, CSP.UNSAFE_INLINE],
    "style-src": [CSP.SELF, CSP.UNSAFE_INLINE],
    "img-src": [CSP.SELF, "data:", "blob:"],
    "frame-src": [CSP.SELF],
}
ADMIN_POLICY = build_policy(ADMIN_CSP)


class AdminContentSecurityPolicyMiddleware:
    """Stands above Django's own policy middleware, so that its word is the last."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path.startswith("/admin/"):
            response["Content-Security-Policy"] = ADMIN_POLICY
        return response


class SiteLookMiddleware:
    """Gives pages the site's look as `request.look`, and lets its style through the policy. Stands below that."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.look = SimpleLazyObject(queries.site_look)  # type: ignore[attr-defined]  # asked for by pages only
        response = self.get_response(request)
        is_page = (
            response.headers.get("Content-Type", "").startswith("text/html") or response.status_code == NOT_MODIFIED
        )
        if is_page and not hasattr(response, "_csp_config") and request.look.style_hash:  # type: ignore[attr-defined]
            policy = settings.SECURE_CSP | {"style-src": [CSP.SELF, request.look.style_hash]}  # type: ignore[attr-defined]
            response._csp_config = policy  # type: ignore[attr-defined]  # noqa: SLF001 - as csp_override does
        return response


class PublicationMessagesMiddleware:
    """Tells editors whether learners have what was just published, however it was published. Stands below messages."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method != "POST" or not request.path.startswith("/admin/"):
            return self.get_response(request)
        with gathered_publications() as told:
            response = self.get_response(request)
        for publication in told:
            level, sentence = _message(publication)
            messages.add_message(request, level, sentence)
        return response


def _message(publication: Publication) -> tuple[int, str]:
    facts = {"title": publication.title, "number": publication.version, "reason": publication.reason}
    level, sentence = {
        Outcome.WENT_OUT: (messages.SUCCESS, _("Learners have “%(title)s” now, as version %(number)s of the course.")),
        Outcome.NOTHING_NEW: (messages.INFO, _("“%(title)s” holds nothing new for learners.")),
        Outcome.WAITS: (messages.WARNING, _("“%(title)s” waits. %(reason)s")),
        Outcome.REFUSED: (messages.ERROR, _("“%(title)s” has not reached learners. %(reason)s")),
    }[Outcome(publication.outcome)]
    return level, sentence % facts

"""One log line a request, the language that the request asks for, and how pages travel: compressed, for one reader."""

import re
import time
import uuid
from collections.abc import Callable

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware import locale
from django.middleware.gzip import GZipMiddleware
from django.shortcuts import render
from django.utils import translation
from django.utils.cache import patch_vary_headers

from . import logs
from .uploads import is_of_full_disk

log = structlog.get_logger("request")
PROBES = ("/healthz", "/readyz")  # asked every few seconds
SECRETS = frozenset({"code", "key", "uidb36"})  # parts of addresses that open what they name
SAFE_ID = re.compile(r"[A-Za-z0-9-]{8,64}")


class RequestLogMiddleware:
    """Never touches `request.user`: that would load session and person for every request.

    The request's id is the proxy's, if there is one to trust, or made here; it is in the answer, in every line that is
    logged meanwhile, in audit lines, and in what the outbox does later.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-ID", "") if settings.BEHIND_PROXY else ""
        request_id = given if SAFE_ID.fullmatch(given) else str(uuid.uuid4())
        started = time.monotonic()
        with logs.of_request(request_id):
            response = self.get_response(request)
            if not request.path.startswith((settings.STATIC_URL, *PROBES)):
                log.info(
                    "request",
                    method=request.method,
                    path=path_without_secrets(request),
                    status=response.status_code,
                    ms=round((time.monotonic() - started) * 1000),
                )
        response["X-Request-ID"] = request_id
        return response


def path_without_secrets(request: HttpRequest) -> str:
    """Codes of certificates and keys of password links open something, so no log has them."""
    path, found = request.path, request.resolver_match
    for secret in (str(value) for name, value in found.kwargs.items() if name in SECRETS) if found else ():
        path = path.replace(secret, "…")
    return path


class FullDiskMiddleware:
    """A full disk is nobody's mistake: whoever wrote meanwhile reads that it was not kept, and what to do."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not is_of_full_disk(error):
            return None
        log.critical("the disk is full", exc_info=error)
        return render(request, "507.html", status=507)


class LocaleMiddleware(locale.LocaleMiddleware):
    """Django's, but a 404 stays one.

    Django would try the same address under a language, and Wagtail's pattern takes any address for a page.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if not translation.get_language_from_path(request.path_info):
            patch_vary_headers(response, ("Accept-Language",))
        response.headers.setdefault("Content-Language", translation.get_language())
        return response


class CompressPagesMiddleware(GZipMiddleware):
    """Pages and answers to scripts. Files are compressed already, and are asked for in pieces."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        is_page = response.headers.get("Content-Type", "").startswith(("text/html", "application/json"))
        return super().process_response(request, response) if is_page else response


class PrivatePagesMiddleware:
    """Whatever a view does not say: a page is for whoever asked, and is asked for again before it is shown again.

    Every page depends on cookies, be it for the theme only. Stands below static files, which are everybody's.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "private, no-cache")
        patch_vary_headers(response, ("Cookie",))
        return response

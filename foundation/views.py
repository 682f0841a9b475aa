"""Answers of any site: private files, the way out of chat apps, errors, probes."""

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any, cast
from urllib.parse import quote

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation, TooManyFieldsSent, TooManyFilesSent
from django.core.files.storage import Storage, default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.csp import CSP
from django.utils.http import content_disposition_header, url_has_allowed_host_and_scheme, urlencode
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from .chat_apps import chat_app_of
from .health import conditions


def answer_with_private_file(
    storage: Storage, name: str, *, filename: str, content_type: str, as_attachment: bool = True
) -> HttpResponseBase:
    """For views that have checked who asks. Raises OSError if there is no such file.

    With X_ACCEL_PREFIX the answer has no body: nginx sends the file, and the pieces of it that are asked for.
    """
    if not settings.X_ACCEL_PREFIX:
        return FileResponse(
            storage.open(name), as_attachment=as_attachment, filename=filename, content_type=content_type
        )
    if not storage.exists(name):
        raise FileNotFoundError(name)
    headers = {"X-Accel-Redirect": settings.X_ACCEL_PREFIX + quote(name)}
    if disposition := content_disposition_header(as_attachment, filename):
        headers["Content-Disposition"] = disposition
    return HttpResponse(content_type=content_type, headers=headers)


def way_out_of_chat_app(request: HttpRequest) -> HttpResponse | None:
    """For views whose answer chat apps' own browsers can do nothing with, once it is clear that it is for who asks: the
    page that says how to open the browser. None in a browser. The view varies on User-Agent."""
    if chat_app_of(request.headers.get("User-Agent", "")) is None:
        return None
    way = redirect(f"{reverse('open_in_browser')}?{urlencode({'next': request.get_full_path()})}")
    way["Cache-Control"] = "no-store"
    return way


def in_browsers_only[View: Callable[..., HttpResponseBase]](view: View) -> View:
    """For views that chat apps' own browsers cannot show, whoever asks."""

    @vary_on_headers("User-Agent")
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return way_out_of_chat_app(request) or view(request, *args, **kwargs)

    return cast("View", answer)


@login_not_required
@require_safe
@vary_on_headers("User-Agent")
def open_in_browser(request: HttpRequest) -> HttpResponse:
    """How to get to `next` with a browser. Who has one already, because the menu opened this page there, goes on."""
    following = request.GET.get("next", "")
    is_ours = following.startswith("/") and url_has_allowed_host_and_scheme(following, allowed_hosts=None)
    following = following if is_ours else "/"
    app = chat_app_of(request.headers.get("User-Agent", ""))
    if app is None:
        return redirect(following)
    context = {"app": app, "address": settings.SITE_URL + following}
    return render(request, "foundation/open_in_browser.html", context)


@require_safe
@cache_control(private=True, max_age=3600)
@csp_override({"default-src": [CSP.NONE], "sandbox": [""], "frame-ancestors": [CSP.SELF]})
def serve_upload(request: HttpRequest, name: str) -> FileResponse:
    """What editors uploaded, for editors only: learners get the copies that were compiled for them."""
    if not request.user.has_perm("wagtailadmin.access_admin"):
        raise Http404
    try:
        return FileResponse(default_storage.open(name))
    except (OSError, ValueError, SuspiciousOperation) as error:
        raise Http404 from error


TOO_LARGE = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


def bad_request(_request: HttpRequest, exception: Exception) -> HttpResponse:
    """What nobody can read is 400, and 413 where it is only too much: whoever wrote a lot can make it less."""
    status = 413 if isinstance(exception, TOO_LARGE) else 400
    return HttpResponse(render_to_string(f"{status}.html"), status=status)


@login_not_required
@require_safe
@never_cache
def healthz(_request: HttpRequest) -> HttpResponse:
    """This process answers. It asks nothing else, so that a slow database takes no web process away."""
    return HttpResponse("ok\n", content_type="text/plain")


@login_not_required
@require_safe
@never_cache
def readyz(_request: HttpRequest) -> JsonResponse:
    """Whether the installation can do all of its work, else 503 and which part cannot. `manage.py ready` tells more."""
    found = conditions()
    is_ready = all(condition.is_well for condition in found)
    told = {condition.name: {"well": condition.is_well, "says": condition.sentence} for condition in found}
    return JsonResponse({"ready": is_ready, "conditions": told}, status=200 if is_ready else 503)


@login_not_required
@require_safe
@cache_control(public=True, max_age=86400)
def favicon(_request: HttpRequest) -> HttpResponse:
    """For browsers and crawlers that ask without having read a page; pages name the drawing itself."""
    icon = Path(settings.BASE_DIR) / "static" / "favicon.ico"
    return HttpResponse(icon.read_bytes(), content_type="image/x-icon")

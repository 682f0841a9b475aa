"""Pictures, videos and downloads of lessons, for whoever may see the course."""

from __future__ import annotations

import re

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from django.utils.csp import CSP
from django.utils.http import quote_etag
from django.views.decorators.cache import cache_control
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from courses import api
from courses.models import LessonFile
from foundation.views import answer_with_private_file, way_out_of_chat_app
from people.api import person_asking

SHOWN_IN_PAGE = ("image/jpeg", "image/png", "image/gif", "image/webp", "video/", "text/vtt")
RANGE = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})")
LONGEST_PIECE = 2 * 1024 * 1024
YEAR = 60 * 60 * 24 * 365


@require_safe
@cache_control(private=True, max_age=YEAR, immutable=True)
@vary_on_headers("User-Agent")
@csp_override({"default-src": [CSP.NONE], "sandbox": [""], "frame-ancestors": [CSP.SELF]})
def lesson_file(request: HttpRequest, sha256: str) -> HttpResponseBase:
    """Named by its content, so it may be kept for ever. Videos are read in pieces: phones ask for ranges."""
    stored = get_object_or_404(api.lesson_files_visible_to(person_asking(request)), sha256=sha256)
    is_shown = stored.content_type.startswith(SHOWN_IN_PAGE)
    if not is_shown and (way_out := way_out_of_chat_app(request)):
        return way_out
    etag = quote_etag(sha256)
    not_modified = get_conditional_response(request, etag=etag)
    if not_modified is not None:
        return not_modified
    asked = RANGE.fullmatch(request.headers.get("Range", ""))
    try:
        wants_piece = asked and any(asked.groups()) and not settings.X_ACCEL_PREFIX
        response = _piece(stored, *asked.groups()) if asked and wants_piece else _whole(stored)
    except OSError as error:
        raise Http404 from error
    response["ETag"] = etag
    response["Accept-Ranges"] = "bytes"
    return response


def _whole(stored: LessonFile) -> HttpResponseBase:
    return answer_with_private_file(
        stored.file.storage,
        stored.file.name or "",
        as_attachment=not stored.content_type.startswith(SHOWN_IN_PAGE),
        filename=stored.name,
        content_type=stored.content_type,
    )


def _piece(stored: LessonFile, start: str, end: str) -> HttpResponse:
    """The range that was asked for, or its beginning if it is long; one outside the file is refused with the size."""
    size = stored.file.size
    first = int(start) if start else max(size - int(end), 0)
    last = min(int(end) if start and end else size - 1, size - 1, first + LONGEST_PIECE - 1)
    if first > last:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    with stored.file.open("rb") as opened:
        opened.seek(first)
        content = opened.read(last - first + 1)
    headers = {"Content-Range": f"bytes {first}-{last}/{size}"}
    return HttpResponse(content, status=206, content_type=stored.content_type, headers=headers)

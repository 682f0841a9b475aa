"""The holder's page and paper, and the page where anyone verifies a certificate."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from io import BytesIO
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from foundation.files import private_storage
from foundation.views import answer_with_private_file, way_out_of_chat_app
from people.api import person_asking, seers_of

from . import actions, queries
from .enums import PrintState
from .exports import file_name_of
from .forms import VerifyForm
from .models import Certificate
from .printing import PICTURE_EDITION, draw_picture
from .rules import can_share_certificate, status_on

View = Callable[..., HttpResponseBase]


def unlisted(view: View) -> View:
    """For pages that whoever has the address may read, and that search engines shall not keep."""

    @wraps(view)
    def answer(*args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(*args, **kwargs)
        response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        return response

    return answer


@require_safe
@cache_control(private=True, no_cache=True)
def certificate_detail(request: HttpRequest, uuid: UUID) -> HttpResponse:
    person = person_asking(request)
    certificate = get_object_or_404(queries.certificates_visible_to(person), uuid=uuid)
    context = _facts_of(certificate) | {
        "last_event": queries.events_of(certificate).first(),
        "print_state": queries.print_state_of(certificate),
        "seers": seers_of(person) if certificate.holder_person_id == person.pk else None,
        "may_share": can_share_certificate(certificate) and queries.is_held_or_led(certificate, person),
    }
    return render(request, "certificates/certificate_detail.html", context)


@require_safe
@cache_control(private=True, no_cache=True)
@vary_on_headers("User-Agent")
def certificate_pdf(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """The file; or a page that says that it is being printed (202), or that printing failed (503)."""
    certificate = get_object_or_404(queries.certificates_visible_to(person_asking(request)), uuid=uuid)
    if way_out := way_out_of_chat_app(request):
        return way_out
    printed = queries.printed_file_of(certificate)
    if printed is None:
        return _still_printing(request, certificate)
    etag = quote_etag(printed.sha256)
    if unchanged := get_conditional_response(request, etag=etag):
        return unchanged
    response = answer_with_private_file(
        private_storage(), printed.name, filename=file_name_of(certificate), content_type="application/pdf"
    )
    response["ETag"] = etag
    return response


@require_safe
@cache_control(private=True, no_cache=True)
def certificate_picture(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """For chat groups. Drawn when it is asked for: it follows from the snapshot, so nothing needs to be kept."""
    certificate = get_object_or_404(queries.certificates_visible_to(person_asking(request)), uuid=uuid)
    etag = quote_etag(f"{certificate.uuid}-{PICTURE_EDITION}")
    if unchanged := get_conditional_response(request, etag=etag):
        return unchanged
    paper = certificate.paper
    return FileResponse(
        BytesIO(draw_picture(paper, queries.drawings_of(paper))),
        as_attachment=True,
        filename=file_name_of(certificate, "png"),
        content_type="image/png",
        headers={"ETag": etag},
    )


def _still_printing(request: HttpRequest, certificate: Certificate) -> HttpResponse:
    obstacle = ""
    try:
        actions.refuse_unprintable(certificate)
    except actions.NotPrintable as error:
        obstacle = str(error)
    else:
        actions.order_print(certificate)
    has_failed = queries.print_state_of(certificate) == PrintState.FAILED
    context = _facts_of(certificate) | {"obstacle": obstacle, "has_failed": has_failed}
    status = 503 if has_failed and not obstacle else 202
    return render(request, "certificates/certificate_pdf.html", context, status=status)


@login_not_required
@require_safe
@never_cache
@unlisted
def verify(request: HttpRequest) -> HttpResponse:
    """A form; with a code, the way to its certificate."""
    if "code" not in request.GET:
        return render(request, "certificates/verify.html", {"form": VerifyForm()})
    return _show_or_ask_again(request, request.GET["code"])


@login_not_required
@require_safe
@never_cache
@unlisted
def verify_certificate(request: HttpRequest, code: str) -> HttpResponse:
    certificate = queries.certificate_opened_by(code)
    if certificate is None or certificate.code != code:
        return _show_or_ask_again(request, code)
    context = _facts_of(certificate) | {"form": VerifyForm(), "checked_at": timezone.now()}
    return render(request, "certificates/verify_certificate.html", context)


def _show_or_ask_again(request: HttpRequest, typed: str) -> HttpResponse:
    form = VerifyForm({"code": typed})
    if not form.is_valid():
        return render(request, "certificates/verify.html", {"form": form}, status=404)
    certificate = queries.certificate_opened_by(typed)
    if certificate is None:
        form.add_error("code", _("No certificate has this code. Compare it with the paper, group by group."))
        return render(request, "certificates/verify.html", {"form": form}, status=404)
    return redirect("certificates:verify_certificate", code=certificate.code)


def _facts_of(certificate: Certificate) -> dict[str, Any]:
    return {
        "certificate": certificate,
        "is_without_name": queries.is_without_name(certificate),
        "paper": certificate.paper,
        "status": status_on(certificate, timezone.localdate()),
    }

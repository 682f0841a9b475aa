"""One's own data: what is kept, what one agreed to, a file with all of it, being erased, and who looked."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from foundation.files import private_storage
from foundation.views import answer_with_private_file
from people.models import PersonalExport
from people.privacy import actions, queries
from people.signing_in.views.confirming import fresh


@require_safe
def my_data(request: Any) -> HttpResponse:
    person = request.user
    notice = queries.notice_in_force()
    consents = list(queries.consents_of(person))
    in_force = [one for one in consents if notice and one.notice_id == notice.pk and one.revoked_at is None]
    context = {
        "notice": notice,
        "read": next((one for one in in_force if not one.is_optional), None),
        "agreed": [one for one in consents if one.is_optional and one.revoked_at is None],
        "optional": "" if any(one.is_optional for one in in_force) else _optional_of(notice),
        "export": queries.exports_of(person).first(),
        "erasure": queries.erasure_waiting(person),
        "looks": queries.impersonations_of(person)[: queries.LOOKS_SHOWN],
    }
    return render(request, "people/privacy/my_data.html", context)


def _optional_of(notice: Any) -> str:
    return notice.optional_in(get_language()) if notice else ""


@require_POST
def ask_for_export(request: Any) -> HttpResponse:
    actions.ask_for_export(request.user, by=request.user)
    messages.success(request, _("Your file is being made. You get a message when it is ready."))
    return redirect("people:my_data")


@require_safe
@never_cache
def download_export(request: Any, uuid: UUID) -> HttpResponseBase:
    """For whoever asked for it and shows again who they are, as long as it is there."""
    export = get_object_or_404(queries.exports_asked_by(request.user), uuid=uuid)
    if not export.is_open:
        raise Http404
    return _sent(request, export)


@fresh
def _sent(request: Any, export: PersonalExport) -> HttpResponseBase:
    response = answer_with_private_file(
        private_storage(),
        str(export.file.name),
        filename=f"data-{export.asked_at:%Y-%m-%d}.zip",
        content_type="application/zip",
    )
    if request.method == "GET":
        actions.note_download(export, by=request.user)
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def ask_for_erasure(request: Any) -> HttpResponse:
    """First what follows from it, then the button."""
    if request.method == "POST":
        actions.ask_for_erasure(request.user)
        messages.success(request, _("An admin looks at it. Until then you can take it back."))
        return redirect("people:my_data")
    return render(request, "people/privacy/ask_for_erasure.html", {"kept_days": settings.SECURITY_LOG_DAYS})


@require_POST
def withdraw_erasure(request: Any) -> HttpResponse:
    actions.withdraw_erasure(request.user)
    messages.success(request, _("Taken back. Everything stays as it is."))
    return redirect("people:my_data")


@require_POST
def agree(request: Any) -> HttpResponse:
    try:
        actions.agree(request.user, language=get_language(), path=request.path)
    except actions.NoticeNotAccepted as error:
        messages.error(request, str(error))
    return redirect("people:my_data")


@require_POST
def revoke_consent(request: Any, uuid: UUID) -> HttpResponse:
    consent = get_object_or_404(queries.consents_of(request.user), uuid=uuid)
    try:
        actions.revoke_consent(consent)
    except actions.NoticeNotAccepted as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Taken back. It no longer holds."))
    return redirect("people:my_data")

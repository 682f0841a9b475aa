"""The notice that holds: to be read at any time by anybody, and once by everybody who signs in."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from people.privacy import actions, queries
from people.privacy.forms import ReadNoticeForm


@login_not_required
@require_safe
def privacy_notice(request: HttpRequest) -> HttpResponse:
    context = _words_of(queries.notice_in_force())
    return render(request, "people/privacy/privacy_notice.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def read_notice(request: Any) -> HttpResponse:
    """Who has read it already is sent on."""
    notice = queries.notice_in_force()
    form = ReadNoticeForm(request.POST or None)
    following = _safe(request, request.POST.get("next") or request.GET.get("next", ""))
    if notice is None or not request.user.must_read_notice:
        return redirect(following)
    if request.method == "POST" and form.is_valid() and form.cleaned_data["notice"] == notice.uuid:
        try:
            actions.read_notice(
                request.user,
                notice=notice,
                language=get_language(),
                path=request.path,
                agrees=form.cleaned_data["agrees"],
            )
        except actions.NoticeNotAccepted:
            return redirect(request.get_full_path())
        return redirect(following)
    context = _words_of(notice) | {"next": following, "is_newer": request.method == "POST"}
    return render(request, "people/privacy/read_notice.html", context)


def _words_of(notice: Any) -> dict[str, Any]:
    language = get_language()
    return {
        "notice": notice,
        "text": notice.text_in(language) if notice else "",
        "optional": notice.optional_in(language) if notice else "",
    }


def _safe(request: Any, destination: str) -> str:
    is_ours = url_has_allowed_host_and_scheme(
        destination, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return destination if is_ours else "/"

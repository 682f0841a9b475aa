from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_safe

from courses import api as courses
from people.api import Position, person_asking

from . import queries

YEAR = 60 * 60 * 24 * 365


@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    """All courses, with where the person stands, below the words of the catalogue page in their language.

    `?for=` a position shows the courses that are meant for it, or for everyone.
    """
    language = get_language()
    rows = courses.course_rows(person_asking(request), language=language)
    meant = {position for row in rows for position in row.positions}
    position = request.GET.get("for", "")
    if position in meant:
        rows = [row for row in rows if not row.positions or position in row.positions]
    context = {
        "page": queries.catalogue_in(language),
        "courses": rows,
        "positions": [choice for choice in Position.choices if choice[0] in meant],
        "position": position if position in meant else "",
    }
    return render(request, "cms/catalogue.html", context)


@login_not_required
@require_safe
@cache_control(public=True, max_age=YEAR, immutable=True)
def logo(_request: HttpRequest, digest: str) -> HttpResponse:
    """Named by its content, so it may be kept for ever, by anybody."""
    kept = queries.logo_named(digest)
    if kept is None:
        raise Http404
    return HttpResponse(bytes(kept.png), content_type="image/png")


@login_not_required
@require_safe
@never_cache
def verification_file(_request: HttpRequest, name: str) -> HttpResponse:
    """Whatever it is called, it is text."""
    file = get_object_or_404(queries.verification_files(), name=name)
    return HttpResponse(file.content, content_type="text/plain; charset=us-ascii")


@login_not_required
def sign_in_to_see(request: HttpRequest) -> HttpResponse:
    """Where Wagtail sends whoever may not see a page of the site or the admin.

    Who has signed in already is told so: signing in would lead straight back here.
    """
    if request.user.is_authenticated:
        list(messages.get_messages(request))  # taken off: Wagtail has said in its way what our page says
        raise PermissionDenied
    return redirect(f"{reverse('account_login')}?{request.GET.urlencode(safe='/')}")

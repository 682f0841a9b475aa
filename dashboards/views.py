from typing import cast
from zoneinfo import ZoneInfo

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from people.api import Language, Person

from . import queries, rules


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What to do next; who is not signed in gets the front page in their language."""
    language = get_language()
    if not request.user.is_authenticated:
        return redirect("wagtail_serve", "")
    shown = queries.home_of(request.user, language=language)
    zone = ZoneInfo(shown.memberships[0].organisation.zone) if shown.memberships else None
    now = timezone.localtime(timezone=zone)
    context = {
        "home": shown,
        "memberships": shown.memberships,
        "greeting": rules.greeting_at(now.hour),
        "today": now.date(),
    }
    return render(request, "dashboards/home.html", context)


@require_safe
def me(request: HttpRequest) -> HttpResponse:
    """One's own certificates, settings, and who sees what."""
    shown = queries.me_of(cast("Person", request.user))
    context = {
        "memberships": shown.memberships,
        "certificates": shown.certificates,
        "works_at_dealer": any(not held.organisation.is_manufacturer for held in shown.memberships),
        "languages": Language.choices,
        "is_editor": request.user.has_perm("wagtailadmin.access_admin"),
    }
    return render(request, "dashboards/me.html", context)

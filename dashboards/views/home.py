from zoneinfo import ZoneInfo

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from certificates.api import issuing_house
from dashboards import exports, queries, rules
from people.api import Language, person_asking


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
    shown = queries.me_of(person_asking(request))
    context = {
        "memberships": shown.memberships,
        "certificates": shown.certificates,
        "works_at_dealer": any(not held.organisation.is_manufacturer for held in shown.memberships),
        "seers": shown.seers,
        "languages": Language.choices,
        "is_editor": request.user.has_perm("wagtailadmin.access_admin"),
    }
    return render(request, "dashboards/me.html", context)


@login_not_required
@require_safe
@cache_control(public=True, max_age=86400)
def site_manifest(_request: HttpRequest, language: str) -> JsonResponse:
    """The language stands in the address, so that any cache may keep the answer for everybody."""
    if language not in Language.values:
        raise Http404
    manifest = exports.manifest_of(issuing_house(), language=language)
    return JsonResponse(manifest, content_type="application/manifest+json", json_dumps_params={"ensure_ascii": False})

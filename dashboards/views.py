from typing import cast
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from foundation import outbox
from foundation.models import OutboxMessage
from people.api import Language, Person, is_platform_admin

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
        "languages": Language.choices,
        "is_editor": request.user.has_perm("wagtailadmin.access_admin"),
    }
    return render(request, "dashboards/me.html", context)


@require_POST
def send_again(request: HttpRequest, pk: int) -> HttpResponse:
    """From the admin's home page: a job that was given up is tried once more."""
    person = cast("Person", request.user)
    if not is_platform_admin(person):
        raise PermissionDenied
    outbox.send_again(get_object_or_404(OutboxMessage, pk=pk), by=person)
    messages.success(request, _("It is on its way again. Look here in a minute."))
    return redirect("wagtailadmin_home")

"""One's inbox, and how one wishes to be told."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from people.asking import person_asking

from . import local_messages as local
from .actions import sending as actions
from .forms import MessageWishesForm
from .queries import messages_of, wishes_of

MESSAGES_PER_PAGE = 30


@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    person = person_asking(request)
    page = Paginator(messages_of(person), MESSAGES_PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "people/inbox.html", {"page": page, "until": timezone.now()})


@require_safe
def open_message(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Whoever follows its link has read it, in the inbox or in a mail. Then on to what it is about."""
    message = get_object_or_404(messages_of(person_asking(request)), uuid=uuid)
    if request.method == "GET":
        actions.read_message(message)
    return redirect(message.path or "people:inbox")


@require_POST
def read_all_messages(request: HttpRequest) -> HttpResponse:
    """Those that were on the page when the button was drawn, and older ones: not what came in meanwhile."""
    try:
        until = parse_datetime(request.POST.get("until", ""))
    except ValueError:
        until = None
    if until is not None and until.tzinfo:
        actions.read_all_messages(person_asking(request), until=until)
    return redirect("people:inbox")


@require_http_methods(["GET", "HEAD", "POST"])
def change_message_wishes(request: HttpRequest) -> HttpResponse:
    person = person_asking(request)
    given = request.POST if request.method == "POST" else None
    form = MessageWishesForm(given, person=person, wishes=wishes_of(person))
    if request.method == "POST" and form.is_valid():
        actions.change_message_wishes(person, **form.wishes())
        messages.success(request, _("Kept. It holds from the next message on."))
        return redirect("people:change_message_wishes")
    return render(request, "people/message_wishes.html", {"form": form})


@login_not_required
@never_cache
@require_safe
def local_messages(request: HttpRequest) -> HttpResponse:
    """All that was sent to anybody, on a machine where somebody tries the product. Elsewhere there is no such page."""
    if not local.is_shown():
        raise Http404
    return render(request, "people/local_messages.html", {"letters": local.newest_messages()})

"""The page from which one shares, and what opens when somebody follows a short link."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from people.models import ShortLink

from . import queries
from .actions import link_to
from .kinds import BehindLink, Offer, ShareKind, Subject, Teaser, share_kind_named

DAY = 24 * 60 * 60


@require_safe
def share(request: Any, kind: str, uuid: UUID) -> HttpResponse:
    """Text, link and poster, to be handed on. `?part=` opens the link there."""
    found = share_kind_named(kind)
    subject = Subject(uuid, request.GET.get("part", ""))
    offer = found.offer(request.user, subject) if found else None
    if found is None or offer is None or subject.part not in {"", *dict(offer.parts)}:
        raise Http404
    address, poster = _address_of(found, subject, offer)
    context = {
        "offer": offer,
        "address": address,
        "poster": poster,
        "text": f"{offer.text}\n{address}",
        "part": subject.part,
    }
    return render(request, "people/sharing/share.html", context)


def _address_of(kind: ShareKind, subject: Subject, offer: Offer) -> tuple[str, str]:
    """Of the thing, for the group; and of its poster."""
    if offer.address or kind.behind is None:
        return offer.address, offer.poster_url
    link = link_to(kind, subject)
    return settings.SITE_URL + link.get_absolute_url(), _poster_url(link)


def _poster_url(link: ShortLink) -> str:
    return f"{reverse('people:link_poster', args=[link.code])}?in={translation.get_language()}"


@login_not_required
@require_safe
def open_link(request: HttpRequest, code: str) -> HttpResponse:
    """On to the exact place for who may see it. Others read what is public of it, and how they come in."""
    link, behind = _behind(code)
    subject = Subject(link.object_uuid, link.part)
    place = behind.place(request.user, subject) if request.user.is_authenticated else None
    if place:
        return redirect(place)
    teaser = behind.tease(subject)
    if teaser is None or (request.user.is_authenticated and not teaser.title):
        raise Http404
    context = {
        "teaser": teaser,
        "next": link.get_absolute_url(),
        "address": settings.SITE_URL + link.get_absolute_url(),
        "preview": settings.SITE_URL + _poster_url(link) if teaser.shows_poster else "",
    }
    response = render(request, "people/sharing/open_link.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response


@login_not_required
@require_safe
def link_poster(request: HttpRequest, code: str) -> HttpResponse:
    """For who may open the link, and for anybody where its preview shows the poster. Kept by what is drawn on it."""
    link, behind = _behind(code)
    subject = Subject(link.object_uuid, link.part)
    may_open = request.user.is_authenticated and behind.place(request.user, subject)
    if not may_open and not (behind.tease(subject) or Teaser()).shows_poster:
        raise Http404
    with translation.override(_language(request)):
        poster = behind.poster(subject, settings.SITE_URL + link.get_absolute_url())
    if poster is None:
        raise Http404
    etag = quote_etag(poster.digest)
    if unchanged := get_conditional_response(request, etag=etag):
        return unchanged
    png = cache.get_or_set(f"poster:{poster.digest}", poster.draw, DAY)
    return HttpResponse(png, content_type="image/png", headers={"ETag": etag})


def _language(request: HttpRequest) -> str:
    """Of the page that shows the poster: chat apps that fetch it ask for none."""
    asked = request.GET.get("in", "")
    return asked if asked in dict(settings.LANGUAGES) else translation.get_language() or settings.LANGUAGE_CODE


def _behind(code: str) -> tuple[ShortLink, BehindLink]:
    link = queries.link_of_code(code)
    kind = share_kind_named(link.kind) if link else None
    if link is None or kind is None or kind.behind is None:
        raise Http404
    return link, kind.behind

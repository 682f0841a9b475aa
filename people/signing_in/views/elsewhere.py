"""Coming in with an account elsewhere, and linking one."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.utils import get_next_redirect_url
from allauth.socialaccount.internal.flows.connect import disconnect
from allauth.socialaccount.models import SocialAccount, SocialApp
from allauth.socialaccount.providers.base import AuthProcess
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from people.signing_in import identities

from .confirming import fresh


@login_not_required
@require_POST
def start_elsewhere(request: HttpRequest, provider: str) -> HttpResponse:
    """Whoever is signed in links; whoever is not comes in."""
    if request.user.is_authenticated:
        return _start_linking(request, provider)
    return _leave(request, provider, AuthProcess.LOGIN)


@fresh
def _start_linking(request: HttpRequest, provider: str) -> HttpResponse:
    return _leave(request, provider, AuthProcess.CONNECT)


def _leave(request: HttpRequest, key: str, process: str) -> HttpResponse:
    provider = identities.provider_of(request, key)
    if provider is None:
        raise Http404
    return provider.redirect(request, process=process, next_url=get_next_redirect_url(request))


def only_if_set_up(callback: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Allauth's views of a provider that the settings do not name are not there."""

    @login_not_required
    @never_cache
    @wraps(callback)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return callback(request, *args, **kwargs)
        except SocialApp.DoesNotExist:
            raise Http404 from None

    return answer


@require_POST
@fresh
def unlink_account(request: Any, key: int) -> HttpResponse:
    disconnect(request, get_object_or_404(SocialAccount, user=request.user, pk=key))
    return redirect("people:ways_in")

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import translate_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from .actions import persons
from .allauth_adapter import set_language_cookie
from .enums import Language


def forgotten_by_the_browser(sign_out: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Whoever signs out leaves no pages behind for the next person's back button, nor the files that came with them.

    Forbidding every page to be kept would do so too, and cost readers under way their quick answers. Only the page
    with the button is never kept: it is still open when the browser forgets the others.
    """

    @never_cache
    @wraps(sign_out)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = sign_out(request, *args, **kwargs)
        if request.method == "POST":
            response["Clear-Site-Data"] = '"cache"'
        return response

    return answer


@login_not_required
@require_POST
def change_language(request: HttpRequest) -> HttpResponse:
    """Back to `next` in the chosen language. What is no language of ours changes nothing."""
    destination = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(
        destination, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        destination = "/"
    language = request.POST.get("language", "")
    if language not in Language.values:
        return HttpResponseRedirect(destination)

    if request.user.is_authenticated:
        persons.change_language(request.user, language=language)
    response = HttpResponseRedirect(translate_url(destination, language))
    set_language_cookie(response, language)
    return response

"""Showing once more who one is, before one's ways in are changed."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.utils import get_next_redirect_url
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from people.allauth_adapter import AccountAdapter
from people.signing_in import proofs
from people.signing_in.forms import ConfirmPasswordForm

from .entering import send_to, sentence_on_too_many


def fresh[View: Callable[..., Any]](view: View) -> View:
    """For views that change how one signs in: within the last quarter of an hour one has shown who one is."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if proofs.is_fresh(request):
            return view(request, *args, **kwargs)
        back = request.path if request.method == "GET" else ""
        return redirect(f"{reverse('people:confirm_identity')}?{urlencode({'next': back})}")

    return answer  # type: ignore[return-value]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_identity(request: Any) -> HttpResponse:
    """By a code to one's own phone or e-mail, or by the password. `by` is the button that was pressed."""
    following = get_next_redirect_url(request) or reverse("people:ways_in")
    form = ConfirmPasswordForm(request.POST if request.POST.get("by") == "password" else None)
    address = {"phone": request.user.phone, "email": request.user.email}.get(request.POST.get("by"))
    if address:
        if send_to(request, address, following=following, confirms=True):
            return redirect("people:enter_code")
        messages.error(request, sentence_on_too_many())
    elif form.is_bound and form.is_valid() and _is_password_right(request, form):
        proofs.record_password(request)
        return redirect(following)
    context = {"form": form, "next": following, "has_password": request.user.has_usable_password()}
    return render(request, "people/confirm_identity.html", context)


def _is_password_right(request: Any, form: ConfirmPasswordForm) -> bool:
    """Counted as any other try to sign in."""
    person = request.user
    name = {"email": person.email} if person.email else {"phone": person.phone}
    adapter = AccountAdapter(request)
    try:
        if adapter.authenticate(request, password=form.cleaned_data["password"], **name) == person:
            return True
        form.add_error("password", adapter.error_messages["incorrect_password"])
    except ValidationError as error:
        form.add_error("password", error)
    return False

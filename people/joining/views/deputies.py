"""Who stands in for the owner, and until when: a page for the owner."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from foundation.templatetags.ui import named
from people import rules
from people.actions.deputies import DeputyNotAccepted, name_deputy, withdraw_deputy
from people.joining import queries
from people.joining.forms import DeputyForm
from people.models import Organisation, Person
from people.queries import deputies_of, people_who_can_deputise


def _dealer(person: Person, uuid: UUID) -> Organisation:
    dealer = get_object_or_404(queries.teams_visible_to(person), uuid=uuid)
    if not rules.can_name_deputy(queries.standing_at(dealer, person).roles):
        raise Http404
    return dealer


@require_http_methods(["GET", "HEAD", "POST"])
def deputies(request: Any, uuid: UUID) -> HttpResponse:
    """Naming somebody again moves their last day. `?who=` is who is chosen beforehand."""
    dealer = _dealer(request.user, uuid)
    chosen = {"person": request.GET.get("who", "")}
    form = DeputyForm(request.POST or None, initial=chosen, people=people_who_can_deputise(dealer))
    if request.method == "POST" and form.is_valid():
        try:
            name_deputy(dealer, by=request.user, **form.cleaned_data)
        except DeputyNotAccepted as error:
            form.add_error(None, str(error))
        else:
            name = named(form.cleaned_data["person"])
            messages.success(request, _("%(name)s stands in for you from now on.") % {"name": name})
            return redirect("people:deputies", uuid)
    context = {"form": form, "dealer": dealer, "deputies": deputies_of(dealer)}
    return render(request, "people/joining/deputies.html", context)


@require_POST
def end_deputy(request: Any, uuid: UUID, deputy: UUID) -> HttpResponse:
    """At once. Ending what has ended changes nothing."""
    dealer = _dealer(request.user, uuid)
    membership = deputies_of(dealer).filter(uuid=deputy).first()
    if membership is not None:
        withdraw_deputy(membership, by=request.user)
        messages.success(request, _("%(name)s no longer stands in for you.") % {"name": named(membership.person)})
    return redirect("people:deputies", uuid)

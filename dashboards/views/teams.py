"""The page of a dealer's team."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from dashboards.queries import team_page_of
from people.api import person_asking, teams_called, teams_visible_to

TEAMS_LISTED = 200


@require_safe
def team(request: HttpRequest) -> HttpResponse:
    """Of the one dealer that somebody leads; otherwise the list to choose from."""
    visible = teams_visible_to(person_asking(request))
    sought = request.GET.get("q", "").strip()
    teams = list(teams_called(visible, sought)[: TEAMS_LISTED + 1])
    if not sought and not teams:
        raise Http404
    if not sought and len(teams) == 1:
        return redirect("dashboards:team_of_dealer", teams[0].uuid)
    if sought and not teams and not visible.exists():
        raise Http404
    context = {"teams": teams[:TEAMS_LISTED], "has_more": len(teams) > TEAMS_LISTED, "sought": sought}
    return render(request, "dashboards/team.html", context)


@require_safe
def team_of_dealer(request: HttpRequest, uuid: UUID) -> HttpResponse:
    person = person_asking(request)
    dealer = get_object_or_404(teams_visible_to(person), uuid=uuid)
    return render(request, "dashboards/team_of_dealer.html", {"team": team_page_of(dealer, viewer=person)})

"""Search in courses and lessons."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from courses import api
from courses.searching.words import LONGEST_QUERY
from people.api import person_asking

from .answering import language, whole_number


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """`?q=` what to look for, `&start=` after how many that were shown before. Nothing typed shows the field alone."""
    query = request.GET.get("q", "").strip()[:LONGEST_QUERY]
    found = api.search_shown(
        person_asking(request), query, language=language(), start=whole_number(request.GET.get("start", "")) or 0
    )
    context = {
        "query": query,
        "found": found,
        "language": language(),
        "more": urlencode({"q": query, "start": str(found.next_start)}) if found.next_start else "",
    }
    return render(request, "courses/search.html", context)

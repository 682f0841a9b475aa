"""What all views of courses share: whose enrolment it is, and how scripts and plain forms are answered."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from courses import api
from courses.models import Attempt, Course, Enrolment
from people.api import person_asking

LONGEST_NUMBER = 6  # digits


def language() -> str:
    return get_language() or ""


def own_course(request: HttpRequest, uuid: UUID) -> Course:
    return get_object_or_404(api.courses_visible_to(person_asking(request)), uuid=uuid)


def own_enrolment(request: HttpRequest, course_uuid: UUID) -> Enrolment | None:
    return api.enrolment_in(person_asking(request), course_uuid)


def own_enrolment_or_404(request: HttpRequest, course_uuid: UUID) -> Enrolment:
    enrolment = own_enrolment(request, course_uuid)
    if enrolment is None:
        raise Http404
    return enrolment


def own_attempt_or_404(request: HttpRequest, uuid: UUID) -> Attempt:
    """As it is now: handed in if its time is over. Only then does it need a transaction."""
    attempt = api.attempt_of(person_asking(request), uuid)
    if attempt is None:
        raise Http404
    return api.submit_if_overdue(attempt) if attempt.is_overdue(timezone.now()) else attempt


def whole_number(text: str) -> int | None:
    """What an address says, if it is a number that anything can have."""
    return int(text) if text.isdecimal() and len(text) <= LONGEST_NUMBER else None


def wants_json(request: HttpRequest) -> bool:
    return "application/json" in request.headers.get("Accept", "")


def answer(request: HttpRequest, back: str, *, notice: str = "", status: int = 200, **facts: Any) -> HttpResponse:
    """To a script the notice and facts; to a plain form the page at `back`, which shows the notice."""
    if wants_json(request):
        return JsonResponse({"notice": notice, **facts}, status=status)
    if notice:
        level = messages.ERROR if status >= 400 else messages.SUCCESS if status == 200 else messages.WARNING
        messages.add_message(request, level, notice)
    return redirect(back)


def refuse(request: HttpRequest, back: str, error: api.CoursesError) -> HttpResponse:
    """The error's own sentence: 409 for what clashes with something saved, 400 for what cannot be taken."""
    status = 409 if isinstance(error, api.AnswerConflict) else 400
    return answer(request, back, notice=str(error), status=status)


def refuse_form(request: HttpRequest, back: str, form: Form) -> HttpResponse:
    """Only a form that was not ours gets here, or one of another version of the page."""
    sentence = _("This could not be read. Load the page again and send it once more.")
    return answer(request, back, notice=sentence, status=400, errors=form.errors.get_json_data())

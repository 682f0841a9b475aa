"""A lesson page, and what people do in it."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST, require_safe

from courses import api
from courses.enums import LessonState
from courses.forms import CheckAnswerForm, NoteForm, PlaceForm
from courses.models import Enrolment
from courses.shown import CheckResult, LessonShown
from courses.templatetags.courses_blocks import CheckAnswered
from courses.templatetags.lesson_page import lesson_parts
from foundation.templatetags.ui import clock

from .answering import (
    answer,
    language,
    own_course,
    own_enrolment,
    own_enrolment_or_404,
    refuse,
    refuse_form,
    wants_json,
)
from .etags import etag_of, has_messages

ANSWERED = "answered_check"  # in the session, from a plain form's answer to the page that shows it
FIELD, TICKS = "n-", "ticked"


def _shown_or_404(request: Any, enrolment: Enrolment, lesson_key: UUID) -> LessonShown:
    """An admin who looks as somebody sees none of what that person noted."""
    try:
        own = request.seen_as is None
        return api.lesson_shown(enrolment, lesson_key=lesson_key, language=language(), with_notes=own)
    except api.LessonNotInCourse as error:
        raise Http404 from error


@require_safe
@cache_control(private=True, must_revalidate=True, max_age=0)
def lesson_detail(request: HttpRequest, uuid: UUID, lesson_key: UUID) -> HttpResponse:
    """Who has not started the course is led to its outline, where it starts."""
    enrolment = own_enrolment(request, uuid)
    if enrolment is None:
        return redirect(own_course(request, uuid))
    answered = _taken_from_session(request, lesson_key)
    lesson = _shown_or_404(request, enrolment, lesson_key)
    etag = etag_of(request, api.lesson_etag(enrolment, lesson, language=language()))
    is_repeatable = answered is None and not has_messages(request)
    not_modified = get_conditional_response(request, etag=etag) if is_repeatable else None
    if not_modified is not None:
        return not_modified
    context = {
        "lesson": lesson,
        "answered": answered,
        "parts": lesson_parts(lesson),
        "end": lesson.end,
        "is_done": lesson.state == LessonState.DONE,
    }
    response = render(request, "courses/lesson_detail.html", context)
    if is_repeatable:
        response["ETag"] = etag
    return response


def _url(uuid: UUID, lesson_key: UUID, anchor: str = "") -> str:
    return reverse("courses:lesson_detail", args=[uuid, lesson_key]) + (f"#{anchor}" if anchor else "")


@require_POST
def complete_lesson(request: HttpRequest, uuid: UUID, lesson_key: UUID) -> HttpResponse:
    enrolment = own_enrolment_or_404(request, uuid)
    back = _url(uuid, lesson_key, "lesson-end")
    try:
        api.complete_lesson(enrolment, lesson_key=lesson_key, language=language())
    except api.LessonNotInCourse as error:
        raise Http404 from error
    except api.LessonHasOpenQuestions as error:
        return refuse(request, back, error)
    return answer(request, back)


@require_POST
def answer_check_question(request: HttpRequest, uuid: UUID, lesson_key: UUID) -> HttpResponse:
    enrolment = own_enrolment_or_404(request, uuid)
    form = CheckAnswerForm(request.POST)
    if not form.is_valid():
        return refuse_form(request, _url(uuid, lesson_key), form)
    anchor = f"check-{form.cleaned_data['question_key'].partition(':')[2]}"
    back = _url(uuid, lesson_key, anchor)
    try:
        result = api.answer_check_question(enrolment, lesson_key=lesson_key, language=language(), **form.cleaned_data)
    except api.LessonNotInCourse as error:
        raise Http404 from error
    except api.CoursesError as error:
        return refuse(request, back, error)
    answered = CheckAnswered(tuple(form.cleaned_data["given"]), result)
    if wants_json(request):
        lesson = _shown_or_404(request, own_enrolment_or_404(request, uuid), lesson_key)
        return answer(request, back, is_right=result.is_right, parts=_parts(request, lesson, answered, anchor))
    request.session[ANSWERED] = {"lesson": str(lesson_key), "given": answered.given, "result": asdict(result)}
    return redirect(back)


def _taken_from_session(request: HttpRequest, lesson_key: UUID) -> CheckAnswered | None:
    if request.session.get(ANSWERED, {}).get("lesson") != str(lesson_key):
        return None
    kept = request.session.pop(ANSWERED)
    return CheckAnswered(tuple(kept["given"]), CheckResult(**kept["result"]))


def _parts(request: HttpRequest, lesson: LessonShown, answered: CheckAnswered, anchor: str) -> dict[str, str]:
    """The question with its feedback, and the end of the lesson, which may be done now."""
    block = next(block for block in lesson.blocks if f"check-{block['id']}" == anchor)
    context = {"lesson": lesson, "answered": answered, "block": block}
    check = render_to_string("courses/blocks/check_question.html", context, request=request)
    ends = {
        "lesson-end": "courses/parts/lesson_end.html",
        "lesson-ends": "courses/parts/lesson_ends.html",
    }
    drawn = {place: render_to_string(name, {"lesson": lesson.end}, request=request) for place, name in ends.items()}
    return {anchor: check, **drawn}


@require_POST
def keep_note(request: HttpRequest, uuid: UUID, lesson_key: UUID, block_id: str) -> HttpResponse:
    enrolment = own_enrolment_or_404(request, uuid)
    back = _url(uuid, lesson_key, block_id)
    form = NoteForm.from_fields(_fields(request.POST))
    if not form.is_valid():
        return refuse_form(request, back, form)
    try:
        api.keep_note(enrolment, lesson_key=lesson_key, block_id=block_id, value=form.cleaned_data["value"])
    except api.LessonNotInCourse as error:
        raise Http404 from error
    except api.CoursesError as error:
        return refuse(request, back, error)
    if wants_json(request):
        return answer(request, back, notice=_("Saved %(time)s") % {"time": clock(timezone.now())})
    return redirect(back)


def _fields(posted: QueryDict) -> dict[str, Any]:
    """A checklist says so; all else are a calculator's fields, whose names begin with a mark of their own."""
    if "checklist" in posted:
        return {TICKS: posted.getlist(TICKS)}
    return {name.removeprefix(FIELD): str(text) for name, text in posted.items() if name.startswith(FIELD)}


@require_POST
def keep_place(request: HttpRequest, uuid: UUID, lesson_key: UUID) -> HttpResponse:
    enrolment = own_enrolment_or_404(request, uuid)
    form = PlaceForm(request.POST)
    if not form.is_valid():
        return refuse_form(request, _url(uuid, lesson_key), form)
    try:
        api.keep_place(enrolment, lesson_key=lesson_key, section=form.cleaned_data["section"])
    except api.LessonNotInCourse as error:
        raise Http404 from error
    return answer(request, _url(uuid, lesson_key, form.cleaned_data["section"]))

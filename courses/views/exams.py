"""An exam: its rules, an attempt at it, and what came of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from certificates.api import Certificate, certificates_held_by
from courses import api
from courses.forms import ExamAnswerForm, FlagForm
from courses.models import Attempt
from courses.shown import ResultShown
from foundation.templatetags.ui import clock
from people.api import person_asking, seers_of

from .answering import (
    answer,
    language,
    own_attempt_or_404,
    own_course,
    own_enrolment,
    own_enrolment_or_404,
    refuse,
    refuse_form,
    wants_json,
    whole_number,
)
from .exam_words import ExamWords

HAND_IN = "hand-in"
FRESH = timedelta(minutes=2)


@require_safe
@cache_control(private=True, no_cache=True)
def exam_detail(request: HttpRequest, uuid: UUID) -> HttpResponse:
    enrolment = own_enrolment(request, uuid)
    if enrolment is None:
        return redirect(own_course(request, uuid))
    try:
        exam = api.exam_shown(enrolment, language=language())
    except api.CourseHasNoExam as error:
        raise Http404 from error
    passed = next((attempt for attempt in exam.attempts if attempt.is_passed), None)
    return render(request, "courses/exam_detail.html", {"exam": exam, "passed": passed})


@require_POST
def start_attempt(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A double click finds the attempt that the first one began."""
    enrolment = own_enrolment_or_404(request, uuid)
    try:
        attempt = api.start_attempt(enrolment)
    except api.CourseHasNoExam as error:
        raise Http404 from error
    except api.ExamLocked as error:
        return refuse(request, reverse("courses:exam_detail", args=[uuid]), error)
    return redirect("courses:attempt_detail", uuid=attempt.uuid)


@require_safe
@never_cache
def attempt_detail(request: HttpRequest, uuid: UUID) -> HttpResponse:
    attempt = own_attempt_or_404(request, uuid)
    if not attempt.is_open:
        return redirect("courses:attempt_result", uuid=uuid)
    shown = api.attempt_shown(attempt, language=language(), number=whole_number(request.GET.get("q", "")))
    context = {
        "attempt": shown,
        "words": ExamWords(shown),
        "percent": 100 * shown.answered_count / len(shown.questions),
        "total": len(shown.questions),
        "now": timezone.now(),
        "client_uuid": uuid4(),
        "language": language(),
    }
    return render(request, "courses/attempt_detail.html", context)


@require_POST
def answer_exam_question(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """An answer, a mark to look at a question again, or both: a plain form sends all that is on its page."""
    attempt = own_attempt_or_404(request, uuid)
    has_answer, has_flag = "sequence" in request.POST, "is_flagged" in request.POST or "with_flag" in request.POST
    back = _next_page(uuid, request.POST.get("go", ""))
    try:
        facts = {} if has_flag and not has_answer else _saved(attempt, request)
        if has_flag and attempt.is_open:
            _flag(attempt, request)
    except api.CoursesError as error:
        return refuse(request, back, error)
    except FormNotUnderstood as error:
        return refuse_form(request, back, error.form)
    if not attempt.is_open:
        facts["url"] = reverse("courses:attempt_result", args=[uuid])
    if wants_json(request):
        return answer(request, back, now=timezone.now().isoformat(), **facts)
    return answer(request, back, notice=facts.get("notice", ""), status=200 if facts.get("counts", True) else 202)


class FormNotUnderstood(Exception):
    def __init__(self, form: ExamAnswerForm | FlagForm) -> None:
        super().__init__(form.errors.as_text())
        self.form = form


def _saved(attempt: Attempt, request: HttpRequest) -> dict[str, Any]:
    form = ExamAnswerForm(request.POST)
    if not form.is_valid():
        raise FormNotUnderstood(form)
    saved = api.answer_exam_question(attempt, **form.cleaned_data)
    return asdict(saved) | {"saved_at": clock(saved.saved_at)}


def _flag(attempt: Attempt, request: HttpRequest) -> None:
    form = FlagForm(request.POST)
    if not form.is_valid():
        raise FormNotUnderstood(form)
    api.flag_question(attempt, **form.cleaned_data)


def _next_page(uuid: UUID, go: str) -> str:
    if go == HAND_IN:
        return reverse("courses:submit_attempt", args=[uuid])
    page = reverse("courses:attempt_detail", args=[uuid])
    number = whole_number(go)
    return page if number is None else f"{page}?q={number}"


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def submit_attempt(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """First what is still open, then the handing in. Handed in twice is handed in once."""
    attempt = own_attempt_or_404(request, uuid)
    if request.method == "POST":
        api.submit_attempt(attempt, language=language())
        return redirect("courses:attempt_result", uuid=uuid)
    if not attempt.is_open:
        return redirect("courses:attempt_result", uuid=uuid)
    shown = api.attempt_shown(attempt, language=language())
    context = {
        "attempt": shown,
        "words": ExamWords(shown),
        "percent": 100 * shown.answered_count / len(shown.questions),
        "open_rows": [
            (row, question.prompt)
            for row, question in zip(shown.overview, shown.questions, strict=True)
            if row.is_flagged or not row.is_answered
        ],
    }
    return render(request, "courses/submit_attempt.html", context)


@dataclass(frozen=True)
class LessonToRepeat:
    key: UUID
    number: int
    title: str
    minutes: int
    wrong: int


@require_safe
@never_cache
def attempt_result(request: HttpRequest, uuid: UUID) -> HttpResponse:
    attempt = own_attempt_or_404(request, uuid)
    if attempt.is_open:
        return redirect("courses:attempt_detail", uuid=uuid)
    result = api.result_shown(attempt, language=language())
    context = {
        "result": result,
        "wrong_rows": [row for row in result.rows if not row.is_right],
        "wrong_lessons": _lessons_to_repeat(result),
        "certificate": _certificate(request, result),
        "card": api.home_shown(person_asking(request), language=language())[0] if result.is_course_done else None,
        "is_fresh": timezone.now() - result.submitted_at < FRESH,
        "seers": seers_of(person_asking(request)),
    }
    return render(request, "courses/attempt_result.html", context)


def _lessons_to_repeat(result: ResultShown) -> list[LessonToRepeat]:
    wrong = [row.lesson for row in result.rows if row.lesson and not row.is_right]
    counts = Counter(lesson.key for lesson in wrong)
    lessons = {lesson.key: lesson for lesson in wrong}
    return [
        LessonToRepeat(lesson.key, lesson.number, lesson.title, lesson.minutes, counts[lesson.key])
        for lesson in sorted(lessons.values(), key=lambda lesson: lesson.number)
    ]


def _certificate(request: HttpRequest, result: ResultShown) -> Certificate | None:
    if result.certificate_uuid is None:
        return None
    return certificates_held_by(person_asking(request)).filter(uuid=result.certificate_uuid).first()

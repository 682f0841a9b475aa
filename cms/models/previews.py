"""What editors see before they publish: the learners' own templates over what they are writing. Nothing is stored."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from django.http import HttpRequest, HttpResponse  # noqa: TID251 a page previews itself
from django.template.response import TemplateResponse
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from wagtail.models import PreviewableMixin

from cms.compiling import compile_course, compile_lesson
from cms.sources import sources_of
from cms.workshop import CannotCompile
from courses.api import CompiledCourse, Course, QuestionKind, course_of_key, course_shown
from people.api import Person

WAITING, RELEASED = "", "released"


class LessonPreview(PreviewableMixin):
    """A lesson as learners will read it, from the form as it stands."""

    preview_modes = [("", _("As learners see it"))]

    def serve_preview(self, request: HttpRequest, _mode_name: str) -> HttpResponse:
        with translation.override(self.locale.language_code):
            lesson = compile_lesson(self, keep_files=False)
            context = {"page": self, "compiled": lesson, "course": self.get_parent() if self.path else None}
            return TemplateResponse(request, "cms/previews/lesson.html", context).render()


class CoursePreview(PreviewableMixin):
    """A course with all that is published of it, and as it is released now."""

    preview_modes = [(WAITING, _("With what waits")), (RELEASED, _("As released"))]

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        language = self.locale.language_code
        with translation.override(language):
            outline = self._released(request, language) if mode_name == RELEASED else self._with_what_waits(language)
            context = {"page": self, "mode": mode_name, **outline}
            return TemplateResponse(request, "cms/previews/course.html", context).render()

    def _released(self, request: HttpRequest, language: str) -> dict[str, Any]:
        try:
            course = course_of_key(self.translation_key)
        except Course.DoesNotExist:
            return {"refusal": _("This course has not been released yet.")}
        editor = cast("Person", request.user)  # the admin lets nobody else in
        outline = course_shown(course, editor, language=language).outline
        questions = outline.exam.question_count if outline.exam else 0
        return {"words": outline, "units": _units(outline.lessons), "question_count": questions}

    def _with_what_waits(self, language: str) -> dict[str, Any]:
        """The words are those of the form; lessons and questions are what is published."""
        sources = sources_of(self) if self.pk else None
        try:
            compiled = compile_course(sources, keep_files=False) if sources else None
        except CannotCompile as error:
            return {"words": self, "refusal": str(error)}
        lessons = _in_language(compiled, language) if compiled else []
        questions = len({question.key for question in compiled.questions}) if compiled else 0
        return {"words": self, "units": _units(lessons), "question_count": questions}


def _in_language(compiled: CompiledCourse, language: str) -> list[Any]:
    """One of each lesson: in this language if it is there, else in the one it was written in."""
    chosen: dict[Any, Any] = {}
    for lesson in compiled.lessons:
        if lesson.key not in chosen or lesson.language == language:
            chosen[lesson.key] = lesson
    return list(chosen.values())


def _units(lessons: Iterable[Any]) -> list[tuple[str, list[tuple[int, Any]]]]:
    """[(title of the unit, [(number, lesson), …]), …]"""
    units: list[tuple[str, list[tuple[int, Any]]]] = []
    for number, lesson in enumerate(lessons, start=1):
        if lesson.unit or not units:
            units.append((lesson.unit, []))
        units[-1][1].append((number, lesson))
    return units


class QuestionPreview(PreviewableMixin):
    """An exam question as it is asked, and with its answer as the feedback shows it."""

    preview_modes = [("", _("As it is asked")), ("answer", _("With its answer"))]

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        with translation.override(self.locale.language_code):
            context = {"question": self, "choices": self._choices_shown(), "shows_answer": mode_name == "answer"}
            return TemplateResponse(request, "cms/previews/question.html", context).render()

    def _choices_shown(self) -> list[dict[str, Any]]:
        if self.kind == QuestionKind.TRUE_FALSE:
            return [
                {"text": translation.gettext("True"), "is_right": self.is_true, "feedback": ""},
                {"text": translation.gettext("False"), "is_right": not self.is_true, "feedback": ""},
            ]
        return [child.value for child in self.choices] if self.kind != QuestionKind.NUMERIC else []

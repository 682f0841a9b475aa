"""What editors see before they publish: the learners' own templates over what they are writing. Nothing is stored."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse  # noqa: TID251 a page previews itself
from django.template.response import TemplateResponse
from django.utils import translation
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.models import PreviewableMixin

from cms.compiling import compile_course, compile_lesson
from cms.sources import sources_of
from cms.workshop import CannotCompile
from courses.api import CompiledCourse, Course, QuestionKind, course_of_key, course_rows, course_shown
from people.api import person_asking

RELEASED, LEARNERS, ANSWER = "released", "learners", "answer"
IN_LANGUAGE = {"zh-hans": _("In Chinese"), "en": _("In English")}

type Modes = list[tuple[str, Any]]


class Preview(PreviewableMixin):
    """On a phone first, as learners read. Each mode is there in the page's own language and in the other one.

    In the other language it is what people would read who chose that: the newest draft of the translation, or these
    words with a label, where there is none.
    """

    views: Modes = [("", _("As learners see it"))]

    preview_sizes = [
        {"name": "phone", "icon": "mobile-alt", "device_width": 390, "label": _("On a phone")},
        {"name": "tablet", "icon": "tablet-alt", "device_width": 768, "label": _("On a tablet")},
        {"name": "desktop", "icon": "desktop", "device_width": 1280, "label": _("On a computer")},
    ]

    @property
    def preview_modes(self) -> Modes:
        """Named `released` and `released@en`."""
        other = next((code for code in IN_LANGUAGE if code != self.locale.language_code), None)
        if other is None:
            return self.views
        named = [(f"{name}@{other}", format_lazy("{} · {}", label, IN_LANGUAGE[other])) for name, label in self.views]
        return [*self.views, *named]

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        view, _at, language = mode_name.partition("@")
        shown = in_language(self, language) if language else self
        with translation.override(language or self.locale.language_code):
            is_fallback = bool(language) and shown.locale.language_code != language
            return shown.preview_response(request, view, {"page": shown, "is_fallback": is_fallback}).render()

    def preview_response(self, request: HttpRequest, view: str, context: dict[str, Any]) -> TemplateResponse:
        raise NotImplementedError


def in_language(written: Any, language: str) -> Any:
    """The newest draft of the translation, or what is there."""
    found = written.get_translations().filter(locale__language_code=language) if written.pk else None
    if found is not None and hasattr(written, "alias_of_id"):
        found = found.filter(alias_of__isnull=True)
    translated = found.first() if found is not None else None
    return translated.get_latest_revision_as_object() if translated else written


class LessonPreview(Preview):
    """A lesson as learners will read it, from the form as it stands."""

    def preview_response(self, request: HttpRequest, view: str, context: dict[str, Any]) -> TemplateResponse:  # noqa: ARG002 there is one view
        course = self.get_parent() if self.path else None
        context |= {"compiled": compile_lesson(self, keep_files=False), "course": course}
        return TemplateResponse(request, "cms/previews/lesson.html", context)


class CoursePreview(Preview):
    """A course with all that is published of it, and as it is released now."""

    views = [("", _("With what waits")), (RELEASED, _("As released"))]

    def preview_response(self, request: HttpRequest, view: str, context: dict[str, Any]) -> TemplateResponse:
        language = translation.get_language()
        outline = self._released(request, language) if view == RELEASED else self._with_what_waits(language)
        return TemplateResponse(request, "cms/previews/course.html", context | {"view": view} | outline)

    def _released(self, request: HttpRequest, language: str) -> dict[str, Any]:
        try:
            course = course_of_key(self.translation_key)
        except Course.DoesNotExist:
            return {"refusal": _("This course has not been released yet.")}
        editor = person_asking(request)  # the admin lets nobody else in
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


class QuestionPreview(Preview):
    """An exam question as it is asked, and with its answer as the feedback shows it."""

    views = [("", _("As it is asked")), (ANSWER, _("With its answer"))]

    def preview_response(self, request: HttpRequest, view: str, context: dict[str, Any]) -> TemplateResponse:
        context |= {"question": self, "choices": self._choices_shown(), "shows_answer": view == ANSWER}
        return TemplateResponse(request, "cms/previews/question.html", context)

    def _choices_shown(self) -> list[dict[str, Any]]:
        if self.kind == QuestionKind.TRUE_FALSE:
            return [
                {"text": translation.gettext("True"), "is_right": self.is_true, "feedback": ""},
                {"text": translation.gettext("False"), "is_right": not self.is_true, "feedback": ""},
            ]
        return [child.value for child in self.choices] if self.kind != QuestionKind.NUMERIC else []


class FrontPreview(Preview):
    views = [("", _("For people who are not signed in"))]

    def preview_response(self, request: HttpRequest, view: str, context: dict[str, Any]) -> TemplateResponse:  # noqa: ARG002 there is one view
        return TemplateResponse(request, self.template, self.get_context(request) | context)


class CataloguePreview(Preview):
    views = [("", _("For people who are not signed in")), (LEARNERS, _("For learners"))]

    def preview_response(self, request: HttpRequest, view: str, context: dict[str, Any]) -> TemplateResponse:
        if view != LEARNERS:
            return TemplateResponse(request, self.template, self.get_context(request) | context)
        rows = course_rows(person_asking(request), language=translation.get_language())
        return TemplateResponse(request, "cms/catalogue.html", context | {"courses": rows})

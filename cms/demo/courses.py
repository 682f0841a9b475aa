"""Front page, catalogue, courses with their lessons and exams, from files to pages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from cms.blocks import LessonStreamBlock
from cms.models import CataloguePage, CoursePage, ExamQuestion, FrontPage, LessonPage
from courses.api import Feedback, QuestionKind
from people.api import Position

from .blocks import Writer, stable_id
from .files import LANGUAGES, Node, read
from .media import Media
from .pages import WRITTEN, Desk, Fields

type Words = dict[str, Fields]  # the fields of a page in each language


def load_site(desk: Desk, path: Path) -> None:
    file = read(path)
    front, catalogue = file.table("front_page"), file.table("catalogue")
    words = _texts(front, "title", "headline", "introduction")
    for language, fields in words.items():
        fields["points"] = [_point(node, index, language) for index, node in enumerate(front.tables("point"))]
    _bring(desk, FrontPage.objects.get(locale=desk.locales[WRITTEN]), words, front)
    words = _texts(catalogue, "title", "introduction")
    _bring(desk, CataloguePage.objects.get(locale=desk.locales[WRITTEN]), words, catalogue)
    for node in (front, catalogue, file):
        node.refuse_unknown()


def load_course(desk: Desk, folder: Path) -> CoursePage:
    """Lessons and questions first, in both languages, then the course: that is its first version, with everything."""
    file = read(folder / "course.toml")
    key = file.get("key", str)
    catalogue = CataloguePage.objects.get(locale=desk.locales[WRITTEN])
    course = _page(CoursePage, stable_id("course", key), desk, slug=key)
    words = _course_words(file)
    is_new = desk.draft(course, words[WRITTEN], file, parent=catalogue)
    names = file.get("lessons", list)
    file.refuse_unknown()
    course = CoursePage.objects.get(pk=course.pk)
    media = Media(folder / "files", uploaded_by=desk.staff.editor)
    lessons = {name: _load_lesson(desk, course, read(folder / f"{name}.toml"), key, name, media) for name in names}
    _load_exam(desk, course, read(folder / "exam.toml"), key, lessons)
    if is_new or not course.live:
        desk.approve(course)
    desk.translate(course, words, file)
    return CoursePage.objects.get(pk=course.pk)


def _bring(desk: Desk, page: Any, words: Words, node: Node) -> None:
    """A page that is there already."""
    if desk.draft(page, words[WRITTEN], node) or page.live_revision is None:
        desk.publish(type(page).objects.get(pk=page.pk))
    desk.translate(page, words, node)


def _page(model: Any, key: Any, desk: Desk, *, slug: str) -> Any:
    locale = desk.locales[WRITTEN]
    existing = model.objects.filter(translation_key=key, locale=locale).first()
    return existing or model(translation_key=key, locale=locale, slug=slug, live=False)


def _texts(node: Node, *names: str) -> Words:
    texts = {name: node.text(name) for name in names}
    return {language: {name: text[language] for name, text in texts.items()} for language in LANGUAGES}


def _point(node: Node, index: int, language: str) -> dict[str, Any]:
    value = {name: node.text(name)[language] for name in ("title", "text")}
    node.refuse_unknown()
    return {"type": "point", "value": value, "id": str(stable_id("front page", index))}


def _course_words(file: Node) -> Words:
    words = _texts(file, "title", "ask", "introduction", "cover", "cover_note", "outcome")
    exam, certificate = file.table("exam"), file.table("certificate")
    positions = file.get("positions", list)
    if set(positions) - set(Position.values):
        raise file.error(f"only {', '.join(Position.values)}.", "positions")
    rules = {name: exam.get(name, int) for name in ("pass_mark", "attempts_allowed", "minutes")}
    rules |= {name: exam.get(name, bool) for name in ("shuffle_questions", "shuffle_choices")}
    rules["feedback"] = exam.get("feedback", str)
    if rules["feedback"] not in Feedback.values:
        raise exam.error(f"only {', '.join(Feedback.values)}.", "feedback")
    rules |= {"positions": positions, "gives_certificate": True, "valid_months": certificate.get("valid_months", int)}
    for node in (exam, certificate):
        node.refuse_unknown()
    return {language: fields | rules for language, fields in words.items()}


def _load_lesson(desk: Desk, course: CoursePage, file: Node, key: str, name: str, media: Media) -> LessonPage:
    words = _texts(file, "title", "sum", "sum_note")
    units = file.text("unit", "")
    for language, fields in words.items():
        body = Writer(language, media).stream(LessonStreamBlock(), file.tables("block"), "course", key, name)
        fields.update(unit=units[language], minutes=file.get("minutes", int), body=body)
    file.refuse_unknown()
    lesson = _page(LessonPage, stable_id("course", key, name), desk, slug=name)
    if desk.draft(lesson, words[WRITTEN], file, parent=course) or not lesson.live:
        desk.approve(lesson)
    desk.translate(lesson, words, file)
    return LessonPage.objects.get(pk=lesson.pk)


def _load_exam(desk: Desk, course: CoursePage, file: Node, key: str, lessons: dict[str, LessonPage]) -> None:
    for node in file.tables("question"):
        words = _question_words(node, course, key, lessons)
        question_key = stable_id("course", key, "exam", node.get("key", str))
        existing = ExamQuestion.objects.filter(translation_key=question_key, locale=desk.locales[WRITTEN]).first()
        question = existing or ExamQuestion(translation_key=question_key, locale=desk.locales[WRITTEN], live=False)
        node.refuse_unknown()
        if desk.draft(question, words[WRITTEN], node) or not question.live:
            desk.publish(ExamQuestion.objects.get(pk=question.pk))
        desk.translate(question, words, node)
    file.refuse_unknown()


def _question_words(node: Node, course: CoursePage, key: str, lessons: dict[str, LessonPage]) -> Words:
    name = node.get("lesson", str, None)
    if name is not None and name not in lessons:
        raise node.error(f"the course has no lesson “{name}”.", "lesson")
    kind = node.get("kind", str)
    if kind not in QuestionKind.values:
        raise node.error(f"only {', '.join(QuestionKind.values)}.", "kind")
    words = _texts(node, "prompt", "explanation")
    units = node.text("unit", "")
    rules = {
        "kind": kind,
        "course": course,
        "lesson": lessons.get(name),
        "is_true": node.get("is_true", bool, default=False),
        "answer": node.get("answer", (int, float), None),
        "tolerance": node.get("tolerance", (int, float), 0),
    }
    rules |= {name: str(rules[name]) for name in ("answer", "tolerance") if rules[name] is not None}
    for language, fields in words.items():
        fields.update(rules, unit=units[language], choices=_choices(node, key, language))
    return words


def _choices(node: Node, key: str, language: str) -> list[dict[str, Any]]:
    written = []
    for choice in node.tables("choice"):
        name = choice.get("key", str)
        value = {
            "text": choice.text("text")[language],
            "is_right": choice.get("is_right", bool),
            "feedback": choice.text("feedback", "")[language],
        }
        choice.refuse_unknown()
        block_id = stable_id("course", key, "exam", node.get("key", str), name)
        written.append({"type": "choice", "value": value, "id": str(block_id)})
    return written

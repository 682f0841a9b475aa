"""Front page, catalogue, courses with their lessons and exams, from files to pages.

What a file says is put together by the same functions twice: once to look whether all of it is right, with a `Shelf`
that only looks for files, and once to bring it in.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from cms.blocks import LessonStreamBlock, question_problems
from cms.enums import Outcome
from cms.models import CataloguePage, CoursePage, ExamQuestion, FrontPage, LessonPage, Publication
from courses.api import Course, Feedback, QuestionKind, course_of_key
from people.api import Position

from .blocks import Files, Writer, stable_id
from .files import LANGUAGES, Node, read, refuse_doubles
from .media import Media, Shelf
from .pages import WRITTEN, Desk, Words, refuse_unfit

EXAM_NUMBERS = ("pass_mark", "attempts_allowed", "minutes")
EXAM_SWITCHES = ("shuffle_questions", "shuffle_choices")


class SiteFile:
    """The words of the front page and the catalogue."""

    def __init__(self, path: Path, problems: list[str]) -> None:
        self.file = read(path, problems)

    def check(self) -> None:
        refuse_unfit(FrontPage, self._front_words(), self.file.table("front_page"))
        refuse_unfit(CataloguePage, self._catalogue_words(), self.file.table("catalogue"))
        self.file.refuse_unknown()

    def load(self, desk: Desk) -> None:
        for model, words in ((FrontPage, self._front_words()), (CataloguePage, self._catalogue_words())):
            page = model.objects.get(locale=desk.locales[WRITTEN])
            if desk.draft(page, words[WRITTEN], self.file) or page.live_revision is None:
                desk.publish(model.objects.get(pk=page.pk))
            desk.translate(page, words, self.file)

    def _front_words(self) -> Words:
        node = self.file.table("front_page")
        words = _texts(node, "title", "headline", "introduction")
        for language, fields in words.items():
            fields["points"] = [_point(each, index, language) for index, each in enumerate(node.tables("point"))]
        node.refuse_unknown()
        return words

    def _catalogue_words(self) -> Words:
        node = self.file.table("catalogue")
        words = _texts(node, "title", "introduction")
        node.refuse_unknown()
        return words


class CourseFolder:
    """One course: its own file, its lessons' and its exam's."""

    def __init__(self, folder: Path, problems: list[str]) -> None:
        self.folder = folder
        self.file = read(folder / "course.toml", problems)
        self.key = self.file.get("key", str)
        names = [name for name in self.file.get("lessons", list) if isinstance(name, str)]
        self.lessons = {name: read(folder / f"{name}.toml", problems) for name in names}
        self.exam = read(folder / "exam.toml", problems)
        self.questions = self.exam.tables("question")

    def check(self) -> None:
        if not self.lessons or len(self.lessons) != len(self.file.get("lessons", list)):
            self.file.refuse("names the files of its lessons, each once, without “.toml”.", "lessons")
        refuse_unfit(CoursePage, self._course_words(), self.file, slug=self.key)
        shelf = Shelf(self.folder / "files")
        for name, file in self.lessons.items():
            refuse_unfit(LessonPage, self._lesson_words(name, shelf), file, slug=name)
        refuse_doubles(self.questions)
        for node in self.questions:
            self._check_question(node)
        self.exam.refuse_unknown()

    def load(self, desk: Desk) -> Course:
        """Lessons and questions first, both languages, then the course: that is its first version, with everything."""
        catalogue = CataloguePage.objects.get(locale=desk.locales[WRITTEN])
        course = _page(CoursePage, stable_id("course", self.key), desk, slug=self.key)
        words = self._course_words()
        is_new = desk.draft(course, words[WRITTEN], self.file, parent=catalogue)
        course = CoursePage.objects.get(pk=course.pk)
        media = Media(self.folder / "files", uploaded_by=desk.staff.editor)
        lessons = {name: self._load_lesson(desk, course, name, media) for name in self.lessons}
        for node in self.questions:
            self._load_question(desk, node, course, lessons)
        if is_new or not course.live:
            desk.approve(course)
        desk.translate(course, words, self.file)
        self._refuse_unreleased()
        return course_of_key(course.translation_key)

    def _refuse_unreleased(self) -> None:
        """What was compiled from the pages may still be what nobody could take."""
        refused = Publication.objects.filter(
            course_key=stable_id("course", self.key), outcome=Outcome.REFUSED
        ).order_by("pk")
        for publication in refused:
            raise self.file.error(f"“{publication.title}” was published and could not go out: {publication.reason}")

    def _course_words(self) -> Words:
        file = self.file
        words = _texts(file, "title", "ask", "introduction", "cover", "cover_note", "outcome")
        exam, certificate = file.table("exam"), file.table("certificate")
        positions = file.get("positions", list)
        if set(map(str, positions)) - set(Position.values):
            file.refuse(f"only {', '.join(Position.values)}.", "positions")
        rules: dict[str, Any] = {name: exam.get(name, int) for name in EXAM_NUMBERS}
        rules |= {name: exam.get(name, bool) for name in EXAM_SWITCHES}
        rules["feedback"] = exam.one_of("feedback", Feedback.values)
        months = certificate.get("valid_months", int)
        rules |= {"positions": positions, "gives_certificate": True, "valid_months": months}
        rules["is_open_to_joiners"] = file.get("is_open_to_joiners", bool, default=False)
        for node in (exam, certificate, file):
            node.refuse_unknown()
        return {language: fields | rules for language, fields in words.items()}

    def _lesson_words(self, name: str, files: Files) -> Words:
        file = self.lessons[name]
        words = _texts(file, "title", "sum", "sum_note")
        units, minutes = file.text("unit", ""), file.get("minutes", int)
        blocks = file.tables("block")
        refuse_doubles(blocks)
        for language, fields in words.items():
            body = Writer(language, files).stream(LessonStreamBlock(), blocks, "course", self.key, name)
            fields.update(unit=units[language], minutes=minutes, body=body)
        file.refuse_unknown()
        return words

    def _load_lesson(self, desk: Desk, course: CoursePage, name: str, media: Media) -> LessonPage:
        words, file = self._lesson_words(name, media), self.lessons[name]
        file.raise_noted()
        lesson = _page(LessonPage, stable_id("course", self.key, name), desk, slug=name)
        if desk.draft(lesson, words[WRITTEN], file, parent=course) or not lesson.live:
            desk.approve(lesson)
        desk.translate(lesson, words, file)
        return LessonPage.objects.get(pk=lesson.pk)

    def _check_question(self, node: Node) -> None:
        name = node.get("lesson", str, None)
        if name is not None and name not in self.lessons:
            node.refuse(f"the course has no lesson “{name}”.", "lesson")
        words = self._question_words(node)
        fields = words[WRITTEN]
        refuse_unfit(ExamQuestion, words, node, course=CoursePage())
        if not node.is_wrong:
            choices = [choice["value"] for choice in fields["choices"]]
            for field, problem in question_problems(fields["kind"], choices, fields["answer"]).items():
                node.refuse(problem, field)

    def _question_words(self, node: Node) -> Words:
        words = _texts(node, "prompt", "explanation")
        units = node.text("unit", "")
        answer, tolerance = node.get("answer", (int, float), None), node.get("tolerance", (int, float), 0)
        rules = {
            "kind": node.one_of("kind", QuestionKind.values),
            "is_true": node.get("is_true", bool, default=False),
            "answer": None if answer is None else str(answer),
            "tolerance": str(tolerance),
        }
        for language, fields in words.items():
            fields.update(rules, unit=units[language], choices=self._choices(node, language))
        node.get("lesson", str, None)
        node.refuse_unknown()
        return words

    def _choices(self, node: Node, language: str) -> list[dict[str, Any]]:
        nodes, question = node.tables("choice"), node.get("key", str)
        refuse_doubles(nodes)
        return [
            _entry("choice", _choice(each, language), self.key, "exam", question, each.get("key", str))
            for each in nodes
        ]

    def _load_question(self, desk: Desk, node: Node, course: CoursePage, lessons: dict[str, LessonPage]) -> None:
        places = {"course": course, "lesson": lessons.get(node.get("lesson", str, ""))}
        words = {language: fields | places for language, fields in self._question_words(node).items()}
        key = stable_id("course", self.key, "exam", node.get("key", str))
        existing = ExamQuestion.objects.filter(translation_key=key, locale=desk.locales[WRITTEN]).first()
        question = existing or ExamQuestion(translation_key=key, locale=desk.locales[WRITTEN], live=False)
        if desk.draft(question, words[WRITTEN], node) or not question.live:
            desk.publish(ExamQuestion.objects.get(pk=question.pk))
        desk.translate(question, words, node)


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


def _choice(node: Node, language: str) -> dict[str, Any]:
    value = {
        "text": node.text("text")[language],
        "is_right": node.get("is_right", bool),
        "feedback": node.text("feedback", "")[language],
    }
    node.get("key", str)
    node.refuse_unknown()
    return value


def _entry(kind: str, value: dict[str, Any], *names: str) -> dict[str, Any]:
    return {"type": kind, "value": value, "id": str(stable_id("course", *names))}

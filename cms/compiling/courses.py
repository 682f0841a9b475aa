from __future__ import annotations

from cms.sources import CourseSources
from courses.api import CompiledCertificate, CompiledCourse, ExamRules, Feedback

from .lessons import compile_lesson
from .questions import compile_question

WORDS = ("title", "ask", "introduction", "cover", "cover_note", "outcome")


def compile_course(sources: CourseSources, *, keep_files: bool = True) -> CompiledCourse:
    """All that is published of a course. Rules and audience are those of the language it was written in."""
    page = sources.written
    return CompiledCourse(
        key=page.translation_key,
        words={each.locale.language_code: {name: getattr(each, name) for name in WORDS} for each in sources.pages},
        lessons=tuple(compile_lesson(lesson, keep_files=keep_files) for lesson in sources.lessons),
        questions=tuple(compile_question(question) for question in sources.questions),
        rules=ExamRules(
            pass_mark=page.pass_mark,
            attempts_allowed=page.attempts_allowed,
            minutes=page.minutes,
            shuffle_questions=page.shuffle_questions,
            shuffle_choices=page.shuffle_choices,
            feedback=Feedback(page.feedback),
        ),
        positions=tuple(page.positions),
        is_open_to_joiners=page.is_open_to_joiners,
        certificate=CompiledCertificate(valid_months=page.valid_months or None) if page.gives_certificate else None,
        revisions=sources.revisions,
    )

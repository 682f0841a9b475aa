"""Courses, lessons and exams for whoever takes them.

Answers to scripts (Accept: application/json) are {"notice": a sentence, "parts": {element id: html}, …}; the same
addresses answer plain forms with a redirect.
"""

from .courses import course_detail, go, start_course
from .exams import answer_exam_question, attempt_detail, attempt_result, exam_detail, start_attempt, submit_attempt
from .files import lesson_file
from .lessons import answer_check_question, complete_lesson, keep_note, keep_place, lesson_detail
from .searching import search

__all__ = [
    "answer_check_question",
    "answer_exam_question",
    "attempt_detail",
    "attempt_result",
    "complete_lesson",
    "course_detail",
    "exam_detail",
    "go",
    "keep_note",
    "keep_place",
    "lesson_detail",
    "lesson_file",
    "search",
    "start_attempt",
    "start_course",
    "submit_attempt",
]

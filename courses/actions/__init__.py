"""What changes courses and what people do in them."""

from .completing import rebuild_progress
from .correcting import Correction, correct_lesson, correct_question
from .enrolling import enrol_person, keep_note, keep_place
from .exams import (
    answer_exam_question,
    flag_question,
    start_attempt,
    submit_attempt,
    submit_if_overdue,
    submit_overdue_attempts,
)
from .files import store_lesson_file
from .granting import grant_attempts
from .lessons import answer_check_question, complete_lesson
from .releasing import close_course, release_course
from .searching import rebuild_search

__all__ = [
    "Correction",
    "answer_check_question",
    "answer_exam_question",
    "close_course",
    "complete_lesson",
    "correct_lesson",
    "correct_question",
    "enrol_person",
    "flag_question",
    "grant_attempts",
    "keep_note",
    "keep_place",
    "rebuild_progress",
    "rebuild_search",
    "release_course",
    "start_attempt",
    "store_lesson_file",
    "submit_attempt",
    "submit_if_overdue",
    "submit_overdue_attempts",
]

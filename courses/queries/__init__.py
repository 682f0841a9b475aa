"""What can be read of courses. Other people's rows come from `…_visible_to(person)` and `…_of(person)` only."""

from .courses import course_rows, course_shown, home_shown
from .enrolments import (
    attempt_of,
    attempts_of,
    course_of_key,
    courses_open_to_joiners,
    courses_visible_to,
    enrolment_in,
    enrolments_of,
    enrolments_visible_to,
    is_released,
    lesson_files_visible_to,
    target_of_key,
)
from .exam_figures import QuestionFigures, exam_figures, first_attempts_seen_by
from .exams import attempt_shown, exam_shown, grants_of, is_out_of_attempts, shows_right_answers
from .following import courses_followed_by, enrolments_followed_by, lessons_done, read_plans_for
from .invariants import broken_invariants
from .lessons import lesson_etag, lesson_shown
from .results import result_shown
from .searching import search_shown
from .sharing import open_to_share, to_share
from .under_way import Learners, keys_learned, learners_of
from .waiting import Waiting, what_waits

__all__ = [
    "Learners",
    "QuestionFigures",
    "Waiting",
    "attempt_of",
    "attempt_shown",
    "attempts_of",
    "broken_invariants",
    "course_of_key",
    "course_rows",
    "course_shown",
    "courses_followed_by",
    "courses_open_to_joiners",
    "courses_visible_to",
    "enrolment_in",
    "enrolments_followed_by",
    "enrolments_of",
    "enrolments_visible_to",
    "exam_figures",
    "exam_shown",
    "first_attempts_seen_by",
    "grants_of",
    "home_shown",
    "is_out_of_attempts",
    "is_released",
    "keys_learned",
    "learners_of",
    "lesson_etag",
    "lesson_files_visible_to",
    "lesson_shown",
    "lessons_done",
    "open_to_share",
    "read_plans_for",
    "result_shown",
    "search_shown",
    "shows_right_answers",
    "target_of_key",
    "to_share",
    "what_waits",
]

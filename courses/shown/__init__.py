"""What leaves the domain for screens: plain, immutable, and without a key, a feedback or an explanation that is not
due.

`language` on anything is the language its words are in. Where it is not the one asked for, the screen says so with a
label.
"""

from .courses import CarryOn, CourseRow, CourseShown, LessonRow, RoundShown
from .exams import (
    AttemptRow,
    AttemptShown,
    ChoiceShown,
    ExamShown,
    GrantShown,
    OverviewRow,
    QuestionShown,
    ResultRow,
    ResultShown,
    SavedAnswer,
)
from .lessons import CheckResult, CheckShown, LessonEnd, LessonShown
from .outlines import ExamOutline, LinkTarget, Outline, OutlineLesson, ToShare
from .searching import Found, Hit

__all__ = [
    "AttemptRow",
    "AttemptShown",
    "CarryOn",
    "CheckResult",
    "CheckShown",
    "ChoiceShown",
    "CourseRow",
    "CourseShown",
    "ExamOutline",
    "ExamShown",
    "Found",
    "GrantShown",
    "Hit",
    "LessonEnd",
    "LessonRow",
    "LessonShown",
    "LinkTarget",
    "Outline",
    "OutlineLesson",
    "OverviewRow",
    "QuestionShown",
    "ResultRow",
    "ResultShown",
    "RoundShown",
    "SavedAnswer",
    "ToShare",
]

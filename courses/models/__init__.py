from .exams import Attempt, AttemptAnswer, AttemptGrant
from .released import Course, CourseVersion, LessonFile, LessonVersion, QuestionVersion, Structure
from .searching import SearchEntry
from .taking import CheckAnswer, Enrolment, LessonCompletion, Note

__all__ = [
    "Attempt",
    "AttemptAnswer",
    "AttemptGrant",
    "CheckAnswer",
    "Course",
    "CourseVersion",
    "Enrolment",
    "LessonCompletion",
    "LessonFile",
    "LessonVersion",
    "Note",
    "QuestionVersion",
    "SearchEntry",
    "Structure",
]

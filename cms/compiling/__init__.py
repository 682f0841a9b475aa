"""What editors wrote becomes what `courses` releases: plain data, one language at a time."""

from .courses import compile_course
from .lessons import compile_lesson
from .questions import compile_question

__all__ = ["compile_course", "compile_lesson", "compile_question"]

"""What editors wrote becomes what `courses` releases: plain data, one language at a time.

`COMPILER` is part of every digest: raise it when the same source must compile anew.
"""

from .courses import compile_course
from .lessons import compile_lesson
from .questions import compile_question

__all__ = ["compile_course", "compile_lesson", "compile_question"]

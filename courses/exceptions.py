"""What can be wrong. Each says itself as a sentence, in the active language, for the person who caused it."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext, pgettext

from foundation.sentences import Sentence


class CoursesError(Exception):
    """The root of them all."""


class CourseNotReleasable(CoursesError):
    """What was handed in cannot be taken by anybody; `problems` are Sentences for the editor."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__(" ".join(problems))
        self.problems = tuple(problems)


class CourseClosed(CoursesError):
    def __init__(self) -> None:
        super().__init__(_("This course takes no new learners at the moment. Whoever has started it can finish it."))


class LessonNotInCourse(CoursesError):
    def __init__(self) -> None:
        super().__init__(_("This lesson is not part of your course. Open the course and choose one from its list."))


class LessonHasOpenQuestions(CoursesError):
    """`numbers`: of the check questions not yet answered right, counted from 1."""

    def __init__(self, numbers: tuple[int, ...]) -> None:
        listed = pgettext("in a list", ", ").join(map(str, numbers))
        text = ngettext(
            "Question %(numbers)s of this lesson is still open. Answer it right once, then the lesson is done.",
            "Questions %(numbers)s of this lesson are still open. Answer each right once, then the lesson is done.",
            len(numbers),
        )
        super().__init__(text % {"numbers": listed})
        self.numbers = numbers


class NoteNotKept(CoursesError):
    @classmethod
    def for_wrong_shape(cls) -> NoteNotKept:
        return cls(_("These entries do not fit this part of the lesson. Load the page again and enter them anew."))

    @classmethod
    def for_length(cls) -> NoteNotKept:
        return cls(_("One of your entries is too long. A number needs no more than 40 characters."))


class AnswerNotUnderstood(CoursesError):
    @classmethod
    def for_foreign_question(cls) -> AnswerNotUnderstood:
        return cls(_("This question is not part of what you are answering. Load the page again."))

    @classmethod
    def for_foreign_choice(cls) -> AnswerNotUnderstood:
        return cls(_("This answer does not belong to the question. Load the page again and choose anew."))

    @classmethod
    def for_nothing(cls) -> AnswerNotUnderstood:
        return cls(_("Give an answer first."))

    @classmethod
    def for_length(cls) -> AnswerNotUnderstood:
        return cls(_("This answer is too long. Write the number only."))


class AnswerConflict(CoursesError):
    """Another answer came with a UUID that was used before. Both are kept; the first one counts."""

    def __init__(self) -> None:
        super().__init__(
            _("Another answer was saved under this request before; that one stands. Load the page again to change it.")
        )


class ExamLocked(CoursesError):
    """No attempt may be started; the sentence says why."""


class AttemptsNotGranted(CoursesError):
    @classmethod
    def for_no_reason(cls) -> AttemptsNotGranted:
        return cls(_("Say why: the person will read it."))

    @classmethod
    def for_state(cls, name: str) -> AttemptsNotGranted:
        return cls(
            _("%(name)s has an attempt left or has passed. Further attempts are given when none is left.")
            % {"name": name}
        )


class AttemptClosed(CoursesError):
    def __init__(self) -> None:
        super().__init__(_("This attempt has been handed in. Your saved answers were marked."))


class MomentNotPossible(CoursesError):
    """Told by code only: a moment still to come, or one before what is already kept."""

    def __init__(self) -> None:
        super().__init__(_("This cannot have happened then: it is still to come, or something later is already kept."))


class FileNotKept(CoursesError):
    """`sentence` is for the editor, who may read it later in another language."""

    def __init__(self, name: str) -> None:
        says = gettext_noop(
            "“%(name)s” could not be kept: the disk is full. Nothing was changed. Make room, then publish again."
        )
        self.sentence = Sentence(says, name=name)
        super().__init__(self.sentence)


class CourseHasNoExam(CoursesError):
    def __init__(self, course_uuid: UUID) -> None:
        super().__init__(_("This course has no exam."))
        self.course_uuid = course_uuid

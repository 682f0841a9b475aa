"""Which fields of courses are personal, what for, and what erasing does to them."""

from typing import Any

from django.utils.translation import ngettext

from foundation.personal_data import OnErase, declare_not_personal, register, register_consequence, register_rows

from .models import Attempt, AttemptAnswer, AttemptGrant, CheckAnswer, CourseVersion, Enrolment, LessonCompletion, Note


def register_personal_fields() -> None:
    _register_rows()
    _register_learning()
    _register_exams()
    register(CourseVersion, "released_by", purpose="Says who is answerable for what was taught.", on_erase=OnErase.KEEP)
    declare_not_personal(Note, "block_id", reason="Names a part of a lesson.")
    declare_not_personal(LessonCompletion, "language", reason="A choice of two; the lesson's, not the person's.")
    declare_not_personal(
        CourseVersion, "words", "language", "digest", "revisions", reason="What a course says, written for everybody."
    )


def _register_learning() -> None:
    register(
        Enrolment,
        "person",
        purpose="Says whose progress it is; kept under the pseudonym, since learning records rest on it.",
        on_erase=OnErase.KEEP,
    )
    register(Enrolment, "place", purpose="Lets the learner carry on where they stopped.", on_erase=OnErase.CLEAR)
    register(
        Enrolment, "progress", purpose="Shows the learner what is done and what is missing.", on_erase=OnErase.KEEP
    )
    register(
        CheckAnswer, "given", purpose="Shows what learners find hard; practice, never graded.", on_erase=OnErase.KEEP
    )
    register(Note, "person", purpose="Says whose own numbers and ticks these are.", on_erase=OnErase.DELETE_ROW)
    register(
        Note,
        "value",
        purpose="The learner's own numbers and ticks, seen by nobody else.",
        on_erase=OnErase.DELETE_ROW,
    )
    register(
        CheckAnswer,
        "question_key",
        purpose="Says which practice question an answer belongs to.",
        on_erase=OnErase.KEEP,
    )


def _register_exams() -> None:
    register(
        Attempt,
        "score",
        purpose="The result that a certificate rests on, for an appeal against it.",
        on_erase=OnErase.KEEP,
    )
    register(
        Attempt, "flags", purpose="Lets the learner look at questions again before handing in.", on_erase=OnErase.CLEAR
    )
    register(
        AttemptGrant,
        "reason",
        purpose="Tells the person why they were given further attempts.",
        on_erase=OnErase.REPLACE,
    )
    register(AttemptGrant, "granted_by", purpose="Says who is answerable for the exception.", on_erase=OnErase.KEEP)
    register(
        AttemptAnswer,
        "given",
        purpose="The answers that a score was made from, for an appeal against it.",
        on_erase=OnErase.KEEP,
    )
    register(
        Attempt, "marks", purpose="Which questions were right, for an appeal against the score.", on_erase=OnErase.KEEP
    )
    declare_not_personal(Attempt, "order", reason="The order in which chance put the questions.")


def consequences(person: Any) -> list[str]:
    count = Enrolment.objects.filter(person=person, completed_at=None).count()
    said = ngettext(
        "They are under way in %(count)s course; where they got to stays under the pseudonym.",
        "They are under way in %(count)s courses; where they got to stays under the pseudonym.",
        count,
    )
    return [said % {"count": count}] if count else []


def _register_rows() -> None:
    register_consequence(consequences)
    register_rows(Enrolment, of="person")
    register_rows(Note, of="person", is_private=True)
    for model in (LessonCompletion, CheckAnswer, Attempt, AttemptGrant):
        register_rows(model, of="enrolment__person")
    register_rows(AttemptAnswer, of="attempt__enrolment__person")
    register_rows(CourseVersion, of="released_by", is_shared=True)

"""Questions asked and answered."""

from __future__ import annotations

from uuid import UUID

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation import audit
from people.actions.messages import send_message
from people.models import Person, Question

from . import kinds, queries


class QuestionNotAccepted(Exception):
    """A sentence that says what stands against it."""


@transaction.atomic
def ask_question(person: Person, *, uuid: UUID, text: str) -> Question:
    """`uuid` is the form's: asking again with it returns the question. Raises QuestionNotAccepted."""
    dealer = queries.main_dealer_of(person)
    try:
        with transaction.atomic():
            question = Question.objects.create(uuid=uuid, person=person, dealer=dealer, text=text.strip())
    except IntegrityError as error:
        asked_before = queries.questions_of(person).filter(uuid=uuid).first()
        if asked_before is None:
            raise QuestionNotAccepted(_("Load the page again, then ask once more.")) from error
        return asked_before
    for helper in queries.people_answering(dealer):
        send_message(
            kinds.ASKED,
            to=helper,
            cause=str(question.uuid),
            variables={"person": person.full_name},
            path=reverse("people:question", args=[question.uuid]),
        )
    return question


@transaction.atomic
def answer_question(question: Question, *, by: Person, answer: str) -> Question:
    """Once: a second answer is refused, so that nobody's words are lost. Raises QuestionNotAccepted."""
    if not queries.questions_put_to(by).filter(pk=question.pk).exists():
        raise QuestionNotAccepted(_("This question is not yours to answer."))
    question = Question.objects.select_for_update().get(pk=question.pk)
    if question.answered_at:
        raise QuestionNotAccepted(_("Somebody answered before you; the answer stands below."))
    question.answer, question.answered_by, question.answered_at = answer.strip(), by, timezone.now()
    question.save(update_fields=["answer", "answered_by", "answered_at"])
    audit.record("answer_question", obj=question.person, actor=by, question=question.uuid)
    send_message(
        kinds.ANSWERED,
        to=question.person,
        cause=str(question.uuid),
        variables={"person": by.full_name},
        path=reverse("people:question", args=[question.uuid]),
    )
    return question

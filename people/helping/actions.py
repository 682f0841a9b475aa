"""Questions asked and answered; specialists and hotlines, as platform admins keep them."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation import audit
from foundation.characters import tidy_name
from people.messaging.actions.sending import send_message
from people.models import Contact, Person, Question

from . import kinds, queries

QUESTIONS_A_DAY = 20
LISTS = ("territories", "product_lines")  # of a Contact, each empty for all


class QuestionNotAccepted(Exception):
    """A sentence that says what stands against it."""


@transaction.atomic
def ask_question(person: Person, *, uuid: UUID, text: str) -> Question:
    """`uuid` is the form's: asking again with it returns the question. Raises QuestionNotAccepted."""
    _check_patience(person, uuid)
    dealer = queries.main_dealer_of(person)
    try:
        with transaction.atomic():
            question = Question.objects.create(uuid=uuid, person=person, dealer=dealer, text=text.strip())
    except IntegrityError as error:
        asked_before = queries.questions_of(person).filter(uuid=uuid).first()
        if asked_before is None:
            raise QuestionNotAccepted(_("Load the page again, then ask once more.")) from error
        return asked_before
    audit.record("ask_question", obj=question, actor=person)
    for helper in queries.people_answering(dealer):
        send_message(
            kinds.ASKED,
            to=helper,
            cause=str(question.uuid),
            variables={"person": person},
            path=reverse("people:question", args=[question.uuid]),
        )
    return question


def _check_patience(person: Person, uuid: UUID) -> None:
    """Each question is a message to everybody who may answer it."""
    since = timezone.now() - dt.timedelta(days=1)
    asked = queries.questions_of(person).filter(asked_at__gt=since).exclude(uuid=uuid)
    if asked.count() >= QUESTIONS_A_DAY:
        raise QuestionNotAccepted(
            _("You have asked %(count)s questions within a day. Call your rep: the number stands on this page.")
            % {"count": QUESTIONS_A_DAY}
        )


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
    audit.record("answer_question", obj=question, actor=by)
    send_message(
        kinds.ANSWERED,
        to=question.person,
        cause=str(question.uuid),
        variables={"person": by},
        path=reverse("people:question", args=[question.uuid]),
    )
    return question


class ContactNotAccepted(Exception):
    """A sentence that says what stands against it."""


@transaction.atomic
def add_contact(name: str, *, by: Person | None = None, **fields: Any) -> Contact:
    """`fields`: those of a Contact; `territories` and `product_lines` are lists, empty for all. Raises
    ContactNotAccepted."""
    contact = Contact()
    _assign(contact, {"name": name, **fields})
    audit.record("add_contact", obj=contact, actor=by, kind=contact.kind)
    return contact


@transaction.atomic
def change_contact(contact: Contact, *, by: Person | None = None, **fields: Any) -> Contact:
    """As above. Raises ContactNotAccepted."""
    contact = Contact.objects.select_for_update(of=("self",)).get(pk=contact.pk)
    changed = sorted(name for name, value in fields.items() if _is_other(contact, name, value))
    if changed:
        _assign(contact, fields)
        audit.record("change_contact", obj=contact, actor=by, changed=changed)
    return contact


def _is_other(contact: Contact, name: str, value: Any) -> bool:
    present = getattr(contact, name)
    return set(present.all()) != set(value) if name in LISTS else present != value


def _assign(contact: Contact, fields: dict[str, Any]) -> None:
    try:
        for name, value in fields.items():
            if name not in LISTS:
                setattr(contact, name, tidy_name(value) if name.startswith("name") else value)
        contact.full_clean()
    except ValidationError as error:
        raise ContactNotAccepted(" ".join(error.messages)) from error
    if not contact.number:
        raise ContactNotAccepted(_("%(name)s has no number to call. Give one.") % {"name": contact.name})
    contact.save()
    for name in LISTS:
        if name in fields:
            getattr(contact, name).set(fields[name])

"""Codes, requests, invitations, deputies, questions and contacts of the demo, by the actions of `people`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from people import api as people
from people.api import Contact, ContactDays, ContactKind, Invitation, JoinRequest, Position, Question

from .blocks import stable_id
from .files import Node

if TYPE_CHECKING:
    from .network import Network

REFUSALS = (
    people.CodeNotOpened,
    people.ContactNotAccepted,
    people.DeputyNotAccepted,
    people.InvitationNotAccepted,
    people.QuestionNotAccepted,
    people.RequestNotAccepted,
)


class Joining:
    """What there is already is left as it is; codes and deputies whose time is over get a new one."""

    def __init__(self, network: Network) -> None:
        self.network = network

    def load(self) -> None:
        loaders: dict[str, Callable[[Node], None]] = {
            "join_code": self._load_code,
            "join_request": self._load_request,
            "invitation": self._load_invitation,
            "deputy": self._load_deputy,
            "contact": self._load_contact,
            "question": self._load_question,
        }
        for name, load in loaders.items():
            for node in self.network.file.tables(name):
                with node.noting(*REFUSALS):
                    load(node)

    def _dealer(self, node: Node) -> Any:
        return node.named("dealer", self.network.organisations)

    def _person(self, node: Node, field: str) -> Any:
        return node.named(field, self.network.people)

    def _load_code(self, node: Node) -> None:
        dealer, by = self._dealer(node), self._person(node, "by")
        limit, days = node.get("limit", int), node.get("days", int)
        node.refuse_unknown()
        if _is_ready(node, dealer, by) and not people.codes_open_at(dealer).exists():
            people.open_code(dealer, limit=limit, days=days, by=by)

    def _load_request(self, node: Node) -> None:
        """With the dealer's newest code."""
        dealer, person = self._dealer(node), self._person(node, "person")
        position = node.one_of("position", Position.values)
        node.refuse_unknown()
        if not _is_ready(node, dealer, person) or JoinRequest.objects.filter(person=person, dealer=dealer).exists():
            return
        code = people.codes_open_at(dealer).first()
        if code is None:
            node.refuse("its dealer has no [[join_code]].", "dealer")
        else:
            people.ask_to_join(person, code=code, position=position)

    def _load_invitation(self, node: Node) -> None:
        dealer, by = self._dealer(node), self._person(node, "by")
        name, position = node.get("name", str), node.one_of("position", Position.values)
        phone = people.parse_phone(node.get("phone", str))
        node.refuse_unknown()
        if _is_ready(node, dealer, by) and not Invitation.objects.filter(dealer=dealer, person__phone=phone).exists():
            people.invite_person(dealer, name=name, address=phone, position=position, by=by)

    def _load_deputy(self, node: Node) -> None:
        dealer, person, by = self._dealer(node), self._person(node, "person"), self._person(node, "by")
        days = node.get("days", int)
        node.refuse_unknown()
        if _is_ready(node, dealer, person, by) and not people.deputies_of(dealer).filter(person=person).exists():
            people.name_deputy(dealer, person=person, valid_until=_in(days), by=by)

    def _load_contact(self, node: Node) -> None:
        names = node.text("name")
        fields: dict[str, Any] = {
            "kind": node.one_of("kind", ContactKind.values),
            "name_en": names["en"],
            "person": self._person(node, "person") if node.has("person") else None,
            "phone": node.get("phone", str, ""),
            "days": node.one_of("days", ContactDays.values),
            "opens_at": node.get("opens_at", dt.time, None),
            "closes_at": node.get("closes_at", dt.time, None),
            "product_lines": [line for line in node.all_named("product_lines", self.network.product_lines, []) if line],
        }
        node.refuse_unknown()
        if node.is_wrong:
            return
        existing = Contact.objects.filter(name=names["zh-hans"]).first()
        if existing:
            people.change_contact(existing, **fields)
        else:
            people.add_contact(names["zh-hans"], **fields)

    def _load_question(self, node: Node) -> None:
        person, key, text = self._person(node, "person"), node.get("key", str), node.get("text", str)
        answer = node.get("answer", str, "")
        by = self._person(node, "answered_by") if answer else None
        node.refuse_unknown()
        if not _is_ready(node, person):
            return
        uuid = stable_id("question", key)
        question = Question.objects.filter(uuid=uuid).first() or people.ask_question(person, uuid=uuid, text=text)
        if answer and by and not question.answered_at:
            people.answer_question(question, by=by, answer=answer)


def _is_ready(node: Node, *things: Any) -> bool:
    return not node.is_wrong and None not in things


def _in(days: int) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=days)

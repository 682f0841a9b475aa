"""The manufacturer, its dealers, territories and people, by the actions of `people`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from people import api as people
from people.api import Membership, Organisation, OrganisationKind, Person, Position, Role, Territory

from .files import Node, refuse_doubles

REFUSALS = (
    people.MembershipNotAccepted,
    people.OrganisationNotAccepted,
    people.PersonNotAccepted,
    people.TerritoryNotAccepted,
)


class Network:
    """What was brought in, by the keys of the file. Of what is wrong there is the key alone, with None: those who name
    it are not wrong themselves."""

    def __init__(self, file: Node) -> None:
        self.file = file
        self.password = file.get("demo_password", str)
        self.organisations: dict[str, Organisation | None] = {}
        self.people: dict[str, Person | None] = {}
        self.new_people: list[Person] = []

    def load(self) -> None:
        """All at once or, if the caller rolls back because there are problems, nothing."""
        file, dealers, people_ = self.file, self.file.tables("dealer"), self.file.tables("person")
        refuse_doubles([file.table("manufacturer"), *dealers])
        refuse_doubles(people_)
        self._load_organisation(file.table("manufacturer"), OrganisationKind.MANUFACTURER)
        for node in dealers:
            self._load_organisation(node, OrganisationKind.DEALER)
        for node in people_:
            self._load_person(node)
        people.share_password(self.new_people, password=self.password)
        for node in file.tables("territory"):
            self._load_territory(node)
        for later in ("enrolment", "sign_in"):
            file.tables(later)
        file.refuse_unknown()

    def first_in_group(self, group: str) -> Person | None:
        found = next((node for node in self.file.tables("person") if group in node.get("groups", list, [])), None)
        if found is None:
            self.file.refuse(f"nobody is in the group “{group}”. Somebody must write the pages.", "person")
        return self.people.get(found.get("key", str)) if found else None

    def _load_organisation(self, node: Node, kind: str) -> None:
        names = node.text("name")
        fields = {
            "name": names["zh-hans"],
            "name_en": names["en"],
            "zone": node.get("zone", str),
            "parent": self._organisation(node, "parent") if node.has("parent") else None,
        }
        key, code = node.get("key", str), node.get("code", str)
        node.refuse_unknown()
        self.organisations[key] = None
        if node.is_wrong:
            return
        existing = Organisation.objects.filter(code=code).first()
        with refusals_noted_in(node):
            self.organisations[key] = (
                people.change_organisation(existing, **fields)
                if existing
                else people.add_organisation(code=code, kind=kind, **fields)
            )

    def _organisation(self, node: Node, field: str) -> Organisation | None:
        key = node.get(field, str)
        if key not in self.organisations:
            node.refuse(f"there is no organisation “{key}” above.", field)
        return self.organisations.get(key)

    def _load_person(self, node: Node) -> None:
        fields = {
            name: node.get(name, str, default)
            for name, default in (("full_name", ...), ("latin_name", ""), ("language", "zh-hans"))
        }
        fields |= {name: node.get(name, str, None) for name in ("email", "phone")}
        fields["is_superuser"] = node.get("is_superuser", bool, default=False)
        groups, key = node.get("groups", list, []), node.get("key", str)
        if not node.has("email") and not node.has("phone"):
            node.refuse("needs an email or a phone, to sign in with.")
        memberships = node.tables("membership")
        node.refuse_unknown()
        self.people[key] = None
        if not node.is_wrong:
            with refusals_noted_in(node):
                self.people[key] = self._brought_in(node, groups, fields)
        for membership in memberships:
            self._load_membership(self.people[key], membership)

    def _brought_in(self, node: Node, groups: list[str], fields: dict[str, Any]) -> Person:
        name = "email" if node.has("email") else "phone"
        existing = Person.objects.filter(**{name: fields[name]}).first()
        if existing:
            return people.change_person(existing, groups=groups, **fields)
        self.new_people.append(people.add_person(fields.pop("full_name"), groups=groups, **fields))
        return self.new_people[-1]

    def _load_membership(self, person: Person | None, node: Node) -> None:
        organisation = self._organisation(node, "organisation")
        position, role = node.one_of("position", Position.values), node.one_of("role", Role.values)
        valid_from, until = node.get("valid_from", dt.date), node.get("valid_until", dt.date, None)
        node.refuse_unknown()
        if node.is_wrong or person is None or organisation is None:
            return
        what = {"organisation": organisation, "position": position, "valid_from": valid_from}
        existing = Membership.objects.filter(person=person, **what).first()
        with refusals_noted_in(node):
            if existing is None:
                people.add_membership(person, role=role, valid_until=until, **what)
            elif until and existing.valid_until != until:
                people.end_membership(existing, valid_until=until)

    def _load_territory(self, node: Node) -> None:
        names = node.text("name")
        node.get("key", str)
        dealers = [self._by_key(node, "dealers", self.organisations, key) for key in node.get("dealers", list)]
        staff = [self._by_key(node, "people", self.people, key) for key in node.get("people", list)]
        node.refuse_unknown()
        if not node.is_wrong and None not in (*dealers, *staff):
            with refusals_noted_in(node):
                _bring_territory(names["zh-hans"], names["en"], dealers, staff)

    def _by_key[Found](self, node: Node, field: str, found: dict[str, Found | None], key: str) -> Found | None:
        if key not in found:
            node.refuse(f"there is no “{key}”.", field)
        return found.get(key)


def _bring_territory(name: str, name_en: str, dealers: list[Any], staff: list[Any]) -> None:
    existing = Territory.objects.filter(name=name).first()
    wanted = name_en, set(dealers), set(staff)
    if existing is None:
        people.add_territory(name, name_en=name_en, dealers=dealers, people=staff)
    elif (existing.name_en, set(existing.dealers.all()), set(existing.people.all())) != wanted:
        people.change_territory(existing, name=name, name_en=name_en, dealers=dealers, people=staff)


@contextmanager
def refusals_noted_in(node: Node) -> Iterator[None]:
    try:
        yield
    except REFUSALS as error:
        node.refuse(str(error))

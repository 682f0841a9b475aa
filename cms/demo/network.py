"""The manufacturer, its dealers, territories and people, by the actions of `people`."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from people import api as people
from people.api import Membership, Organisation, OrganisationKind, Person, Position, Role, Territory

from .files import DemoFileError, Node, read

REFUSALS = (
    people.MembershipNotAccepted,
    people.OrganisationNotAccepted,
    people.PersonNotAccepted,
    people.TerritoryNotAccepted,
)


class Network:
    """What was brought in, by the keys of the file."""

    def __init__(self, path: Path) -> None:
        self.file = read(path)
        self.password = self.file.get("demo_password", str)
        self.organisations: dict[str, Organisation] = {}
        self.people: dict[str, Person] = {}
        self.new_people: list[Person] = []

    def load(self) -> None:
        try:
            self._load_organisation(self.file.table("manufacturer"), OrganisationKind.MANUFACTURER)
            for node in self.file.tables("dealer"):
                self._load_organisation(node, OrganisationKind.DEALER)
            for node in self.file.tables("person"):
                self._load_person(node)
            people.share_password(self.new_people, password=self.password)
            for node in self.file.tables("territory"):
                self._load_territory(node)
        except REFUSALS as error:
            raise DemoFileError(f"{self.file.path}: {error}") from error
        for later in ("enrolment", "sign_in"):
            self.file.tables(later)
        self.file.refuse_unknown()

    def person(self, key: str) -> Person:
        return self.people[key]

    def first_in_group(self, group: str) -> Person:
        found = next((node for node in self.file.tables("person") if group in node.get("groups", list, [])), None)
        if found is None:
            raise DemoFileError(f"{self.file.path}: nobody is in the group “{group}”. Somebody must write the pages.")
        return self.people[found.get("key", str)]

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
        existing = Organisation.objects.filter(code=code).first()
        if existing:
            self.organisations[key] = people.change_organisation(existing, **fields)
        else:
            self.organisations[key] = people.add_organisation(code=code, kind=kind, **fields)

    def _organisation(self, node: Node, field: str) -> Organisation:
        key = node.get(field, str)
        if key not in self.organisations:
            raise node.error(f"there is no organisation “{key}” above.", field)
        return self.organisations[key]

    def _load_person(self, node: Node) -> None:
        fields = {
            name: node.get(name, str, default)
            for name, default in (("full_name", ...), ("latin_name", ""), ("language", "zh-hans"))
        }
        fields |= {name: node.get(name, str, None) for name in ("email", "phone")}
        fields["is_superuser"] = node.get("is_superuser", bool, default=False)
        groups = node.get("groups", list, [])
        person = self._existing(node)
        if person:
            person = people.change_person(person, groups=groups, **fields)
        else:
            person = people.add_person(fields.pop("full_name"), groups=groups, **fields)
            self.new_people.append(person)
        self.people[node.get("key", str)] = person
        for membership in node.tables("membership"):
            self._load_membership(person, membership)
        node.refuse_unknown()

    def _existing(self, node: Node) -> Person | None:
        for name in ("email", "phone"):
            if node.has(name):
                return Person.objects.filter(**{name: node.get(name, str)}).first()
        raise node.error("needs an email or a phone, to sign in with.")

    def _load_membership(self, person: Person, node: Node) -> None:
        what = {
            "organisation": self._organisation(node, "organisation"),
            "position": _one_of(node, "position", Position.values),
            "valid_from": node.get("valid_from", dt.date),
        }
        role = _one_of(node, "role", Role.values)
        until = node.get("valid_until", dt.date, None)
        node.refuse_unknown()
        existing = Membership.objects.filter(person=person, **what).first()
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
        existing = Territory.objects.filter(name=names["zh-hans"]).first()
        name, name_en = names["zh-hans"], names["en"]
        if existing is None:
            people.add_territory(name, name_en=name_en, dealers=dealers, people=staff)
        elif (existing.name_en, set(existing.dealers.all()), set(existing.people.all())) != (
            name_en,
            set(dealers),
            set(staff),
        ):
            people.change_territory(existing, name=name, name_en=name_en, dealers=dealers, people=staff)

    def _by_key[Found](self, node: Node, field: str, found: dict[str, Found], key: str) -> Found:
        if key not in found:
            raise node.error(f"there is no “{key}”.", field)
        return found[key]


def _one_of(node: Node, field: str, values: list[str]) -> str:
    value = node.get(field, str)
    if value not in values:
        raise node.error(f"“{value}” is none of {', '.join(values)}.", field)
    return value

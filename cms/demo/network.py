"""The manufacturer, its dealers, territories and people, by the actions of `people`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from people import api as people
from people.api import (
    HeadcountBand,
    Membership,
    Organisation,
    OrganisationKind,
    OutletClass,
    Person,
    Position,
    ProductLine,
    Role,
    Territory,
    Tier,
)

from .files import Node, refuse_doubles
from .joining import Joining
from .ladder import load_product_lines, load_tiers

REFUSALS = (
    people.MembershipNotAccepted,
    people.OrganisationNotAccepted,
    people.OutletNotAccepted,
    people.PersonNotAccepted,
    people.TerritoryNotAccepted,
)


class Network:
    """What was brought in, by the keys of the file. Of what is wrong there is the key alone, with None: those who name
    it are not wrong themselves."""

    def __init__(self, file: Node, provinces: Sequence[Node] = ()) -> None:
        """`provinces`: further files of dealers, people and territories."""
        self.file, self.files = file, [file, *provinces]
        self.password = file.get("demo_password", str)
        self.organisations: dict[str, Organisation | None] = {}
        self.tiers: dict[str, Tier] = {}
        self.product_lines: dict[str, ProductLine] = {}
        self.people: dict[str, Person | None] = {}
        self.new_people: list[Person] = []

    def load(self) -> None:
        """All at once or, if the caller rolls back because there are problems, nothing."""
        dealers, people_, territories = (self._tables(name) for name in ("dealer", "person", "territory"))
        refuse_doubles([self.file.table("manufacturer"), *dealers])
        refuse_doubles(people_)
        self.tiers = load_tiers(self.file.tables("tier"))
        self.product_lines = load_product_lines(self.file.tables("product_line"))
        self._load_organisation(self.file.table("manufacturer"), OrganisationKind.MANUFACTURER)
        for node in dealers:
            self._load_organisation(node, OrganisationKind.DEALER)
        for node in people_:
            self._load_person(node)
        people.share_password(self.new_people, password=self.password)
        for node in territories:
            self._load_territory(node)
        self._load_privacy()
        Joining(self).load()
        for later in ("enrolment", "sign_in"):
            self.file.tables(later)
        for file in self.files:
            file.refuse_unknown()

    def _load_privacy(self) -> None:
        """The first version only: later ones are published in the admin."""
        if not self.file.has("privacy"):
            return
        node = self.file.table("privacy")
        text, optional = node.text("text"), node.text("optional")
        node.refuse_unknown()
        if node.is_wrong:
            return
        notice = people.notice_in_force()
        if notice is None:
            notice = people.publish_notice(
                text=text["zh-hans"],
                text_en=text["en"],
                optional=optional["zh-hans"],
                optional_en=optional["en"],
            )
        people.share_reading([person for person in self.people.values() if person], notice=notice)

    def _tables(self, name: str) -> list[Node]:
        return [node for file in self.files for node in file.tables(name)]

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
            **(self._facts_of_dealer(node) if kind == OrganisationKind.DEALER else {}),
        }
        key, code = node.get("key", str), node.get("code", str)
        outlets, staff = node.tables("outlet"), node.tables("person")
        node.refuse_unknown()
        self.organisations[key] = None
        if node.is_wrong:
            return
        existing = Organisation.objects.filter(code=code).first()
        with node.noting(*REFUSALS):
            self.organisations[key] = (
                people.change_organisation(existing, **fields)
                if existing
                else people.add_organisation(code=code, kind=kind, **fields)
            )
        for outlet in outlets:
            self._load_outlet(self.organisations[key], outlet)
        for person in staff:
            self._load_staff(self.organisations[key], person)

    def _facts_of_dealer(self, node: Node) -> dict[str, Any]:
        return {
            "tier": node.named("tier", self.tiers) if node.has("tier") else None,
            "headcount_band": node.one_of("headcount", HeadcountBand.values) if node.has("headcount") else "",
            "county_code": node.get("county", str, ""),
            "product_lines": [line for line in node.all_named("product_lines", self.product_lines, []) if line],
        }

    def _load_outlet(self, dealer: Organisation | None, node: Node) -> None:
        name = node.get("name", str)
        fields = {
            "code": node.get("code", str, ""),
            "outlet_class": node.one_of("class", OutletClass.values),
            "county_code": node.get("county", str, ""),
            "address": node.get("address", str, ""),
            "open_until": node.get("open_until", dt.date, None),
        }
        node.refuse_unknown()
        if node.is_wrong or dealer is None:
            return
        existing = dealer.outlets.filter(name=name).first()
        with node.noting(*REFUSALS):
            if existing:
                people.change_outlet(existing, **fields)
            else:
                people.add_outlet(dealer, name=name, **fields)

    def _load_staff(self, dealer: Organisation | None, node: Node) -> None:
        """Somebody of a dealer in one line, whom nothing else in the files names."""
        fields = {name: node.get(name, str) for name in ("full_name", "phone")}
        fields["latin_name"] = node.get("latin_name", str, "")
        held: dict[str, Any] = {
            "position": node.one_of("position", Position.values),
            "role": node.one_of("role", Role.values),
        }
        held["valid_from"] = node.get("valid_from", dt.date)
        node.refuse_unknown()
        if node.is_wrong or dealer is None:
            return
        self.people[fields["phone"]] = None
        with node.noting(*REFUSALS):
            person = self.people[fields["phone"]] = self._brought_in(node, [], fields)
            if not Membership.objects.filter(person=person, organisation=dealer, position=held["position"]).exists():
                people.add_membership(person, organisation=dealer, **held)

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
            with node.noting(*REFUSALS):
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
        with node.noting(*REFUSALS):
            if existing is None:
                people.add_membership(person, role=role, valid_until=until, **what)
            elif until and existing.valid_until != until:
                people.end_membership(existing, valid_until=until)

    def _load_territory(self, node: Node) -> None:
        names = node.text("name")
        node.get("key", str)
        dealers = node.all_named("dealers", self.organisations)
        staff = node.all_named("people", self.people)
        node.refuse_unknown()
        if not node.is_wrong and None not in (*dealers, *staff):
            with node.noting(*REFUSALS):
                _bring_territory(names["zh-hans"], names["en"], dealers, staff)


def _bring_territory(name: str, name_en: str, dealers: list[Any], staff: list[Any]) -> None:
    existing = Territory.objects.filter(name=name).first()
    wanted = name_en, set(dealers), set(staff)
    if existing is None:
        people.add_territory(name, name_en=name_en, dealers=dealers, people=staff)
    elif (existing.name_en, set(existing.dealers.all()), set(existing.people.all())) != wanted:
        people.change_territory(existing, name=name, name_en=name_en, dealers=dealers, people=staff)

"""Lines of people, some hundred at a time: what each asks for, judged against what is kept, then written at once."""

from __future__ import annotations

import datetime as dt
import secrets
from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Q
from django.utils.translation import gettext as _

from foundation.writing import insert_all
from people import rules
from people.actions.memberships import end_deputyship, settle_invitations, today_at
from people.enums import Language, Position, Role
from people.models import Membership, Organisation, Person, SheetImport, StaffCode
from people.queries import memberships_open
from people.signing_in.actions import prove_number

from .cells import choice_of, code_of, day_of, email_of, name_of, phone_of
from .outcomes import ADDED, CHANGED, SAME, AuditLines
from .reading import Line

type Steps = list[Callable[[], object]]

NAMES = ("full_name", "latin_name")
WAYS = ("phone", "email")


def read_line(line: Line) -> None:
    line.read("dealer", code_of)
    line.read("full_name", name_of, most=60)
    line.read("phone", phone_of)
    line.read("email", email_of)
    line.read("staff_code", code_of, most=40)
    line.read("position", choice_of, choices=Position)
    line.read("role", choice_of, choices=Role)
    line.read("latin_name", name_of, most=80)
    first, last = line.read("valid_from", day_of), line.read("valid_until", day_of)
    if first and last and last < first:
        line.refuse(_("The last day comes before the first."))
    facts = line.facts
    line.who = facts["phone"] or facts["email"] or facts["staff_code"] or ""
    line.name = facts["full_name"] or ""
    if not line.who and not line.problems:
        line.refuse(_("Neither phone nor e-mail nor staff code stands here, so nobody can be found or reached."))
    line.key = f"{facts['dealer']}|{line.who}|{facts['position']}" if not line.problems else ""


class People:
    """One piece of a list of people."""

    def __init__(self, sheet: SheetImport, lines: list[Line]) -> None:
        self.sheet, self.lines = sheet, lines
        dealers = {line.facts["dealer"] for line in self.lines}
        self.dealers = {one.code: one for one in Organisation.objects.filter(code__in=dealers)}
        self.today = {one.pk: today_at(one) for one in self.dealers.values()}
        self.audit = AuditLines(sheet)
        self.new: list[Person] = []
        self.new_memberships: list[Membership] = []
        self.new_codes: list[StaffCode] = []
        self.codes_given: set[tuple[int, str]] = set()
        self.known_as_new: set[UUID] = set()
        self.ended: list[Membership] = []
        self.changed: dict[int, set[str]] = defaultdict(set)
        self._fetch()

    def _fetch(self) -> None:
        phones = {line.facts["phone"] for line in self.lines} - {None}
        emails = {line.facts["email"] for line in self.lines} - {None}
        codes = {line.facts["staff_code"] for line in self.lines} - {""}
        kept = StaffCode.objects.filter(organisation__in=self.dealers.values())
        self.codes = {(one.organisation_id, one.code): one.person_id for one in kept.filter(code__in=codes)}
        named = Q(phone__in=phones) | Q(email__in=emails) | Q(pk__in=self.codes.values())
        self.persons = {person.pk: person for person in Person.objects.filter(named)}
        self.by_way = {getattr(one, way): one for one in self.persons.values() for way in WAYS if getattr(one, way)}
        held = kept.filter(person__in=self.persons)
        self.code_held = {(one.organisation_id, self.persons[one.person_id].uuid): one for one in held}
        here = Membership.objects.filter(person__in=self.persons, organisation__in=self.dealers.values())
        self.worked_here = set(here.values_list("person_id", "organisation_id"))
        is_open = set(memberships_open().filter(pk__in=here.values("pk")).values_list("pk", flat=True))
        self.held: dict[tuple[UUID, int, str], Membership] = {}
        for membership in here.order_by("valid_from", "pk"):
            if membership.pk in is_open or membership.valid_until is None:
                uuid = self.persons[membership.person_id].uuid
                self.held[(uuid, membership.organisation_id, membership.position)] = membership

    def judge(self, lines: Iterable[Line]) -> None:
        for line in lines:
            dealer = line.dealer = self.dealers.get(line.facts["dealer"])
            if dealer is None:
                line.refuse(_("There is no organisation with the code %(code)s.") % {"code": line.facts["dealer"]})
            elif line.facts["role"] and not rules.does_role_fit(line.facts["role"], dealer):
                line.refuse(_("This role does not exist there: dealers have other roles than the manufacturer."))
            else:
                person = self._person_of(line, dealer)
                if not line.problems:
                    self._take(line, dealer, person or _new_person(line))

    def _person_of(self, line: Line, dealer: Organisation) -> Person | None:
        phone, email, code = (line.facts[name] for name in ("phone", "email", "staff_code"))
        by_code = self.persons.get(self.codes.get((dealer.pk, code), 0))
        found = {id(one): one for one in (by_code, self.by_way.get(phone), self.by_way.get(email)) if one}
        if len(found) > 1:
            line.refuse(_("Phone, e-mail and staff code belong to different people. Mend the wrong one."))
        elif not found and not phone and not email:
            line.refuse(_("Nobody here has this staff code, and a new person needs a phone or an e-mail."))
        elif found:
            person = next(iter(found.values()))
            self._check_same(line, person, dealer)
            return person
        return None

    def _check_same(self, line: Line, person: Person, dealer: Organisation) -> None:
        if person.erased_at or not person.is_active:
            line.refuse(_("This person may not sign in any more. Let them in again first."))
        elif person.is_superuser and not self.sheet.by.is_superuser:
            line.refuse(_("Only a superuser changes a superuser."))
        elif person.full_name != line.name and (person.pk, dealer.pk) not in self.worked_here:
            line.refuse(
                _("%(who)s belongs to %(name)s. If it is the same person, write the name so; else mend the number.")
                % {"who": line.who, "name": person.full_name}
            )

    def _take(self, line: Line, dealer: Organisation, person: Person) -> None:
        """All that the line asks for, or nothing of it."""
        steps = [*self._names(line, person), *self._code(line, dealer, person), *self._membership(line, dealer, person)]
        if line.problems:
            return
        is_new = not person.pk and person.uuid not in self.known_as_new
        line.person, line.outcome = person, ADDED if is_new else CHANGED if steps else SAME
        if is_new:
            self.new.append(person)
            self.known_as_new.add(person.uuid)
            self.audit.add("add_person", person, is_active=True, is_superuser=False, groups=[])
        for step in steps:
            step()
        self.by_way |= {way: person for way in (person.phone, person.email) if way}

    def _names(self, line: Line, person: Person) -> Steps:
        wanted = {name: line.facts[name] for name in (*NAMES, *WAYS) if line.facts[name]}
        changed = {name: value for name, value in wanted.items() if getattr(person, name) != value}
        return [partial(self._rename, person, changed)] if changed else []

    def _rename(self, person: Person, changed: dict[str, str]) -> None:
        for name, value in changed.items():
            setattr(person, name, value)
        if person.pk:
            self.changed[person.pk] |= set(changed)

    def _code(self, line: Line, dealer: Organisation, person: Person) -> Steps:
        code = line.facts["staff_code"]
        held = self.code_held.get((dealer.pk, person.uuid))
        if not code or (held and held.code == code):
            return []
        if held:
            line.refuse(_("The staff code kept here is %(code)s. Mend it in the list.") % {"code": held.code})
        if (dealer.pk, code) in self.codes_given:
            line.refuse(_("The same staff code stands with another person further up."))
        return [partial(self._give_code, StaffCode(organisation=dealer, person=person, code=code))]

    def _give_code(self, code: StaffCode) -> None:
        self.new_codes.append(code)
        self.codes_given.add((code.organisation_id, code.code))
        self.code_held[(code.organisation_id, code.person.uuid)] = code

    def _membership(self, line: Line, dealer: Organisation, person: Person) -> Steps:
        held = self.held.get((person.uuid, dealer.pk, line.facts["position"]))
        if held is None:
            return self._join(line, dealer, person)
        role, last = line.facts["role"], line.facts["valid_until"]
        if role and role != held.role:
            line.refuse(
                _("The role is “%(role)s”. A list does not change what somebody may do: do it under Memberships.")
                % {"role": held.get_role_display()}
            )
        if not last or last == held.valid_until:
            return []
        if last < held.valid_from:
            line.refuse(_("The last day comes before the first."))
        return [partial(self._end, held, last)]

    def _join(self, line: Line, dealer: Organisation, person: Person) -> Steps:
        first, last = line.facts["valid_from"] or self.today[dealer.pk], line.facts["valid_until"]
        if last and last < first:
            line.refuse(_("Nobody works there in this position today, so there is no last day to set."))
        role = line.facts["role"] or (Role.STAFF if dealer.is_manufacturer else Role.LEARNER)
        facts = {"position": line.facts["position"], "role": role, "valid_from": first, "valid_until": last}
        return [partial(self._begin, Membership(person=person, organisation=dealer, **facts), facts)]

    def _begin(self, membership: Membership, facts: dict[str, object]) -> None:
        person, dealer = membership.person, membership.organisation
        self.new_memberships.append(membership)
        self.held[(person.uuid, dealer.pk, membership.position)] = membership
        self.audit.add("add_membership", membership, person=person.uuid, organisation=dealer.uuid, **facts)

    def _end(self, held: Membership, last: dt.date) -> None:
        self.audit.add("end_membership", held, before=held.valid_until, valid_until=last)
        held.valid_until = last
        if held.pk:
            self.ended.append(held)

    def write(self) -> None:
        """New rows first, so that what points at them can."""
        insert_all(self.new)
        keys = dict(Person.objects.filter(uuid__in=self.known_as_new).values_list("uuid", "pk"))
        for person in self.new:
            person.pk = keys[person.uuid]
        persons = [self.persons[pk] for pk in self.changed]
        if persons:
            Person.objects.bulk_update(persons, [*NAMES, *WAYS])
        for person in persons:
            self.audit.add("change_person", person, changed=sorted(self.changed[person.pk]))
        prove_number(*(person for person in persons if "phone" in self.changed[person.pk]))
        rows: list[Any] = [*self.new_memberships, *self.new_codes]
        for row in rows:
            row.person = row.person  # its key is known now
        settle_invitations(self.new_memberships)
        insert_all(self.new_memberships)
        insert_all(self.new_codes)
        Membership.objects.bulk_update(self.ended, ["valid_until"])
        self._end_deputyships()
        self.audit.write()

    def _end_deputyships(self) -> None:
        """Of those who have left."""
        left = {membership.person_id for membership in self.ended}
        deputies = Membership.objects.filter(person__in=left, role=Role.DEPUTY, organisation__in=self.dealers.values())
        for deputy in list(deputies.select_related("person", "organisation")) if left else ():
            end_deputyship(deputy.person, deputy.organisation, by=self.sheet.by)


def _new_person(line: Line) -> Person:
    facts = line.facts
    person = Person(full_name=facts["full_name"], latin_name=facts["latin_name"] or "", language=Language.CHINESE)
    person.phone, person.email = facts["phone"], facts["email"]
    person.password = UNUSABLE_PASSWORD_PREFIX + secrets.token_urlsafe(30)  # as Django's own, ten times as fast
    return person

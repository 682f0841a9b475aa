"""Who works where, and the doors to other people's rows.

Memberships and territories are read each time, so a move takes effect with the next request.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import (
    Count,
    DateField,
    DateTimeField,
    Exists,
    F,
    Func,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce, NullIf
from django.utils import timezone

from foundation.prepared import prepared
from people.enums import Language, OrganisationKind, Role, StaffGroup
from people.joining.enums import JoinState
from people.models import (
    ErasureRequest,
    Invitation,
    JoinRequest,
    Membership,
    Organisation,
    Outlet,
    Person,
    ProductLine,
    PurposeNotice,
    Territory,
)
from people.phones import sign_in_name

type Day = dt.date | dt.datetime | None  # None: now

KEPT_GROUPS = "_staff_groups"  # a Person's attribute


class LocalDay(Func):
    """The calendar day of a moment in the time zone that a column names."""

    output_field = DateField()
    arg_joiner = " AT TIME ZONE "
    template = "((%(expressions)s)::date)"

    def __init__(self, moment: dt.datetime, zone: str) -> None:
        super().__init__(Value(moment, output_field=DateTimeField()), F(zone))

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        template = "django_datetime_cast_date(%(expressions)s, 'UTC')"
        return self.as_sql(compiler, connection, template=template, arg_joiner=", ", **context)


def memberships_open(on: Day = None) -> QuerySet[Membership]:
    """Memberships open on a day, or at a moment (by default now) by the calendar of their organisation's zone."""
    day: Any = on or timezone.now()
    if isinstance(day, dt.datetime):
        day = LocalDay(day, "organisation__zone")
    return Membership.objects.filter(Q(valid_until__isnull=True) | Q(valid_until__gte=day), valid_from__lte=day)


def memberships_of(person: Person, on: Day = None) -> QuerySet[Membership]:
    """The person's open memberships with their organisations, the longest standing first."""
    return memberships_open(on).filter(person=person).select_related("organisation").order_by("valid_from", "pk")


def organisations_of(person: Person, on: Day = None) -> QuerySet[Organisation]:
    held = memberships_open(on).filter(person=person)
    return Organisation.objects.filter(pk__in=held.values("organisation")).order_by("name", "pk")


def main_organisation_of(person: Person, on: Day = None) -> Organisation | None:
    """Where the person has worked longest, of the organisations where they work."""
    membership = next(iter(_memberships_held(person.pk, on or timezone.now())), None)
    return membership.organisation if membership else None


@prepared
def _memberships_held(person: int, on: dt.date | dt.datetime) -> QuerySet[Membership]:
    return memberships_of(Person(pk=person), on)


def dealers_led_by(person: Person, on: Day = None) -> QuerySet[Organisation]:
    """Dealers where the person is owner, manager or deputy. Never their parents or sub-distributors."""
    held = memberships_open(on).filter(person=person, role__in=Role.leading_dealer())
    return Organisation.objects.filter(pk__in=held.values("organisation")).order_by("name", "pk")


def dealers_looked_after_by(person: Person, on: Day = None) -> QuerySet[Organisation]:
    """Dealers in the person's territories, as long as they are rep or field manager."""
    held = memberships_open(on).filter(person=person, role__in=Role.looking_after_dealers())
    return Organisation.objects.filter(Exists(held), territories__people=person).distinct().order_by("name", "pk")


def staff_groups_of(person: Person) -> frozenset[str]:
    """Asked once of each Person that was fetched, so once a request: the admin asks them some ten times a page. Who is
    signed in comes with whether there are any."""
    if not getattr(person, "is_in_groups", True):
        return frozenset()
    kept: frozenset[str] | None = getattr(person, KEPT_GROUPS, None)
    if kept is None:
        kept = frozenset(person.groups.values_list("name", flat=True))
        setattr(person, KEPT_GROUPS, kept)  # not in its vars(): `request.user` only stands for the person
    return kept


def is_seeing_everyone(person: Person) -> bool:
    """Curriculum admins, platform admins and superusers."""
    return person.is_superuser or not StaffGroup.SEEING_EVERYONE.isdisjoint(staff_groups_of(person))


def is_platform_admin(person: Person) -> bool:
    return person.is_superuser or StaffGroup.PLATFORM_ADMINS in staff_groups_of(person)


def seeing_everyone(person: Person) -> Q:
    """As `is_seeing_everyone`, inside another query."""
    if person.is_superuser:
        return ~Q(pk__in=[])
    membership = Person.groups.through.objects.filter(person=person, group__name__in=StaffGroup.SEEING_EVERYONE)
    return Q(Exists(membership))


def platform_admins() -> QuerySet[Person]:
    """Superusers among them."""
    in_charge = Q(groups__name=StaffGroup.PLATFORM_ADMINS) | Q(is_superuser=True)
    return Person.objects.filter(in_charge, is_active=True).distinct().order_by("pk")


def _dealers_seen_by(person: Person, on: Day = None) -> Q:
    """Condition on organisations: led by the person, or in their territories."""
    return Q(pk__in=dealers_led_by(person, on).order_by().values("pk")) | Q(
        pk__in=dealers_looked_after_by(person, on).order_by().values("pk")
    )


def people_visible_to(person: Person, on: Day = None) -> QuerySet[Person]:
    """Oneself; the people of dealers that one leads or looks after; everyone, for those who administer."""
    dealers = Organisation.objects.filter(_dealers_seen_by(person, on))
    staff = memberships_open(on).filter(organisation__in=dealers)
    return Person.objects.filter(Q(pk=person.pk) | Q(pk__in=staff.values("person")) | seeing_everyone(person)).order_by(
        "full_name", "pk"
    )


def organisations_visible_to(person: Person) -> QuerySet[Organisation]:
    """Where one works, dealers that one looks after; all, for those who administer."""
    own = organisations_of(person).order_by().values("pk")
    return Organisation.objects.filter(Q(pk__in=own) | _dealers_seen_by(person) | seeing_everyone(person)).order_by(
        "name", "pk"
    )


def memberships_visible_to(person: Person) -> QuerySet[Membership]:
    """One's own, past ones too; open ones at dealers that one leads or looks after; all, for those who administer."""
    dealers = Organisation.objects.filter(_dealers_seen_by(person))
    at_dealers = memberships_open().filter(organisation__in=dealers)
    return (
        Membership.objects.filter(Q(person=person) | Q(pk__in=at_dealers.values("pk")) | seeing_everyone(person))
        .select_related("person", "organisation")
        .order_by("person__full_name", "valid_from", "pk")
    )


def territories_visible_to(person: Person) -> QuerySet[Territory]:
    """One's own, as rep or field manager; all, for those who administer."""
    own = Territory.objects.filter(people=person).values("pk")
    return Territory.objects.filter(Q(pk__in=own) | seeing_everyone(person)).order_by("name", "pk")


def works_at(person: str, *, language: str) -> Subquery:
    """Name of where somebody works today, of several the one joined first. `person`: the way to them, from a row."""
    held = memberships_open().filter(person=OuterRef(person)).order_by("valid_from", "pk")
    in_english = NullIf(F("organisation__name_en"), Value(""))
    name = F("organisation__name")
    at = Coalesce(in_english, name) if language == Language.ENGLISH else Coalesce(name, Value(""))
    return Subquery(held.annotate(at=at).values("at")[:1])


def with_people_count(organisations: QuerySet[Organisation], on: Day = None) -> QuerySet[Any]:
    """Annotated with `people_count`: how many work there today."""
    staff = memberships_open(on).filter(organisation=OuterRef("pk")).order_by().values("organisation")
    counted = staff.annotate(count=Count("person", distinct=True)).values("count")
    return organisations.annotate(people_count=Coalesce(Subquery(counted), 0))


@dataclass(frozen=True)
class Gaps:
    """Dealers that nobody leads, or no rep looks after; people who may sign in, work nowhere and are not joining; those
    who want to be erased; versions of the privacy notice so far."""

    leaderless: int
    not_looked_after: int
    working_nowhere: int
    to_be_erased: int
    notices: int


def gaps_in_the_network() -> Gaps:
    """For those who administer. One query."""
    dealers = Organisation.objects.filter(kind=OrganisationKind.DEALER)
    led = memberships_open().filter(role__in=Role.leading_dealer(), organisation=OuterRef("pk"))
    field_force = memberships_open().filter(role__in=Role.looking_after_dealers())
    cared_for = Territory.objects.filter(dealers=OuterRef("pk"), people__in=field_force.values("person"))
    working = memberships_open().filter(person=OuterRef("pk"))
    asked = JoinRequest.objects.filter(person=OuterRef("pk"), state=JoinState.WAITING)
    invited = Invitation.objects.filter(person=OuterRef("pk"), state=JoinState.WAITING)
    nowhere = Person.objects.filter(~Exists(working), ~Exists(asked), ~Exists(invited))
    counted = {
        "leaderless": dealers.filter(~Exists(led)),
        "not_looked_after": dealers.filter(~Exists(cared_for)),
        "working_nowhere": nowhere.filter(is_active=True, is_superuser=False, erased_at=None),
        "to_be_erased": ErasureRequest.objects.filter(withdrawn_at=None, erased_at=None),
        "notices": PurposeNotice.objects.all(),
    }
    row = Person.objects.values(**{name: _scalar_count(rows) for name, rows in counted.items()}).order_by().first()
    return Gaps(**(row or dict.fromkeys(counted, 0)))


def _scalar_count(rows: QuerySet[Any]) -> Coalesce:
    counted = rows.order_by().annotate(one=Value(1)).values("one").annotate(count=Count("pk")).values("count")
    return Coalesce(Subquery(counted), 0)


def person_signing_in_with(*, phone: str) -> Person | None:
    return Person.objects.filter(phone=phone).first()


def person_named(text: str) -> Person | None:
    """By e-mail, phone or UUID as typed by an admin."""
    name = sign_in_name(text)
    if "@" in name:
        return Person.objects.filter(email=name).first()
    try:
        return Person.objects.filter(uuid=UUID(name)).first()
    except ValueError:
        return person_signing_in_with(phone=name)


def person_to_mail_at(email: str) -> Person | None:
    """Who may be sent a link to a new password."""
    return Person.objects.filter(email=email.lower(), is_active=True).first()


MENDING = {
    "memberships whose role does not fit their organisation": "End the membership in the admin and add it anew with a"
    " role that this kind of organisation has.",
    "territories with a manufacturer in them": "Take the manufacturer out of the territory in the admin: reps look"
    " after dealers.",
    "outlets and product lines of the manufacturer": "Only dealers have them. Give the outlet to a dealer, and"
    " untick the product lines of the manufacturer in the admin.",
    "organisations in a circle of suppliers": "Each is supplied by the next one. In the admin, empty “supplied by” of"
    " the one that is on top.",
}


def broken_invariants() -> dict[str, int]:
    """{what is wrong: how many}, empty when all is well."""
    at_dealer = Q(organisation__kind=OrganisationKind.DEALER)
    fits = (at_dealer & Q(role__in=Role.of_dealer())) | (~at_dealer & Q(role__in=Role.of_manufacturer()))
    found = {
        "memberships whose role does not fit their organisation": Membership.objects.exclude(fits).count(),
        "territories with a manufacturer in them": Territory.objects.filter(
            dealers__kind=OrganisationKind.MANUFACTURER
        ).count(),
        "outlets and product lines of the manufacturer": Outlet.objects.filter(
            dealer__kind=OrganisationKind.MANUFACTURER
        ).count()
        + ProductLine.objects.filter(dealers__kind=OrganisationKind.MANUFACTURER).count(),
        "organisations in a circle of suppliers": len(_in_a_circle()),
    }
    return {name: count for name, count in found.items() if count}


def _in_a_circle() -> set[int]:
    """Those from which the way up never ends."""
    above = dict(Organisation.objects.values_list("pk", "parent_id"))
    top = {pk for pk, parent in above.items() if parent is None}
    while found := {pk for pk, parent in above.items() if parent in top and pk not in top}:
        top |= found
    return set(above) - top

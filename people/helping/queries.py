"""Who helps whom, and whose questions one reads."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from people.enums import OrganisationKind, Role
from people.models import Contact, Organisation, Person, Question
from people.queries import dealers_looked_after_by, is_platform_admin, memberships_open, platform_admins

QUESTIONS_SHOWN = 30


def main_dealer_of(person: Person) -> Organisation | None:
    """Where they have worked longest, of dealers."""
    held = memberships_open().filter(person=person, organisation__kind=OrganisationKind.DEALER)
    membership = held.select_related("organisation").order_by("valid_from", "pk").first()
    return membership.organisation if membership else None


def helpers_of(dealer: Organisation | None) -> list[Person]:
    """Reps and field managers who look after the dealer, reps first. One query."""
    if dealer is None:
        return []
    held = memberships_open().filter(person=OuterRef("pk"))
    people = Person.objects.filter(territories__dealers=dealer, is_active=True).annotate(
        is_rep=Exists(held.filter(role=Role.REP)), is_manager=Exists(held.filter(role=Role.FIELD_MANAGER))
    )
    in_charge = people.filter(Q(is_rep=True) | Q(is_manager=True)).distinct()
    return list(in_charge.order_by("-is_rep", "full_name", "pk"))


def contacts_for(dealer: Organisation | None) -> QuerySet[Contact]:
    """Specialists and hotlines for this dealer; without a dealer those that are for everybody. Specialists first."""
    shown = Contact.objects.filter(Q(person=None) | Q(person__is_active=True), is_shown=True)
    for name in ("territories", "product_lines"):
        meant = Q(**{name: None})
        shown = shown.filter(meant | Q(**{f"{name}__dealers": dealer}) if dealer else meant)
    return shown.distinct().select_related("person").order_by("-kind", "name", "pk")


def contacts_visible_to(person: Person) -> QuerySet[Contact]:
    """All, for platform admins; for everybody else those on their help page."""
    if is_platform_admin(person):
        return Contact.objects.select_related("person").order_by("-kind", "name", "pk")
    return contacts_for(main_dealer_of(person))


def people_answering(dealer: Organisation | None) -> list[Person]:
    """Where nobody looks after the dealer, platform admins: no question goes to nobody."""
    return helpers_of(dealer) or list(platform_admins())


def questions_of(person: Person) -> QuerySet[Question]:
    """One's own, the newest first."""
    return Question.objects.filter(person=person).select_related("answered_by").order_by("-asked_at", "-pk")


def questions_put_to(person: Person) -> QuerySet[Question]:
    """Of people of dealers that one looks after; all, for platform admins. Open ones first, the oldest on top."""
    others = Question.objects.exclude(person=person).select_related("person", "dealer", "answered_by")
    if not is_platform_admin(person):
        others = others.filter(dealer__in=dealers_looked_after_by(person).order_by().values("pk"))
    return others.order_by("asked_at", "pk")


def questions_visible_to(person: Person) -> QuerySet[Question]:
    """One's own and those put to one, the newest first."""
    put_to = questions_put_to(person).order_by().values("pk")
    seen = Question.objects.filter(Q(person=person) | Q(pk__in=put_to))
    return seen.select_related("person", "dealer", "answered_by").order_by("-asked_at", "-pk")

"""What a box that searches finds, in a network of many thousands, of what the person may see."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

from django.db.models import Prefetch, Q, QuerySet

from people.enums import OrganisationKind, Role
from people.models import Organisation, Person
from people.phones import sign_in_name

from .network import memberships_open, organisations_visible_to, people_visible_to

NUMBER = re.compile(r"[+＋]?\d[\d\s-]*")
MOST_WORDS = 20  # of a pasted page of text nobody is called so
WORDS = re.compile(rf"(?<!\S){NUMBER.pattern}(?!\S)|\S+")


def organisations_found(person: Person, text: str) -> QuerySet[Organisation]:
    """Those visible to the person whose name or code holds every word of the text."""
    rows = organisations_visible_to(person)
    for word in text.split()[:MOST_WORDS]:
        rows = rows.filter(Q(name__icontains=word) | Q(name_en__icontains=word) | Q(code__icontains=word))
    return rows


def dealers_found(person: Person, text: str) -> QuerySet[Organisation]:
    return organisations_found(person, text).filter(kind=OrganisationKind.DEALER)


def dealers_named(codes: Collection[str]) -> dict[str, Organisation]:
    return {dealer.code: dealer for dealer in Organisation.objects.filter(code__in=codes)}


def people_found(person: Person, text: str, *, in_the_field: bool = False) -> QuerySet[Person]:
    """Those visible to the person who are called so; of reps and field managers only."""
    rows = called_so(people_visible_to(person).filter(erased_at=None), text)
    if in_the_field:
        field_force = memberships_open().filter(role__in=Role.looking_after_dealers())
        rows = rows.filter(pk__in=field_force.values("person"))
    return rows


def called_so(persons: QuerySet[Person], text: str) -> QuerySet[Person]:
    """Whose name, phone or e-mail holds every word, of MOST_WORDS."""
    for word in words_of(text)[:MOST_WORDS]:
        named = Q(full_name__icontains=word) | Q(latin_name__icontains=word)
        phone = Q(phone__contains=word) | Q(phone=sign_in_name(word))
        persons = persons.filter(named | phone | Q(email__icontains=word))
    return persons


def words_of(text: str) -> list[str]:
    """A phone is written in groups and kept in one: of "王 139 0000 0001" the words are 王 and 13900000001. Digits may
    be full-width, and a number copied from a phone's contacts stands between marks of direction."""
    shown = "".join(char for char in text if unicodedata.category(char) != "Cf")
    return [_digits(word) if NUMBER.fullmatch(word) else word for word in WORDS.findall(shown)]


def _digits(word: str) -> str:
    return re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", word))


def people_named(texts: Collection[str]) -> dict[str, Person]:
    """By phone or e-mail as typed."""
    typed = {text: sign_in_name(text) for text in texts}
    kept = Person.objects.filter(Q(phone__in=typed.values()) | Q(email__in=typed.values()))
    by_name = {name: person for person in kept for name in (person.phone, person.email) if name}
    return {text: by_name[name] for text, name in typed.items() if name in by_name}


def with_employers(persons: QuerySet[Person]) -> QuerySet[Person]:
    """With `held_now`: the memberships that are open now, and their organisations."""
    held = memberships_open().select_related("organisation").order_by("valid_from", "pk")
    return persons.prefetch_related(Prefetch("memberships", queryset=held, to_attr="held_now"))

"""The lesson page and home, against bare pages of equal size."""

from __future__ import annotations

from django.urls import reverse

from courses.models import Enrolment
from courses.plans import plan_of
from people.models import Person

from .bare import write_bare_template
from .browser import Browser, in_turn
from .measuring import Reading, Side, ratio_of

LEARNERS = 6


def lesson_vs_bare(*, is_tiny: bool = False) -> Reading:
    """All lessons of people who are in the midst of a course, each read in its whole length."""
    enrolments = under_way()[: 1 if is_tiny else LEARNERS]
    pages = [
        (enrolment.person, reverse("courses:lesson_detail", args=[enrolment.course.uuid, lesson]), enrolment)
        for enrolment in enrolments
        for lesson in plan_of(enrolment.structure).lessons
    ]
    return _bare_over("lesson", pages, rounds=1 if is_tiny else 30)


def home_vs_bare(*, is_tiny: bool = False) -> Reading:
    """The home of everybody in the demo, whatever their role: learners, owners, reps, staff."""
    enrolment = under_way()[0]
    people = Person.objects.order_by("pk")[: 2 if is_tiny else None]
    return _bare_over("home", [(person, "/", enrolment) for person in people], rounds=1 if is_tiny else 15)


def under_way() -> list[Enrolment]:
    enrolments = Enrolment.objects.filter(completed_at=None).exclude(place={}).order_by("pk")
    return list(enrolments.select_related("person", "course", "structure"))


def _bare_over(name: str, pages: list[tuple[Person, str, Enrolment]], *, rounds: int) -> Reading:
    """`pages`: (whose it is, path, the enrolment that its bare page asks for)."""
    asked, bare = [], []
    for number, (person, path, enrolment) in enumerate(pages):
        browser = Browser(person)
        ask = browser.get(path)
        write_bare_template(f"{name}-{number}", ask().body)
        asked.append(ask)
        bare.append(browser.get(f"/bare/{enrolment.uuid}/{name}-{number}/"))
    return ratio_of(
        Side("bare page", in_turn(bare), calls=len(bare)), Side(name, in_turn(asked), calls=len(asked)), rounds=rounds
    )

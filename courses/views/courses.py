"""The outline of a course, its beginning, and stable links."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST, require_safe

from courses import api
from courses.shown import CourseShown, LessonRow
from people.api import Position, person_asking, seers_of

from .answering import answer, language, own_course


@dataclass(frozen=True)
class Unit:
    """Lessons that belong together. `state`: todo, half or done."""

    title: str
    rows: tuple[LessonRow, ...]
    is_last: bool

    @property
    def state(self) -> str:
        states = {row.state for row in self.rows}
        if states == {api.LessonState.DONE}:
            return "done"
        return "todo" if states == {api.LessonState.NOT_STARTED} else "half"

    @property
    def state_label(self) -> str:
        return {"done": _("Done"), "half": _("Under way"), "todo": _("Not started")}[self.state]

    @property
    def is_begun(self) -> bool:
        return self.state != "todo"

    @property
    def is_open(self) -> bool:
        return self.state != "done" or self.is_last

    @property
    def minutes_left(self) -> int:
        return sum(row.minutes_left for row in self.rows)


def units_of(rows: Sequence[LessonRow]) -> Iterator[Unit]:
    """A lesson with a unit's title begins that unit."""
    starts = [index for index, row in enumerate(rows) if row.lesson.unit or index == 0]
    for start, end in zip(starts, [*starts[1:], len(rows)], strict=True):
        yield Unit(rows[start].lesson.unit or _("Lessons"), tuple(rows[start:end]), is_last=end == len(rows))


@require_safe
@cache_control(private=True, no_cache=True)
def course_detail(request: HttpRequest, uuid: UUID) -> HttpResponse:
    course = own_course(request, uuid)
    shown = api.course_shown(course, person_asking(request), language=language())
    context = {
        "course": shown,
        "key": course.key,
        "units": list(units_of(shown.rows)),
        "positions": pgettext("in a list", ", ").join(str(Position(position).label) for position in course.positions),
        "valid_years": _whole_years(shown.valid_months),
        "language": language(),
        "seers": seers_of(person_asking(request)),
    }
    return render(request, "courses/course_detail.html", context)


def _whole_years(months: int | None) -> int:
    """0 where months say it better."""
    return months // 12 if months and months % 12 == 0 else 0


@require_POST
def start_course(request: HttpRequest, uuid: UUID) -> HttpResponse:
    course = own_course(request, uuid)
    try:
        api.enrol_person(person_asking(request), course=course)
    except api.CourseClosed as error:
        return answer(request, course.get_absolute_url(), notice=str(error), status=409)
    shown: CourseShown = api.course_shown(course, person_asking(request), language=language())
    return redirect(shown.url)


@require_safe
def go(request: HttpRequest, key: UUID) -> HttpResponse:
    """Links in texts lead here: they name what they mean, wherever it stands now."""
    target = api.target_of_key(person_asking(request), key)
    if target is None:
        raise Http404
    return redirect(target.url)

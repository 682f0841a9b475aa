"""Courses and lessons as people share them. What is public of them are the words of courses on the front page."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from certificates.api import house_poster
from courses.api import ToShare, open_to_share, to_share
from foundation.templatetags.ui import minutes
from people.api import (
    BehindLink,
    Offer,
    Person,
    SharedPoster,
    ShareKind,
    Subject,
    Teaser,
    register_share_kind,
)

from .queries import is_on_show, site_look

KIND = "learn"  # by the key of a course or lesson, as in /learn/go/


def offer(person: Person, subject: Subject) -> Offer | None:
    found = to_share(person, subject.uuid)
    if found is None:
        return None
    if found.lesson is None:
        return Offer(title=found.outline.title, text=_text_of_course(found), back=found.url)
    text = _text_of_lesson(found, dict(found.parts).get(subject.part, ""))
    return Offer(title=found.lesson.title, text=text, back=found.url, parts=found.parts)


def place(person: Person, subject: Subject) -> str | None:
    found = to_share(person, subject.uuid)
    if found is None:
        return None
    return f"{found.url}#{subject.part}" if subject.part else found.url


def tease(subject: Subject) -> Teaser | None:
    """Course and question, unless editors made the course private; never the lessons' own words."""
    found = open_to_share(subject.uuid)
    if found is None:
        return None
    if not is_on_show(found.key):
        return Teaser()
    outline = found.outline
    return Teaser(
        title=outline.title,
        text=outline.ask,
        figure=outline.cover,
        figure_note=outline.cover_note,
        facts=_facts_of(found),
        shows_poster=found.lesson is None,
    )


def poster(subject: Subject, address: str) -> SharedPoster | None:
    """Of a course that takes enrolments: nobody is invited to another."""
    found = open_to_share(subject.uuid)
    if found is None:
        return None
    outline, lesson = found.outline, found.lesson
    return house_poster(
        accent=site_look().accent,
        above=_place_of(found) if lesson else _("Course"),
        title=lesson.title if lesson else outline.title,
        question="" if lesson else outline.ask,
        figure=lesson.sum if lesson else outline.cover,
        figure_note=lesson.sum_note if lesson else outline.cover_note,
        call=_("Scan or press the code, and learn on your phone"),
        facts=_about(lesson.minutes) if lesson else _facts_of(found),
        address=address,
    )


def _text_of_course(found: ToShare) -> str:
    named = {"title": found.outline.title, "facts": _facts_of(found)}
    lines = [
        found.outline.ask,
        _("The course “%(title)s” works it out: %(facts)s.") % named
        if found.outline.ask
        else _("The course “%(title)s”: %(facts)s.") % named,
        _("Open it here and learn on your phone:"),
    ]
    return "\n".join(filter(None, lines))


def _text_of_lesson(found: ToShare, part: str) -> str:
    if found.lesson is None:
        return ""
    lines = [
        _("“%(title)s”, %(where)s. It takes %(time)s.")
        % {"title": found.lesson.title, "where": _place_of(found), "time": _about(found.lesson.minutes)},
        _("Look at “%(part)s”:") % {"part": part} if part else _("Have a look:"),
    ]
    return "\n".join(lines)


def _place_of(found: ToShare) -> str:
    number = found.lesson.number if found.lesson else 0
    return _("lesson %(number)s of “%(title)s”") % {"number": number, "title": found.outline.title}


def _facts_of(found: ToShare) -> str:
    count = len(found.outline.lessons)
    lessons = ngettext("%(lessons)s lesson", "%(lessons)s lessons", count) % {"lessons": count}
    facts = {"lessons": lessons, "time": _about(found.outline.minutes)}
    if found.earns_certificate:
        return _("%(lessons)s, %(time)s, and a certificate at the end") % facts
    return _("%(lessons)s, %(time)s") % facts


def _about(length: int) -> str:
    return _("about %(time)s") % {"time": minutes(length)}


def register_share_kinds() -> None:
    behind = BehindLink(place=place, tease=tease, poster=poster)
    register_share_kind(ShareKind(name=KIND, offer=offer, behind=behind))

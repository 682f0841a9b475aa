"""What was published and what became of it, what somebody learns from, and how the site looks."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.db import DatabaseError
from django.db.models import Count, Model, QuerySet
from wagtail.documents import get_document_model
from wagtail.models import Locale, Page, ReferenceIndex
from wagtail_localize.models import TranslationSource

from courses.api import courses_open_to_joiners, is_released, keys_learned, learners_of
from foundation.kept import KeptAWhile

from . import rules
from .enums import Outcome
from .look import SiteLook, look_of
from .models import (
    CataloguePage,
    CoursePage,
    ExamQuestion,
    LessonPage,
    Logo,
    Publication,
    SiteSettings,
    VerificationFile,
)


def catalogue_in(language: str) -> CataloguePage | None:
    """The live catalogue in this language, or in another if there is none."""
    pages = CataloguePage.objects.live().select_related("locale").order_by("pk")
    return min(pages, key=lambda page: page.locale.language_code != language, default=None)


def published_pages_naming(document: Model) -> list[Page]:
    """Pages that are live, or were at some time, and name it: whoever began a course that was taken back since goes on
    reading. What stands in drafts only is not meant."""
    naming = ReferenceIndex.get_references_to(document)
    pages = naming.filter(base_content_type=ContentType.objects.get_for_model(Page)).values_list("object_id", flat=True)
    return list(Page.objects.filter(pk__in=list(pages), first_published_at__isnull=False))


def is_of_course_open_to_joiners(pages: Collection[Page]) -> bool:
    """Whether one of them is such a course, or a lesson below it. Two queries."""
    paths = {path for page in pages for path in (page.path, page.path[: -Page.steplen])}
    keys = CoursePage.objects.filter(path__in=paths).values_list("translation_key", flat=True)
    return courses_open_to_joiners().filter(key__in=list(keys)).exists()


def lessons_with_unknown_documents() -> list[LessonPage]:
    """Those that were published and name a document of which Wagtail's index of references knows nothing, so that
    members do not get it: pages that came by another way than saving are not in the index."""
    of_pages = ReferenceIndex.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Page),
        to_content_type=ContentType.objects.get_for_model(get_document_model()),
    )
    known = set(of_pages.values_list("object_id", "to_object_id"))
    lessons = LessonPage.objects.filter(first_published_at__isnull=False).iterator()
    return [page for page in lessons if {(str(page.pk), key) for key in _documents_in(page)} - known]


def _documents_in(page: LessonPage) -> set[str]:
    named = page.body.stream_block.extract_references(page.body)
    return {str(key) for model, key, *_path in named if model is get_document_model()}


def site_look() -> SiteLook:
    """How pages look. Ours where nobody chose, and where the database does not answer: pages that say so need it."""
    try:
        return _look.get()
    except DatabaseError:
        return SiteLook()


def forget_site_look() -> None:
    _look.forget()


def keep_site_look(look: SiteLook) -> None:
    """Without asking, for a while."""
    _look.put(look)


def _read_look() -> SiteLook:
    settings = SiteSettings.objects.select_related("logo", "logo_in_dark").defer("logo__png", "logo_in_dark__png")
    return look_of(settings.filter(pk=SiteSettings.ONLY).first() or SiteSettings())


_look = KeptAWhile(_read_look, seconds=30)


def site_settings() -> SiteSettings:
    """As they are now; unsaved where nobody chose yet."""
    found = SiteSettings.objects.select_related("logo", "logo_in_dark").filter(pk=SiteSettings.ONLY).first()
    return found or SiteSettings()


def logo_named(digest: str) -> Logo | None:
    return Logo.objects.filter(digest=digest).first()


def verification_files() -> QuerySet[VerificationFile]:
    return VerificationFile.objects.order_by("name")


def is_on_show(course_key: UUID) -> bool:
    """Whether strangers read of it on the front page: a page of it is published, and editors made none private."""
    pages = CoursePage.objects.as_published().filter(translation_key=course_key)
    return pages.exists() and not pages.not_public().exists()


def has_waiting_structure(page: CoursePage) -> bool:
    """Whether releasing the course would let out more than the words of this page."""
    others = Publication.objects.filter(course_key=page.translation_key, outcome=Outcome.WAITS)
    is_only_one = not others.exclude(model=page._meta.model_name, object_id=page.pk).exists()
    return not (is_only_one and is_released(page.translation_key))


def publications_waiting() -> QuerySet[Publication]:
    """What was published and has not reached learners, course by course."""
    return Publication.objects.filter(outcome__in=[Outcome.WAITS, Outcome.REFUSED]).order_by("course_key", "-at")


def course_pages_of(course_keys: Iterable[UUID]) -> dict[UUID, CoursePage]:
    """The oldest page of each course: the language it was written in."""
    pages = CoursePage.objects.filter(translation_key__in=set(course_keys)).order_by("-pk")
    return {page.translation_key: page for page in pages}


def missed_publications() -> list[CoursePage | LessonPage | ExamQuestion]:
    """Live and not noted with their live revision: lessons and questions first, so that a course goes out with them."""
    published = Publication.objects.values_list("model", "object_id", "revision_id")
    noted = {(model, pk): revision for model, pk, revision in published}
    live: list[QuerySet[Any]] = [
        LessonPage.objects.as_published(),
        ExamQuestion.objects.filter(live=True).select_related("live_revision", "locale", "lesson", "course"),
        CoursePage.objects.as_published(),
    ]
    missed: list[CoursePage | LessonPage | ExamQuestion] = []
    for rows in live:
        model = rows.model._meta.model_name
        revisions = rows.order_by("pk").values_list("pk", "live_revision_id")
        missed += rows.filter(pk__in=[pk for pk, live_id in revisions if noted.get((model, pk)) != (live_id or 0)])
    return missed


def questions_in_all_languages() -> set[UUID]:
    keys = ExamQuestion.objects.order_by().values("translation_key").annotate(languages=Count("pk"))
    return set(keys.filter(languages__gte=Locale.objects.count()).values_list("translation_key", flat=True))


def translation_sources_of_questions() -> dict[tuple[UUID, int], int]:
    """{(key, locale): id of the source that translations are made from}, where there are translations."""
    sources = TranslationSource.objects.filter(
        specific_content_type=ContentType.objects.get_for_model(ExamQuestion), translations__enabled=True
    )
    return {(key, locale): pk for pk, key, locale in sources.values_list("pk", "object_id", "locale_id")}


def learned_from(page: Any) -> list[CoursePage | LessonPage]:
    """Of this page and those below it, in the tree's order: the courses and lessons that somebody takes or took."""
    inside = {"path__startswith": page.path, "alias_of__isnull": True}
    courses = list(CoursePage.objects.filter(**inside).order_by("path"))
    found: list[CoursePage | LessonPage] = [
        course for course in courses if not rules.can_delete_course(learners_of(course.translation_key))
    ]
    below = tuple(course.path for course in found)
    lessons = [page for page in LessonPage.objects.filter(**inside).order_by("path") if not page.path.startswith(below)]
    return found + [lesson for lesson in lessons if is_learned(lesson, lesson.get_parent().translation_key)]


def is_learned(part: LessonPage | ExamQuestion, course_key: UUID) -> bool:
    return not rules.can_delete_part(str(part.translation_key), keys_learned(course_key))

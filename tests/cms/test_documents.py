"""Documents go out with the page that names them."""

import datetime as dt

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.models import ReferenceIndex

from cms.invariants import UNKNOWN_DOCUMENTS, broken_invariants
from courses.models import Course
from people.enums import StaffGroup
from tests.factories.cms import (
    block,
    draft_lesson,
    publish,
    released_course,
)
from tests.factories.people import LearnerFactory, PersonFactory, StaffFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def document(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return get_document_model().objects.create(title="价目表", file=ContentFile(b"a,b", name="prices.csv"))


def lesson_with_link_to(document):
    text = f'<p><a linktype="document" id="{document.pk}">价目表</a></p>'
    return draft_lesson(released_course(), body=[block("text", text)])


@pytest.mark.parametrize(("has_left", "status"), [(False, 200), (True, 404)])
def test_published_documents_are_for_people_who_still_work_somewhere(client, document, has_left, status):
    publish(lesson_with_link_to(document))
    person = LearnerFactory()
    if has_left:
        person.memberships.update(valid_until=timezone.localdate() - dt.timedelta(days=2))
    client.force_login(person)

    response = client.get(document.url)

    assert response.status_code == status
    response.close()


def test_documents_of_a_course_open_to_joiners_are_for_who_works_nowhere_as_long_as_it_is_open(client, document):
    lesson = lesson_with_link_to(document)
    publish(lesson)
    client.force_login(PersonFactory())
    assert client.get(document.url).status_code == 404

    Course.objects.update(is_open_to_joiners=True)
    assert b"".join(client.get(document.url).streaming_content) == b"a,b"
    released_course(title="另一门课")
    Course.objects.exclude(key=lesson.get_parent().translation_key).update(is_open_to_joiners=True)
    Course.objects.filter(key=lesson.get_parent().translation_key).update(is_open=False)
    assert client.get(document.url).status_code == 404


def test_document_that_stands_in_drafts_only_is_not_there_for_members_and_is_for_staff(client, document):
    lesson = lesson_with_link_to(document)
    client.force_login(LearnerFactory())
    assert client.get(document.url).status_code == 404

    client.force_login(StaffFactory(group=StaffGroup.EDITORS))
    assert b"".join(client.get(document.url).streaming_content) == b"a,b"

    publish(lesson).unpublish()
    client.force_login(LearnerFactory())
    assert b"".join(client.get(document.url).streaming_content) == b"a,b"


@pytest.mark.parametrize("has_picked", [False, True])
def test_page_that_is_in_no_index_of_references_breaks_an_invariant_until_that_is_made_anew(document, has_picked):
    download = block("download", {"file": document.pk, "title": "价目表", "note": ""})
    publish(draft_lesson(released_course(), body=[download]) if has_picked else lesson_with_link_to(document))
    draft_lesson(released_course(), body=[download])
    assert broken_invariants() == {}
    ReferenceIndex.objects.all().delete()

    assert broken_invariants() == {UNKNOWN_DOCUMENTS: 1}
    call_command("rebuild_references_index", verbosity=0)

    assert broken_invariants() == {}

"""Pictures whose smaller copies find no room: what is read stays readable, what is published says why not."""

import errno

import pytest
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file

from cms.models import Publication
from tests.cms.filled_in import page_url
from tests.factories import pictures
from tests.factories.cms import block, draft_course, draft_lesson, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def picture(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    return Image.objects.create(title="shelf", file=get_test_image_file(filename="shelf.png"))


@pytest.fixture
def _full_disk(picture, monkeypatch):
    def full(*_args, **_options):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(FileSystemStorage, "_save", full)


def lesson_with(picture):
    return draft_lesson(draft_course(), body=[block("image", {"file": picture.pk, "alt": "货架", "caption": ""})])


@pytest.mark.usefixtures("_full_disk")
@pytest.mark.parametrize("name", ["wagtailimages:index", "wagtailimages_chooser:choose"])
def test_pictures_are_listed_without_their_small_copies(client, releaser, picture, name):
    response = client.get(reverse(name))

    assert response.status_code == 200
    assert picture.title in response.content.decode()


@pytest.mark.usefixtures("_full_disk")
def test_lesson_is_previewed_with_the_picture_as_it_was_uploaded(client, editor, picture):
    lesson = lesson_with(picture)

    response = client.get(page_url("view_draft", lesson))

    assert response.status_code == 200
    assert picture.file.url in response.content.decode()


@pytest.mark.usefixtures("_full_disk")
def test_published_lesson_says_that_the_disk_is_full(releaser, picture):
    publish(lesson_with(picture))

    refused = Publication.objects.get()
    assert "shelf.png” could not be kept: the disk is full" in refused.reason


@pytest.mark.usefixtures("_full_disk")
def test_upload_that_finds_no_room_is_a_sentence_and_leaves_nothing(client, releaser, picture):
    fields = {
        "title": "新",
        "file": SimpleUploadedFile("new.png", pictures.picture(), "image/png"),
        "collection": picture.collection_id,
    }

    response = client.post(reverse("wagtailimages:add"), fields)

    assert response.status_code == 507
    assert list(Image.objects.all()) == [picture]

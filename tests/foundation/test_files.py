import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, default_storage, storages
from wagtail.documents.models import Document

from courses.actions import store_lesson_file
from courses.models import LessonFile
from foundation import files
from foundation.files import KeptFile

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def upload():
    document = Document.objects.create(title="Prices", file=ContentFile(b"a,b\n", name="prices.csv"))
    yield KeptFile("default", document.file.name)
    default_storage.delete(document.file.name)


@pytest.fixture
def picture():
    row = store_lesson_file(ContentFile(b"picture"), name="stock.png", content_type="image/png")
    yield KeptFile("private", row.file.name)
    row.file.storage.delete(row.file.name)


def test_files_of_every_model_are_known_by_the_store_that_holds_them(upload, picture):
    assert files.files_named() == {upload, picture}
    assert {upload, picture} <= set(files.files_kept())


def test_row_without_a_name_names_nothing():
    LessonFile.objects.create(sha256="0" * 64, content_type="image/png", name="never written")

    assert files.files_named() == set()


def test_only_what_is_gone_counts_as_gone(upload, picture):
    assert list(files.rows_without_file()) == []

    storages["private"].delete(picture.name)

    assert list(files.rows_without_file()) == [picture]
    assert str(picture) == f"private/{picture.name}"


def test_store_that_no_backup_would_copy_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(LessonFile._meta.get_field("file"), "storage", FileSystemStorage(location=tmp_path))

    with pytest.raises(LookupError, match="it would be in no backup"):
        files.files_named()


def test_store_in_which_nothing_was_kept_is_empty(tmp_path):
    assert list(files._walk(FileSystemStorage(location=tmp_path / "never"), "")) == []
    assert list(files._walk(FileSystemStorage(location=tmp_path), "")) == []

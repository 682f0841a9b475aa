"""A disk that is full while something is written."""

import errno
import sqlite3

import pytest
from django.core.files.base import ContentFile
from django.db import OperationalError
from django.urls import reverse
from wagtail.images.models import SourceImageIOError

from foundation.uploads import UploadStorage, is_of_full_disk
from people import views
from tests.factories.people import LearnerFactory

FULL = OSError(errno.ENOSPC, "No space left on device")


class Filling(ContentFile):
    """A file after whose first piece the disk is full."""

    def __init__(self, error=FULL):
        super().__init__(b"")
        self.error = error

    def chunks(self, chunk_size=None):
        yield b"half of it"
        raise self.error


def database_error(cause):
    error = OperationalError("database or disk is full")
    error.__cause__ = cause
    return error


def sqlite_error(number):
    error = sqlite3.OperationalError()
    error.sqlite_errorcode = number
    return error


def test_half_a_file_does_not_stay(tmp_path):
    with pytest.raises(SourceImageIOError) as caught:
        UploadStorage(tmp_path).save("images/shelf.png", Filling())

    assert caught.value.errno == errno.ENOSPC
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_other_errors_of_the_disk_stay_what_they_are(tmp_path):
    with pytest.raises(PermissionError):
        UploadStorage(tmp_path).save("shelf.png", Filling(PermissionError(errno.EACCES, "Permission denied")))


def test_file_that_was_there_stays_when_there_is_no_room_for_another(tmp_path):
    storage = UploadStorage(tmp_path, allow_overwrite=True)
    storage.save("shelf.png", ContentFile(b"the first"))

    with pytest.raises(SourceImageIOError):
        storage.save("shelf.png", Filling())

    assert storage.exists("shelf.png")


@pytest.mark.parametrize(
    ("error", "is_so"),
    [
        (FULL, True),
        (OSError(errno.EDQUOT, "Disk quota exceeded"), True),
        (FileNotFoundError(errno.ENOENT, "No such file"), False),
        (database_error(sqlite_error(sqlite3.SQLITE_FULL)), True),
        (database_error(sqlite_error(sqlite3.SQLITE_BUSY)), False),
        (database_error(None), False),
        (ValueError(errno.ENOSPC), False),
    ],
)
def test_full_disk_is_told_from_other_troubles(error, is_so):
    assert is_of_full_disk(error) is is_so


@pytest.mark.django_db
@pytest.mark.parametrize(("error", "status"), [(FULL, 507), (OSError(errno.EIO, "Input/output error"), 500)])
def test_whoever_writes_meanwhile_reads_what_to_do(client, monkeypatch, error, status):
    def fail(*_args, **_options):
        raise error

    monkeypatch.setattr(views.persons, "change_language", fail)
    client.raise_request_exception = False
    client.force_login(LearnerFactory())

    response = client.post(reverse("people:change_language"), {"language": "en"}, headers={"Accept-Language": "en"})

    assert response.status_code == status
    assert ("Nothing of what you just sent was kept" in response.content.decode()) is (status == 507)

import errno
import hashlib
import os
import tracemalloc
import uuid
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.storage import InMemoryStorage
from django.utils import translation

from courses.actions import correct_lesson, files, release_course, store_lesson_file
from courses.exceptions import FileNotKept
from courses.models import LessonFile
from courses.queries import lesson_files_visible_to
from foundation.files import rows_without_file
from tests.factories.courses import compiled_course, compiled_lesson, enrolled, released
from tests.factories.people import LearnerFactory, PersonFactory

pytestmark = pytest.mark.django_db

CONTENT = "库存 60 天".encode()


@pytest.fixture(autouse=True)
def private_folder(tmp_path, monkeypatch):
    storage = LessonFile._meta.get_field("file").storage
    monkeypatch.setattr(storage, "_location", str(tmp_path))
    for cached in ("base_location", "location"):
        monkeypatch.setitem(storage.__dict__, cached, str(tmp_path))
    return tmp_path


def store(content=CONTENT, name="price-list.pdf"):
    return store_lesson_file(BytesIO(content), name=name, content_type="application/pdf")


def content_of(row):
    with row.file.open() as opened:
        return opened.read()


def lesson_showing(file, key=None):
    blocks = (
        {"id": "f", "type": "download", "value": {"title": "表", "file": {"url": f"/learn/files/{file.sha256}/"}}},
    )
    return compiled_lesson(key, blocks=blocks)


def written(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


def test_file_is_kept_under_its_hash(private_folder):
    stored = store()

    assert stored.sha256 == hashlib.sha256(CONTENT).hexdigest()
    assert content_of(stored) == CONTENT
    assert [path.name for path in written(private_folder)] == [f"{stored.sha256}.pdf"]


def test_two_equal_uploads_are_one_file(private_folder):
    first, second = store(), store(name="another-name.pdf")

    assert first == second
    assert second.name == "price-list.pdf"
    assert len(written(private_folder)) == 1


def test_other_content_is_another_file(private_folder):
    store()
    store(b"other")

    assert LessonFile.objects.count() == len(written(private_folder)) == 2


def test_file_written_before_a_crash_is_found_again(private_folder):
    stored = store()
    LessonFile.objects.all().delete()

    again = store()

    assert again.file.name == stored.file.name
    assert len(written(private_folder)) == 1


def test_row_without_its_file_is_mended():
    stored = store()
    LessonFile.objects.update(file="")

    again = store()

    assert again.pk == stored.pk
    assert content_of(again) == CONTENT


@pytest.mark.parametrize("name", ["../../etc/passwd", "/abs/价格表.pdf", "a" * 300 + ".pdf", ""])
def test_names_of_uploads_choose_no_place(name, private_folder):
    stored = store(name=name)

    assert "/" not in stored.name
    assert len(stored.name) <= 200
    assert all(path.parent.name == "lesson-files" for path in written(private_folder))


def test_learners_may_open_what_a_released_lesson_names():
    file, unnamed = store(), store(b"a draft")
    released(compiled_course(lessons=(lesson_showing(file),), questions=()))

    assert set(lesson_files_visible_to(LearnerFactory())) == {file}
    assert unnamed not in lesson_files_visible_to(LearnerFactory())


def test_strangers_open_no_file():
    released(compiled_course(lessons=(lesson_showing(store()),), questions=()))

    assert not lesson_files_visible_to(PersonFactory()).exists()


def test_correction_brings_its_files():
    key = uuid.uuid4()
    compiled = compiled_course(lessons=(compiled_lesson(key),), questions=())
    course = released(compiled)
    file = store()

    correct_lesson(compiled.key, lesson_showing(file, key), revisions={})

    assert set(course.files.all()) == {file}


def test_files_of_a_course_under_way_stay_open_after_it_closed():
    compiled = compiled_course(lessons=(lesson_showing(store()),), questions=())
    release_course(compiled)
    course = released(compiled)
    enrolment = enrolled(course=course)
    course.is_open = False
    course.save()

    assert lesson_files_visible_to(enrolment.person).count() == 1


def test_lost_file_breaks_an_invariant(private_folder):
    store()
    for path in written(private_folder):
        path.unlink()

    assert [file.storage for file in rows_without_file()] == ["private"]


class Video:
    """`pieces` MiB of numbered bytes, made as they are read. `fail` raises at the last of them."""

    def __init__(self, pieces, fail=None):
        self.left, self.fail = pieces, fail

    def read(self, size):
        if self.left == 0:
            return b""
        self.left -= 1
        if self.left == 0 and self.fail:
            raise self.fail
        return bytes([self.left]) * size


def test_file_larger_than_a_piece_is_kept_whole():
    size = 2 * files.PIECE + 17
    content = os.urandom(size)

    stored = store(content)

    assert stored.file.size == size
    assert content_of(stored) == content
    assert stored.sha256 == hashlib.sha256(content).hexdigest()


def test_a_video_of_many_pieces_takes_the_memory_of_a_few():
    pieces = 24
    tracemalloc.start()

    store_lesson_file(Video(pieces), name="lesson.mp4", content_type="video/mp4")

    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert LessonFile.objects.get().file.size == pieces * files.PIECE
    assert peak < 6 * files.PIECE


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_full_disk_is_a_sentence_and_leaves_nothing(number, private_folder):
    full = Video(3, fail=OSError(number, "No space left on device"))

    with (
        pytest.raises(FileNotKept, match=r"lesson\.mp4” could not be kept: the disk is full"),
        translation.override("en"),
    ):
        store_lesson_file(full, name="folder/lesson.mp4", content_type="video/mp4")

    assert not LessonFile.objects.exists()
    assert written(private_folder) == []


def test_disk_that_fills_while_the_copy_is_put_in_place_leaves_nothing(private_folder, monkeypatch):
    def full(*_args, **_options):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(LessonFile._meta.get_field("file").storage, "_save", full)

    with pytest.raises(FileNotKept):
        store()

    assert not LessonFile.objects.exists()
    assert written(private_folder) == []


def test_a_file_that_cannot_be_read_to_its_end_is_never_seen(private_folder):
    with pytest.raises(ConnectionError):
        store_lesson_file(Video(3, fail=ConnectionError("gone")), name="lesson.mp4", content_type="video/mp4")

    assert not LessonFile.objects.exists()
    assert written(private_folder) == []


def test_until_it_is_whole_a_file_has_no_name_of_its_own(private_folder):
    seen = []

    class Watched(Video):
        def read(self, size):
            seen.append([path.parent.name for path in written(private_folder)])
            return super().read(size)

    stored = store_lesson_file(Watched(3), name="lesson.mp4", content_type="video/mp4")

    assert seen == [["incoming"]] * 4
    assert [path.parent.name for path in written(private_folder)] == ["lesson-files"]
    assert stored.file.name.startswith("lesson-files/")


def test_file_cut_short_by_a_crash_is_written_anew():
    stored = store()
    Path(stored.file.path).write_bytes(CONTENT[:3])
    LessonFile.objects.all().delete()

    again = store()

    assert again.file.name == stored.file.name
    assert content_of(again) == CONTENT


def test_copies_of_dead_processes_are_cleared_away(private_folder):
    incoming = private_folder / "incoming"
    incoming.mkdir()
    old, young = incoming / "old", incoming / "young"
    for path in (old, young):
        path.write_bytes(b"half")
    os.utime(old, (0, 0))

    store()

    assert [path.name for path in incoming.iterdir()] == ["young"]


def test_storage_on_no_disk_takes_the_content(monkeypatch):
    storage = InMemoryStorage()
    monkeypatch.setattr(LessonFile._meta.get_field("file"), "storage", storage)

    stored = store()

    with storage.open(stored.file.name) as opened:
        assert opened.read() == CONTENT

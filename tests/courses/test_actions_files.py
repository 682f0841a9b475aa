import hashlib
import uuid

import pytest

from courses.actions import correct_lesson, release_course, store_lesson_file
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
    return store_lesson_file(content, name=name, content_type="application/pdf")


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

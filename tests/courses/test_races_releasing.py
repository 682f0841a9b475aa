"""Versions and files released in the same moment. Each race has its negative control."""

import hashlib
from dataclasses import replace
from io import BytesIO
from time import sleep

import pytest

from courses.actions import release_course, releasing, store_lesson_file
from courses.models import Course, CourseVersion, LessonFile, Structure
from courses.queries import broken_invariants
from tests.courses.guards import A_WHILE, drop
from tests.databases import on_postgresql
from tests.factories.courses import compiled_course
from tests.races import run_at_once

pytestmark = [
    pytest.mark.database, pytest.mark.slow, on_postgresql, pytest.mark.usefixtures("committed_db", "no_worker")
]  # fmt: skip


def release_at_once(compiled):
    """Each with another title for the first lesson. Without a certificate, whose definition has a lock of its own."""

    def release(number):
        lesson = replace(compiled.lessons[0], title=f"第 {number} 稿")
        version = release_course(replace(compiled, lessons=(lesson, *compiled.lessons[1:])))
        return version and version.number

    return run_at_once(8, release)


def test_versions_released_at_once_are_numbered_without_a_gap(committed_db):
    found = release_at_once(compiled_course(certificate=None))

    assert sorted(found) == list(range(1, 9))
    assert Structure.objects.count() == 1
    assert Structure.objects.get().version.number == 8
    assert broken_invariants() == {}


def test_equal_courses_released_at_once_are_one_version(committed_db):
    compiled = compiled_course()

    found = run_at_once(8, lambda number: release_course(compiled))

    assert sorted(one is None for one in found) == [False] + [True] * 7
    assert CourseVersion.objects.count() == 1


def test_without_the_lock_versions_clash(committed_db, monkeypatch):
    def unlocked(key):
        read = Course.objects.select_related("activity", "structure").get(key=key)
        sleep(A_WHILE)
        return read

    compiled = compiled_course(certificate=None)
    release_course(compiled)
    monkeypatch.setattr(releasing, "lock_course", unlocked)
    drop(CourseVersion, "one_course_version_per_number")

    release_at_once(compiled)

    numbers = list(CourseVersion.objects.values_list("number", flat=True))
    assert len(numbers) > len(set(numbers))


def test_equal_files_stored_at_once_are_one_file(committed_db, tmp_path, monkeypatch):
    storage = LessonFile._meta.get_field("file").storage
    for cached in ("base_location", "location"):
        monkeypatch.setitem(storage.__dict__, cached, str(tmp_path))

    stored = run_at_once(
        8, lambda number: store_lesson_file(BytesIO(b"60"), name=f"{number}.pdf", content_type="application/pdf").sha256
    )

    assert set(stored) == {hashlib.sha256(b"60").hexdigest()}
    assert LessonFile.objects.count() == 1
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 1

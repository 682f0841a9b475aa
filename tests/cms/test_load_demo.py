"""The demo comes in as users would bring it, and again without anything twice."""

import shutil

import pytest
from django.contrib.auth.hashers import check_password
from django.core.management import CommandError

from certificates.models import Certificate
from cms.models import LessonPage
from courses.models import Course, Enrolment
from learning.models import LearningRecord
from people.models import Person
from tests.cms.small_demo import (
    PASSWORD,
    change,
    counts,
    learner,
    load,
    loaded_for_all,
    small_demo,
    write_learners,
)
from tests.undoing import undone

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def loaded_once(tmp_path_factory, django_db_setup, django_db_blocker):
    folder = small_demo(tmp_path_factory.mktemp("small") / "demo")
    with django_db_blocker.unblock(), loaded_for_all(folder):
        yield folder


@pytest.fixture
def loaded(loaded_once, tmp_path):
    with undone():
        yield shutil.copytree(loaded_once, tmp_path / "demo")


def test_a_course_is_there_in_both_languages_for_everyone(loaded, client):
    course = Course.objects.get()

    version = course.structure.version
    assert set(version.words) == {"zh-hans", "en"}
    assert sorted(version.lessons.values_list("language", flat=True)) == ["en", "zh-hans"]
    assert version.questions.count() == 6
    assert "库存管理" in client.get("/zh-hans/").content.decode()
    assert "Inventory Management" in client.get("/en/courses/").content.decode()


def test_learning_is_brought_in_as_it_happens(loaded):
    passed, failed, begun = (
        Enrolment.objects.get(person__email=f"sample-{name}@example.com") if name != "wu" else
        Enrolment.objects.get(person__full_name="吴德福")
        for name in ("wu", "zhao", "zhou")
    )  # fmt: skip

    assert passed.completed_at
    assert LearningRecord.objects.filter(person=passed.person).exists()
    assert Certificate.objects.filter(holder_person=passed.person).exists()
    assert failed.attempts.get().is_passed is False
    assert begun.completed_at is None


def test_loading_again_makes_nothing_twice(loaded, django_capture_on_commit_callbacks):
    before = counts()

    with django_capture_on_commit_callbacks(execute=True):
        said = load(loaded)

    assert counts() == before
    assert "0 pages and questions published" in said


def test_a_changed_text_flows_to_learners(loaded, django_capture_on_commit_callbacks):
    structure = Course.objects.get().structure
    lesson = loaded / "courses" / "inventory" / "01-days-of-stock.toml"
    change(lesson, ('{ zh = "库存能卖几天", en = "Days of stock" }', '{ zh = "够卖几天", en = "How long" }'))

    with django_capture_on_commit_callbacks(execute=True):
        load(loaded)

    course = Course.objects.get()
    assert course.structure == structure
    titles = {row.language: row.body["title"] for row in course.structure.version.lessons.all()}
    assert titles == {"zh-hans": "够卖几天", "en": "How long"}


def test_everybody_signs_in_with_the_password_of_the_file(loaded):
    hashes = set(Person.objects.values_list("password", flat=True))

    assert len(hashes) == 1
    assert check_password(PASSWORD, hashes.pop())


def test_a_mistake_in_the_last_file_leaves_what_was_loaded_before(loaded):
    before = Person.objects.get(full_name="周婷"), LessonPage.objects.filter(title="库存能卖几天").count()
    change(loaded / "network.toml", ('full_name = "周婷"', 'full_name = "周小婷"'))
    change(loaded / "courses/inventory/01-days-of-stock.toml", ("库存能卖几天", "够卖几天"))
    write_learners(loaded, learner("nobody", 1, ""))

    with pytest.raises(CommandError, match="there is no “nobody”"):
        load(loaded)

    assert (Person.objects.get(full_name="周婷"), LessonPage.objects.filter(title="库存能卖几天").count()) == before

"""The demo comes in whole, again without anything twice, and with sentences where a file is wrong."""

import io
import shutil
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.core.management import CommandError, call_command

from certificates.models import Certificate
from cms.models import CataloguePage, CoursePage, ExamQuestion, FrontPage, LessonPage, Publication
from courses.models import Attempt, CheckAnswer, Course, CourseVersion, Enrolment
from foundation.models import AuditLine
from learning.models import LearningRecord
from people.models import Membership, Organisation, Person, Territory

pytestmark = pytest.mark.slow
DEMO = settings.BASE_DIR / "demo"
PASSWORD = "warm-water-and-good-sums"
COUNTED = [
    Organisation, Person, Membership, Territory, FrontPage, CataloguePage, CoursePage, LessonPage, ExamQuestion,
    Publication, Course, CourseVersion, Enrolment, CheckAnswer, Attempt, LearningRecord, Certificate, AuditLine,
]  # fmt: skip


@pytest.fixture
def small(tmp_path, settings):
    """One lesson, the questions on it, and the people who matter."""
    settings.MEDIA_ROOT = tmp_path / "media"
    folder = tmp_path / "demo"
    course = folder / "courses" / "inventory"
    shutil.copytree(DEMO / "courses" / "inventory", course)
    shutil.copy(DEMO / "site.toml", folder)
    shutil.copy(DEMO / "network.toml", folder)
    change(course / "course.toml", *[(f'  "{path.stem}",\n', "") for path in sorted(course.glob("0[2-6]*.toml"))])
    exam = (course / "exam.toml").read_text().split("# Lesson 2")[0]
    (course / "exam.toml").write_text(exam)
    network = (folder / "network.toml").read_text()
    start = network.index("[[enrolment]]")
    learners = [learner("sample-zhou", 0, ""), learner("sample-wu", 1, "PASSED"), learner("sample-zhao", 1, "FAILED")]
    (folder / "network.toml").write_text(network[:start] + "".join(learners))
    return folder


def learner(person, done, result):
    words = f'person = "{person}"\ncourse = "inventory"\nlessons_done = {done}\nexam = "{result}"\ndays_ago = 1\n'
    return f"[[enrolment]]\n{words}"


def change(path, *pairs):
    text = path.read_text()
    for before, after in pairs:
        assert before in text
        text = text.replace(before, after)
    path.write_text(text)


def load(folder, **options):
    said = io.StringIO()
    call_command("load_demo", folder=Path(folder), stdout=said, **options)
    return said.getvalue()


def counts():
    return {model.__name__: model.objects.count() for model in COUNTED}


@pytest.fixture
def loaded(small, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        load(small)
    return small


@pytest.mark.django_db
def test_a_course_is_there_in_both_languages_for_everyone(loaded, client):
    course = Course.objects.get()

    version = course.structure.version
    assert set(version.words) == {"zh-hans", "en"}
    assert sorted(version.lessons.values_list("language", flat=True)) == ["en", "zh-hans"]
    assert version.questions.count() == 6
    assert "库存管理" in client.get("/zh-hans/").content.decode()
    assert "Inventory Management" in client.get("/en/courses/").content.decode()


@pytest.mark.django_db
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


@pytest.mark.django_db
def test_loading_again_makes_nothing_twice(loaded, django_capture_on_commit_callbacks):
    before = counts()

    with django_capture_on_commit_callbacks(execute=True):
        said = load(loaded)

    assert counts() == before
    assert "0 pages and questions published" in said


@pytest.mark.django_db
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


@pytest.mark.django_db
def test_everybody_signs_in_with_the_password_of_the_file(loaded):
    hashes = set(Person.objects.values_list("password", flat=True))

    assert len(hashes) == 1
    assert check_password(PASSWORD, hashes.pop())


@pytest.mark.django_db
def test_it_prints_whom_to_sign_in_as(small):
    said = load(small, print_sign_in=True)

    assert "sample-zhou@example.com" in said
    assert PASSWORD in said
    assert not Person.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "before", "after", "sentence"),
    [
        ("network.toml", 'role = "OWNER"\nvalid_from = 2012', 'role = "BOSS"\nvalid_from = 2012', "“BOSS” is none of"),
        ("network.toml", 'phone = "+8613900000019"', 'phone = "139"', "network.toml"),
        ("network.toml", 'full_name = "沈建国"', 'ful_name = "沈建国"', "field “full_name”: is missing"),
        ("network.toml", "[manufacturer]", "[manufacturer", "cannot be read"),
        ("network.toml", 'parent = "yongshun"', 'parent = "nobody"', "there is no organisation “nobody” above"),
        ("site.toml", "headline =", "headlines =", "field “headline”: is missing"),
        ("courses/inventory/course.toml", "minutes = 30", 'minutes = "half an hour"', "field “minutes”"),
        ("courses/inventory/course.toml", '"WAREHOUSE"', '"STORE"', "field “positions”"),
        ("courses/inventory/01-days-of-stock.toml", 'type = "chart"', 'type = "chat"', "“chat” is no type"),
        ("courses/inventory/01-days-of-stock.toml", 'formula = "sold / 30"', 'formula = "sold /"', "“formula”"),
        ("courses/inventory/01-days-of-stock.toml", 'value = "620,000"', 'value = "viel"', "“value”: "),
        ("courses/inventory/exam.toml", 'lesson = "01-days-of-stock"', 'lesson = "07"', "no lesson “07”"),
    ],
)
def test_a_mistake_in_a_file_is_a_sentence_with_its_place(small, name, before, after, sentence):
    change(small / name, (before, after))

    with pytest.raises(CommandError) as caught:
        load(small)

    assert sentence in str(caught.value)
    assert str(small / name) in str(caught.value)


@pytest.mark.django_db
def test_a_mistake_in_a_block_names_its_line(small):
    path = small / "courses" / "inventory" / "01-days-of-stock.toml"
    change(path, ('formula = "sold / 30"', 'formula = "sold /"'))
    lines = path.read_text().splitlines()
    calculator = next(number for number, line in enumerate(lines, start=1) if line == 'type = "calculator"')

    with pytest.raises(CommandError, match=f"line {calculator - 1}, block .*calculator"):
        load(small)


@pytest.mark.django_db
def test_the_whole_demo_comes_in_and_again(settings, tmp_path, django_capture_on_commit_callbacks):
    settings.MEDIA_ROOT = tmp_path / "media"
    with django_capture_on_commit_callbacks(execute=True):
        load(DEMO)
    before = counts()
    with django_capture_on_commit_callbacks(execute=True):
        load(DEMO)

    assert counts() == before
    assert before["Course"] == 2
    assert before["LessonPage"] == 2 * (6 + 7)
    assert before["ExamQuestion"] == 2 * (18 + 22)
    assert before["Organisation"] == 13
    assert before["Person"] == 60
    assert set(Publication.objects.values_list("outcome", flat=True)) <= {"WENT_OUT", "NOTHING_NEW"}

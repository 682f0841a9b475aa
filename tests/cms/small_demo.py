"""A demo of one lesson, the questions on it, and the people who matter, to be changed and loaded."""

import io
import re
import shutil
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.test import TestCase, override_settings

from certificates.models import Certificate
from cms.models import CataloguePage, CoursePage, ExamQuestion, FrontPage, LessonPage, Publication
from courses.models import Attempt, CheckAnswer, Course, CourseVersion, Enrolment
from foundation.models import AuditLine
from learning.models import LearningRecord
from people.models import Membership, Organisation, Outlet, Person, ProductLine, Territory, Tier
from tests.undoing import undone

DEMO = settings.BASE_DIR / "demo"
PASSWORD = "warm-water-and-good-sums"


def small_demo(folder):
    course = folder / "courses" / "inventory"
    shutil.copytree(DEMO / "courses" / "inventory", course)
    shutil.copy(DEMO / "site.toml", folder)
    shutil.copy(DEMO / "network.toml", folder)
    change(course / "course.toml", *[(f'  "{path.stem}",\n', "") for path in sorted(course.glob("0[2-6]*.toml"))])
    exam = (course / "exam.toml").read_text().split("# Lesson 2")[0]
    (course / "exam.toml").write_text(exam)
    write_learners(
        folder, learner("sample-zhou", 0, ""), learner("sample-wu", 1, "PASSED"), learner("sample-zhao", 1, "FAILED")
    )
    leave_out_who_is_not_named(folder)
    return folder


def leave_out_who_is_not_named(folder):
    """People of whom no other line speaks."""
    texts = "".join(path.read_text() for path in folder.rglob("*.toml"))
    start, *people = re.split(r"(?m)^(?=\[\[person\]\])", (folder / "network.toml").read_text())
    people[-1], *rest = re.split(r"(?m)^(?=\[\[(?!person)|#)", people[-1])
    needed = [one for one in people if texts.count(re.search(r'key = ("[^"]+")', one)[1]) > 1]
    (folder / "network.toml").write_text("".join([start, *needed, *rest]))


def add_second_lesson(folder):
    course = folder / "courses" / "inventory" / "course.toml"
    change(course, ('  "01-days-of-stock",\n', '  "01-days-of-stock",\n  "02-reorder-point",\n'))


def write_learners(folder, *learners):
    network = (folder / "network.toml").read_text()
    start = network.index("[[enrolment]]")
    (folder / "network.toml").write_text(network[:start] + "".join(learners))


def learner(person, done, result, days_ago=1):
    words = f'person = "{person}"\ncourse = "inventory"\nlessons_done = {done}\nexam = "{result}"\n'
    return f"[[enrolment]]\n{words}days_ago = {days_ago}\n"


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


@contextmanager
def loaded_for_all(folder):
    """Loaded and left in an open transaction, for the tests of one file."""
    with undone(), override_settings(MEDIA_ROOT=folder.parent / "media"):
        with TestCase.captureOnCommitCallbacks(execute=True):
            load(folder)
        yield


COUNTED = [
    Organisation, Outlet, Tier, ProductLine, Person, Membership, Territory,
    FrontPage, CataloguePage, CoursePage, LessonPage, ExamQuestion,
    Publication, Course, CourseVersion, Enrolment, CheckAnswer, Attempt, LearningRecord, Certificate, AuditLine,
]  # fmt: skip


def counts():
    return {model.__name__: model.objects.count() for model in COUNTED}

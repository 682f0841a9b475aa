"""A demo of one lesson, the questions on it, and the people who matter, to be changed and loaded."""

import io
import shutil
from pathlib import Path

from django.conf import settings
from django.core.management import call_command

DEMO = settings.BASE_DIR / "demo"


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
    return folder


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

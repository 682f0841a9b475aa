"""A mistake in a file of the demo is a sentence with its place; all are told at once, and nothing is brought in."""

import pytest
from django.core.management import CommandError
from wagtail.documents.models import Document

from cms.models import LessonPage
from courses.models import Course
from foundation.models import AuditLine
from people.models import Organisation, Person
from tests.cms.small_demo import add_second_lesson, change, learner, load, write_learners

LESSON = "courses/inventory/01-days-of-stock.toml"


def told(folder):
    with pytest.raises(CommandError) as caught:
        load(folder)
    return str(caught.value)


def is_empty():
    return not any(model.objects.exists() for model in (Organisation, Person, Course, LessonPage, Document, AuditLine))


# Those of one file that are found together, as (before, after, sentence).
MISTAKES = [
    ("network.toml", [("[manufacturer]", "[manufacturer", "cannot be read")]),
    (
        "network.toml",
        [
            ('role = "OWNER"\nvalid_from = 2012', 'role = "BOSS"\nvalid_from = 2012', "“BOSS” is none of"),
            ('phone = "+8613900000019"', 'phone = "139"', "“139” is not a phone number"),
            ('full_name = "沈建国"', 'ful_name = "沈建国"', "field “full_name”: is missing"),
            ('tier = "gold"', 'tier = "platinum"', "there is no “platinum”"),
            ('headcount = "TO_5"', 'headcount = "FEW"', "“FEW” is none of"),
            ("rank = 3", "rank = 0", "this rank"),
            ('life_cycle = "LAUNCH"', 'life_cycle = "NEW"', "“NEW” is none of"),
            ('parent = "yongshun"', 'parent = "nobody"', "there is no organisation “nobody” above"),
        ],
    ),
    ("network.toml", [('county = "411421"', 'county = "419999"', "not in the list of counties")]),
    ("network.toml", [('code = "D0101-2", class = "B"', 'code = "D0101-1", class = "B"', "Give another code")]),
    ("site.toml", [("headline =", "headlines =", "field “headline”: is missing")]),
    (
        "courses/inventory/course.toml",
        [
            ("minutes = 30", 'minutes = "half an hour"', "field “minutes”"),
            ('"WAREHOUSE"', '"STORE"', "field “positions”"),
        ],
    ),
    (
        LESSON,
        [
            ('type = "chart"', 'type = "chat"', "“chat” is no type"),
            ('formula = "sold / 30"', 'formula = "sold /"', "“formula”"),
            ('value = "620,000"', 'value = "viel"', "“value”: "),
            (', en = "Days of stock" }', "}", "must be { zh"),
        ],
    ),
    (LESSON, [("minutes = 8", "minutes = 800", "field “minutes”: zh-hans: ")]),
    ("courses/inventory/exam.toml", [("is_right = true", "is_right = false", "Tick at least one choice as right")]),
    ("courses/inventory/exam.toml", [('lesson = "01-days-of-stock"', 'lesson = "07"', "no lesson “07”")]),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "mistakes"), MISTAKES)
def test_a_mistake_in_a_file_is_a_sentence_with_its_place(small, name, mistakes):
    change(small / name, *((before, after) for before, after, _ in mistakes))

    said = told(small)

    assert [sentence for _, _, sentence in mistakes if sentence not in said] == []
    assert all(str(small / name) in line for line in said.splitlines()[1:]), "nothing else is found wrong"
    assert is_empty()


@pytest.mark.django_db
def test_a_mistake_in_a_block_names_its_line(small):
    path = small / "courses" / "inventory" / "01-days-of-stock.toml"
    change(path, ('formula = "sold / 30"', 'formula = "sold /"'))
    lines = path.read_text().splitlines()
    calculator = next(number for number, line in enumerate(lines, start=1) if line == 'type = "calculator"')

    with pytest.raises(CommandError, match=f"line {calculator - 1}, block .*calculator"):
        load(small)


@pytest.mark.django_db
def test_mistakes_in_all_files_are_told_at_once_and_nothing_is_brought_in(small):
    change(
        small / "network.toml",
        ('parent = "yongshun"', 'parent = "nobody"'),
        ('phone = "+8613900000019"', 'phone = "1"'),
    )
    change(small / "site.toml", ("headline =", "headlines ="))
    change(small / LESSON, ('type = "chart"', 'type = "chat"'), ('formula = "sold / 30"', 'formula = "sold /"'))
    change(small / "courses/inventory/exam.toml", ('lesson = "01-days-of-stock"', 'lesson = "07"'))
    write_learners(small, learner("sample-zhou", 7, ""), learner("sample-wu", 0, "PASSED"), learner("nobody", 1, "", 0))

    said = told(small)

    for sentence in (
        "there is no organisation “nobody” above",
        "field “headline”: is missing",
        "field “headlines”: does not exist here",
        "“chat” is no type",
        "“formula”",
        "the course has no lesson “07”",
        "field “lessons_done”: the course has 1 lessons",
        "field “exam”: the exam comes after all lessons",
        "there is no “nobody”",
        "field “days_ago”: must be 1 or more",
    ):
        assert sentence in said
    assert len(set(said.splitlines())) == len(said.splitlines()), "each is told once"
    assert is_empty()


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["site.toml", LESSON, "courses/inventory/exam.toml"])
def test_a_missing_file_is_one_problem(small, name):
    (small / name).unlink()

    said = told(small)

    assert f"{small / name} is missing." in said
    assert said.count("\n- ") == 1, said


@pytest.mark.django_db
def test_a_download_that_is_not_there_is_found_before_anything_is_written(small):
    add_second_lesson(small)
    change(small / "courses/inventory/02-reorder-point.toml", ('file = "reorder-list.csv"', 'file = "gone.csv"'))

    assert "there is no file “gone.csv”" in told(small)
    assert is_empty()


@pytest.mark.django_db
def test_one_key_for_two_people_is_refused(small):
    change(small / "network.toml", ('key = "sample-wu"', 'key = "sample-zhou"'))

    assert "“sample-zhou” is there 2 times" in told(small)


@pytest.mark.django_db
def test_languages_with_unequal_paragraphs_are_found_before_anything_is_translated(small):
    path = small / LESSON
    text = path.read_text()
    start = text.index("en = ", text.index("[block.html]"))
    path.write_text(text[:start] + text[start:].replace("</p>", "</p><p>One more.</p>", 1))

    assert "en does not have the same paragraphs as zh-hans" in told(small)
    assert is_empty()


@pytest.mark.django_db
def test_printing_whom_to_sign_in_as_tells_of_mistakes_too(small):
    change(small / "network.toml", ('demo_password = "', 'demo_passwort = "'))

    with pytest.raises(CommandError, match="field “demo_password”: is missing"):
        load(small, print_sign_in=True)

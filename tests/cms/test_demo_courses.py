"""The courses of the demo, file by file: every sum in them comes out, and both languages say the same."""

import re
import tomllib
from collections import Counter
from decimal import Decimal
from itertools import pairwise

import pytest
from django.conf import settings

from cms.blocks import LessonStreamBlock
from cms.enums import CalloutTone, ChartKind
from courses.enums import QuestionKind
from foundation import formulas
from foundation.numbers import parse_number

FOLDERS = sorted(path.parent for path in (settings.BASE_DIR / "demo" / "courses").glob("*/course.toml"))
FILES = {
    f"{path.parent.name}/{path.stem}": tomllib.loads(path.read_text())
    for folder in FOLDERS
    for path in sorted(folder.glob("*.toml"))
}
LESSONS = {name: file for name, file in FILES.items() if "block" in file}
EXAMS = {name: file["question"] for name, file in FILES.items() if "question" in file}
WITH_CHOICES = {QuestionKind.SINGLE, QuestionKind.MULTIPLE}
MOST_BYTES = 300_000  # of a video

NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?%?"
MEMBER = rf"[(（]*{NUMBER}[)）]*(?:\s*[+−×÷]\s*[(（]*{NUMBER}[)）]*)*"
EQUATION = re.compile(rf"(?<![\d.,A-Za-z]){MEMBER}(?:\s*=\s*−?{MEMBER})+")
SIGNS = str.maketrans({"×": "*", "÷": "/", "−": "-", "（": "(", "）": ")", ",": None})
COUNT = re.compile(r"[+−×÷]")


def texts_in(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from texts_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts_in(inner)


def pairs_in(value):
    """Every text that stands in both languages."""
    if isinstance(value, dict) and set(value) == {"zh", "en"}:
        yield value["zh"], value["en"]
    elif isinstance(value, dict):
        for inner in value.values():
            yield from pairs_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from pairs_in(inner)


def worked_out(member):
    """`304 − 129` or `12.5%` as a number."""
    plain = re.sub(r"(\d+(?:\.\d+)?)%", r"(\1 / 100)", member.translate(SIGNS))
    return formulas.evaluate(formulas.parse(plain), {})


def equations_in(text):
    """(left, right) of every `=`; `a = b = c` has two."""
    for found in EQUATION.finditer(text):
        yield from pairwise(part.strip() for part in found[0].split("="))


def is_rounded_from(right, exact):
    """Whether what is written is the exact number to as many digits as are shown."""
    digits = re.search(r"\.(\d+)", right)
    unit = Decimal(1).scaleb(-len(digits[1])) if digits else Decimal(1)
    unit = unit / 100 if right.endswith("%") else unit
    return abs(worked_out(right) - exact) <= unit / 2


def blocks_in(kind):
    return {
        f"{name} {number}": block
        for name, lesson in LESSONS.items()
        for number, block in enumerate(lesson["block"], start=1)
        if block["type"] == kind
    }


def questions():
    exam = {f"{name} {each['key']}": each for name, exam in EXAMS.items() for each in exam}
    return exam | {f"{name} {each['key']}": each for name, each in blocks_in("check_question").items()}


def figure(value, unit):
    return parse_number(value) / (100 if unit.startswith("%") else 1)


def unit_of(line):
    unit = line.get("unit", "")
    return unit if isinstance(unit, str) else unit["en"]


def sum_of(lines):
    """Line by line from the top; a line that begins with = only says where the sum has come to."""
    total = Decimal(0)
    for line in lines:
        value = figure(line["value"], unit_of(line))
        match line["operator"]:
            case "" | "+":
                total += value
            case "−":
                total -= value
            case "×":
                total *= value
            case "÷":
                total /= value
            case "=":
                assert is_rounded_from(line["value"], total)
    return total


def outputs_of(calculator):
    values = {field["name"]: Decimal(str(field["default"])) for field in calculator["field"]}
    for output in calculator["output"]:
        values[output["name"]] = formulas.evaluate(formulas.parse(output["formula"]), values)
    return values


@pytest.mark.parametrize("name", FILES)
def test_every_sum_in_the_texts_comes_out(name):
    wrong = [
        f"{left} = {right}"
        for text in texts_in(FILES[name])
        for left, right in equations_in(text)
        if not is_rounded_from(right, worked_out(left)) and worked_out(left) != worked_out(right)
    ]

    assert wrong == []


def test_sums_are_found_where_they_are_written():
    said = "毛利 1,299 − 979 = 320 元，40 × 141 + 20 × 501 = 5,640 + 10,020 = 15,660，850 ÷ 3,299 = 25.8%，3 = 4"

    found = list(equations_in(said))

    assert found == [
        ("1,299 − 979", "320"),
        ("40 × 141 + 20 × 501", "5,640 + 10,020"),
        ("5,640 + 10,020", "15,660"),
        ("850 ÷ 3,299", "25.8%"),
        ("3", "4"),
    ]
    assert [is_rounded_from(right, worked_out(left)) for left, right in found if not COUNT.search(right)] == [
        True, True, True, False,
    ]  # fmt: skip


@pytest.mark.parametrize("name", LESSONS)
def test_worked_figure_comes_out_of_its_lines(name):
    figures = [block for block in LESSONS[name]["block"] if block["type"] == "worked_figure"]
    assert figures

    for block in figures:
        result = block["result"]
        shown = result["value"] + ("%" if unit_of(result).startswith("%") else "")
        exact = sum_of(block["line"])
        rounded_up = exact.to_integral_value(rounding="ROUND_CEILING")
        if shown.startswith("−"):
            shown, exact = shown[1:], -exact

        assert is_rounded_from(shown, exact) or worked_out(shown) == rounded_up


@pytest.mark.parametrize("name", LESSONS)
def test_calculator_begins_with_the_worked_figure(name):
    blocks = {block["type"]: block for block in LESSONS[name]["block"]}
    calculator, result = blocks["calculator"], blocks["worked_figure"]["result"]
    main = next(output for output in calculator["output"] if output["is_main"])

    shown = round(outputs_of(calculator)[main["name"]], main["decimals"])

    assert shown == parse_number(result["value"])
    assert unit_of(main) == unit_of(result)


@pytest.mark.parametrize("name", [name for name, each in questions().items() if each["kind"] == QuestionKind.NUMERIC])
def test_right_number_is_worked_out_in_its_explanation(name):
    question = questions()[name]
    answer, tolerance = Decimal(str(question["answer"])), Decimal(str(question["tolerance"]))
    scale = 100 if question["unit"] == "%" or unit_of(question) == "%" else 1

    for text in question["explanation"].values():
        results = [worked_out(left) for left, _right in equations_in(text)]
        as_percent = [result * scale for result in results] + [result * 100 for result in results]
        whole = [result.to_integral_value(rounding="ROUND_CEILING") for result in results]

        assert any(abs(result - answer) <= tolerance for result in [*results, sum(results), *as_percent, *whole])


@pytest.mark.parametrize("name", FILES)
def test_both_languages_are_built_alike(name):
    for chinese, english in pairs_in(FILES[name]):
        assert bool(chinese.strip()) == bool(english.strip())
        assert re.findall(r"</?(?:p|h2|h3|ul|ol|li)>", chinese) == re.findall(r"</?(?:p|h2|h3|ul|ol|li)>", english)
        assert Counter(re.findall(r"\d\d:\d\d\.\d+", chinese)) == Counter(re.findall(r"\d\d:\d\d\.\d+", english))


@pytest.mark.parametrize("name", FILES)
def test_sums_are_the_same_in_both_languages(name):
    for chinese, english in pairs_in(FILES[name]):
        assert Counter(equations_in(chinese)) == Counter(equations_in(english))


def test_every_kind_of_block_chart_callout_and_question_is_used():
    blocks = [block for lesson in LESSONS.values() for block in lesson["block"]]

    assert {block["type"] for block in blocks} == set(LessonStreamBlock().child_blocks)
    assert {block["kind"] for block in blocks if block["type"] == "chart"} == set(ChartKind.values)
    assert {block["tone"] for block in blocks if block["type"] == "callout"} == set(CalloutTone.values)
    for exam in EXAMS.values():
        assert {question["kind"] for question in exam} == set(QuestionKind.values)


@pytest.mark.parametrize("name", LESSONS)
def test_lesson_has_all_its_parts_and_can_be_read_in_ten_minutes(name):
    kinds = [block["type"] for block in LESSONS[name]["block"]]

    assert kinds[0] == "owner_question"
    assert {"worked_figure", "calculator", "checklist", "chart"} <= set(kinds)
    assert 2 <= kinds.count("check_question") <= 3
    assert LESSONS[name]["minutes"] <= 10


@pytest.mark.parametrize("name", [name for name, each in questions().items() if each["kind"] in WITH_CHOICES])
def test_every_wrong_choice_says_what_it_overlooks(name):
    assert [
        choice["key"] for choice in questions()[name]["choice"] if not choice["is_right"] and not choice["feedback"]
    ] == []


@pytest.mark.parametrize("name", EXAMS)
def test_exam_asks_about_every_lesson(name):
    folder = name.partition("/")[0]

    assert {f"{folder}/{question['lesson']}" for question in EXAMS[name]} == {
        lesson for lesson in LESSONS if lesson.startswith(f"{folder}/")
    }
    assert len({question["key"] for question in EXAMS[name]}) == len(EXAMS[name])


@pytest.mark.parametrize("name", EXAMS)
def test_exam_has_fifteen_questions_and_half_of_them_are_sums(name):
    """A sum: its explanation works a number out. That those come out, another test sees to."""
    exam = EXAMS[name]
    sums = [
        question
        for question in exam
        if question["kind"] in {QuestionKind.SINGLE, QuestionKind.NUMERIC}
        and equations_in(question["explanation"]["zh"])
    ]

    assert len(exam) >= 15
    assert 2 * len(sums) >= len(exam)


def test_half_of_the_profitability_exam_are_numbers_to_work_out():
    exam = EXAMS["profitability/exam"]

    assert len(exam) >= 20
    assert 2 * sum(question["kind"] == QuestionKind.NUMERIC for question in exam) >= len(exam)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_sheets_open_in_excel_and_videos_are_small(folder):
    for path in (folder / "files").iterdir():
        content = path.read_bytes()
        if path.suffix == ".csv":
            assert content.startswith(b"\xef\xbb\xbf")
            assert len({line.count(",") for line in re.sub(r'"[^"]*"', "", content.decode()).splitlines()}) == 1
        if path.suffix == ".mp4":
            assert len(content) < MOST_BYTES

"""What editors may write in the blocks of a lesson, and the sentences they get for the rest."""

import json

import pytest
from django.core.exceptions import ValidationError
from wagtail.blocks.base import get_error_json_data

from cms.blocks import LessonStreamBlock
from tests.factories.cms import block, choice, item

LESSON = LessonStreamBlock()


def sentences(error):
    return json.dumps(get_error_json_data(error), ensure_ascii=False, default=str)


def written(kind, value):
    stream = LESSON.to_python([block(kind, value)])
    return LESSON.clean(stream)


def refused(kind, value):
    with pytest.raises(ValidationError) as caught:
        written(kind, value)
    return sentences(caught.value)


def question(**fields):
    value = {"kind": "SINGLE", "prompt": "几天？", "choices": [], "is_true": False, "answer": None, "tolerance": None}
    return value | {"unit": "", "explanation": "因为"} | fields


def choices(*rights):
    return [item(choice(f"选项 {number}", is_right=right)) for number, right in enumerate(rights)]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"choices": choices(True)}, "at least two choices"),
        ({"choices": choices(False, False)}, "at least one choice as right"),
        ({"choices": choices(True, True, False)}, "Tick one choice only"),
        ({"kind": "MULTIPLE", "choices": choices(True, True)}, "must be wrong"),
        ({"choices": [item(choice("同", is_right=True)), item(choice("同 "))]}, "read the same"),
        ({"kind": "NUMERIC"}, "Write the right number"),
    ],
)
def test_a_question_without_a_clear_answer_is_refused(fields, sentence):
    assert sentence in refused("check_question", question(**fields))


@pytest.mark.parametrize(
    "fields",
    [
        {"choices": choices(True, False)},
        {"kind": "MULTIPLE", "choices": choices(True, True, False)},
        {"kind": "TRUE_FALSE"},
        {"kind": "NUMERIC", "answer": "54", "tolerance": "0.5"},
    ],
)
def test_a_question_with_an_answer_is_taken(fields):
    assert written("check_question", question(**fields))


def calculator(**fields):
    value = {
        "title": "用你自己的数",
        "introduction": "",
        "fields": [item({"name": "stock", "label": "库存", "unit": "元", "default": "620000"})],
        "outputs": [output("per_day", "stock / 30", is_main=True)],
        "impossible": "要大于零。",
        "note": "",
    }
    return value | fields


def output(name, formula, *, is_main=False):
    value = {"name": name, "label": "一天", "unit": "元", "formula": formula, "decimals": 0, "is_main": is_main}
    return item(value)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"outputs": [output("a", "stock /", is_main=True)]}, "missing at the end, place 8"),
        ({"outputs": [output("a", "sold / 30", is_main=True)]}, "no field or result above named sold"),
        ({"outputs": [output("a", "b + 1", is_main=True), output("b", "stock")]}, "above named b"),
        ({"outputs": [output("stock", "1", is_main=True)]}, "This name is taken already"),
        ({"outputs": [output("max", "stock", is_main=True)]}, "Formulas cannot use this name"),
        ({"outputs": [output("库存", "stock", is_main=True)]}, "Formulas cannot use this name"),
        ({"outputs": [output("a", "stock"), output("b", "a")]}, "exactly one result"),
    ],
)
def test_a_calculator_that_cannot_work_is_refused(fields, sentence):
    assert sentence in refused("calculator", calculator(**fields))


def test_formulas_may_use_fields_and_results_above():
    assert written("calculator", calculator(outputs=[output("a", "stock / 30", is_main=True), output("b", "a * 2")]))


def chart(kind, *series, **fields):
    value = {
        "kind": kind,
        "title": "三堆货",
        "description": "快货 40 天，慢货 129 天。",
        "series": [item({"name": "天", "points": [item(point) for point in points]}) for points in series],
    }
    return value | fields


def point(label="快货", y="40", x=None):
    return {"label": label, "x": x, "y": y}


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        (chart("BARS", [point(), point()], [point(), point()]), "shows one series"),
        (chart("BARS", [point(label=""), point()]), "needs a name"),
        (chart("LINES", [point(x="1"), point()]), "need an x"),
        (chart("SHARES", [point(y="-1"), point()]), "cannot be negative"),
        (chart("WATERFALL", [point(y="60"), point(y="-20"), point(y="50")]), "come to something else"),
    ],
)
def test_a_chart_that_cannot_be_drawn_is_refused(value, sentence):
    assert sentence in refused("chart", value)


def test_a_waterfall_may_round_its_total():
    steps = [point(y="80270"), point(y="-29950"), point(y="-36000"), point(y="14321")]

    assert written("chart", chart("WATERFALL", steps))


def test_a_figure_must_be_a_number_as_it_is_written():
    line = {"label": "库存", "note": "", "operator": "", "value": "六十二万", "unit": "元"}
    value = {
        "title": "样本店",
        "lines": [item(line)],
        "result_label": "能卖",
        "result_value": "60",
        "result_unit": "天",
    }

    assert "is not a number" in refused("worked_figure", value)
    assert written("worked_figure", value | {"lines": [item(line | {"value": "−620,000"})]})


def test_a_sum_begins_without_a_sign():
    line = {"label": "库存", "note": "", "operator": "÷", "value": "1", "unit": ""}
    value = {"title": "样本店", "lines": [item(line)], "result_label": "能卖", "result_value": "60", "result_unit": ""}

    assert "The sum begins here" in refused("worked_figure", value)


def test_a_table_has_a_cell_for_each_column():
    columns = [item({"label": "货", "is_number": False}), item({"label": "天", "is_number": True})]
    rows = [item({"cells": [item("快货")], "is_highlighted": False})]

    found = refused("table", {"title": "三堆货", "columns": columns, "rows": rows, "note": ""})

    assert "This row has 1 cells, and there are 2 columns" in found


def test_subtitles_must_be_webvtt():
    video = LESSON.child_blocks["video"]

    assert "first word must be WEBVTT" in str(video.problems({"captions": "1\n00:00"})["captions"])
    assert video.problems({"captions": "WEBVTT\n\n1"}) == {}
    assert video.problems({"captions": ""}) == {}


def test_an_unfinished_draft_may_be_saved():
    stream = LESSON.to_python([block("check_question", question())])
    LESSON.defer_required_validation()
    try:
        LESSON.clean(stream)
    finally:
        LESSON.restore_deferred_validation()

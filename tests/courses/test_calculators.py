import json

import pytest
from django.utils import translation

from courses.calculators import NOTHING, calculate
from foundation.formulas import parse


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


def block(*formulas, **defaults):
    return {
        "fields": [
            {"name": name, "label": name, "unit": "元", "default": default} for name, default in defaults.items()
        ],
        "outputs": [
            {
                "name": f"o{number}",
                "label": "",
                "unit": "天",
                "tree": parse(text),
                "decimals": 0,
                "is_main": number == 0,
            }
            for number, text in enumerate(formulas)
        ],
    }


def results(value, **typed):
    return [output.text for output in calculate(value, typed).outputs]


def test_defaults_stand_until_somebody_types():
    value = block("stock / (sold / 30)", stock=620000, sold=310800)

    assert results(value) == ["60"]
    assert results(value, sold="６２１，６００") == ["30"]


def test_fields_show_what_was_typed_and_what_to_write_instead():
    shown = calculate(block("stock * 2", stock=0.06), {"stock": "viel"})

    (field,) = shown.fields
    assert field.text == "viel"
    assert "is not a number" in field.error
    assert shown.outputs[0].text == NOTHING
    assert not shown.is_impossible


def test_default_is_written_without_needless_digits():
    assert [field.text for field in calculate(block(a=310800, b=0.06, c=None, d="7.50"), {}).fields] == [
        "310800",
        "0.06",
        "",
        "7.5",
    ]


def test_dividing_by_nothing_is_impossible_for_all_that_follows():
    value = block("stock / sold", "o0 + 1", "stock + 1", stock=1, sold=0)

    shown = calculate(value, {})

    assert [output.text for output in shown.outputs] == [NOTHING, NOTHING, "2"]
    assert shown.is_impossible


@pytest.mark.parametrize(
    ("formula", "decimals", "text"),
    [("1234567.895", 2, "1,234,567.90"), ("0 - 55680", 0, "−55,680"), ("0 - 0.4", 0, "0"), ("2.5", 0, "3")],
)
def test_results_are_written_as_people_read_them(formula, decimals, text):
    value = block(formula)
    value["outputs"][0]["decimals"] = decimals

    assert results(value) == [text]


def test_browser_gets_the_trees_and_nothing_typed():
    recipe = json.loads(calculate(block("a + 1", a=1), {"a": "7"}).recipe)

    assert recipe == [{"name": "o0", "tree": parse("a + 1"), "decimals": 0}]

from decimal import Decimal
from itertools import combinations

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from courses.charts import draw_chart
from courses.charts.scales import shortened, ticks, ticks_from_end_to_end, written
from courses.charts.shapes import WIDTH, wrapped


def chart(kind, *series, **fields):
    value = {
        "kind": kind,
        "title": "三堆货",
        "unit": "元",
        "series": [{"name": name, "points": points} for name, points in series],
    }
    return value | fields


def points(*pairs):
    return [{"label": label, "x": None, "y": y} for label, y in pairs]


def line(*pairs):
    return [{"label": "", "x": x, "y": y} for x, y in pairs]


def texts(drawing):
    return [label.text for label in drawing.labels]


def boxes(drawing, css):
    return [box for box in drawing.boxes if css in box.css.split()]


def assert_nothing_overlaps(drawing):
    for first, second in combinations(drawing.labels, 2):
        assert not first.box.touches(second.box, gap=-1), (first, second)
    for label in drawing.labels:
        assert label.box.x >= -1
        assert label.box.x + label.box.width <= WIDTH + 1, label
        assert label.y <= drawing.height + 1


def test_bars_are_as_long_as_their_numbers_say():
    drawing = draw_chart(chart("BARS", ("天", points(("快货", 40), ("慢货", 80)))), "zh-hans").drawing

    short, long = boxes(drawing, "bar-main")
    assert long.width == pytest.approx(short.width * 2, abs=0.2)
    assert texts(drawing)[-2:] == ["40 元", "80 元"]


def test_target_stands_where_its_number_lies_and_has_its_name():
    value = chart("BARS", ("天", points(("快货", 0), ("慢货", 120))), target=60, target_label="平均 60")

    drawing = draw_chart(value, "zh-hans").drawing

    bar = boxes(drawing, "bar-main")[1]
    target = next(line for line in drawing.lines if line.css == "target")
    assert target.x1 == pytest.approx(bar.x + bar.width / 2, abs=0.2)
    assert "平均 60" in texts(drawing)


def test_bars_below_zero_go_the_other_way():
    drawing = draw_chart(chart("BARS", ("", points(("a", -10), ("b", 10)))), "en").drawing

    below, above = boxes(drawing, "bar-main")
    assert below.x + below.width == pytest.approx(above.x, abs=0.2)


def test_long_names_stand_above_their_bars():
    drawing = draw_chart(chart("BARS", ("", points(("Delivered without a slip", 1), ("b", 2)))), "en").drawing

    assert drawing.labels[0].y < boxes(drawing, "bar-main")[0].y


def test_waterfall_begins_each_step_where_the_last_one_ended_and_ends_at_the_total():
    steps = points(("毛利", 80270), ("变动", -29950), ("固定", -36000), ("净", 14320))
    drawing = draw_chart(chart("WATERFALL", ("", steps)), "zh-hans").drawing

    first, down, _further, total = [box for box in drawing.boxes if box.css != "bar-rest"]
    assert [box.css for box in drawing.boxes if box.css != "bar-rest"] == [
        "bar-main",
        "bar-down",
        "bar-down",
        "bar-total",
    ]
    assert down.x + down.width == pytest.approx(first.x + first.width, abs=0.2)
    assert total.x == first.x
    assert texts(drawing)[-4:] == ["80,270 元", "−29,950 元", "−36,000 元", "14,320 元"]


def test_shares_fill_the_whole_width_and_say_their_part():
    drawing = draw_chart(
        chart("SHARES", ("", points(("送货", 1480), ("样机", 1480), ("配件", 760)))), "zh-hans"
    ).drawing

    parts = [box for box in drawing.boxes if box.height == 36]
    assert parts[-1].x + parts[-1].width == pytest.approx(WIDTH, abs=2)
    assert "1,480 元 · 40%" in texts(drawing)
    assert texts(drawing).count("40%") == 2


def test_lines_mark_the_one_point_in_which_they_cross():
    value = chart(
        "LINES", ("便宜", line((0, 164.4), (12, 164.4))), ("费用", line((0, 0), (7.4, 164.28), (12, 266.4))), unit="元"
    )

    drawing = draw_chart(value, "zh-hans").drawing

    (dot,) = drawing.dots
    label = next(label for label in drawing.labels if label.css == "on-dot")
    assert label.text == "7.4"
    assert label.x == dot.x


def test_lines_that_cross_twice_or_run_together_mark_nothing():
    twice = chart("LINES", ("a", line((0, 0), (5, 10), (10, 0))), ("b", line((0, 5), (10, 5))))
    together = chart("LINES", ("a", line((0, 0), (10, 10))), ("b", line((0, 0), (10, 10))))

    assert draw_chart(twice, "en").drawing.dots == ()
    assert draw_chart(together, "en").drawing.dots == ()


def test_names_that_find_no_place_go_into_a_legend():
    long = "A line with a name as long as the whole of its chart is wide, and then some more"
    value = chart("LINES", (long, line((0, 0), (10, 10))), ("b", line((0, 5), (10, 6))))

    drawing = draw_chart(value, "en").drawing

    assert drawing.legend == (("line-a", long), ("line-second", "b"))
    assert long not in texts(drawing)


def test_axis_counts_in_ten_thousands_in_chinese_and_in_thousands_in_english():
    value = chart("LINES", ("", line((0, 0), (160, 48000))))

    assert "4万" in texts(draw_chart(value, "zh-hans").drawing)
    assert "40k" in texts(draw_chart(value, "en").drawing)


@pytest.mark.parametrize(
    ("number", "chinese", "english"),
    [(250, "250", "250"), (48000, "4.8万", "48k"), (-12000, "−1.2万", "−12k"), (2.5e8, "2.5亿", "250m"), (0, "0", "0")],
)
def test_large_numbers_are_shortened(number, chinese, english):
    assert shortened(number, "zh-hans") == chinese
    assert shortened(number, "en") == english


def test_ticks_cover_the_numbers_with_round_steps():
    assert ticks(0, 132) == [0, 50, 100, 150]
    assert ticks_from_end_to_end(0, 12) == [0, 4, 8, 12]
    assert ticks_from_end_to_end(1, 7) == [1, 2, 3, 4, 5, 6, 7]


def test_numbers_of_a_chart_show_equally_many_digits():
    drawing = draw_chart(chart("BARS", ("", points(("a", 2.3), ("b", 1.17), ("c", "0.70")))), "en").drawing

    assert texts(drawing)[-3:] == ["2.30 元", "1.17 元", "0.70 元"]


@pytest.mark.parametrize(("unit", "text"), [("%", "15.9%"), ("yuan", "15.9 yuan"), ("", "15.9")])
def test_unit_keeps_its_distance_except_for_per_cent(unit, text):
    assert written(Decimal("15.9"), 1, unit) == text


def test_table_behind_holds_every_number():
    with translation.override("en"):
        lines = draw_chart(
            chart("LINES", ("a", line((0, 1), (5, 2))), ("b", line((5, 3.5))), x_label="day", unit="units"), "en"
        )
        shares = draw_chart(chart("SHARES", ("Gap", points(("a", 1), ("b", 3))), x_label="cause"), "en")

    assert lines.table.head == ("day", "a (units)", "b (units)")
    assert lines.table.rows == (("0", "1", ""), ("5", "2", "3.5"))
    assert shares.table.rows == (("a", "1", "25%"), ("b", "3", "75%"))


def test_chinese_breaks_anywhere_but_not_before_a_closing_mark():
    lines = wrapped("送货没开单，样机上墙没记账", 60)

    assert "".join(lines) == "送货没开单，样机上墙没记账"
    assert len(lines) > 1
    assert not any(line.startswith("，") for line in lines)
    assert wrapped("Delivered without a slip", 100) == ["Delivered", "without a slip"]


NAMES = st.sampled_from(
    ["快货", "一般的货卖得很慢很慢", "Fast", "Delivered without a slip, 1 unit", "压货 12 个月", "A"]
)
NUMBERS = st.decimals(min_value=-(10**7), max_value=10**7, places=2)
NAMED = st.lists(st.tuples(NAMES, NUMBERS), min_size=2, max_size=8).map(lambda pairs: points(*pairs))
UNITS = st.sampled_from(["元", "yuan", "%", "days", ""])


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(["BARS", "WATERFALL", "SHARES"]), NAMED, UNITS, st.sampled_from(["zh-hans", "en"]))
def test_labels_of_rows_never_overlap(kind, named, unit, language):
    if kind == "SHARES":
        named = [point | {"y": abs(point["y"])} for point in named]
    value = chart(
        kind, ("", named), unit=unit, target=60 if kind == "BARS" else None, target_label="平均 60 天", x_label="天"
    )

    assert_nothing_overlaps(draw_chart(value, language).drawing)


POINTS = st.lists(
    st.tuples(st.integers(0, 40), st.integers(-500, 50_000)), min_size=2, max_size=8, unique_by=lambda point: point[0]
).map(lambda pairs: line(*pairs))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(NAMES, POINTS), min_size=1, max_size=3), st.none() | st.integers(0, 40_000))
def test_labels_of_lines_never_overlap(series, target):
    value = chart(
        "LINES", *series, target=target, target_label="固定开支 36,000", x_label="一个月卖的台数", y_label="元"
    )

    for language in ("zh-hans", "en"):
        assert_nothing_overlaps(draw_chart(value, language).drawing)

"""Lines over a measured axis, with a target, the one point where they cross, and names that find a free place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import Any

from .scales import Scale, decimal_of, decimals_of, shortened, ticks, ticks_from_end_to_end, written
from .shapes import LINE_HEIGHT, WIDTH, Box, Dot, Drawing, Label, Line, Path, px, text_width

PLOT_HEIGHT = 156.0
STYLES = ("line-a", "line-second", "line-third")
TARGET_STYLE = "line-b"
Point = tuple[float, float]


@dataclass(frozen=True)
class Frame:
    """The plot: its scales, from data to pixels."""

    x: Scale
    y: Scale

    def at(self, point: Point) -> Point:
        return self.x(point[0]), self.y(point[1])


def draw_lines(value: Mapping[str, Any], language: str) -> Drawing:
    series = [_points(one) for one in value["series"]]
    target = float(decimal_of(value["target"])) if value.get("target") not in (None, "") else None
    frame, y_ticks = _frame(series, target, language, has_title=bool(value.get("y_label")))
    drawn = [[frame.at(point) for point in points] for points in series]
    level = [(frame.x.start, frame.y(target)), (frame.x.end, frame.y(target))] if target is not None else []

    crossing = _only_crossing(series, target)
    dot = frame.at(crossing) if crossing else None
    drop = [dot, (dot[0], frame.y.start)] if dot else []
    axes = _axis_labels(value, frame, y_ticks, language, _crossing_label(series, crossing, frame))
    names, legend = _names(value, drawn, level, [drop] if drop else [], [label.box for label in axes])

    areas = (_area(drawn, level),) if dot and len(drawn) + bool(level) == 2 else ()
    lines = [Line(frame.x.start, frame.y(tick), frame.x.end, frame.y(tick)) for tick in y_ticks]
    lines += [Line(frame.x.start, frame.y.start, frame.x.end, frame.y.start, "axis")]
    lines += [Line(*drop[0], *drop[1], "axis")] if drop else []
    paths = [Path(_path(level), TARGET_STYLE)] if level else []
    paths += [Path(_path(points), style) for points, style in reversed(list(zip(drawn, STYLES, strict=False)))]
    height = frame.y.start + 21 + (LINE_HEIGHT if value.get("x_label") else 0)
    return Drawing(
        px(height), areas, (), tuple(lines), tuple(paths), (Dot(*dot),) if dot else (), (*axes, *names), tuple(legend)
    )


def _points(series: Mapping[str, Any]) -> list[Point]:
    """In the order of x; without x, their places are counted."""
    points = [
        (
            float(decimal_of(point["x"])) if point.get("x") not in (None, "") else float(index),
            float(decimal_of(point["y"])),
        )
        for index, point in enumerate(series["points"])
    ]
    return sorted(points)


def _frame(
    series: Sequence[Sequence[Point]], target: float | None, language: str, *, has_title: bool
) -> tuple[Frame, list[float]]:
    xs = [x for points in series for x, _y in points] or [0.0]
    ys = [y for points in series for _x, y in points] + ([target] if target is not None else []) or [0.0]
    low = min(ys) if 0 < max(ys) * 0.7 < min(ys) else min(0.0, *ys)
    y_ticks = ticks(low, max(0.0, *ys) if min(ys) < 0 else max(ys))
    left = max(text_width(shortened(tick, language)) for tick in y_ticks) + 8
    top = 12.0 + (LINE_HEIGHT if has_title else 0)
    x = Scale(min(xs), max(xs) if max(xs) > min(xs) else min(xs) + 1, px(left), WIDTH - 12)
    return Frame(x, Scale(y_ticks[0], y_ticks[-1], top + PLOT_HEIGHT, top)), y_ticks


def _axis_labels(
    value: Mapping[str, Any], frame: Frame, y_ticks: Sequence[float], language: str, crossing: Label | None
) -> list[Label]:
    labels = [Label(px(frame.x.start - 6), px(frame.y(tick) + 4), shortened(tick, language), "end") for tick in y_ticks]
    below = [crossing] if crossing else []
    for tick in _x_ticks(value, frame):
        label = Label(frame.x(tick), px(frame.y.start + 19), shortened(tick, language), "middle")
        if not any(label.box.touches(other.box, gap=6) for other in below):
            below.append(label)
    if value.get("y_label"):
        labels.append(Label(0, 11, str(value["y_label"])))
    if value.get("x_label"):
        labels.append(Label(px(frame.x.end), px(frame.y.start + 19 + LINE_HEIGHT), str(value["x_label"]), "end"))
    return labels + below


def _x_ticks(value: Mapping[str, Any], frame: Frame) -> list[float]:
    """Round numbers within the data; where points are few and all whole numbers, the points themselves."""
    xs = sorted({x for series in value["series"] for x, _y in _points(series)})
    if len(xs) <= 6 and all(x == int(x) for x in xs):
        return xs
    return ticks_from_end_to_end(frame.x.low, frame.x.high)


def _crossing_label(series: Sequence[Sequence[Point]], crossing: Point | None, frame: Frame) -> Label | None:
    if not crossing:
        return None
    decimals = decimals_of(decimal_of(x) for points in series for x, _y in points)
    text = written(decimal_of(crossing[0]), decimals)
    return Label(frame.x(crossing[0]), px(frame.y.start + 19), text, "middle", "on-dot")


def _only_crossing(series: Sequence[Sequence[Point]], target: float | None) -> Point | None:
    """Where lines, or a line and the target, meet, if they meet in one point only."""
    found: list[Point] = []
    pairs: list[tuple[Sequence[Point], Sequence[Point]]] = list(combinations(series, 2))
    if target is not None:
        pairs = [(points, [(points[0][0], target), (points[-1][0], target)]) for points in series if points]
    for first, second in pairs:
        for point in _meetings(first, second):
            if not any(abs(point[0] - x) < 1e-6 and abs(point[1] - y) < 1e-6 for x, y in found):
                found.append(point)
    return found[0] if len(found) == 1 else None


def _meetings(first: Sequence[Point], second: Sequence[Point]) -> Iterator[Point]:
    """Points in which two lines over x cross; lines that run together have none."""
    xs = sorted({x for x, _y in [*first, *second]})
    xs = [x for x in xs if max(first[0][0], second[0][0]) <= x <= min(first[-1][0], second[-1][0])]
    gaps = [(x, _height(first, x) - _height(second, x)) for x in xs]
    for (x1, gap1), (x2, gap2) in pairwise(gaps):
        if gap1 * gap2 < 0:
            x = x1 + (x2 - x1) * gap1 / (gap1 - gap2)
            yield x, _height(first, x)
    for x, gap in gaps:
        if abs(gap) < 1e-9:
            yield x, _height(first, x)


def _height(points: Sequence[Point], x: float) -> float:
    for (x1, y1), (x2, y2) in pairwise(points):
        if x1 <= x <= x2 and x2 > x1:
            return y1 + (y2 - y1) * (x - x1) / (x2 - x1)
    return points[0][1]


def _path(points: Iterable[Point]) -> str:
    return "M" + "L".join(f"{x} {y}" for x, y in points)


def _area(drawn: Sequence[Sequence[Point]], level: Sequence[Point]) -> Path:
    """What lies between the two lines of a chart."""
    second = level or drawn[1]
    return Path(_path([*drawn[0], *reversed(second)]) + "Z", "area-between")


def _names(
    value: Mapping[str, Any],
    drawn: Sequence[Sequence[Point]],
    level: Sequence[Point],
    others: Sequence[Sequence[Point]],
    taken: Sequence[Box],
) -> tuple[list[Label], list[tuple[str, str]]]:
    """Names beside their lines; if one finds no place, all series go into the legend."""
    marks = [mark for line in [*drawn, level, *others] for mark in _marks(line)]
    labels: list[Label] = []
    if level and value.get("target_label"):
        labels += _placed(str(value["target_label"]), level, marks, taken)
    legend: list[tuple[str, str]] = []
    if not labels and level and value.get("target_label"):
        legend = [(TARGET_STYLE, str(value["target_label"]))]
    names = [str(series.get("name", "")) for series in value["series"]]
    if len(names) == 1:
        return labels, legend
    beside: list[Label] = []
    for name, line in zip(names, drawn, strict=True):
        beside += _placed(name, line, marks, [*taken, *(label.box for label in [*labels, *beside])])
    if len(beside) == len(names):
        return labels + beside, legend
    return labels, [*zip(STYLES, names, strict=False), *legend]


def _marks(line: Sequence[Point]) -> list[Point]:
    """The line as points a few pixels apart."""
    marks = list(line)
    for (x1, y1), (x2, y2) in pairwise(line):
        count = int(max(abs(x2 - x1), abs(y2 - y1)) // 4)
        marks += [(x1 + (x2 - x1) * i / count, y1 + (y2 - y1) * i / count) for i in range(1, count)]
    return marks


def _placed(name: str, line: Sequence[Point], marks: Sequence[Point], taken: Sequence[Box]) -> list[Label]:
    """The name close to its line where it touches nothing: first over and under its ends, then along it."""
    for candidate in _candidates(name, line):
        box = candidate.box
        roomy = Box(box.x - 3, box.y - 1, box.width + 6, box.height + 2)
        is_inside = roomy.x >= 0 and roomy.x + roomy.width <= WIDTH and roomy.y >= 0
        is_free = not any(
            roomy.x <= x <= roomy.x + roomy.width and roomy.y <= y <= roomy.y + roomy.height for x, y in marks
        )
        if is_inside and is_free and not any(roomy.touches(other, gap=2) for other in taken):
            return [candidate]
    return []


def _candidates(name: str, line: Sequence[Point]) -> Iterator[Label]:
    is_level = len({y for _x, y in line}) == 1
    for share in (0.04, 0.96, 0.2, 0.8, 0.5) if is_level else (0.9, 0.75, 0.6, 0.45, 0.3, 0.15, 1.0):
        x = line[0][0] + (line[-1][0] - line[0][0]) * share
        y = _height(line, x)
        for dy in (-9, 17):
            anchor = "start" if share < 0.1 else "end" if share > 0.9 else "middle"
            yield Label(px(x), px(y + dy), name, anchor, "strong")
        if not is_level:
            for dx, anchor in ((9, "start"), (-9, "end")):
                for dy in (-4, 4, 12):
                    yield Label(px(x + dx), px(y + dy), name, anchor, "strong")

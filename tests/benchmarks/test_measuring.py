import pytest

from benchmarks import measuring
from benchmarks.measuring import Reading, Side, ratio_of


class Clock:
    """CPU time that passes only when somebody says so."""

    def __init__(self):
        self.now, self.turns = 0.0, []

    def side(self, name, seconds, *, calls=1, prepare=None):
        turns = iter(seconds)

        def run():
            self.turns.append(name)
            self.now += next(turns)

        return Side(name, run, calls, prepare)


@pytest.fixture
def clock(monkeypatch):
    clock = Clock()
    monkeypatch.setattr(measuring.time, "process_time", lambda: clock.now)
    monkeypatch.setattr(measuring.gc, "collect", lambda: 0)  # takes long in a process of many tests
    return clock


def test_ratio_is_the_median_of_the_rounds_after_the_first(clock):
    slow = clock.side("slow", [90, 4, 6, 80])
    quick = clock.side("quick", [1, 2, 2, 2])

    reading = ratio_of(slow, quick, rounds=3)

    assert reading == Reading(3, {"slow": 6000, "quick": 2000})


def test_machine_that_is_slower_for_a_while_does_not_matter(clock):
    reading = ratio_of(
        clock.side("a", [1, 2, 20, 200, 2, 2]), clock.side("b", [1, 1, 10, 100, 1, 1]), rounds=5
    )  # fmt: skip

    assert reading.value == 2


def test_turns_of_many_calls_are_compared_by_the_call(clock):
    reading = ratio_of(clock.side("a", [8, 8], calls=4), clock.side("b", [1, 1]), rounds=1)

    assert reading == Reading(2, {"a": 2000, "b": 1000})


def test_who_begins_changes_from_round_to_round(clock):
    ratio_of(clock.side("a", [1] * 4), clock.side("b", [1] * 4), rounds=3)

    assert "".join(clock.turns) == "ba" + "ab" + "ba" + "ab"


def test_preparing_comes_before_each_turn_and_costs_nothing(clock):
    def prepare():
        clock.now += 1000
        clock.turns.append("prepared")

    reading = ratio_of(clock.side("a", [6, 6], prepare=prepare), clock.side("b", [2, 2]), rounds=1)

    assert reading.value == 3
    assert clock.turns == ["b", "prepared", "a", "prepared", "a", "b"]

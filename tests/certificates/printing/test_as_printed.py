"""Fails when an upgrade, of whatever it is, changes what is printed."""

import copy
import json

import pytest

from certificates.printing import print_paper
from tests.certificates.papers import HARDEST
from tests.certificates.printing.as_printed import KEPT, PRINTED, what_is_printed

AS_PRINTED = json.loads(KEPT.read_text("utf-8"))
TOLERANCE = 0.3  # mm and pt: as much as another build of Pango may differ, and nobody sees


def assert_equal(printed, kept):
    """Places and sizes within the tolerance, all else exactly."""
    printed, kept = copy.deepcopy(printed), copy.deepcopy(kept)
    numbers, wanted = ([[line.pop() for _number in range(3)] for line in it["text"]] for it in (printed, kept))
    assert printed == kept, "Look at the prints, then write as_printed.json anew: see as_printed.py"
    for line, found, expected in zip(kept["text"], numbers, wanted, strict=True):
        assert found == pytest.approx(expected, abs=TOLERANCE), line


@pytest.mark.parametrize("name", PRINTED)
def test_print_is_what_it_was(name):
    assert_equal(what_is_printed(print_paper(HARDEST[name])), AS_PRINTED[name])


@pytest.mark.parametrize(
    "change",
    [
        lambda it: it["text"][3].__setitem__(4, it["text"][3][4] + 1),
        lambda it: it["text"][3].__setitem__(2, it["text"][3][2] + 1),
        lambda it: it["text"].pop(),
        lambda it: it["tags"].pop(),
        lambda it: it["fonts"].append("Other"),
        lambda it: it.__setitem__("mm", [210.0, 297.0]),
        lambda it: it["drawn"].reverse() or it["drawn"].append("0"),
    ],
)
def test_any_change_is_noticed(change):
    changed = copy.deepcopy(AS_PRINTED["usual"])
    change(changed)

    with pytest.raises(AssertionError):
        assert_equal(changed, AS_PRINTED["usual"])

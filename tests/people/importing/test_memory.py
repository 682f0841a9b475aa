"""What a worker needs hardly grows with the list: it reads, judges and writes piece by piece."""

import tracemalloc

import pytest

from people.actions.importing import running
from tests.factories.people import DealerFactory
from tests.people.importing.sheets import counts, imported, xlsx

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
ROWS_IN_A_PIECE, FEW, MANY = 25, 50, 500


def peak_of_importing(count):
    """Bytes, from the upload to the last row."""
    content = xlsx(*(["D1", f"王小明{number}", f"188{count:04d}{number:04d}", "导购"] for number in range(count)))
    tracemalloc.start()

    sheet = imported(content)

    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert counts(sheet) == (count, 0, 0, 0)
    return peak


def test_a_list_ten_times_as_long_is_imported_in_the_same_memory(monkeypatch):
    monkeypatch.setattr(running, "ROWS_IN_A_PIECE", ROWS_IN_A_PIECE)
    DealerFactory(code="D1")
    peak_of_importing(ROWS_IN_A_PIECE)  # what is kept from then on

    few, many = peak_of_importing(FEW), peak_of_importing(MANY)

    assert many < 1.8 * few  # 1.1 times; read as a whole, 2.2 times

"""What is written down when people look."""

from __future__ import annotations

from typing import Any

from foundation import audit
from people.api import Person

from .enums import Report


def record_export(person: Person, *, report: Report, file_format: str, filters: dict[str, str], rows: int) -> None:
    """Who took which rows out of the house stands in the person's history. `filters`: as chosen, without searches."""
    facts: dict[str, Any] = {"report": report.value, "format": file_format, "filters": filters, "rows": rows}
    audit.record("export_report", obj=person, actor=person, **facts)

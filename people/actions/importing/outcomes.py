"""What became of a line, and the audit lines of many at once."""

from __future__ import annotations

from typing import Any

from foundation import logs
from foundation.models import AuditLine
from foundation.writing import insert_all
from people.models import SheetImport

ADDED, CHANGED, SAME, REFUSED = "added", "changed", "same", "refused"


class AuditLines:
    """Of everything that a piece of a list changes: a line for each object, as the actions write them one by one."""

    def __init__(self, sheet: SheetImport) -> None:
        self.sheet = sheet
        self.lines: list[AuditLine] = []

    def add(self, action: str, obj: Any, **facts: Any) -> None:
        self.lines.append(
            AuditLine(
                action=action,
                actor=self.sheet.by.uuid,
                object_type=obj._meta.label,
                object_uuid=obj.uuid,
                facts=facts | {"sheet": str(self.sheet.uuid)},
                request_id=logs.current_request_id(),
            )
        )

    def write(self) -> None:
        insert_all(self.lines)

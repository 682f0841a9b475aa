"""From rows of cells to lines of a list: {column: text}, with what is wrong in each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from foundation.reading_sheets import Row, SheetNotUnderstood
from people.models import Organisation, Person

from .cells import CellNotUnderstood
from .columns import HEADING_WITHIN, ListColumn, columns_in


@dataclass
class Line:
    """One line of a list. What was read stands in `facts`, what is wrong in `problems`."""

    number: int
    cells: dict[str, Any]
    columns: dict[str, ListColumn]
    facts: dict[str, Any] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    outcome: str = ""
    key: str = ""
    who: str = ""
    name: str = ""
    person: Person | None = None
    dealer: Organisation | None = None

    def read(self, name: str, read: Any, **rules: Any) -> Any:
        """The cell as `read` understands it; a problem is noted under the heading of its column."""
        try:
            value = read(self.cells.get(name), **rules)
        except CellNotUnderstood as error:
            self.refuse_cell(name, str(error))
            value = None
        if value in (None, "") and name in self.columns and self.columns[name].is_required and not self.problems:
            self.refuse_cell(name, _("nothing stands here, and it is needed."))
        self.facts[name] = value
        return value

    def refuse_cell(self, name: str, sentence: str) -> None:
        label = str(self.columns[name].label) if name in self.columns else name
        self.refuse(_("%(column)s: %(sentence)s") % {"column": label, "sentence": sentence})

    def refuse(self, sentence: str) -> None:
        if sentence not in self.problems:
            self.problems.append(sentence)


def lines_of(rows: Iterable[Row], kind: str) -> Iterator[Line]:
    """Below the headings, without empty rows. Raises SheetNotUnderstood."""
    found: dict[int, ListColumn] | None = None
    columns: dict[str, ListColumn] = {}
    for number, *cells in rows:
        if found is None:
            found = columns_in(kind, cells)
            if found is None and number >= HEADING_WITHIN:
                break
            columns = {column.name: column for column in (found or {}).values()}
        elif any(cell not in (None, "") and str(cell).strip() for cell in cells):
            named = {column.name: cells[place] for place, column in found.items() if place < len(cells)}
            yield Line(number, named, columns)
    if found is None:
        raise SheetNotUnderstood(
            _("There are no headings in the first %(rows)d rows that are known here. Take those of the template.")
            % {"rows": HEADING_WITHIN}
        )

"""A list on its way: uploaded, checked piece by piece, imported piece by piece, given back with what is wrong.

A piece is one transaction that moves `rows_done` by a conditional UPDATE: of two workers on one list the later one
loses and stops, and a killed one's successor goes on where it was. A worker takes pieces for some seconds and hands the
rest to the next message, so that no job outlives its lease.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from itertools import batched
from pathlib import PurePath
from typing import IO, Any

from django.core.files.base import File
from django.db import transaction
from django.db.models import F, Max
from django.utils import translation
from django.utils.translation import gettext as _

from foundation import audit, outbox
from foundation.reading_sheets import SheetNotUnderstood
from foundation.writing import insert_all
from people.enums import SheetKind, SheetState
from people.models import MissingFromSheet, Person, SheetImport, SheetRow

from .giving_back import write_result
from .holding import hold_lists_under_way
from .lists_of_dealers import Organisations, Outlets, read_organisation, read_outlet
from .lists_of_people import People, read_line
from .missing import note_missing
from .outcomes import ADDED, CHANGED, REFUSED, SAME
from .reading import Line, lines_of
from .staging import stage, staged_rows

READ_SHEET = "people.read_sheet"
ROWS_IN_A_PIECE = 400
SECONDS_IN_A_GO = 12
READ_BY: dict[SheetKind, tuple[Callable[[Line], None], Any]] = {
    SheetKind.PEOPLE: (read_line, People),
    SheetKind.ORGANISATIONS: (read_organisation, Organisations),
    SheetKind.OUTLETS: (read_outlet, Outlets),
}


class ImportNotPossible(Exception):
    """A sentence that says why not."""


class Superseded(Exception):
    """Another worker has taken this piece."""


@transaction.atomic
def upload_sheet(kind: str, *, file: File[Any], by: Person) -> SheetImport:
    """Kept as it is, and checked at once; nothing else changes."""
    name = PurePath(file.name or "").name
    sheet = SheetImport(kind=kind, by=by, language=translation.get_language() or by.language, file_name=name[-200:])
    sheet.file.save(f"{sheet.uuid}{PurePath(name).suffix[:8].lower()}", file, save=False)
    sheet.save()
    audit.record("upload_sheet", obj=sheet, actor=by, kind=kind)
    _go_on(sheet)
    return sheet


@transaction.atomic
def import_sheet(sheet: SheetImport, *, by: Person) -> None:
    """For real, what was checked. Raises ImportNotPossible."""
    fresh = {"rows_done": 0, ADDED: 0, CHANGED: 0, SAME: 0, REFUSED: 0}
    begun = SheetImport.objects.filter(pk=sheet.pk, state=SheetState.CHECKED)
    if not begun.update(state=SheetState.IMPORTING, by=by, **fresh):
        raise ImportNotPossible(_("This list is not waiting to be imported: look at it again."))
    SheetRow.objects.filter(sheet=sheet).delete()
    MissingFromSheet.objects.filter(sheet=sheet).delete()
    sheet.refresh_from_db()
    audit.record("import_sheet", obj=sheet, actor=by, kind=sheet.kind, rows=sheet.rows_total)
    _go_on(sheet)


def read_sheet(payload: dict[str, Any]) -> None:
    """Outbox handler. `payload` is {"sheet": uuid}."""
    sheet = SheetImport.objects.select_related("by").filter(uuid=payload["sheet"]).first()
    if sheet is None or not sheet.is_running:
        return
    with translation.override(sheet.language):
        try:
            if not sheet.staged:
                stage(sheet)
            if not sheet.staged:
                return
            with sheet.staged.open("rb") as file:
                is_over = _take_pieces(sheet, file)
        except SheetNotUnderstood as error:
            _fail(sheet, str(error))
            return
        _finish(sheet) if is_over else _hand_on(sheet)


def _take_pieces(sheet: SheetImport, file: IO[bytes]) -> bool:
    """Whether the list is at its end. One piece at least is taken, however slow the machine."""
    last = SheetRow.objects.filter(sheet=sheet).aggregate(last=Max("number"))["last"] or 0
    lines = (line for line in lines_of(staged_rows(file, after=last), sheet.kind) if line.number > last)
    ends_at = time.monotonic() + SECONDS_IN_A_GO
    for piece in batched(lines, ROWS_IN_A_PIECE):
        _take_piece(sheet, piece)
        if time.monotonic() > ends_at:
            return False
    return True


def _take_piece(sheet: SheetImport, piece: Iterable[Line]) -> None:
    lines = list(piece)
    read, of_kind = READ_BY[SheetKind(sheet.kind)]
    for line in lines:
        read(line)
    with transaction.atomic():
        hold_lists_under_way()
        readable = [line for line in lines if not line.problems]
        judged = of_kind(sheet, readable)
        with transaction.atomic():
            judged.judge(_without_doubles(sheet, readable))
            if sheet.state == SheetState.IMPORTING:
                judged.write()
            else:
                transaction.set_rollback(True)
        _note(sheet, lines)


def _without_doubles(sheet: SheetImport, lines: list[Line]) -> Iterator[Line]:
    """Those that no line further up says already, in earlier pieces too. A line that is refused says nothing."""
    earlier = SheetRow.objects.filter(sheet=sheet, problem="")
    keys = dict(earlier.filter(key__in={line.key for line in lines} - {""}).values_list("key", "number"))
    names = dict(earlier.filter(who__in={line.who for line in lines} - {""}).values_list("who", "name"))
    for line in lines:
        if line.key in keys:
            line.refuse(_("The same stands in row %(number)d already.") % {"number": keys[line.key]})
        elif line.who and names.get(line.who, line.name) != line.name:
            line.refuse(_("The same number stands with another name further up."))
        else:
            yield line
        if not line.problems:
            keys[line.key], names[line.who] = line.number, line.name


def _note(sheet: SheetImport, lines: list[Line]) -> None:
    outcomes = [REFUSED if line.problems else line.outcome for line in lines]
    counts = {name: F(name) + outcomes.count(name) for name in (ADDED, CHANGED, SAME, REFUSED)}
    done = sheet.rows_done + len(lines)
    waiting = SheetImport.objects.filter(pk=sheet.pk, state=sheet.state, rows_done=sheet.rows_done)
    if not waiting.update(rows_done=done, **counts):
        raise Superseded
    insert_all(
        [
            SheetRow(
                sheet=sheet,
                number=line.number,
                key=line.key,
                who=line.who,
                name=line.name,
                person_id=line.person.pk if line.person and not line.problems else None,
                dealer=line.dealer,
                problem=" ".join(line.problems),
            )
            for line in lines
        ]
    )
    sheet.rows_done = done


def _finish(sheet: SheetImport) -> None:
    """The list as it came with a column of what is wrong, and the question who is missing."""
    is_real = sheet.state == SheetState.IMPORTING
    with transaction.atomic():
        hold_lists_under_way()
        sheet.refresh_from_db(fields=[REFUSED])  # unless it was forgotten meanwhile
        if sheet.kind == SheetKind.PEOPLE:
            note_missing(sheet)
        if sheet.refused:
            write_result(sheet)
        sheet.rows_total = sheet.rows_done
        sheet.state = SheetState.IMPORTED if is_real else SheetState.CHECKED
        sheet.save(update_fields=["rows_total", "state", "result"])


def _fail(sheet: SheetImport, sentence: str) -> None:
    sheet.state, sheet.sentence = SheetState.FAILED, sentence
    sheet.save(update_fields=["state", "sentence"])


@transaction.atomic
def _hand_on(sheet: SheetImport) -> None:
    _go_on(sheet)


def _go_on(sheet: SheetImport) -> None:
    key = f"{READ_SHEET}:{sheet.uuid}:{sheet.state}:{sheet.rows_done}"
    outbox.send(READ_SHEET, key=key, payload={"sheet": str(sheet.uuid)})

"""Who works at a dealer of the list and does not stand in it. A question: nobody is ended who was not ticked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from django.db import transaction
from django.db.models import Exists, OuterRef

from people.actions.memberships import end_membership
from people.models import Membership, MissingFromSheet, Person, SheetImport, SheetRow
from people.queries import memberships_open


def note_missing(sheet: SheetImport) -> None:
    """Of the dealers in the list; lines that were refused count as standing in it, if it is known who was meant."""
    rows = SheetRow.objects.filter(sheet=sheet)
    dealers = rows.filter(dealer__isnull=False).values("dealer")
    listed = rows.filter(person=OuterRef("person"), dealer=OuterRef("organisation"))
    named = rows.filter(who__gt="").filter(who=OuterRef("person__phone")) | rows.filter(who=OuterRef("person__email"))
    absent = memberships_open().filter(organisation__in=dealers, valid_until__isnull=True)
    absent = absent.filter(~Exists(listed), ~Exists(named))
    MissingFromSheet.objects.filter(sheet=sheet).delete()
    pks = absent.values_list("pk", flat=True).iterator(chunk_size=2000)
    MissingFromSheet.objects.bulk_create(
        (MissingFromSheet(sheet=sheet, membership_id=pk) for pk in pks), batch_size=500
    )


@transaction.atomic
def end_missing(sheet: SheetImport, *, memberships: Collection[Membership], valid_until: dt.date, by: Person) -> int:
    """Those that somebody ticked as having left. Returns how many; raises MembershipNotAccepted."""
    asked = MissingFromSheet.objects.filter(sheet=sheet, membership__in=memberships)
    ended = [question.membership for question in asked.select_related("membership")]
    for membership in ended:
        end_membership(membership, valid_until=valid_until, by=by)
    asked.delete()
    return len(ended)

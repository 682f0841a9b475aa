"""Lists that are under way, held by one at a time."""

from __future__ import annotations

from people.enums import SheetState
from people.models import SheetImport


def hold_lists_under_way() -> None:
    """Until the transaction ends, no piece of a list is taken elsewhere.

    Two lists with the same people in another order would hold each other's rows, until the database ends one of them;
    and whoever is erased would be written anew from a piece that was read before. All are locked in one order.
    """
    under_way = SheetImport.objects.filter(state__in=(SheetState.CHECKING, SheetState.IMPORTING))
    list(under_way.select_for_update(no_key=True).order_by("pk").values_list("pk"))

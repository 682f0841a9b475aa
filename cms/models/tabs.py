"""What the forms of all pages share."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, ObjectList, TabbedInterface
from wagtail_localize.fields import SynchronizedField

SAME_ADDRESS = SynchronizedField("slug", overridable=False)


def tabs(*panels: tuple[Any, list[Any]]) -> TabbedInterface:
    """The tabs of a page's form; the last one holds its address."""
    address = ObjectList([FieldPanel("slug")], heading=_("Address"))
    return TabbedInterface([*(ObjectList(children, heading=heading) for heading, children in panels), address])

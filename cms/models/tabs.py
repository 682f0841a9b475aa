"""What the forms of all pages share."""

from __future__ import annotations

from typing import Any

from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import CommentPanel, FieldPanel, ObjectList, PublishingPanel, TabbedInterface
from wagtail_localize.fields import SynchronizedField

SAME_ADDRESS = SynchronizedField("slug", overridable=False)


def tabs(*panels: tuple[Any, list[Any]]) -> TabbedInterface:
    """The tabs of a page's form. The last one holds its address, and what stands beside the form: when it goes out and
    when it is taken back, and comments."""
    heading = pgettext_lazy("tab", "Publication")
    publication = ObjectList([FieldPanel("slug"), PublishingPanel(), CommentPanel()], heading=heading)
    return TabbedInterface([*(ObjectList(children, heading=name) for name, children in panels), publication])

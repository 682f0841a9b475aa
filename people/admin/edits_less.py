"""What viewsets of ours share beyond `foundation.listings`."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList, Panel


class EditsLess:  # mixed into viewsets
    """What cannot be changed later is asked once."""

    edit_panels: list[Panel] = []
    form_base: Any = None

    def get_edit_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        panel = ObjectList(self.edit_panels, base_form_class=self.form_base).bind_to_model(self.model)  # type: ignore[attr-defined]
        kwargs |= {"panel": panel, "form_class": panel.get_form_class()}
        return super().get_edit_view_kwargs(**kwargs)  # type: ignore[misc]


def joined(things: Any) -> str:
    return " · ".join(str(thing) for thing in things.all())


def name_panels() -> FieldRowPanel:
    return FieldRowPanel(
        [
            FieldPanel("name", help_text=_("As it stands on papers in Chinese.")),
            FieldPanel("name_en", help_text=_("Shown to those who read English; leave empty if there is none.")),
        ]
    )

from __future__ import annotations

from typing import Any

import django_filters
from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.views import generic
from wagtail.admin.widgets import BooleanRadioSelect

from foundation.listings import ListedViewSet, OneVisibleRow
from foundation.templatetags.ui import clock
from people.enums import ContactKind
from people.helping.actions import ContactNotAccepted, add_contact, change_contact
from people.helping.queries import contacts_visible_to
from people.models import Contact

from .choosers import person_chooser
from .edits_less import joined
from .through_action import ThroughAction


class ContactCreateView(ThroughAction, generic.CreateView):
    refusals = (ContactNotAccepted,)

    def carry_out(self) -> Contact:
        return add_contact(by=self.request.user, **self.form.cleaned_data)


class ContactEditView(ThroughAction, OneVisibleRow, generic.EditView):
    refusals = (ContactNotAccepted,)

    def carry_out(self) -> Contact:
        return change_contact(self.object, by=self.request.user, **self.form.cleaned_data)


def hours_in_words(contact: Contact) -> str:
    days = str(contact.get_days_display())
    return f"{days} {clock(contact.opens_at)}–{clock(contact.closes_at)}" if contact.opens_at else days


def facts_of_contact(contact: Contact) -> list[tuple[Any, Any]]:
    return [
        (_("kind"), contact.get_kind_display()),
        (_("name"), contact.name),
        (_("name in English"), contact.name_en),
        (_("person"), contact.person),
        (_("phone"), contact.number),
        (_("hours"), hours_in_words(contact)),
        (_("territories"), joined(contact.territories) or _("all")),
        (_("product lines"), joined(contact.product_lines) or _("all")),
        (_("shown on the help page"), _("yes") if contact.is_shown else _("no")),
    ]


class ContactFilterSet(WagtailFilterSet):
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=ContactKind, empty_label=_("All"))
    is_shown = django_filters.BooleanFilter(label=_("Shown on the help page"), widget=BooleanRadioSelect)

    class Meta:
        model = Contact
        fields: list[str] = []


class ContactViewSet(ListedViewSet):
    """Whoever keeps organisations keeps these."""

    model = Contact
    icon = "help"
    menu_label = _("Specialists and hotlines")
    ordering = ["-kind", "name"]
    rows = staticmethod(contacts_visible_to)
    facts = staticmethod(facts_of_contact)
    list_display = [
        "name",
        Column("get_kind_display", label=_("kind"), sort_key="kind"),
        Column("person", label=_("person"), sort_key="person__full_name"),
        Column("number", label=_("phone")),
        Column("hours", label=_("hours"), accessor=hours_in_words),
        BooleanColumn("is_shown", label=_("shown on the help page"), sort_key="is_shown"),
    ]
    filterset_class = ContactFilterSet
    search_fields = ["name", "name_en", "person__full_name", "person__latin_name", "phone"]
    panels = [
        FieldPanel("kind", help_text=_("A specialist is a person; a hotline is a number that many answer.")),
        FieldRowPanel(
            [
                FieldPanel("name", help_text=_("What it is for, like 安装与售后; of a hotline what it is called.")),
                FieldPanel("name_en", help_text=_("Shown to those who read English; leave empty if there is none.")),
            ]
        ),
        FieldPanel(
            "person",
            widget=person_chooser.widget_class,
            help_text=_("Of a specialist: name and number on the help page are theirs. A hotline has none."),
        ),
        FieldPanel("phone", help_text=_("As dealers dial it, like 400 800 1234. Empty: the person’s own number.")),
        FieldRowPanel(
            [
                FieldPanel("days", help_text=_("Working days are those of the public calendar, make-up days too.")),
                FieldPanel("opens_at", help_text=_("By the site’s clock. Both hours empty: at any hour.")),
                FieldPanel("closes_at", help_text=_("Later the same day.")),
            ]
        ),
        FieldPanel(
            "territories",
            widget=CheckboxSelectMultiple,
            help_text=_("Only dealers there find it on their help page. None ticked: everywhere."),
        ),
        FieldPanel(
            "product_lines",
            widget=CheckboxSelectMultiple,
            help_text=_("Only dealers who carry one of them find it. None ticked: all."),
        ),
        FieldPanel("is_shown", help_text=_("Untick what is over. Nothing is deleted.")),
    ]
    add_view_class = ContactCreateView
    edit_view_class = ContactEditView

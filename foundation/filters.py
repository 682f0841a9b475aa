"""Filters of listings and reports."""

from __future__ import annotations

from typing import Any

import django_filters
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget

from .templatetags.ui import titled


class TitledField(django_filters.fields.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return titled(obj)


class TitledFilter(django_filters.ModelChoiceFilter):
    """A choice among things that have titles, in the language of the page."""

    field_class = TitledField

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"empty_label": _("All")} | kwargs)


class PeriodFilter(django_filters.DateFromToRangeFilter):
    """From a day until a day, both included."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=DateRangePickerWidget, **kwargs)

"""Pages of the Wagtail admin whose form leads to one action."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from .listings import OfVisibleRows


class ActionView(PermissionCheckedMixin, WagtailAdminTemplateMixin, FormView):
    """What the action refuses is said in the form, and what was typed stays there.

    `refusals`: exceptions that are sentences; those that have a `field` are said beside it.
    """

    model: Any = None
    permission_required = "change"
    refusals: tuple[type[Exception], ...] = ()
    _show_breadcrumbs = True

    def act(self, form: Any) -> HttpResponse:
        raise NotImplementedError

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            return self.act(form)
        except self.refusals as error:
            form.add_error(getattr(error, "field", None), str(error))
            return self.form_invalid(form)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]


class RowActionView(OfVisibleRows, ActionView):
    """One thing is done to one row, after saying what follows from it.

    `row_url_name`: of the page that leads here, and to which one comes back.
    """

    form_class = forms.Form
    template_name = "foundation/admin/row_action.html"
    index_url_name = row_url_name = ""

    def setup(self, request: Any, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.object = get_object_or_404(self.visible_rows(), pk=self.kwargs["pk"])

    def carry_out(self, **typed: Any) -> str:
        """Does it, and gives the sentence that says so."""
        raise NotImplementedError

    def what_follows(self) -> list[Any]:
        raise NotImplementedError

    def act(self, form: Any) -> HttpResponse:
        messages.success(self.request, self.carry_out(**form.cleaned_data))
        return redirect(self.row_url)

    @property
    def row_url(self) -> str:
        return reverse(self.row_url_name, args=(self.object.pk,))

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse(self.index_url_name), "label": self.listing_title},
            {"url": self.row_url, "label": str(self.object)},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"what_follows": self.what_follows(), "row_url": self.row_url}

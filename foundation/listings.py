"""What listings in the Wagtail admin share: dates as dates, rows one may see, a history that misses nothing."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db.models import Model, QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.admin_url_finder import ModelAdminURLFinder
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.ui.tables import Column, Table, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import policy_registry

from . import audit
from .languages import in_order
from .models import AuditLine
from .templatetags.ui import day, language, moment

Rows = Callable[[Any], QuerySet[Any]]
Facts = Callable[[Any], list[tuple[Any, Any]]]


class DayColumn(Column):
    """A date as a date. Wagtail's own column tells how long ago, and calls what lies ahead “just now”."""

    def get_value(self, instance: Any) -> str:
        return day(super().get_value(instance))


class MomentColumn(Column):
    def get_value(self, instance: Any) -> str:
        return moment(super().get_value(instance))


def titles_by_language(titles: dict[str, str]) -> list[tuple[Any, Any]]:
    return [
        (_("title in English") if language == "en" else _("title"), titles[language]) for language in in_order(titles)
    ]


class OnlyTo(ModelPermissionPolicy):
    """Nothing but these actions, for superusers neither: the rest is done elsewhere, or never."""

    def __init__(self, model: Any, *actions: str) -> None:
        super().__init__(model)
        self.actions = actions

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action in self.actions and super().user_has_permission(user, action)

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)


class OfVisibleRows:  # mixed into views of Wagtail's, which have the rest
    """Rows come from `rows`, so that what is not yours and what is not there are the same 404."""

    rows: Rows | None = None
    listing_title: Any = ""
    request: Any
    index_url_name: str | None

    def visible_rows(self) -> QuerySet[Any]:
        if self.rows is None:
            raise NotImplementedError("The viewset says whose rows these are.")
        return self.rows(self.request.user)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The way back to the listing is called like the listing."""
        items = super().get_breadcrumbs_items()  # type: ignore[misc]
        listing = reverse(self.index_url_name) if self.index_url_name else None
        return [item | {"label": self.listing_title} if item["url"] == listing else item for item in items]


class RowsPaginator(WagtailPaginator):
    """Counts rows, whatever they are of."""

    @property
    def items_count_label(self) -> str:
        return ngettext("%(count)s row", "%(count)s rows", self.count) % {"count": self.count}


def called_here(thing: Any) -> Any:
    """What has a name or a title in each language, by that of the page; anything else as it is."""
    named = getattr(thing, "name_in", None) or getattr(thing, "title_in", None)
    return named(language()) if named else thing


def column_here(column: Column) -> Column:
    """A column whose heading begins like all others, and whose values are called in the language of the page. People
    who stand first in a row keep the name that is on their certificates."""
    here = copy(column)
    here.header = Column.Header(here)  # the one that was copied is of the column that it was made for
    here.label = capfirst(str(column.label))
    if not isinstance(column, TitleColumn) or column.accessor == "__str__":
        here.accessor = lambda row: called_here(row if column.accessor == "__str__" else Column.get_value(column, row))
    return here


class SteadyPages:  # mixed into views of Wagtail's that list rows
    """By key among equals, so that no row is on two pages."""

    paginator_class = RowsPaginator

    def order_queryset(self, queryset: Any) -> Any:
        ordered = super().order_queryset(queryset)  # type: ignore[misc]  # Wagtail's view has it
        return ordered.order_by(*ordered.query.order_by, "pk")


class ListingView(SteadyPages, OfVisibleRows, generic.IndexView):
    @cached_property
    def columns(self) -> list[Column]:
        return [column_here(column) for column in super().columns]

    def get_base_queryset(self) -> QuerySet[Any]:
        return self.visible_rows()

    def get_page_title(self) -> Any:
        return self.listing_title


class OneVisibleRow(OfVisibleRows):  # mixed into views that edit or delete
    def get_queryset(self) -> QuerySet[Any]:
        return self.visible_rows()


class LookView(OfVisibleRows, generic.InspectView):
    """All that there is to know, and the way to its history. `facts` gives [(label, value)], of which empty ones go."""

    history_url_name: str | None = None
    facts: Facts | None = None

    def get_object(self, queryset: Any = None) -> Model:  # noqa: ARG002 - as Wagtail calls it
        return get_object_or_404(self.visible_rows(), pk=self.pk)

    def get_fields(self) -> list[str]:
        return []

    def get_fields_context(self) -> list[dict[str, Any]]:
        facts = self.facts(self.object) if self.facts else []
        return [
            {"label": capfirst(label), "value": value, "component": None}
            for label, value in facts
            if value not in (None, "")
        ]

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        buttons = [button for button in super().header_more_buttons if button.url != self.get_delete_url()]
        if self.history_url_name:
            url = reverse(self.history_url_name, args=(self.object.pk,))
            buttons.append(Button(_("History"), url=url, icon_name="history", priority=30))
        return buttons


class AuditTable(Table):
    """Lines with the names of those who acted, which lines themselves keep as UUIDs only."""

    def __init__(self, columns: Any, lines: Any, **kwargs: Any) -> None:
        lines = list(lines)
        actors = get_user_model().objects.filter(uuid__in={line.actor for line in lines if line.actor})
        names = {actor.uuid: str(actor) for actor in actors}
        for line in lines:
            line.actor_name = names.get(line.actor, _("The system"))
        super().__init__(columns, lines, **kwargs)


class AuditHistoryView(OfVisibleRows, generic.HistoryView):
    """Every audit line of an object, whichever way it was changed: in the admin, by a learner, on the command line."""

    any_permission_required = ["add", "change", "delete", "view"]
    filterset_class = None
    paginator_class = RowsPaginator
    table_class = AuditTable
    inspect_url_name: str | None = None
    columns = [
        Column("message", label=gettext_lazy("Action"), accessor=audit.message_of),
        Column("actor_name", label=gettext_lazy("By"), width="25%"),
        MomentColumn("at", label=gettext_lazy("When"), width="20%"),
    ]

    def get_base_object_queryset(self) -> QuerySet[Any]:
        return self.visible_rows()

    def get_base_queryset(self) -> QuerySet[AuditLine]:
        return audit.lines_about(self.object)

    def get_page_subtitle(self) -> str:
        return str(self.object)

    def get_edit_url(self, instance: Model) -> str | None:
        if self.edit_url_name and self.user_has_permission("change"):
            return super().get_edit_url(instance)
        return reverse(self.inspect_url_name, args=(instance.pk,)) if self.inspect_url_name else None

    @cached_property
    def header_buttons(self) -> list[Any]:
        return []


class LookedAtFinder(ModelAdminURLFinder):
    """Where a line of the site's history leads, when its object can be looked at and not edited."""

    def get_edit_url(self, instance: Model) -> str | None:
        if policy_registry.get(instance).user_has_permission(self.user, "view"):
            return self.construct_edit_url(instance)
        return None


class ListedViewSet(ModelViewSet):
    """Listing, inspect view and history as all our models have them; names and numbers are found by any part."""

    rows: Rows
    facts: Facts | None = None
    list_per_page = 30
    copy_view_enabled = False
    inspect_view_enabled = True
    add_to_reference_index = False
    search_backend_name = None
    index_view_class = ListingView
    inspect_view_class = LookView
    history_view_class = AuditHistoryView

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        own = {
            "rows": self.rows,
            "facts": self.facts,
            "listing_title": self.menu_label,
            "usage_url_name": None,
        }
        return super().get_common_view_kwargs(**own | kwargs)

    def get_urlpatterns(self) -> list[Any]:
        """Without Wagtail's view of usage, which knows references of pages only."""
        return [pattern for pattern in super().get_urlpatterns() if pattern.name != "usage"]


class LookedAtViewSet(ListedViewSet):
    """For rows that come from elsewhere: nothing is added, edited or deleted here."""

    READING = frozenset({"index", "index_results", "inspect", "history", "history_results"})

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        absent = ("add_url_name", "edit_url_name", "delete_url_name")
        return super().get_common_view_kwargs(**dict.fromkeys(absent) | kwargs)

    def get_form_class(self, for_update: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002 - there is no form
        return None

    def get_urlpatterns(self) -> list[Any]:
        return [pattern for pattern in super().get_urlpatterns() if pattern.name in self.READING]

    @property
    def url_finder_class(self) -> type[ModelAdminURLFinder]:
        return type("RowFinder", (LookedAtFinder,), {"edit_url_name": self.get_url_name("inspect")})


class LogViewSet(LookedAtViewSet):
    """For rows that nobody ever changes, so that they have no history. Whoever may see whom they are about sees them:
    there is nothing else to grant."""

    READING = LookedAtViewSet.READING - {"history", "history_results"}

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_common_view_kwargs(**kwargs) | {"history_url_name": None}

    def get_permissions_to_register(self) -> QuerySet[Permission]:
        return Permission.objects.none()

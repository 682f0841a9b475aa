"""Persons in the place of Wagtail's users. Nobody is deleted: records and certificates stand on persons."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth import update_session_auth_hash
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.users.forms import UserForm
from wagtail.users.views.users import CreateView, EditView, IndexView, UserColumn, UserFilterSet, UserViewSet

from foundation.listings import ListedViewSet, LookView, MomentColumn, OfVisibleRows, OneVisibleRow, column_here
from foundation.templatetags.ui import moment
from people.actions.persons import PersonNotAccepted, add_person, change_person
from people.models import Person
from people.phones import PhoneNotUnderstood, parse_phone
from people.queries import people_visible_to
from people.queries.finding import called_so

from .through_action import ThroughAction
from .ways_on import HasWaysOn, paths_of_ways

OURS = ["full_name", "latin_name", "phone", "email", "language"]
HELP = {
    "full_name": _("As it shall stand on certificates."),
    "email": _("For signing in and for mail. E-mail or phone is enough."),
    "language": _("In which they read the site; they can change it themselves."),
    "is_active": _("Untick to shut somebody out at once, on every device. What they learned stays."),
    "is_superuser": _("Sees and changes everything. Platform admins need this only to appoint others."),
    "groups": _("What they may do in this admin. Learners, owners and reps need no group."),
    "password1": _("Leave empty to keep it as it is; a new person asks for a link by e-mail."),
    "password2": _("The same again."),
}


class PersonForm(UserForm):
    """Wagtail's form without first and last name; e-mail or phone is enough; only superusers make superusers."""

    first_name = None
    last_name = None
    password_required = False
    email = forms.EmailField(label=capfirst(_("e-mail")), required=False, empty_value=None)
    phone = forms.CharField(
        label=capfirst(_("phone")),
        required=False,
        empty_value=None,
        max_length=30,
        help_text=_("As you would dial it; numbers from abroad with their country code, e.g. +49 171 1234567."),
    )

    class Meta:
        model = Person
        fields = [*OURS, "is_active", "is_superuser", "groups"]
        widgets = {"groups": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, by: Person, editing_self: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if editing_self or not self.instance.pk:
            del self.fields["is_active"]
        if editing_self or not by.is_superuser:
            del self.fields["is_superuser"]
        self.initial["phone"] = self.instance.phone_as_written
        for name in HELP.keys() & self.fields.keys():
            self.fields[name].help_text = HELP[name]

    def _clean_username(self) -> None:
        """Wagtail's would call the second person without an e-mail a duplicate; the constraint knows better."""

    def clean_email(self) -> str | None:
        email = self.cleaned_data["email"]
        return email.lower() if email else None

    def clean_phone(self) -> str | None:
        phone = self.cleaned_data["phone"]
        try:
            return parse_phone(phone) if phone else None
        except PhoneNotUnderstood as error:
            raise forms.ValidationError(str(error)) from error

    def cleaned_fields(self) -> dict[str, Any]:
        """As the actions take them."""
        fields = {name: value for name, value in self.cleaned_data.items() if not name.startswith("password")}
        return fields | {"password": self.cleaned_data.get("password1") or None}


class PersonIndexView(OfVisibleRows, IndexView):
    page_title = _("People")
    add_item_label = _("Add a person")

    def get_base_queryset(self) -> QuerySet[Person]:
        return self.visible_rows().select_related("wagtail_userprofile")

    @cached_property
    def columns(self) -> list[Column]:
        """Without Wagtail's boxes for several at once: those would act past our actions."""
        shown = [
            UserColumn("full_name", label=_("Name"), sort_key="full_name", get_url=self.get_edit_url, width="30%"),
            Column("phone_as_written", label=_("phone"), sort_key="phone"),
            Column("email", label=_("e-mail"), sort_key="email"),
            BooleanColumn("is_active", label=_("may sign in"), sort_key="is_active"),
            MomentColumn("last_login", label=_("Last sign-in"), sort_key="last_login"),
        ]
        return [column_here(column) for column in shown]

    def search_queryset(self, queryset: QuerySet[Person]) -> QuerySet[Person]:
        return called_so(queryset, self.search_query or "")


class PersonCreateView(ThroughAction, CreateView):
    page_title = _("Add a person")
    refusals = (PersonNotAccepted,)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"by": self.request.user}

    def carry_out(self) -> Person:
        return add_person(by=self.request.user, **self.form.cleaned_fields())


class PersonEditView(HasWaysOn, ThroughAction, OneVisibleRow, EditView):
    refusals = (PersonNotAccepted,)

    def setup(self, request: Any, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.can_delete = False
        if self.object.is_superuser and not request.user.is_superuser:
            raise PermissionDenied

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"by": self.request.user}

    def carry_out(self) -> Person:
        person = change_person(self.object, by=self.request.user, **self.form.cleaned_fields())
        if person == self.request.user:
            update_session_auth_hash(self.request, person)
        return person


def facts_of_person(person: Person) -> list[tuple[Any, Any]]:
    return [
        (_("full name"), person.full_name),
        (_("name in Latin letters"), person.latin_name),
        (_("phone"), person.phone_as_written),
        (_("e-mail"), person.email),
        (_("language"), person.get_language_display()),
        (_("may sign in"), _("yes") if person.is_active else _("no")),
        (_("Last sign-in"), moment(person.last_login)),
        (_("joined"), moment(person.joined_at)),
        (_("groups"), ", ".join(str(group) for group in person.groups.order_by("name"))),
        (_("works at"), " · ".join(str(held) for held in person.memberships.select_related("person", "organisation"))),
    ]


class PersonLookView(HasWaysOn, LookView):
    pass


class PersonViewSet(ListedViewSet, UserViewSet):
    ordering = "full_name"
    menu_label = _("People")
    filterset_class = UserFilterSet
    rows = staticmethod(people_visible_to)
    facts = staticmethod(facts_of_person)
    index_view_class = PersonIndexView
    add_view_class = PersonCreateView
    edit_view_class = PersonEditView
    inspect_view_class = PersonLookView
    create_template_name = "people/admin/person_create.html"
    edit_template_name = "people/admin/person_edit.html"

    def get_edit_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_edit_view_kwargs(url_of_way=self.get_url_name, **kwargs)

    def get_inspect_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_inspect_view_kwargs(url_of_way=self.get_url_name, **kwargs)

    def get_form_class(self, for_update: bool = False) -> type[PersonForm]:  # noqa: ARG002, FBT001, FBT002 - Wagtail's
        return PersonForm

    def get_urlpatterns(self) -> list[Any]:
        return [*super().get_urlpatterns(), *paths_of_ways(self)]

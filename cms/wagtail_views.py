"""Views of Wagtail's and localize's with what is ours in them. They stand before theirs in `admin_urls`."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_permission_codename
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from wagtail.admin import messages
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.views.pages.copy import CopyView as WagtailCopyView
from wagtail.admin.views.pages.edit import EditView as WagtailEditView
from wagtail.admin.views.pages.revisions import RevisionsRevertView as WagtailRevertView
from wagtail.admin.views.pages.unpublish import UnpublishView as WagtailUnpublishView
from wagtail.models import Page
from wagtail.permissions import policy_registry
from wagtail.snippets.views.snippets import UnpublishView as SnippetUnpublishView
from wagtail_localize.views import convert, update_translations
from wagtail_localize.views.report import TranslationsReportView

from . import actions, comment_mails
from .forms import CopyCourseForm, PublishingSettingsForm
from .models import CoursePage, ExamQuestion, LessonPage, PublishingSettings
from .what_waits import what_unpublish_does

# Here and not on the model, because its form calls an action.
PublishingSettings.edit_handler = ObjectList([FieldPanel("is_reviewed")], base_form_class=PublishingSettingsForm)


class EditPageView(WagtailEditView):
    def send_commenting_notifications(self, changes: Any) -> None:
        comment_mails.tell_of_comments(self.page, changes=changes, by=self.request.user)


class RevertPageView(WagtailRevertView):
    def send_commenting_notifications(self, changes: Any) -> None:
        comment_mails.tell_of_comments(self.page, changes=changes, by=self.request.user)


class SaysWhatItDoes:  # mixed into Wagtail's views that ask whether one is sure
    """Before a course, lesson or question is taken back: what becomes of its learners."""

    object: Any

    def get(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        if isinstance(self.object, CoursePage | LessonPage | ExamQuestion):
            messages.info(request, what_unpublish_does(self.object))
        return super().get(request, *args, **kwargs)  # type: ignore[misc]


class UnpublishPageView(SaysWhatItDoes, WagtailUnpublishView):
    pass


class UnpublishQuestionView(SaysWhatItDoes, SnippetUnpublishView):
    pass


class CopyPageView(WagtailCopyView):
    """A course is copied whole, or not at all."""

    template_name = "cms/admin/copy_page.html"

    def get_form_class(self) -> Any:
        return CopyCourseForm if self.page.specific_class is CoursePage else super().get_form_class()

    def get_form_kwargs(self) -> dict[str, Any]:
        """Wagtail takes it for granted that the new parent is there."""
        kwargs = super().get_form_kwargs()
        if "data" in kwargs and not self._has_parent(kwargs["data"]):
            kwargs["data"] = kwargs["data"].copy() | {"new_parent_page": ""}
        return kwargs

    def post(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        if self._has_parent(request.POST):
            return super().post(request, *args, **kwargs)
        return super(WagtailCopyView, self).post(request, *args, **kwargs)

    @staticmethod
    def _has_parent(data: Any) -> bool:
        given = data.get("new_parent_page", "")
        return given.isdecimal() and Page.objects.filter(pk=given).exists()

    @transaction.atomic
    def form_valid(self, form: Any) -> Any:
        return super().form_valid(form)


def complete_copy_of_course(request: Any, page: Page, new_page: Page) -> None:
    """Called by Wagtail's hook, inside the transaction of CopyPageView."""
    original = page.specific
    if isinstance(original, CoursePage):
        actions.complete_copy(
            original,
            copied=new_page.specific,
            by=request.user,
            has_questions="copy_questions" in request.POST and request.user.has_perm("cms.add_examquestion"),
            has_translations="copy_translations" in request.POST,
        )


class UpdateTranslationsView(update_translations.UpdateTranslationsView):
    """Localize's asks for the right to translate only; publishing is for those who may publish."""

    template_name = "cms/admin/update_translations.html"

    @cached_property
    def may_publish(self) -> bool:
        translations = self.object.translations.filter(enabled=True).select_related("source", "target_locale")
        return all(self._may_publish(translation.get_target_instance()) for translation in translations)

    def _may_publish(self, target: Any) -> bool:
        user = self.request.user
        if isinstance(target, Page):
            return target.permissions_for_user(user).can_publish()
        return user.has_perm(f"{target._meta.app_label}.{get_permission_codename('publish', target._meta)}")

    def get_form(self) -> Any:
        form = super().get_form()
        form.fields["publish_translations"].disabled = not self.may_publish
        return form


def may_read_questions(person: Any) -> bool:
    """Whoever writes, approves or releases them; nobody else in the admin."""
    policy = policy_registry.get_by_type(ExamQuestion)
    return policy.user_has_any_permission(person, ["add", "change", "delete", "publish", "view"])


class TranslationsReport(TranslationsReportView):
    """Localize's shows the prompts of exam questions to whoever may open the admin, in no order."""

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        if not may_read_questions(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_queryset(self) -> Any:
        return super().get_queryset().order_by("-pk")


def list_snippets(_request: HttpRequest, **_names: str) -> HttpResponse:
    """Nothing here asks localize for a list of snippets, which would tell prompts to whoever may open the admin."""
    raise Http404


def convert_to_alias(request: HttpRequest, page_id: int) -> HttpResponse:
    """Localize's asks for the right to change only; but the page shows the other language at once, if that is live."""
    page = get_object_or_404(Page, pk=page_id)
    if not page.permissions_for_user(request.user).can_publish():
        raise PermissionDenied
    return convert.convert_to_alias(request, page_id)

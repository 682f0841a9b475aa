"""The exam question bank."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, UpdatedAtColumn
from wagtail.admin.widgets.button import Button, ButtonWithDropdown
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet

from cms import queries
from cms.models import ExamQuestion
from cms.wagtail_views import UnpublishQuestionView

LANGUAGES = dict(settings.LANGUAGES)


def language_of(question: ExamQuestion) -> str:
    return LANGUAGES[question.locale.language_code]


def state_of(question: ExamQuestion) -> str:
    """Without a query, which Wagtail's own column takes for each row."""
    if not question.live:
        return gettext("draft")
    return gettext("published, with a newer draft") if question.has_unpublished_changes else gettext("published")


class ExamQuestionIndexView(IndexView):
    """Localize's hook for buttons asks the database for each row; here all rows are asked about at once."""

    def get_list_buttons(self, instance: ExamQuestion) -> list[Any]:
        user = self.request.user
        items = [item for item in self.get_list_more_buttons(instance) if item.is_shown(user)]
        buttons = [*map(Button.from_menu_item, items), *self._translation_buttons(instance)]
        label = gettext("More options for “%(title)s”") % {"title": instance}
        dropdown = ButtonWithDropdown(buttons=buttons, icon_name="dots-horizontal", attrs={"aria-label": label})
        return [dropdown] if buttons else []

    def _translation_buttons(self, instance: ExamQuestion) -> list[Button]:
        if not self.request.user.has_perm("wagtail_localize.submit_translation"):
            return []
        buttons = []
        if instance.translation_key not in self._in_all_languages:
            url = reverse("wagtail_localize:submit_snippet_translation", args=["cms", "examquestion", instance.pk])
            buttons.append(Button(_("Translate"), url, icon_name="wagtail-localize-language", priority=100))
        source = self._sources.get((instance.translation_key, instance.locale_id))
        if source:
            url = reverse("wagtail_localize:update_translations", args=[source])
            buttons.append(Button(_("Bring translations up to date"), url, icon_name="resubmit", priority=106))
        return buttons

    @cached_property
    def _in_all_languages(self) -> set[UUID]:
        return queries.questions_in_all_languages()

    @cached_property
    def _sources(self) -> dict[tuple[UUID, int], int]:
        return queries.translation_sources_of_questions()


class ExamQuestionViewSet(SnippetViewSet):
    model = ExamQuestion
    index_view_class = ExamQuestionIndexView
    unpublish_view_class = UnpublishQuestionView
    icon = "cms-file-question"
    menu_label = _("Exam questions")
    menu_name = "exam-questions"
    menu_item_is_registered = True  # in the group of the menu, so there is none called Snippets
    list_display = [
        "__str__",
        Column("course", label=_("course"), sort_key="course"),
        Column("lesson", label=_("lesson"), sort_key="lesson"),
        Column("get_kind_display", label=_("kind"), sort_key="kind"),
        Column("language", label=_("language"), accessor=language_of, sort_key="locale"),
        Column("state", label=_("state"), accessor=state_of, sort_key="live"),
        UpdatedAtColumn(),
    ]
    list_filter = ["course", "kind", "lesson", "locale"]
    list_per_page = 50
    ordering = ["course", "lesson", "pk"]

    def register_chooser_viewset(self) -> None:
        """Nothing chooses a question, and the dialog would show prompts to whoever may open the admin."""

    def get_queryset(self, request: Any) -> Any:  # noqa: ARG002 as Wagtail calls it
        return ExamQuestion.objects.select_related("course", "lesson", "locale")

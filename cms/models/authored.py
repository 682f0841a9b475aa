"""What editors write goes the same way to publication."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.settings.models import BaseGenericSetting


class PublishingSettings(BaseGenericSetting):
    """One row. Changed by `actions.switch_review`, because who may publish changes with it."""

    is_reviewed = models.BooleanField(
        _("a subject expert reviews before publication"),
        default=True,
        help_text=_(
            "Author, then a subject expert, then release. Without it whoever writes may also publish: for small teams."
            " When you switch it off, what is under review goes back to its authors as a draft, and they are told."
        ),
    )

    class Meta:
        verbose_name = _("publishing")

    def __str__(self) -> str:
        return str(self._meta.verbose_name)


class Authored:
    """A page or question. Audit lines name it by its key, which is the same in every language."""

    translation_key: UUID

    @property
    def uuid(self) -> UUID:
        return self.translation_key

    @property
    def has_workflow(self) -> bool:
        return is_reviewed() and super().has_workflow  # type: ignore[misc]

    def get_workflow(self) -> Any:
        return super().get_workflow() if is_reviewed() else None  # type: ignore[misc]

    @classmethod
    def get_default_workflow(cls) -> Any:
        return super().get_default_workflow() if is_reviewed() else None  # type: ignore[misc]


def is_reviewed() -> bool:
    return PublishingSettings.load().is_reviewed

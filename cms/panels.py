"""Panels of our own in the forms of pages."""

from __future__ import annotations

from typing import Any

from django.utils.functional import cached_property
from wagtail.admin.panels import Panel

from cms.compiling import compile_course
from cms.sources import sources_of
from cms.what_waits import rows_of, what_publish_does
from cms.workshop import CannotCompile
from courses.api import Waiting, is_released, learners_of, what_waits


class WhatWaitsPanel(Panel):
    """On a course: what is published and not yet released, and why. Publishing the course releases it."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "cms/panels/what_waits.html"

        def is_shown(self) -> bool:
            return bool(self.instance.pk) and super().is_shown()

        @cached_property
        def findings(self) -> tuple[list[Waiting], str]:
            """What waits, and what keeps the course from being released at all."""
            sources = sources_of(self.instance)
            if sources is None:
                return [], ""
            try:
                return what_waits(compile_course(sources, keep_files=False)), ""
            except CannotCompile as error:
                return [], str(error)

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            waiting, refusal = self.findings
            shown: dict[str, Any] = {"refusal": refusal}
            if waiting:
                key = self.instance.translation_key
                learners = learners_of(key)
                shown["rows"] = rows_of(self.instance, waiting)
                shown["effect"] = what_publish_does(waiting, is_released=is_released(key), learners=learners)
            return super().get_context_data(parent_context) | shown

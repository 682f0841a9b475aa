"""Exam questions, what waits, and the site's own settings in the Wagtail admin."""

from .questions import ExamQuestionViewSet, WhatWaitsOnHome
from .site import SiteSettingsViewSet

__all__ = ["ExamQuestionViewSet", "SiteSettingsViewSet", "WhatWaitsOnHome"]

"""Exam questions, what waits, and the site's own settings in the Wagtail admin."""

from .home import WhatWaitsOnHome
from .questions import ExamQuestionViewSet
from .site import SiteSettingsViewSet

__all__ = ["ExamQuestionViewSet", "SiteSettingsViewSet", "WhatWaitsOnHome"]

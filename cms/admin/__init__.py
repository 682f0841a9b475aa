"""Exam questions, what waits, the site's own settings and the menu in the Wagtail admin."""

from .home import WhatWaitsOnHome
from .menus import CertificatesMenu, DealersMenu, LearningMenu, PeopleMenu, PersonsMenuItem
from .site import SiteSettingsViewSet

__all__ = [
    "CertificatesMenu",
    "DealersMenu",
    "LearningMenu",
    "PeopleMenu",
    "PersonsMenuItem",
    "SiteSettingsViewSet",
    "WhatWaitsOnHome",
]

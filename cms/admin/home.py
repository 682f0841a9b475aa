"""What waits for release, on the admin's home page."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from typing import Any

from wagtail.admin.ui.components import Component

from cms import queries

MOST_ON_HOME = 10


class WhatWaitsOnHome(Component):
    """What was published and has not reached learners, with the course that would let it out."""

    name = "what_waits"
    template_name = "cms/panels/home.html"
    order = 90

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        user = parent_context["request"].user
        found = [(key, list(rows)) for key, rows in groupby(queries.publications_waiting(), lambda row: row.course_key)]
        pages = queries.course_pages_of(key for key, _rows in found)
        known = [(pages[key], rows) for key, rows in found if key in pages]
        may_edit = [(page, rows) for page, rows in known if page.permissions_for_user(user).can_edit()]
        waiting = [(page, row) for page, rows in may_edit for row in rows]
        return {"waiting": waiting[:MOST_ON_HOME], "has_more": len(waiting) > MOST_ON_HOME}

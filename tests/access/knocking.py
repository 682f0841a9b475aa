"""Requests that leave nothing behind, and what may be seen of them."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from django.http.response import HttpResponseBase
from wagtail.admin import urls as admin_urls
from wagtail.admin.menu import Menu
from wagtail.admin.search import Search

from certificates import posters
from certificates import views as certificate_views
from config import urls
from tests.access.cast import Cast
from tests.undoing import undone

CODES = {200: "ok", 202: "..", 404: "no"}
# What any request may write: the session and what it will say, and Wagtail's note of who edits.
HARMLESS = re.compile(r'^(INSERT INTO|UPDATE|DELETE FROM) "(django_session|cache)"')
WRITES = re.compile(r"^(INSERT|UPDATE|DELETE)\b")
CHANGING = re.compile(
    rb'(name="csrfmiddlewaretoken" value="[^"]*"'
    rb'|/(learn|certificates|inbox|team|joining|share|help|invitations|memberships|me)/[^"<]*)'
)


@dataclass(frozen=True)
class Answer:
    response: HttpResponseBase
    writes: list[str]

    @property
    def status(self) -> int:
        return self.response.status_code

    @property
    def code(self) -> str:
        """As the tables spell it."""
        if self.status == 302:
            return "in" if self.response["Location"].startswith("/accounts/login/") else "->"
        return CODES.get(self.status, str(self.status))

    @property
    def all_bytes(self) -> bytes:
        """Of a page, and its headers."""
        headers = [f"{name}: {value}".encode() for name, value in self.response.items()]
        return b"\n".join([*headers, getattr(self.response, "content", b"")])

    @property
    def words(self) -> bytes:
        """The page without what differs from one request to the next."""
        return CHANGING.sub(b"", getattr(self.response, "content", b""))


def _nothing(_request: HttpRequest, exception: Exception | str, template_name: str = "") -> HttpResponse:
    return HttpResponseNotFound(f"{exception!r} {template_name}")


@contextmanager
def missing_pages_left_blank() -> Iterator[None]:
    """Where only the status is looked at. The pages that say 404, the site's and the admin's, take as long as all that
    comes before them, thousands of times; `test_what_is_not_there_has_a_page_for_everybody` draws them for each role.
    """
    ours = patch.object(urls, "handler404", _nothing, create=True)
    with ours, patch.object(admin_urls, "page_not_found", _nothing):
        yield


@contextmanager
def papers_left_blank() -> Iterator[None]:
    """Posters and pictures, where only the status is looked at: each is drawn anew for each who may have it, at the
    price of ten pages."""
    poster = patch.object(posters, "draw_poster", lambda *_, **__: b"")
    with poster, patch.object(certificate_views, "draw_picture", lambda *_: b""):
        yield


@contextmanager
def menus_put_together_once() -> Iterator[None]:
    """For each person. The menu beside the admin's pages asks every entry whether that person may see it, which takes
    a fifth of the time of a page, and is the same on every page."""
    kept: dict[Any, Any] = {}

    def once(method: Callable[[Any, HttpRequest], Any]) -> Callable[[Any, HttpRequest], Any]:
        def get(self: Any, request: HttpRequest) -> Any:
            key = (self, method, request.user)
            if key not in kept:
                kept[key] = method(self, request)
            return kept[key]

        return get

    menu = patch.object(Menu, "render_component", once(Menu.render_component))
    search = patch.object(Search, "search_items_for_request", once(Search.search_items_for_request))
    with menu, search:
        yield


def knock(cast: Cast, who: str, method: str, address: str, body: dict[str, Any] | None = None) -> Answer:
    client = cast.client_of(who)
    writes: list[str] = []

    def listen(execute, sql, params, many, context):
        if WRITES.match(sql) and not HARMLESS.match(sql):
            writes.append(sql)
        return execute(sql, params, many, context)

    with undone(), connection.execute_wrapper(listen):
        response = getattr(client, method.lower())(address, body or {})
        if response.streaming:
            b"".join(response)  # to its end, so that it closes its file
    return Answer(response, writes)

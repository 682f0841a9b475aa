"""Requests that leave nothing behind, and what may be seen of them."""

import re
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.http.response import HttpResponseBase

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
    def words(self) -> bytes:
        """The page without what differs from one request to the next."""
        return CHANGING.sub(b"", getattr(self.response, "content", b""))


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

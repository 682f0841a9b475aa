"""Requests as the server hands them to Django, without a server between: only what Django and we do is measured."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore

from config.wsgi import application
from people.api import Person

SECRET = "a" * 32  # of the CSRF cookie
SITE = urlsplit(settings.SITE_URL)

type Ask = Callable[[], "Answer"]


class NotAnswered(Exception):
    """A page that was to be measured said something else than 200 or 302."""


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def location(self) -> str:
        return self.headers["Location"]


class Browser:
    """One signed-in person's. `get` and `post` make a request ready; what they return asks it, as often as wanted."""

    def __init__(self, person: Person) -> None:
        self.cookies = f"sessionid={_session_of(person)}; csrftoken={SECRET}"

    def get(self, path: str) -> Ask:
        environ = self._environ("GET", path)
        return lambda: _ask(environ, b"")

    def post(self, path: str, fields: Mapping[str, Any], *, accept: str = "text/html") -> Ask:
        body = urlencode({**fields, "csrfmiddlewaretoken": SECRET}, doseq=True).encode()
        environ = self._environ("POST", path) | {
            "HTTP_ACCEPT": accept,
            "CONTENT_TYPE": "application/x-www-form-urlencoded",
            "CONTENT_LENGTH": str(len(body)),
        }
        return lambda: _ask(environ, body)

    def _environ(self, method: str, path: str) -> dict[str, Any]:
        place, _sign, query = path.partition("?")
        return {
            "REQUEST_METHOD": method,
            "PATH_INFO": place,
            "SCRIPT_NAME": "",
            "QUERY_STRING": query,
            "SERVER_NAME": SITE.hostname,
            "SERVER_PORT": "443",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "HTTP_HOST": SITE.netloc,
            "HTTP_ORIGIN": settings.SITE_URL,
            "HTTP_COOKIE": self.cookies,
            "HTTP_ACCEPT": "text/html",
            "HTTP_ACCEPT_LANGUAGE": "zh-CN,zh;q=0.9,en;q=0.8",
            "HTTP_USER_AGENT": "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36",
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": SITE.scheme,
            "wsgi.errors": sys.stderr,
            "wsgi.multithread": False,
            "wsgi.multiprocess": True,
            "wsgi.run_once": False,
        }


def _ask(environ: Mapping[str, Any], body: bytes) -> Answer:
    begun: list[Any] = []
    response = application({**environ, "wsgi.input": io.BytesIO(body)}, lambda *line: begun.extend(line))
    content = b"".join(response)
    response.close()
    answer = Answer(int(begun[0][:3]), dict(begun[1]), content)
    if answer.status not in (200, 302):
        raise NotAnswered(f"{environ['REQUEST_METHOD']} {environ['PATH_INFO']}: {begun[0]}")
    return answer


def _session_of(person: Person) -> str:
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.save()
    return str(session.session_key)


def in_turn(asks: list[Ask]) -> Callable[[], None]:
    def run() -> None:
        for ask in asks:
            ask()

    return run


def facts(answer: Answer) -> Any:
    return json.loads(answer.body)

"""A caching proxy as it may stand in front of the site: a shared cache that keeps all that RFC 9111 lets it keep."""

import http.client
import re
import threading
import time
from dataclasses import dataclass, field
from email.utils import mktime_tz, parsedate_tz
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

HEURISTIC_SECONDS = 120  # how long what says nothing is fresh; so does Varnish
HEURISTIC_STATUSES = {200, 203, 204, 300, 301, 308, 404, 405, 410, 414, 501}
HOP_BY_HOP = {"connection", "keep-alive", "transfer-encoding", "te", "trailer", "upgrade"}


def directives(value):
    """{name: value or ""} of a Cache-Control header."""
    return dict(re.findall(r"([\w-]+)(?:=\"?([^\",]*))?", (value or "").lower()))


@dataclass
class Answer:
    status: int
    headers: list[tuple[str, str]]
    body: bytes
    at: float = field(default_factory=time.time)

    def header(self, name):
        return ", ".join(value for own, value in self.headers if own.lower() == name.lower())

    @property
    def control(self):
        return directives(self.header("Cache-Control"))

    @property
    def seconds_fresh(self):
        control = self.control
        if "no-cache" in control:
            return 0
        for name in ("s-maxage", "max-age"):
            if name in control:
                return int(control[name])
        if expires := parsedate_tz(self.header("Expires")):
            return mktime_tz(expires) - self.at
        return HEURISTIC_SECONDS if self.status in HEURISTIC_STATUSES else 0

    def may_be_kept(self, request_headers):
        control = self.control
        if {"no-store", "private"} & set(control) or self.header("Vary") == "*" or self.status in (206, 304):
            return False
        if "Authorization" in request_headers and not {"public", "s-maxage", "must-revalidate"} & set(control):
            return False
        is_explicit = {"public", "max-age", "s-maxage"} & set(control) or self.header("Expires")
        return bool(is_explicit) or self.status in HEURISTIC_STATUSES


class SharedCache:
    """`address` in front of `origin`. `served` lists what came out of the store. `deaf_to`: headers it takes away from
    what the origin says, to see what they are good for."""

    def __init__(self, origin, *, deaf_to=()):
        self.origin = origin.removeprefix("http://")
        self.deaf_to = {name.lower() for name in deaf_to}
        self.kept = {}
        self.served = []
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"cache": self}))
        self.address = f"127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()

    def answer(self, method, path, headers, body):
        if method not in ("GET", "HEAD"):
            self.kept.pop(path, None)
            return self.ask_origin(method, path, headers, body)
        if kept := self.find(path, headers):
            if time.time() - kept.at < kept.seconds_fresh:
                self.served.append(path)
                return kept
            if etag := kept.header("ETag"):
                renewed = self.ask_origin(method, path, {**headers, "If-None-Match": etag}, body)
                if renewed.status == 304:
                    self.served.append(path)
                    return kept
                return self.keep(path, headers, renewed)
        return self.keep(path, headers, self.ask_origin(method, path, headers, body))

    def find(self, path, headers):
        for names, values, answer in self.kept.get(path, []):
            if values == tuple(headers.get(name) for name in names):
                return answer
        return None

    def keep(self, path, headers, answer):
        if answer.may_be_kept(headers):
            names = tuple(name.strip().title() for name in answer.header("Vary").split(",") if name.strip())
            values = tuple(headers.get(name) for name in names)
            self.kept.setdefault(path, []).insert(0, (names, values, answer))
        return answer

    def ask_origin(self, method, path, headers, body):
        connection = http.client.HTTPConnection(self.origin, timeout=30)
        connection.request(method, path, body, headers)
        response = connection.getresponse()
        given = [(name, value) for name, value in response.getheaders() if name.lower() not in self.deaf_to]
        answer = Answer(response.status, given, response.read())
        connection.close()
        return answer


class _Handler(BaseHTTPRequestHandler):
    cache: SharedCache

    def do_GET(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        sent = {name.title(): value for name, value in self.headers.items() if name.lower() not in HOP_BY_HOP}
        answer = self.cache.answer(self.command, self.path, sent, body)
        self.send_response(answer.status)
        for name, value in answer.headers:
            if name.lower() not in HOP_BY_HOP | {"content-length"}:
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        self.wfile.write(answer.body if self.command != "HEAD" else b"")

    do_HEAD = do_POST = do_GET  # noqa: N815 - http.server's names

    def log_message(self, *_args):
        """Quiet."""

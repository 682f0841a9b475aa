"""Stand-ins for accounts elsewhere, on loopback: they speak as the real ones do, as far as signing in goes.

No real provider can be reached from tests. What these say follows each provider's documentation and what allauth's
clients ask for; whether the real ones still say it, nobody knows before trying with an account of one's own.
"""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit


class StandIn:
    """`claims`: who is signed in over there. `asked` lists each request: (method, path, fields)."""

    def __init__(self, **claims):
        self.claims = claims
        self.asked = []
        self.is_broken = False
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"standin": self}))
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()

    def answers(self):
        """What each path says."""
        at = self.address
        return {
            "/.well-known/openid-configuration": {
                "issuer": at,
                "authorization_endpoint": f"{at}/authorize",
                "token_endpoint": f"{at}/token",
                "userinfo_endpoint": f"{at}/me",
                "jwks_uri": f"{at}/keys",
                "token_endpoint_auth_methods_supported": ["client_secret_post"],
            },
            "/token": {"access_token": "opens-me", "token_type": "Bearer", "openid": self.claims.get("openid", "")},
            "/me": self.claims,
            "/dingtalk/token": {"accessToken": "opens-me", "refreshToken": "r", "expireIn": 7200},
            "/feishu/app-token": {"app_access_token": "of-the-app"},
            "/feishu/token": {"data": {"access_token": "opens-me", "expires_in": 7200}},
            "/feishu/me": {"code": 0, "data": self.claims},
        }


class _Handler(BaseHTTPRequestHandler):
    standin: StandIn

    def do_GET(self):
        address = urlsplit(self.path)
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        self.standin.asked.append((self.command, address.path, fields_of(address.query, body)))
        answer = None if self.standin.is_broken else self.standin.answers().get(address.path)
        self.send_response(200 if answer is not None else 500)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(answer).encode())

    do_POST = do_GET  # noqa: N815 - http.server's name

    def log_message(self, *_args):
        """Quiet."""


def fields_of(query, body):
    given = json.loads(body) if body.startswith("{") else {name: one[0] for name, one in parse_qs(body).items()}
    return {name: one[0] for name, one in parse_qs(query).items()} | given


def come_back(browser, leaving, **said):
    """As the browser does that was sent there: back to where the site asked for, with its state, and a code."""
    there = urlsplit(leaving)
    asked = {name: one[0] for name, one in parse_qs(there.query).items()}
    path = urlsplit(asked["redirect_uri"]).path
    answer = said or {"code": "one-time"}
    return browser.get(f"{path}?{urlencode({'state': asked['state'], **answer})}")

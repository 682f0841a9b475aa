"""A browser without a screen: keeps cookies, brings the form's token along, follows redirects."""

import re
import urllib.request
from http.cookiejar import CookieJar, DefaultCookiePolicy
from urllib.error import HTTPError
from urllib.parse import urlencode

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


class Visitor:
    """`origins` are asked in turn, as a load balancer would do it. Cookies go to all of them."""

    def __init__(self, *origins, headers=None):
        self.origins, self.headers, self.asked = origins, headers or {}, 0
        jar = CookieJar(DefaultCookiePolicy())
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
        self.page = self.token = ""

    def get(self, path):
        return self._ask(path, None)

    def post(self, path, fields):
        """Posts a form of the last page that had one, or of the page at that address."""
        if not self.token:
            self.get(path)
        return self._ask(path, {"csrfmiddlewaretoken": self.token, **fields})

    def _ask(self, path, fields):
        origin = self.origins[self.asked % len(self.origins)]
        self.asked += 1
        body = urlencode(fields, doseq=True).encode() if fields is not None else None
        request = urllib.request.Request(origin + path, data=body, headers=self.headers)  # noqa: S310 - to loopback
        try:
            answer = self.opener.open(request, timeout=30)
        except HTTPError as error:
            answer = error
        with answer:
            answer.content = answer.read()
        if "html" in answer.headers.get("Content-Type", ""):
            self.page = answer.content.decode()
            found = TOKEN.search(self.page)
            self.token = found[1] if found else self.token
        return answer

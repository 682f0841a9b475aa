"""Browsers that sign in, each from an address of its own, and what they are sent."""

import re
import secrets
from contextlib import contextmanager
from ipaddress import ip_address

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from people.models import SignInCode
from people.signing_in.codes import digits_of
from tests.factories.people import PASSWORD

SIGN_IN, SEND, AGAIN, ENTER = "/accounts/login/", "/accounts/code/", "/accounts/code/again/", "/accounts/code/enter/"
PHONE = "+8613900000001"


def new_address():
    return str(ip_address(f"fd00:{secrets.token_hex(2)}:{secrets.token_hex(2)}:{secrets.token_hex(2)}::1"))


class Browser(Client):
    def __init__(self, *, agent="Mozilla/5.0 (Linux; Android 12) Chrome/120.0", **defaults):
        super().__init__(HTTP_ACCEPT_LANGUAGE="en", REMOTE_ADDR=new_address(), HTTP_USER_AGENT=agent, **defaults)

    def ask_for_code(self, name=PHONE, **data):
        return self.post(SEND, {"login": name, **data})

    def enter(self, digits=None):
        """The digits of the newest code, unless told otherwise."""
        return self.post(ENTER, {"code": newest_digits() if digits is None else digits})

    def come_in(self, name=PHONE, **data):
        self.ask_for_code(name, **data)
        return self.enter()

    def come_in_by_password(self, name=PHONE, password=PASSWORD):
        return self.post(SIGN_IN, {"login": name, "password": password})

    @property
    def is_in(self):
        return "_auth_user_id" in self.session


def newest_code():
    return SignInCode.objects.latest("pk")


def newest_digits():
    return digits_of(newest_code().uuid)


def wrong_digits():
    return f"{(int(newest_digits()) + 1) % 10**6:06}"


def errors_of(response, field="code"):
    return response.context["form"].errors.get(field, [])


def body_of(response):
    """Without what differs in every answer: the token."""
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", response.content.decode())


@contextmanager
def statements():
    """What the database is asked, without the values."""
    asked = []
    with CaptureQueriesContext(connection) as captured:
        yield asked
    asked += [re.sub(r"'[^']*'|\d+|NULL", "?", query["sql"]) for query in captured.captured_queries]

"""The steps of signing in and of joining. Who is half way has a session, made by a visit to the site itself."""

import tomllib
from datetime import timedelta
from pathlib import Path

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from people.models import JoinCode, SignInCode
from people.signing_in.codes import digits_of

KNOWN, LONG_AWAY, CAREFUL = "周婷", "梁雪", "董秀英"
NUMBER, NEW_NUMBER = "13900007777", "13900008888"  # of nobody: the pages are the same
NETWORK = Path(__file__).parent.parent / "demo" / "network.toml"
PHONE = "Mozilla/5.0 (Linux; Android 12) AppleWebKit/537.36 Chrome/120.0 Mobile Safari/537.36"
DESK = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Edg/120.0"

_sessions: dict[str, str] = {}


def session_under_way(name):
    """Of a visit by that name; None if nobody began one."""
    return _sessions.get(name)


def signing_in_screens(screen, person_called):
    known, away, careful = (person_called(name) for name in (KNOWN, LONG_AWAY, CAREFUL))
    password = tomllib.loads(NETWORK.read_text(encoding="utf-8"))["demo_password"]
    _came_in_by_password(known, password, DESK)
    TOTP.activate(careful, generate_totp_secret())
    RecoveryCodes.activate(careful)
    type(away).objects.filter(pk=away.pk).update(joined_at=timezone.now() - timedelta(days=400))
    visits = {
        "waits for a code": _asked_for_code(NUMBER),
        "asked for a name": _came_in_by_code(away),
        "asked for the app": _came_in_by_password(careful, password, PHONE),
        "came in by code": _came_in_by_code(known),
        "holds recovery codes": _showed_password(careful, password),
        "wants to join": _wants_to_join(NEW_NUMBER),
    }
    _sessions.update({name: visitor.session.session_key for name, visitor in visits.items()})
    sign_in = reverse("account_login")
    pages = {
        "ways-in": ("people:ways_in", KNOWN),
        "confirm-identity": ("people:confirm_identity", KNOWN),
        "password-reset": ("account_reset_password", ""),
        "password-reset-done": ("account_reset_password_done", ""),
        "password-change": ("account_change_password", KNOWN),
        "sign-out": ("account_logout", KNOWN),
        "enter-code": ("people:enter_code", "waits for a code"),
        "second-fact": ("people:second_fact", "asked for a name"),
        "second-factor": ("mfa_authenticate", "asked for the app"),
        "devices": ("people:devices", "came in by code"),
        "passkey-add": ("mfa_add_webauthn", "came in by code"),
        "app-add": ("mfa_activate_totp", "came in by code"),
        "recovery-codes": ("mfa_view_recovery_codes", "holds recovery codes"),
        "ways-in-careful": ("people:ways_in", "holds recovery codes"),
        "prove-joining": ("people:prove_joining", "wants to join"),
    }
    return [
        screen("sign-in", sign_in),
        screen("sign-in-password", f"{sign_in}?password"),
        *(screen(name, reverse(url), visitor) for name, (url, visitor) in pages.items()),
    ]


def _visitor(agent=PHONE):
    return Client(SERVER_NAME="localhost", HTTP_USER_AGENT=agent)


def _asked_for_code(number):
    visitor = _visitor()
    visitor.post(reverse("people:send_code"), {"login": number})
    return visitor


def _came_in_by_code(person):
    visitor = _asked_for_code(person.phone)
    digits = digits_of(SignInCode.objects.latest("pk").uuid)
    visitor.post(reverse("people:enter_code"), {"code": digits})
    return visitor


def _came_in_by_password(person, password, agent):
    visitor = _visitor(agent)
    visitor.post(reverse("account_login"), {"login": person.phone, "password": password})
    return visitor


def _showed_password(person, password):
    visitor = _visitor(DESK)
    visitor.force_login(person)
    visitor.post(reverse("people:confirm_identity"), {"by": "password", "password": password})
    return visitor


def _wants_to_join(phone):
    visitor = _visitor()
    code = JoinCode.objects.latest("pk")
    visitor.post(code.get_absolute_url(), {"full_name": "江小雨", "login": phone, "position": "SHOP_GUIDE"})
    return visitor

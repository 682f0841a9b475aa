"""What an installation would trip over, said by `manage.py check` and, for production, `manage.py check --deploy`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

import django
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register  # noqa: A004 - Django's name
from django.core.checks.security.base import SECRET_KEY_INSECURE_PREFIX
from django.db import connection
from django.http.request import validate_host  # noqa: TID251 - Django's own rule for ALLOWED_HOSTS

from .prepared import PROVEN_WITH

LEAST_TIMEOUT = 5  # seconds that a writer waits for another one
PRAGMAS = ("journal_mode=WAL", "foreign_keys=ON")
OF_ONE_PROCESS = ("locmem", "dummy", "filebased")
NO_MAIL = ("filebased", "console", "locmem", "dummy")
SHORTEST_SECRET = 50


@register(Tags.database)
def check_sqlite(**_kwargs: Any) -> list[CheckMessage]:
    """Reads the settings only, so that it runs where no database is yet."""
    if not settings.IS_SQLITE:
        return []
    options = settings.DATABASES["default"].get("OPTIONS", {})
    told = options.get("init_command", "").replace(" ", "").lower()
    messages: list[CheckMessage] = [
        Error(f"SQLite is opened without PRAGMA {pragma}.", hint="Write it into init_command.", id="foundation.E001")
        for pragma in PRAGMAS
        if pragma.lower() not in told
    ]
    if options.get("transaction_mode") != "IMMEDIATE":
        hint = "Without IMMEDIATE two writers meet as “database is locked” instead of waiting for each other."
        messages.append(Error("SQLite's transaction_mode is not IMMEDIATE.", hint=hint, id="foundation.E002"))
    if options.get("timeout", 0) < LEAST_TIMEOUT:
        message = f"SQLite waits less than {LEAST_TIMEOUT} seconds for another writer."
        messages.append(Error(message, hint="Set the option timeout to 20.", id="foundation.E003"))
    return messages


@register(Tags.database)
def check_postgresql(databases: Sequence[str] | None = None, **_kwargs: Any) -> list[CheckMessage]:
    """Asks the server, where the command that checks says that one is there: `migrate`, `check --database default`."""
    if settings.IS_SQLITE or "default" not in (databases or ()):
        return []
    with connection.cursor() as cursor:
        cursor.execute("SHOW jit")
        if cursor.fetchone() == ("off",):
            return []
    hint = "Compiling a query takes longer than our queries do. ALTER DATABASE … SET jit = off"
    return [Warning("PostgreSQL compiles queries (jit).", hint=hint, id="foundation.W006")]


@register
def check_django(**_kwargs: Any) -> list[CheckMessage]:
    if django.VERSION[:2] == PROVEN_WITH:
        return []
    proven = ".".join(map(str, PROVEN_WITH))
    hint = "Run the tests of foundation/prepared.py and of races on both databases, then raise its PROVEN_WITH."
    message = f"Django {django.get_version()} is installed; queries are prepared with inner parts of {proven}."
    return [Warning(message, hint=hint, id="foundation.W005")]


@register(Tags.caches)
def check_cache_is_shared(**_kwargs: Any) -> list[CheckMessage]:
    """Rate limits are counted in the cache: with one for each process, everybody gets as many tries as there are."""
    backend = settings.CACHES["default"]["BACKEND"]
    if not any(name in backend for name in OF_ONE_PROCESS):
        return []
    hint = "Leave REDIS_URL empty for a table in the database, or name a Redis server that all hosts reach."
    return [
        Error("Each process has a cache of its own: tries to sign in are not counted.", hint=hint, id="foundation.E004")
    ]


@register(Tags.security, deploy=True)
def check_secret(**_kwargs: Any) -> list[CheckMessage]:
    secret = settings.SECRET_KEY
    if len(secret) >= SHORTEST_SECRET and not secret.startswith(SECRET_KEY_INSECURE_PREFIX):
        return []
    hint = "Leave SECRET_KEY empty, and one is made; or: python -c 'import secrets; print(secrets.token_urlsafe(50))'"
    return [Error("SECRET_KEY is short, or a sample.", hint=hint, id="foundation.E005")]


@register(Tags.urls, deploy=True)
def check_site_url(**_kwargs: Any) -> list[CheckMessage]:
    address, messages = urlsplit(settings.SITE_URL), list[CheckMessage]()
    if address.scheme not in {"http", "https"} or not address.hostname or address.path:
        hint = "Write scheme and host, such as https://university.example.com"
        return [Error(f"SITE_URL is “{settings.SITE_URL}”.", hint=hint, id="foundation.E006")]
    if not validate_host(address.hostname, settings.ALLOWED_HOSTS):
        message = f"{address.hostname} of SITE_URL is not in ALLOWED_HOSTS: every link in a mail leads to an error."
        messages.append(Error(message, hint="Add it to ALLOWED_HOSTS.", id="foundation.E007"))
    if "*" in settings.ALLOWED_HOSTS:
        hint = "Name the hosts: whoever chooses the host chooses where links lead."
        messages.append(Warning("ALLOWED_HOSTS lets every host in.", hint=hint, id="foundation.W001"))
    if settings.IS_SECURE and not settings.BEHIND_PROXY:
        message = "SITE_URL begins with https, and nothing ends TLS: every request would be redirected for ever."
        hint = "Put a proxy in front that sets X-Forwarded-Proto, and set BEHIND_PROXY=true."
        messages.append(Error(message, hint=hint, id="foundation.E008"))
    return messages


def do_mails_stay_here() -> bool:
    backend = settings.MAILERS["default"]["BACKEND"]
    return any(name in backend for name in NO_MAIL)


@register(Tags.security, deploy=True)
def check_mail_leaves(**_kwargs: Any) -> list[CheckMessage]:
    messages = list[CheckMessage]()
    if do_mails_stay_here():
        hint = "Set EMAIL_URL to smtp+tls://user:password@host:587 or the like."
        messages.append(Warning("Mails do not leave this machine.", hint=hint, id="foundation.W002"))
    elif settings.DEFAULT_FROM_EMAIL.rstrip(">").endswith("@localhost"):
        hint = "Set DEFAULT_FROM_EMAIL to an address that answers can go to."
        messages.append(Warning("Mails come from localhost and will be refused.", hint=hint, id="foundation.W003"))
    return messages


@register(deploy=True)
def check_hosts_share(**_kwargs: Any) -> list[CheckMessage]:
    """A server for the database says that there is, or will be, more than one host."""
    if settings.IS_SQLITE or not settings.CELERY_BROKER_URL.startswith("filesystem:"):
        return []
    hint = "Set REDIS_URL or CELERY_BROKER_URL. Until then, workers of other hosts are woken by beat alone."
    return [Warning("The broker is a folder of this host.", hint=hint, id="foundation.W004")]

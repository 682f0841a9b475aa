import django
import pytest
from django.core.checks import run_checks
from django.db import connection

from config.mail import mailer_from_url
from foundation import checks

OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
}
WAL = "PRAGMA journal_mode=WAL;"
KEYS = "PRAGMA foreign_keys = on;"


def ids(messages):
    return [message.id for message in messages]


@pytest.fixture
def production(settings):
    """As an installation ought to be."""
    settings.SITE_URL, settings.IS_SECURE, settings.BEHIND_PROXY = "https://university.example.com", True, True
    settings.ALLOWED_HOSTS = [".example.com"]
    settings.MAILERS = {"default": mailer_from_url("smtps://mailer:secret@mail.example.com")}
    settings.DEFAULT_FROM_EMAIL = "Dealer University <learn@example.com>"
    settings.SECRET_KEY = "Zq8" * 20
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}}
    return settings


def test_installed_django_is_the_one_that_queries_are_prepared_with():
    """Fails when Django moves on: foundation/prepared.py asks for more than it promises."""
    assert checks.check_django() == []


def test_another_django_is_noticed(monkeypatch):
    monkeypatch.setattr(django, "VERSION", (6, 2, 0, "final", 0))

    [message] = checks.check_django()

    assert message.id == "foundation.W005"


@pytest.mark.database
@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "postgresql", reason="about PostgreSQL")
@pytest.mark.parametrize(("jit", "said"), [("off", []), ("on", ["foundation.W006"])])
def test_postgresql_that_compiles_queries_is_noticed(jit, said):
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL jit = {jit}")

    assert ids(checks.check_postgresql(["default"])) == said
    assert checks.check_postgresql() == []


@pytest.mark.django_db
def test_production_as_it_ought_to_be_has_nothing_to_hear(production):
    found = [message.id for message in run_checks(include_deployment_checks=True)]

    assert [id_ for id_ in found if id_.startswith(("foundation", "certificates"))] == []


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, []),
        ({"init_command": WAL + KEYS}, []),
        ({"init_command": KEYS}, ["foundation.E001"]),
        ({"init_command": WAL}, ["foundation.E001"]),
        ({"init_command": ""}, ["foundation.E001", "foundation.E001"]),
        ({"transaction_mode": "DEFERRED"}, ["foundation.E002"]),
        ({"timeout": 4}, ["foundation.E003"]),
    ],
)
def test_sqlite_must_be_opened_in_the_way_that_was_measured(settings, monkeypatch, changed, expected):
    settings.IS_SQLITE = True
    monkeypatch.setitem(settings.DATABASES, "default", {"OPTIONS": OPTIONS | changed})

    assert ids(checks.check_sqlite()) == expected


def test_postgresql_needs_no_pragmas(settings, monkeypatch):
    settings.IS_SQLITE = False
    monkeypatch.setitem(settings.DATABASES, "default", {})

    assert checks.check_sqlite() == []


@pytest.mark.parametrize(
    ("backend", "expected"),
    [
        ("django.core.cache.backends.db.DatabaseCache", []),
        ("django.core.cache.backends.redis.RedisCache", []),
        ("django.core.cache.backends.locmem.LocMemCache", ["foundation.E004"]),
        ("django.core.cache.backends.dummy.DummyCache", ["foundation.E004"]),
        ("django.core.cache.backends.filebased.FileBasedCache", ["foundation.E004"]),
    ],
)
def test_cache_must_be_shared(production, backend, expected):
    production.CACHES = {"default": {"BACKEND": backend}}

    assert ids(checks.check_cache_is_shared()) == expected


@pytest.mark.parametrize("secret", ["x" * 49, "django-insecure-" + "x" * 60])
def test_secret_that_can_be_guessed_is_refused(production, secret):
    production.SECRET_KEY = secret

    assert ids(checks.check_secret()) == ["foundation.E005"]


@pytest.mark.parametrize("address", ["", "university.example.com", "ftp://example.com", "https://example.com/learn"])
def test_site_url_that_is_no_origin_is_refused(production, address):
    production.SITE_URL = address

    assert ids(checks.check_site_url()) == ["foundation.E006"]


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("ALLOWED_HOSTS", ["other.example.org"], "foundation.E007"),
        ("ALLOWED_HOSTS", ["*"], "foundation.W001"),
        ("BEHIND_PROXY", False, "foundation.E008"),
    ],
)
def test_hosts_and_proxy_must_fit_the_address(production, name, value, expected):
    setattr(production, name, value)

    assert ids(checks.check_site_url()) == [expected]


@pytest.mark.parametrize("address", ["file:///var/mail", "console://"])
def test_mail_that_goes_nowhere_is_told(production, address):
    production.MAILERS = {"default": mailer_from_url(address)}

    assert ids(checks.check_mail_leaves()) == ["foundation.W002"]


@pytest.mark.parametrize("sender", ["no-reply@localhost", "Dealer University <no-reply@localhost>"])
def test_sender_on_localhost_is_told(production, sender):
    production.DEFAULT_FROM_EMAIL = sender

    assert ids(checks.check_mail_leaves()) == ["foundation.W003"]


@pytest.mark.parametrize(
    ("is_sqlite", "broker", "expected"),
    [
        (True, "filesystem://", []),
        (False, "redis://cache:6379/0", []),
        (False, "filesystem://", ["foundation.W004"]),
    ],
)
def test_broker_in_a_folder_is_told_where_the_database_is_a_server(production, is_sqlite, broker, expected):
    production.IS_SQLITE, production.CELERY_BROKER_URL = is_sqlite, broker

    assert ids(checks.check_hosts_share()) == expected


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("CACHES", {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}, "foundation.E004"),
        ("SECRET_KEY", "short", "foundation.E005"),
        ("ALLOWED_HOSTS", ["other.example.org"], "foundation.E007"),
        ("DEFAULT_FROM_EMAIL", "no-reply@localhost", "foundation.W003"),
    ],
)
def test_checks_are_among_those_that_django_runs(production, name, value, expected):
    setattr(production, name, value)

    assert expected in ids(run_checks(include_deployment_checks=True))

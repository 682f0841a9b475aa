"""What the project promises about its settings and its database."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from wagtail.models import Page

from config.mail import mailer_from_url
from config.secret import read_or_make_secret_key

REFERENCE = Path(settings.BASE_DIR) / "docs" / "reference" / "settings.md"
SETTINGS = Path(settings.BASE_DIR) / "config" / "settings.py"
READ_FROM_ENVIRONMENT = sorted(set(re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', SETTINGS.read_text())))


@pytest.mark.parametrize("name", READ_FROM_ENVIRONMENT)
def test_setting_read_from_the_environment_is_explained(name):
    assert f"\n## {name}\n" in REFERENCE.read_text()


def test_reference_explains_no_setting_that_is_not_read():
    explained = re.findall(r"^## ([A-Z_]+)$", REFERENCE.read_text(), flags=re.MULTILINE)

    assert sorted(explained) == READ_FROM_ENVIRONMENT


@pytest.mark.django_db
def test_template_database_has_wagtail_root():
    assert Page.objects.filter(depth=1).exists()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="about SQLite")
@pytest.mark.usefixtures("committed_db")
def test_sqlite_writes_ahead_waits_and_keeps_foreign_keys():
    connection.ensure_connection()

    with connection.cursor() as cursor:
        pragmas = {
            name: cursor.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "foreign_keys", "synchronous", "busy_timeout")
        }

    assert pragmas == {"journal_mode": "wal", "foreign_keys": 1, "synchronous": 1, "busy_timeout": 20_000}
    assert connection.transaction_mode == "IMMEDIATE"


def test_secret_key_is_made_once_and_for_its_owner_only(tmp_path):
    path = tmp_path / "secret_key"

    key = read_or_make_secret_key(path)

    assert read_or_make_secret_key(path) == key
    assert len(key) > 50
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("url", "options"),
    [
        ("smtp://host", {"host": "host", "port": 587, "use_tls": False, "use_ssl": False}),
        ("smtp+tls://a%40b:p%2Fw@host:25", {"username": "a@b", "password": "p/w", "port": 25, "use_tls": True}),
        ("smtps://host", {"port": 465, "use_ssl": True}),
    ],
)
def test_mail_address_becomes_options(url, options):
    assert options.items() <= mailer_from_url(url)["OPTIONS"].items()


def test_mail_to_a_folder():
    assert mailer_from_url("file:///var/mail")["OPTIONS"] == {"file_path": "/var/mail"}


def test_unknown_mail_address_says_what_is_known():
    with pytest.raises(ValueError, match="Use smtp, smtp\\+tls, smtps, file or console"):
        mailer_from_url("pigeon://roof")

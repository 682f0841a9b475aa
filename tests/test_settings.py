"""What the project promises about its settings and its database."""

import ast
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from django.conf import settings
from django.db import connection
from wagtail.models import Page

from config.mail import mailer_from_url
from config.secret import read_or_make_secret_key

REFERENCE = Path(settings.BASE_DIR) / "docs" / "reference" / "settings.md"
SOURCE = "\n".join(path.read_text() for path in sorted(Path(settings.BASE_DIR, "config").glob("*.py")))
READ_FROM_ENVIRONMENT = sorted(set(re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', SOURCE)))


@pytest.mark.parametrize("name", READ_FROM_ENVIRONMENT)
def test_setting_read_from_the_environment_is_explained(name):
    assert f"\n## {name}\n" in REFERENCE.read_text()


def test_reference_explains_no_setting_that_is_not_read():
    explained = re.findall(r"^## ([A-Z_]+)$", REFERENCE.read_text(), flags=re.MULTILINE)

    assert sorted(explained) == READ_FROM_ENVIRONMENT


def default_in_code(name):
    """What the code takes if the environment says nothing, as an expression."""
    for node in ast.walk(ast.parse(SOURCE)):
        is_read = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and len(node.args) > 1
        if is_read and isinstance(node.args[0], ast.Constant) and node.args[0].value == name:
            return ast.get_source_segment(SOURCE, node.args[1])
    raise LookupError(name)


def default_in_reference(name):
    """The words that follow “Default” in its section."""
    section = REFERENCE.read_text().split(f"\n## {name}\n")[1].partition("\n## ")[0]
    return re.search(r"Default:? (`[^`]+`|[^`.]+)", " ".join(section.split()))[1]


# Where a default is worked out, the words that stand for it.
WORKED_OUT = {
    'BASE_DIR / "var"': "`var`",
    "f\"sqlite:///{VAR_DIR / 'db.sqlite3'}\"": "SQLite in",
    'REDIS_URL or "filesystem://"': "`REDIS_URL`",
    "f\"file://{VAR_DIR / 'mail'}\"": "a folder in",
    "IS_SECURE": "as",
}
NONE = "none"  # and what happens then


@pytest.mark.parametrize("name", READ_FROM_ENVIRONMENT)
def test_default_in_the_reference_is_that_of_the_code(name):
    code, told = default_in_code(name), default_in_reference(name)

    if code in WORKED_OUT:
        assert told.strip() == WORKED_OUT[code]
    elif code == '""':
        assert told.startswith(NONE)
    else:
        value = ast.literal_eval(code)
        spelt = ",".join(value) if isinstance(value, list) else str(value).lower() if isinstance(value, bool) else value
        assert told == f"`{spelt}`"


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


def test_processes_that_start_at_once_agree_on_one_secret_key(tmp_path):
    barrier = Barrier(8, timeout=30)

    def start(_number):
        barrier.wait()
        return read_or_make_secret_key(tmp_path / "secret_key")

    with ThreadPoolExecutor(8) as processes:
        keys = set(processes.map(start, range(8)))

    assert keys == {(tmp_path / "secret_key").read_text()}
    assert [path.name for path in tmp_path.iterdir()] == ["secret_key"]


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

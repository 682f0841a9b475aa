"""What is really written, by processes of their own: logging is set up once for each."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings

from foundation import logs

pytestmark = pytest.mark.slow

STARTED = "import django; django.setup()"
# What that does first; the apps, which come next, take two seconds, and the other process shows that they leave it so.
LOGGING_ONLY = """
from django.conf import settings
from django.utils.log import configure_logging
configure_logging(settings.LOGGING_CONFIG, settings.LOGGING)
"""
CODE = f"""
import logging, structlog
structlog.contextvars.bind_contextvars(request_id='r-1')
structlog.get_logger('ours').info('said', who=1)
logging.getLogger('theirs').info('said %s', 2)
error = ValueError({{'wang@example.com': (550, b'no mailbox')}})
structlog.get_logger('asked').info('request', path='/\\x1b[2J\\x7f\\u202eyeknom')
structlog.get_logger('outbox').warning('not delivered', phone='+8613800000000', exc_info=error)
for name in {sorted(logs.TALKATIVE)}:
    logging.getLogger(name).info('every few seconds')
"""


def written(folder, begin, **environment):
    """The lines that a process of the project writes."""
    result = subprocess.run(
        [sys.executable, "-c", begin + CODE],
        cwd=settings.BASE_DIR,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "config.settings", "VAR_DIR": str(folder)} | environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return result.stderr.splitlines()


@pytest.fixture(scope="module")
def as_json(tmp_path_factory):
    return written(tmp_path_factory.mktemp("json"), STARTED, LOG_AS_JSON="true", LOG_LEVEL="INFO")


@pytest.fixture(scope="module")
def on_console(tmp_path_factory):
    return written(tmp_path_factory.mktemp("console"), LOGGING_ONLY, LOG_AS_JSON="false", LOG_LEVEL="DEBUG")


def test_json_is_one_object_a_line_for_our_loggers_and_for_others(as_json):
    ours, theirs, *_rest = map(json.loads, as_json)

    assert ours.items() >= {"event": "said", "who": 1, "logger": "ours", "level": "info", "request_id": "r-1"}.items()
    assert theirs.items() >= {"event": "said 2", "logger": "theirs", "request_id": "r-1"}.items()
    assert ours["timestamp"].endswith("Z")


def test_console_is_a_readable_line(on_console):
    (ours,) = (line for line in on_console if "who=1" in line)

    assert "[info" in ours
    assert "said" in ours


@pytest.mark.parametrize("way", ["as_json", "on_console"])
def test_no_address_that_a_visitor_wrote_moves_the_cursor_or_turns_the_line_round(request, way):
    (line,) = (line for line in request.getfixturevalue(way) if "yeknom" in line)

    assert line.isprintable()
    assert r"/\u001b[2J\u007f\u202eyeknom" in line
    if way == "as_json":
        assert json.loads(line)["path"] == "/\x1b[2J\x7f\u202eyeknom"


@pytest.mark.parametrize("way", ["as_json", "on_console"])
def test_error_of_a_mail_server_is_written_without_addresses(request, way):
    said = "\n".join(request.getfixturevalue(way))

    assert "no mailbox" in said
    assert "wang" not in said
    assert "13800000000" not in said


def test_talkative_libraries_are_quiet_at_info_and_heard_at_debug(as_json, on_console):
    at_info, at_debug = ([line for line in lines if "every few seconds" in line] for lines in (as_json, on_console))

    assert at_info == []
    assert len(at_debug) == len(logs.TALKATIVE)

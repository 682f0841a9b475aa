"""What is really written, by processes of their own: logging is set up once for each."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings

from foundation import logs

pytestmark = pytest.mark.slow


def written(code, var, **environment):
    """The lines that a process of the project writes while it runs this code."""
    result = subprocess.run(
        [sys.executable, "-c", f"import django; django.setup(); import logging, structlog; {code}"],
        cwd=settings.BASE_DIR,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "config.settings", "VAR_DIR": str(var)} | environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return result.stderr.splitlines()


BOTH_KINDS = "structlog.get_logger('ours').info('said', who=1); logging.getLogger('theirs').info('said %s', 2)"


def test_json_is_one_object_a_line_for_our_loggers_and_for_others(tmp_path):
    code = f"structlog.contextvars.bind_contextvars(request_id='r-1'); {BOTH_KINDS}"

    ours, theirs = map(json.loads, written(code, tmp_path, LOG_AS_JSON="true"))

    assert ours.items() >= {"event": "said", "who": 1, "logger": "ours", "level": "info", "request_id": "r-1"}.items()
    assert theirs.items() >= {"event": "said 2", "logger": "theirs", "request_id": "r-1"}.items()
    assert ours["timestamp"].endswith("Z")


def test_console_is_a_readable_line(tmp_path):
    (ours, _theirs) = written(BOTH_KINDS, tmp_path)

    assert "[info" in ours
    assert "said" in ours
    assert "who=1" in ours


@pytest.mark.parametrize("as_json", ["true", "false"])
def test_error_of_a_mail_server_is_written_without_addresses(tmp_path, as_json):
    code = (
        "error = ValueError({'wang@example.com': (550, b'no mailbox')});"
        " structlog.get_logger('outbox').warning('not delivered', phone='+8613800000000', exc_info=error)"
    )

    said = "\n".join(written(code, tmp_path, LOG_AS_JSON=as_json))

    assert "no mailbox" in said
    assert "wang" not in said
    assert "13800000000" not in said


def test_talkative_libraries_are_quiet_at_info_and_heard_at_debug(tmp_path):
    code = f"[logging.getLogger(name).info('every few seconds') for name in {sorted(logs.TALKATIVE)}]"

    at_debug = [line for line in written(code, tmp_path, LOG_LEVEL="DEBUG") if "every few seconds" in line]

    assert written(code, tmp_path, LOG_LEVEL="INFO") == []
    assert len(at_debug) == len(logs.TALKATIVE)

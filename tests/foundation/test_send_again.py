from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from foundation import outbox
from foundation.models import AuditLine
from tests.factories.foundation import GivenUpFactory

pytestmark = pytest.mark.django_db


def run(*arguments):
    said = StringIO()
    call_command("send_again", *arguments, stdout=said)
    return said.getvalue()


def test_without_a_key_failed_jobs_are_listed_and_left():
    failed = GivenUpFactory()

    said = run()

    assert f"{failed.key}  OSError: disk full" in said
    assert outbox.messages_given_up().get() == failed


def test_nothing_failed_is_said():
    assert run() == "No job has failed for good.\n"


def test_named_jobs_are_sent_again_and_others_are_not():
    wanted, other = GivenUpFactory.create_batch(2)

    assert run(wanted.key) == "1 will be tried again.\n"

    assert outbox.messages_given_up().get() == other
    assert AuditLine.objects.get(action="send_again").actor is None


def test_all_are_sent_again():
    GivenUpFactory.create_batch(2)

    assert run("--all") == "2 will be tried again.\n"

    assert not outbox.messages_given_up().exists()


def test_unknown_key_is_refused_and_nothing_is_sent():
    failed = GivenUpFactory()

    with pytest.raises(CommandError, match="Not among the failed jobs: nonsense"):
        run(failed.key, "nonsense")

    assert outbox.messages_given_up().get() == failed

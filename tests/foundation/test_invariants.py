"""Promises are kept in ordinary life; what breaks them is found and told, with what to do about it."""

import ast
import inspect
import io
import json
import os
import textwrap
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from courses.actions import store_lesson_file
from foundation import invariants, outbox
from foundation.models import OutboxMessage
from learning.models import Standing
from tests.factories.courses import completed, enrolled

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def broken():
    return {each.name: each.count for each in invariants.all_broken()}


def checked(**options):
    """What the command wrote, and whether it failed."""
    out = io.StringIO()
    try:
        call_command("check_invariants", stdout=out, **options)
    except CommandError:
        return out.getvalue(), True
    return out.getvalue(), False


@pytest.fixture
def message(monkeypatch):
    monkeypatch.setitem(outbox._handlers, "note", lambda payload: None)
    return outbox.send("note", key="a", payload={})


def test_all_is_well_after_ordinary_life():
    completed(enrolled())

    assert checked() == ("All invariants hold.\n", False)


def test_what_is_broken_is_named_counted_and_told_how_to_mend():
    completed(enrolled())
    Standing.objects.update(cycle=3)

    said, has_failed = checked()

    assert has_failed
    assert said == "1 standings that differ from the records\n    manage.py rebuild makes them anew.\n"


def test_machines_read_json():
    completed(enrolled())
    assert json.loads(checked(as_json=True)[0]) == []
    Standing.objects.update(cycle=3)

    said, has_failed = checked(as_json=True)

    assert has_failed
    assert json.loads(said) == [
        {
            "name": "standings that differ from the records",
            "count": 1,
            "mending": "manage.py rebuild makes them anew.",
            "is_made_up_for": False,
        }
    ]


def names_in(find):
    """The keys of the dictionary that a function fills: what it may find."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(find)))
    keys = [key for node in ast.walk(tree) if isinstance(node, ast.Dict) for key in node.keys]
    module = inspect.getmodule(find)
    return {key.value if isinstance(key, ast.Constant) else getattr(module, key.id) for key in keys}


@pytest.mark.parametrize(
    ("find", "mending"), invariants.registered(), ids=lambda value: getattr(value, "__module__", "mending")
)
def test_for_everything_that_may_break_it_is_said_what_to_do(find, mending):
    names = names_in(find) or set(mending)

    assert names == set(mending)
    assert all(sentences.endswith(".") for sentences in mending.values())


def test_every_app_with_rows_of_its_own_has_made_its_promises():
    apps = {find.__module__.partition(".")[0] for find, _mending in invariants.registered()}

    assert {"foundation", "people", "certificates", "learning", "courses", "cms"} <= apps


def test_promise_about_something_unknown_is_refused():
    with pytest.raises(ValueError, match="Nothing is said about ghosts"):
        invariants.register(dict, mending={}, made_up_for=["ghosts"])


def test_message_due_for_more_than_a_minute_is_found_until_it_is_delivered(message):
    OutboxMessage.objects.update(run_at=timezone.now() - timedelta(seconds=61))
    assert broken() == {"messages due for more than a minute": 1}

    outbox.deliver(message.pk)

    assert broken() == {}


def test_message_of_the_last_minute_is_no_reason_to_worry(message):
    OutboxMessage.objects.update(run_at=timezone.now() - timedelta(seconds=50))

    assert broken() == {}


def test_message_that_was_given_up_is_found(message):
    OutboxMessage.objects.update(gave_up_at=timezone.now())

    assert broken() == {"messages that were given up": 1}


@pytest.fixture
def picture():
    row = store_lesson_file(ContentFile(b"picture"), name="stock.png", content_type="image/png")
    yield Path(row.file.path)
    row.file.storage.delete(row.file.name)


def test_row_whose_file_is_gone_is_found(picture):
    picture.unlink()

    assert broken() == {"files that are named but not there": 1}


def test_row_whose_file_is_another_one_is_found(picture):
    picture.write_bytes(b"another picture")

    assert broken() == {"lesson files that are not what was kept": 1}


def test_row_that_never_got_its_file_is_found(picture):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE courses_lessonfile SET file = ''")

    assert broken() == {"lesson files without content": 1}


@pytest.mark.parametrize("storage", ["default", "private"])
def test_file_that_nothing_names_is_found_once_it_is_older_than_an_hour(storage):
    name = storages[storage].save("folder/left.txt", ContentFile(b"left"))
    path = storages[storage].path(name)
    assert broken() == {}

    os.utime(path, (time.time() - 3700,) * 2)

    assert broken() == {"files that nothing names": 1}
    storages[storage].delete(name)

"""A worker never reads half a message: it would end on it."""

import errno
import json
from pathlib import Path
from queue import Empty

import pytest
from celery import current_app
from kombu import Connection
from kombu.transport import filesystem

from foundation import spool

MESSAGE = {"body": "[[5], {}, {}]", "headers": {}}


def channel_of(transport, folder):
    (folder / "control").mkdir()
    places = {"data_folder_in": folder, "data_folder_out": folder, "control_folder": folder / "control"}
    return Connection("filesystem://", transport=transport, transport_options=places).channel()


def looking_into(channel, found):
    """What a worker would find in this moment."""
    try:
        found.append(channel._get("celery"))
    except Empty:
        found.append(None)


def test_message_is_seen_once_it_is_whole(tmp_path, monkeypatch):
    channel, found, write = channel_of("filesystem", tmp_path), [], Path.write_bytes

    def write_slowly(path, content):
        write(path, content[:5])
        looking_into(channel, found)
        write(path, content)
        looking_into(channel, found)

    monkeypatch.setattr(Path, "write_bytes", write_slowly)
    channel._put("celery", MESSAGE)

    assert found == [None, None]
    assert channel._get("celery") == MESSAGE
    assert [path for path in tmp_path.iterdir() if path.is_file()] == []


def test_kombus_own_is_seen_while_it_is_empty(tmp_path, monkeypatch):
    """The negative control; when it fails, our transport may go."""
    channel = channel_of("kombu.transport.filesystem:Transport", tmp_path)
    monkeypatch.setattr(filesystem, "lock", lambda file, how: looking_into(channel, []))

    with pytest.raises(json.JSONDecodeError):
        channel._put("celery", MESSAGE)


def test_folder_that_is_gone_is_said_as_an_error_of_the_broker(tmp_path):
    channel = channel_of("filesystem", tmp_path)
    for path in (tmp_path / "control", tmp_path):
        path.rmdir()

    with pytest.raises(filesystem.ChannelError, match="spool"):
        channel._put("celery", MESSAGE)


def test_full_disk_leaves_no_part_of_a_message(tmp_path, monkeypatch):
    channel, write = channel_of("filesystem", tmp_path), Path.write_bytes

    def write_until_full(path, content):
        write(path, content[:5])
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(Path, "write_bytes", write_until_full)
    with pytest.raises(filesystem.ChannelError, match="spool"):
        channel._put("celery", MESSAGE)

    assert [path for path in tmp_path.iterdir() if path.is_file()] == []


def test_worker_starts_though_a_table_of_the_broker_was_cut_short(tmp_path):
    channel = channel_of("filesystem", tmp_path)
    table = tmp_path / "control" / "celery.exchange"
    table.write_bytes(b"")

    channel._queue_bind("celery", "celery", "", "celery")

    assert [bound.queue for bound in channel.get_table("celery")] == ["celery"]


def test_broker_in_a_folder_is_ours():
    assert isinstance(current_app.connection_for_write("filesystem://").transport, spool.Transport)

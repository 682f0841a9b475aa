"""Celery's broker in a folder, with messages that are seen once they are whole.

Kombu opens the file of a message under its name and writes it then: a worker that looks in between reads nothing, and
ends on it.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from time import monotonic
from typing import Any
from uuid import uuid4

from kombu.exceptions import ChannelError
from kombu.transport import filesystem
from kombu.utils.json import dumps


class Channel(filesystem.Channel):
    def _put(self, queue: Any, payload: Any, **kwargs: Any) -> None:  # type: ignore[override] # noqa: ARG002
        name = f"{round(monotonic() * 1000)}_{uuid4()}.{queue}.msg"
        unfinished = Path(self.data_folder_out, f"{name}.unfinished")
        try:
            unfinished.write_bytes(dumps(payload).encode())
            unfinished.rename(unfinished.with_name(name))
        except OSError as error:
            with suppress(OSError):
                unfinished.unlink()
            raise ChannelError(f"Cannot add {name} to the spool") from error

    def _queue_bind(self, exchange: Any, *binding: Any) -> None:
        """A table that was cut short, by a full disk or by somebody who is just making it, is made anew."""
        try:
            super()._queue_bind(exchange, *binding)
        except ValueError:
            self._exchange_file(exchange).unlink(missing_ok=True)
            super()._queue_bind(exchange, *binding)


class Transport(filesystem.Transport):
    Channel = Channel

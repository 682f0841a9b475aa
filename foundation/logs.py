"""Structured logs: one line an event, with the request's id wherever there is a request or a message of it."""

import logging.config
import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

import structlog

SHARED: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso"),
]
# What these say at a lower level is said again every few seconds, or only with DEBUG of use.
TALKATIVE = {
    "celery.app.trace": "WARNING",
    "celery.beat": "WARNING",
    "celery.worker.strategy": "WARNING",
    "django.request": "ERROR",
    "django.tasks": "WARNING",
    "django_tasks": "WARNING",
    "fontTools": "ERROR",
    "kombu.connection": "ERROR",
    "weasyprint": "ERROR",
}


# Of what visitors write into addresses: what would move a terminal's cursor, or turn a line round. Lines stay lines.
CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]")
ADDRESSES = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+|\+[1-9]\d{6,14}\b")


def hide_addresses(_logger: Any, _method: str, line: str) -> str:
    """The whole line is written: e-mail addresses and phone numbers, as errors of mail servers name them, are not."""
    return ADDRESSES.sub("…", line)


def show_controls(_logger: Any, _method: str, line: str) -> str:
    """Control characters are written as JSON writes them, such as \\u001b, which a line of JSON can be read with."""
    return CONTROLS.sub(lambda found: f"\\u{ord(found[0]):04x}", line)


_request_id: ContextVar[str] = ContextVar("request_id", default="")


def current_request_id() -> str:
    """Of the request, or of the request that caused the message at hand; empty outside both."""
    return _request_id.get()


@contextmanager
def of_request(request_id: str, **facts: Any) -> Iterator[None]:
    """Lines logged meanwhile have the id and the facts."""
    token = _request_id.set(request_id)
    try:
        with structlog.contextvars.bound_contextvars(request_id=request_id, **facts):
            yield
    finally:
        _request_id.reset(token)


def configure(options: dict[str, Any]) -> None:
    """`options` is {"level": "INFO", "as_json": bool}; called by Django as LOGGING_CONFIG."""
    console = structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)
    render: list[Any] = [structlog.processors.format_exc_info, structlog.processors.JSONRenderer(ensure_ascii=False)]
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {
                "structured": {
                    "()": structlog.stdlib.ProcessorFormatter,
                    "processors": [
                        structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                        *(render if options["as_json"] else [console]),
                        hide_addresses,
                        show_controls,
                    ],
                    "foreign_pre_chain": SHARED,
                }
            },
            "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "structured"}},
            "root": {"handlers": ["console"], "level": options["level"]},
            "loggers": {
                name: {"level": options["level"] if options["level"] == "DEBUG" else level}
                for name, level in TALKATIVE.items()
            },
        }
    )
    structlog.configure(
        processors=[*SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )

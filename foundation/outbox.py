"""Effects outside the database, promised in the transaction that causes them and carried out after it.

`send` writes a row; when the transaction commits, Celery is woken. The row is the truth, the wake-up may be lost:
`deliver_due`, run by beat, finds whatever is due. A worker leases a row by a conditional UPDATE, runs its handler and
marks it. If the worker dies, the lease runs out and another one takes over; so a handler may run twice for one message
and must be idempotent. A handler for which it is too early raises `NotYet`.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

import structlog
from django.conf import settings
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from . import audit, logs
from .models import OutboxMessage
from .prepared import prepared
from .waking import wake_worker
from .writing import insert_unless_there

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as StrOrPromise

Handler = Callable[[dict[str, Any]], None]

LEASE = timedelta(seconds=settings.OUTBOX_LEASE_SECONDS)
ATTEMPTS_ALLOWED = 12
PATIENCE = timedelta(minutes=1)
SHORTEST_WAIT = timedelta(seconds=5)
LONGEST_WAIT = timedelta(hours=1)

log = structlog.get_logger("outbox")
_handlers: dict[str, Handler] = {}
_labels: dict[str, StrOrPromise] = {}


class UnknownHandler(LookupError):
    """No app registered a handler by this name."""


class NotYet(Exception):
    """Raised by a handler before it has done anything: the message is due at `until`, and this was no attempt."""

    def __init__(self, until: datetime) -> None:
        super().__init__(f"not before {until:%Y-%m-%d %H:%M}")
        self.until = until


def register_handler(name: str, function: Handler, *, label: StrOrPromise = "") -> None:
    """Called from `AppConfig.ready`. `name` is kept in rows: never rename it while messages wait.

    `label` is what people read in its place.
    """
    if _handlers.get(name, function) is not function:
        raise ValueError(f"The outbox handler “{name}” is registered twice.")
    _handlers[name] = function
    _labels[name] = label or name


def label_of(message: OutboxMessage) -> str:
    return str(_labels.get(message.handler, message.handler))


def send(handler: str, *, key: str, payload: dict[str, Any], run_at: datetime | None = None) -> OutboxMessage:
    """Promise an effect. Sending a key again changes nothing and returns the message there is.

    Raises UnknownHandler, and TransactionManagementError outside a transaction.
    """
    if handler not in _handlers:
        raise UnknownHandler(f"No outbox handler is registered as “{handler}”.")
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("Send inside the transaction that causes the effect.")
    message = OutboxMessage(
        handler=handler,
        key=key,
        payload=payload,
        run_at=run_at or timezone.now(),
        request_id=logs.current_request_id(),
    )
    kept = message if insert_unless_there(message) else _messages(key)[0]
    if kept.delivered_at is None and kept.run_at <= timezone.now():
        transaction.on_commit(partial(wake_worker, kept.pk))
    return kept


@prepared
def _messages(key: str) -> QuerySet[OutboxMessage]:
    return OutboxMessage.objects.filter(key=key)


def deliver(message_id: int) -> bool:
    """Carry out one message if it is due and nobody is at it. Returns whether this call delivered it."""
    message = _lease(message_id)
    if message is None:
        return False
    with logs.of_request(message.request_id, outbox_key=message.key):
        try:
            _handler_of(message)(message.payload)
        except NotYet as held:
            _hold(message, held.until)
            return False
        except Exception as error:  # noqa: BLE001 - whatever a handler raises is written down and tried again
            _put_off(message, error)
            return False
        OutboxMessage.objects.filter(pk=message.pk).update(
            delivered_at=timezone.now(), gave_up_at=None, leased_until=None, last_error=""
        )
        log.info("delivered", handler=message.handler, attempts=message.attempts)
    return True


def deliver_due(*, seconds: float | None = None) -> int:
    """Carry out all that is due, oldest first, for at most `seconds`. Returns how many were delivered."""
    started = timezone.now()
    delivered = 0
    for message_id in list(_due(started).order_by("run_at", "pk").values_list("pk", flat=True)):
        if seconds is not None and timezone.now() - started > timedelta(seconds=seconds):
            break
        delivered += deliver(message_id)
    return delivered


def messages_due_before(moment: datetime) -> QuerySet[OutboxMessage]:
    """Not delivered yet, whether or not a worker is at them."""
    return OutboxMessage.objects.filter(delivered_at__isnull=True, gave_up_at__isnull=True, run_at__lte=moment)


def message_named(key: str) -> OutboxMessage | None:
    return next(iter(_messages(key)), None)


def messages_given_up() -> QuerySet[OutboxMessage]:
    """What nobody will try again unless somebody says so, the latest first."""
    return OutboxMessage.objects.filter(gave_up_at__isnull=False).order_by("-gave_up_at", "-pk")


def messages_in_trouble() -> QuerySet[OutboxMessage]:
    """Those given up, then those that should have been delivered more than a minute ago, the oldest first."""
    now = timezone.now()
    late = Q(created_at__lte=now - PATIENCE) & (Q(attempts__gt=0) | Q(run_at__lte=now - PATIENCE))
    waiting = Q(delivered_at__isnull=True, gave_up_at__isnull=True)
    return OutboxMessage.objects.filter(Q(gave_up_at__isnull=False) | (waiting & late)).order_by(
        F("gave_up_at").asc(nulls_last=True), "created_at", "pk"
    )


@transaction.atomic
def send_again(message: OutboxMessage, *, by: audit.HasUuid | None) -> OutboxMessage:
    """Try a message that was given up as if it were new. One that was not, or is no longer, is left alone.

    `by` is None on the command line. Its last error stays until it is delivered.
    """
    again = {"gave_up_at": None, "leased_until": None, "attempts": 0, "run_at": timezone.now()}
    if messages_given_up().filter(pk=message.pk).update(**again):
        audit.record("send_again", obj=message, actor=by, key=message.key, handler=message.handler)
        transaction.on_commit(partial(wake_worker, message.pk))
    message.refresh_from_db()
    return message


def _due(now: datetime) -> QuerySet[OutboxMessage]:
    return OutboxMessage.objects.filter(
        Q(leased_until__isnull=True) | Q(leased_until__lte=now),
        delivered_at__isnull=True,
        gave_up_at__isnull=True,
        run_at__lte=now,
    )


def _lease(message_id: int) -> OutboxMessage | None:
    """Counts the attempt at once, so that a message that kills its worker is given up too."""
    now = timezone.now()
    if not _due(now).filter(pk=message_id).update(leased_until=now + LEASE, attempts=F("attempts") + 1):
        return None
    message = OutboxMessage.objects.get(pk=message_id)
    if message.attempts > ATTEMPTS_ALLOWED:
        _put_off(message, RuntimeError("Its worker died each time."))
        return None
    return message


def _handler_of(message: OutboxMessage) -> Handler:
    try:
        return _handlers[message.handler]
    except KeyError:
        raise UnknownHandler(f"No outbox handler is registered as “{message.handler}”.") from None


def _hold(message: OutboxMessage, until: datetime) -> None:
    """Only if the lease is still ours."""
    OutboxMessage.objects.filter(pk=message.pk, leased_until=message.leased_until, delivered_at__isnull=True).update(
        leased_until=None, run_at=until, attempts=F("attempts") - 1
    )


def _put_off(message: OutboxMessage, error: Exception) -> None:
    """Try again later, twice as late each time, or give up. Only if the lease is still ours."""
    now = timezone.now()
    is_last = message.attempts >= ATTEMPTS_ALLOWED
    wait = min(SHORTEST_WAIT * 2 ** (message.attempts - 1), LONGEST_WAIT)
    fields: dict[str, Any] = {"gave_up_at": now} if is_last else {"run_at": now + wait}
    OutboxMessage.objects.filter(
        pk=message.pk, leased_until=message.leased_until, delivered_at__isnull=True, gave_up_at__isnull=True
    ).update(leased_until=None, last_error=f"{type(error).__name__}: {error}"[:2000], **fields)
    log.log(
        logging.CRITICAL if is_last else logging.WARNING,
        "gave up: nobody will try this again" if is_last else "not delivered, will be tried again",
        handler=message.handler,
        key=message.key,
        attempts=message.attempts,
        exc_info=error,
    )

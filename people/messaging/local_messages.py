"""What left this installation without leaving the machine: mails and text messages, as they lie in a folder.

So that whoever tries the product on their own machine can read the code that they sign in with. Never where others
can reach it: `is_shown` says no behind TLS or a proxy, and `check --deploy` says so too.
"""

from __future__ import annotations

import email.policy
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from itertools import islice
from pathlib import Path

from django.conf import settings

from .channels.sms import HOST_OF_SHORT_MAILS

SHOWN = 50
RULE = b"-" * 79  # between the mails of one file, as Django writes them


@dataclass(frozen=True)
class LocalMessage:
    to: str
    is_short: bool  # a text message
    title: str  # a text message has none
    text: str
    at: datetime


def is_shown() -> bool:
    is_for_others = settings.IS_SECURE or settings.BEHIND_PROXY
    return settings.LOCAL_MESSAGES and not is_for_others and folder() is not None


def folder() -> Path | None:
    """Where mails are written, if they are."""
    path = settings.MAILERS["default"].get("OPTIONS", {}).get("file_path")
    return Path(path) if path else None


def newest_messages() -> list[LocalMessage]:
    """The newest first."""
    place = folder()
    if place is None or not place.is_dir():
        return []
    files = sorted(place.glob("*.log"), key=lambda file: file.stat().st_mtime, reverse=True)
    return list(islice((one for file in files for one in _mails_in(file)), SHOWN))


def forget_messages(names: Collection[str]) -> None:
    """Those to or about somebody who was erased."""
    place = folder()
    for file in place.glob("*.log") if place is not None and place.is_dir() else ():
        parts = file.read_bytes().split(b"\n" + RULE + b"\n")
        kept = [raw for raw in parts if not raw.strip() or not _names_any(raw, names)]
        if len(kept) < len(parts):
            file.write_bytes((b"\n" + RULE + b"\n").join(kept))


def _names_any(raw: bytes, names: Collection[str]) -> bool:
    shown = _shown(email.message_from_bytes(raw, policy=email.policy.default), datetime.now(tz=UTC))
    return any(name in text for name in names for text in (shown.to, shown.title, shown.text))


def _mails_in(file: Path) -> Iterator[LocalMessage]:
    at = datetime.fromtimestamp(file.stat().st_mtime, tz=UTC)
    parts = file.read_bytes().split(b"\n" + RULE + b"\n")
    for raw in reversed(parts):
        if raw.strip():
            yield _shown(email.message_from_bytes(raw, policy=email.policy.default), at)


def _shown(mail: EmailMessage, at: datetime) -> LocalMessage:
    to, body = str(mail["To"]), mail.get_body(("plain",))
    suffix = f"@{HOST_OF_SHORT_MAILS}"
    is_short = to.endswith(suffix)
    return LocalMessage(
        to=to.removesuffix(suffix),
        is_short=is_short,
        title="" if is_short else str(mail["Subject"]),
        text=body.get_content().strip() if body else "",
        at=at,
    )

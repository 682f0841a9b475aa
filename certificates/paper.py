"""What a certificate's paper says, line by line, read from its snapshot and from nothing else.

The print and the verification page both show a `Paper`, so they cannot differ.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from .codes import group_code

CHINESE, ENGLISH = "zh-hans", "en"
NO_TEXT = re.compile(r"\s*[\x00-\x1f\x7f-\x9f\ufffe\uffff]\s*")  # slides break lines with \x0b; no page can hold it
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


@dataclass(frozen=True)
class Pair:
    """One statement in Chinese with the English under it; with no Chinese, the English stands alone above."""

    first: str
    second: str = ""
    is_english: bool = False

    @classmethod
    def of(cls, texts: dict[str, str]) -> Pair:
        chinese, english = (NO_TEXT.sub(" ", texts.get(language, "")) for language in (CHINESE, ENGLISH))
        return cls(chinese, english) if chinese else cls(english, is_english=True)


@dataclass(frozen=True)
class Paper:
    """`emblem` and `signatures`, one for each who signs, are digests of drawings; None is what we draw ourselves.
    `plaque_colour`: of a dealer's plaque, GOLD, SILVER or BRONZE; "" where the dealer had no tier that says so.
    `tier`: of a plaque, that of the dealer; None where it had none."""

    kind: str
    house: Pair
    title: Pair
    holder: str
    latin_name: str
    organisation: Pair | None
    did: Pair
    what: Pair
    outcome: Pair
    when: Pair
    signers: tuple[Pair, ...]
    number: str
    code: str
    verify_url: str
    emblem: str | None
    signatures: tuple[str | None, ...]
    plaque_colour: str = ""
    tier: Pair | None = None

    @property
    def drawings(self) -> set[str]:
        """Digests of all drawings that it is printed with."""
        return {digest for digest in (self.emblem, *self.signatures) if digest}

    @property
    def verify_address(self) -> str:
        """Where the code can be typed, as short as a browser takes it."""
        return self.verify_url.partition("://")[2].rstrip("/").rpartition("/")[0]


def read_paper(snapshot: dict[str, Any]) -> Paper:
    """`snapshot` as made by `snapshots.take_snapshot`."""
    words = {part: Pair.of(texts) for part, texts in snapshot["words"].items()}
    valid_until = snapshot["valid_until"]
    return Paper(
        kind=snapshot["kind"],
        house=Pair.of(snapshot["house"]),
        holder=snapshot["holder"]["name"],
        latin_name=snapshot["holder"]["latin_name"],
        organisation=Pair.of(snapshot["organisation"]) if snapshot["organisation"] else None,
        when=_when(date.fromisoformat(snapshot["issued_on"]), date.fromisoformat(valid_until) if valid_until else None),
        signers=tuple(Pair.of(signer) for signer in snapshot["signers"]),
        number=snapshot["number"],
        code=group_code(snapshot["code"]),
        verify_url=snapshot["verify_url"],
        emblem=snapshot.get("emblem"),
        signatures=tuple(snapshot.get("signatures") or [None] * len(snapshot["signers"])),
        plaque_colour=snapshot.get("plaque_colour", ""),
        tier=Pair.of(snapshot["tier"]) if snapshot.get("tier") else None,
        **words,
    )


def _when(issued_on: date, valid_until: date | None) -> Pair:
    if valid_until is None:
        return Pair(f"{_in_chinese(issued_on)}颁发 · 长期有效", f"Issued {_in_english(issued_on)} · No expiry date")
    return Pair(
        f"{_in_chinese(issued_on)}颁发 · 有效期至{_in_chinese(valid_until)}",
        f"Issued {_in_english(issued_on)} · Valid until {_in_english(valid_until)}",
    )


def _in_chinese(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _in_english(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"

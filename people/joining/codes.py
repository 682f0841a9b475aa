"""Codes that a dealer hangs on the wall: short enough to be typed, long enough not to be found by trying."""

from __future__ import annotations

import secrets
import unicodedata

LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # none that is taken for another
LENGTH = 8  # 39 bits; wrong ones are counted by network


def new_code(length: int = LENGTH) -> str:
    return "".join(secrets.choice(LETTERS) for _ in range(length))


def typed_code(text: str) -> str:
    """As it is kept: small or full-width letters, spaces and hyphens do not matter."""
    return "".join(char for char in unicodedata.normalize("NFKC", text).upper() if char in LETTERS)


def readable_code(code: str) -> str:
    """In two halves: 7KQ2 M9XD."""
    return f"{code[: LENGTH // 2]} {code[LENGTH // 2 :]}"

"""What stands in a cell, read as people mean it, or refused with a sentence."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from decimal import Decimal, InvalidOperation
from typing import Any

import phonenumbers
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import override

from foundation.characters import tidy_name
from foundation.reading_sheets import Formula
from people.enums import Language
from people.phones import HOME_REGION

from .columns import plain

SCIENTIFIC = re.compile(r"\d(\.\d+)?E\+?\d+", re.IGNORECASE)
HOME_MOBILE = re.compile(r"(?:\+?86|0086)?0?(1[3-9]\d{9})")
BETWEEN_DIGITS = re.compile(r"[\s\-‐‑–—.()（）·'’‘\u00a0\u200b-\u200f\u202a-\u202e\ufeff]")
FIRST_DAY_OF_EXCEL = dt.date(1899, 12, 30)
LANDLINES = {phonenumbers.PhoneNumberType.FIXED_LINE, phonenumbers.PhoneNumberType.TOLL_FREE}


class CellNotUnderstood(ValueError):
    """A sentence about one cell."""


def text_of(value: Any, *, most: int = 200) -> str:
    """Whole numbers without `.0`, no invisible characters, single spaces."""
    if value is None:
        return ""
    if isinstance(value, Formula):
        raise CellNotUnderstood(_("a formula stands here. Copy the column and paste it as values."))
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = unicodedata.normalize("NFC", str(value))
    text = " ".join(
        "".join(char for char in text if unicodedata.category(char) not in {"Cf", "Cc"} or char.isspace()).split()
    )
    if len(text) > most:
        raise CellNotUnderstood(_("this is longer than %(most)d characters.") % {"most": most})
    return text


def code_of(value: Any, *, most: int = 30) -> str:
    """A code as typed, in half width: ０１ is 01."""
    return unicodedata.normalize("NFKC", text_of(value, most=most)).strip().lstrip("'")


def name_of(value: Any, *, most: int) -> str:
    try:
        return tidy_name(text_of(value, most=most))
    except ValidationError as error:
        raise CellNotUnderstood(" ".join(error.messages)) from error


def phone_of(value: Any) -> str | None:
    """E.164, or None of an empty cell. Numbers that Excel cut cannot be known and are refused."""
    typed = unicodedata.normalize("NFKC", text_of(value, most=60))
    text = (
        BETWEEN_DIGITS.sub("", typed)
        if not SCIENTIFIC.fullmatch(typed.strip("' "))
        else _spelled_out(typed.strip("' "))
    )
    if not text:
        return None
    if home := HOME_MOBILE.fullmatch(text):
        text = home[1]
    elif text.startswith("00"):
        text = "+" + text[2:]
    try:
        number = phonenumbers.parse(text, HOME_REGION)
    except phonenumbers.NumberParseException:
        number = None
    if number is None or not phonenumbers.is_valid_number(number):
        raise CellNotUnderstood(_("“%(text)s” is no phone number.") % {"text": typed})
    if phonenumbers.number_type(number) in LANDLINES:
        raise CellNotUnderstood(_("%(text)s is a landline, and people sign in with a mobile.") % {"text": typed})
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _spelled_out(text: str) -> str:
    """1.3800000001E+10 has all its digits, 1.38E+10 has lost them."""
    mantissa, _e, exponent = text.upper().partition("E")
    if len(mantissa.replace(".", "")) != int(exponent) + 1:
        raise CellNotUnderstood(
            _("Excel cut the number to %(text)s. Format the column as text, and enter it again.") % {"text": text}
        )
    return mantissa.replace(".", "")


def email_of(value: Any) -> str | None:
    text = unicodedata.normalize("NFKC", text_of(value, most=254)).strip().lower()
    if not text:
        return None
    try:
        validate_email(text)
    except ValidationError as error:
        raise CellNotUnderstood(_("“%(text)s” is no e-mail address.") % {"text": text}) from error
    return text


def day_of(value: Any) -> dt.date | None:
    """2026-3-1, 2026/03/01, 2026.3.1, 2026年3月1日, 20260301, and Excel's own dates and day numbers."""
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    text = unicodedata.normalize("NFKC", text_of(value, most=30)).strip()
    if not text:
        return None
    if text.isdecimal() and 20_000 < int(text) < 80_000:
        return FIRST_DAY_OF_EXCEL + dt.timedelta(days=int(text))
    parts = re.findall(r"\d+", text.partition(" ")[0])
    if len(parts) == 1 and len(parts[0]) == 8:
        parts = [parts[0][:4], parts[0][4:6], parts[0][6:]]
    try:
        year, month, day = map(int, parts)
        found = dt.date(year, month, day) if len(parts[0]) == 4 else None
    except ValueError:
        found = None
    if found is None or not 1950 <= found.year <= 2100:
        raise CellNotUnderstood(_("“%(text)s” is no date. Write it like 2026-03-01.") % {"text": text})
    return found


def choice_of(value: Any, choices: Any) -> str:
    """The value that is kept, of a label in either language or of the value itself; empty stays empty."""
    text = plain(text_of(value, most=60))
    if not text:
        return ""
    names = _names_of(choices)
    if text not in names:
        raise CellNotUnderstood(
            _("“%(text)s” is none of: %(names)s.")
            % {"text": text_of(value), "names": ", ".join(str(label) for label in choices.labels)}
        )
    return names[text]


_known: dict[Any, dict[str, str]] = {}


def _names_of(choices: Any) -> dict[str, str]:
    if choices not in _known:
        names = {plain(kept): kept for kept in choices.values}
        for language in Language.values:
            with override(language):
                names |= {plain(label): kept for kept, label in choices.choices}
        _known[choices] = names
    return _known[choices]


def coordinate_of(value: Any) -> Decimal | None:
    text = code_of(value)
    if not text:
        return None
    try:
        return round(Decimal(text), 2)
    except InvalidOperation as error:
        raise CellNotUnderstood(_("“%(text)s” is no coordinate. Write it like 34.72.") % {"text": text}) from error

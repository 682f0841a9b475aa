"""Numbers as people type them, on Chinese and English keyboards."""

import re
from decimal import Decimal

from django.utils.translation import gettext as _

LONGEST = 30
FULL_WIDTH = {ord("０") + digit: str(digit) for digit in range(10)}
SPELLINGS = FULL_WIDTH | dict.fromkeys(map(ord, "−－–﹣"), "-") | {ord("＋"): "+", ord("．"): "."}
SPACES = " \u00a0\u2009\u202f\u3000"
SEPARATORS = SPELLINGS | dict.fromkeys(map(ord, "，﹐"), ",") | dict.fromkeys(map(ord, SPACES), " ")

PLAIN = r"[0-9]+"
GROUPED = r"[1-9][0-9]{0,2}(?:(?P<separator>[, ])[0-9]{3})(?:(?P=separator)[0-9]{3})*"
NUMBER = re.compile(rf"(?P<sign>[+-]?) ?(?P<whole>{GROUPED}|{PLAIN}|)(?P<fraction>\.[0-9]*)?")


class NumberNotUnderstood(ValueError):
    """A sentence for whoever typed it."""


def parse_number(text: str) -> Decimal:
    """Full-width digits and signs, and thousands separated by commas or spaces, are fine.

    A number that could be read in two ways is refused, never guessed. Raises NumberNotUnderstood.
    """
    typed = text.translate(SEPARATORS).strip(SPACES + "\t\r\n")
    if not typed:
        raise NumberNotUnderstood(_("Write a number."))
    if len(typed) > LONGEST:
        raise NumberNotUnderstood(_("This number is too long. Write at most %(most)d characters.") % {"most": LONGEST})
    number = NUMBER.fullmatch(typed)
    if number is None or not any(character.isdigit() for character in typed):
        raise NumberNotUnderstood(_refusal(typed))
    whole = number["whole"].replace(",", "").replace(" ", "")
    return Decimal(f"{number['sign']}{whole or '0'}{number['fraction'] or ''}")


def _refusal(typed: str) -> str:
    if re.fullmatch(r"[+-]? ?[0-9., ]*[0-9][0-9., ]*", typed):
        return _("“%(typed)s” can be read in two ways. Write it like 1640 or 1640.5.") % {"typed": typed}
    return _("“%(typed)s” is not a number. Write digits only, like 1640 or 1640.5.") % {"typed": typed}

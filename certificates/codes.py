"""Verification codes: made at random, printed in groups, understood however they are typed."""

import re
import secrets
import unicodedata
from itertools import product

LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # none that a reader takes for another
LENGTH = 20  # 31 ** 20 is 2 ** 99
GROUP = 4

# Codes have none of these, so whoever types one misread a letter that looks like it.
MISREAD = {"0": "QD", "O": "QD", "1": "7J", "I": "J7", "L": "J7"}
MISREADINGS_ALLOWED = 4


def new_code() -> str:
    number, letters = secrets.randbelow(len(LETTERS) ** LENGTH), ""
    while len(letters) < LENGTH:
        number, place = divmod(number, len(LETTERS))
        letters += LETTERS[place]
    return letters


def group_code(code: str) -> str:
    return "-".join(code[i : i + GROUP] for i in range(0, len(code), GROUP))


def letters_of(typed: str) -> str:
    """The letters and digits of a code, or of an address that ends in one, in capitals."""
    text = unicodedata.normalize("NFKC", typed).rpartition("/verify/")[2]
    return "".join(char for char in text.upper() if char.isalnum())


def possible_codes(typed: str) -> list[str]:
    """What someone may have meant: width and size of letters, spaces and hyphens do not matter. Empty if nothing."""
    letters = letters_of(typed)
    choices = [MISREAD.get(char, char) for char in letters]
    is_readable = all(set(choice) <= set(LETTERS) for choice in choices)
    if len(letters) != LENGTH or not is_readable or sum(map(len, choices)) > LENGTH + MISREADINGS_ALLOWED:
        return []
    return ["".join(code) for code in product(*choices)]


def is_certificate_number(typed: str) -> bool:
    """Whether somebody typed the certificate's number, which opens nothing."""
    return re.fullmatch(r"DU\d{10}", letters_of(typed)) is not None

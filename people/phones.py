"""Phone numbers as people type them, as E.164, and what they sign in with."""

import unicodedata

import phonenumbers
from django.utils.translation import gettext as _

HOME_REGION = "CN"  # where a number without country code is from


class PhoneNotUnderstood(ValueError):
    """What was typed is no phone number."""


def parse_phone(text: str) -> str:
    """E.164 of a number typed with or without country code, spaces, dashes or full-width digits.

    Raises PhoneNotUnderstood with a sentence.
    """
    try:
        number = phonenumbers.parse(unicodedata.normalize("NFKC", text), HOME_REGION)
    except phonenumbers.NumberParseException:
        number = None
    if number is None or not phonenumbers.is_valid_number(number):
        raise PhoneNotUnderstood(
            _("“%(text)s” is not a phone number. Write it like 139 0000 0001, from abroad with the country code: +86 …")
            % {"text": text}
        )
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def readable_phone(e164: str) -> str:
    """A kept number as people write it: 139 0000 0001 at home, +49 171 1234567 from abroad."""
    number = phonenumbers.parse(e164)
    is_home = phonenumbers.region_code_for_number(number) == HOME_REGION
    form = phonenumbers.PhoneNumberFormat.NATIONAL if is_home else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(number, form)


def sign_in_name(text: str) -> str:
    """An e-mail address or phone number as typed, in the form in which it is kept; anything else as it is."""
    text = unicodedata.normalize("NFKC", text).strip()
    if "@" in text:
        return text.lower()
    try:
        return parse_phone(text)
    except PhoneNotUnderstood:
        return text

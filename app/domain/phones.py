"""Telephone numbers: stored as E.164, shown as people dial them; numbers that a spreadsheet lost."""

from __future__ import annotations

import re

from app.domain.decimals import ascii_digits
from app.domain.errors import InputError

_EXPONENT = re.compile(r"'?\s*[+-]?\d+(?:[.,]\d+)?[eE][+]?\d+\s*")
_LONG_ZEROS = re.compile(r"\d{3,6}0{6,}")


def destroyed(text: str) -> bool:
    """Whether a spreadsheet has turned the number into one with an exponent ("9.23E+11").

    Its last digits are lost; it must never be stored as a number.
    """
    bare = text.strip()
    return bool(_EXPONENT.fullmatch(bare) or _LONG_ZEROS.fullmatch(bare))


def parse_phone(text: str, region: str = "", *, field: str = "phone") -> str:
    """A typed or imported number as E.164 ("+442079460412").

    ``region`` (ISO 3166, "GB") is for numbers without "+". InputError where digits are missing,
    were lost by a spreadsheet, or the number cannot exist.
    """
    if destroyed(text):
        raise InputError(
            "Telephone number lost",
            f"“{text.strip()}” was shortened by a spreadsheet; its last digits are gone.",
            "Ask the client for the number, or export the file again without opening it.",
            field=field,
        )
    bare = ascii_digits(text).strip().removeprefix("'").strip()
    bare = re.sub(r"^\(\+(\d+)\)", r"+\1 ", bare)
    if bare.startswith("00"):
        bare = "+" + bare[2:]
    import phonenumbers  # the numbering plans of the world: loaded when first needed

    try:
        number = phonenumbers.parse(bare, region.upper() or None)
    except phonenumbers.NumberParseException as error:
        raise _not_a_phone(text, field, bare.startswith("+") or bool(region)) from error
    if not phonenumbers.is_possible_number(number):
        raise _not_a_phone(text, field, True)
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def _not_a_phone(text: str, field: str, country_known: bool) -> InputError:
    said = f"“{text.strip()}” is not a telephone number." if text.strip() else "No number is here."
    remedy = (
        "Check the digits."
        if country_known
        else "Begin with + and the country's code, such as +44 20 7946 0412."
    )
    return InputError("Not a telephone number", said, remedy, field=field)


def shown_phone(e164: str) -> str:
    """A stored number as people dial it: "+44 20 7946 0412"; other text as it is."""
    import phonenumbers

    try:
        number = phonenumbers.parse(e164, None)
    except phonenumbers.NumberParseException:
        return e164
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL))

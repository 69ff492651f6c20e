"""Telephone numbers in files: the international form, and the ones that a spreadsheet destroyed."""

from __future__ import annotations

import re
from functools import lru_cache

_DESTROYED = re.compile(r"^[+-]?\d([.,]\d+)?E\+?\d+$", re.IGNORECASE)


def is_destroyed(text: str) -> bool:
    """Whether a spreadsheet made a number of it and lost digits: "9.23E+11"."""
    return "+" in text and _DESTROYED.match(text) is not None


@lru_cache(maxsize=65_536)
def e164(text: str, country: str = "") -> str:
    """The number as "+33472001836"; "" when it is none. ``country`` (ISO 3166) reads local ones."""
    if len(text) < 5 or len(text) > 40 or is_destroyed(text):
        return ""
    # the library takes a moment to load; most files give no reason to
    from phonenumbers import (
        NumberParseException,
        PhoneNumberFormat,
        format_number,
        is_possible_number,
        is_valid_number,
        parse,
    )

    digits = "".join(c for c in text if c.isdigit())
    tries = [text] if text.lstrip("( ").startswith("+") else [text, "+" + digits.lstrip("0")]
    for one in tries:
        try:
            number = parse(one, country or None)
        except NumberParseException:
            continue
        if is_valid_number(number) or (one is text and not country and is_possible_number(number)):
            return str(format_number(number, PhoneNumberFormat.E164))
    return ""

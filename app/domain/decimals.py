"""Decimal numbers as people type and read them, in any locale's separators, never as floats."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from functools import lru_cache

from babel import Locale
from babel.numbers import NumberPattern, parse_pattern

from app.domain.errors import InputError

_GROUP_ONLY = "'’‘ʼ´`_"
_SHAPE = re.compile(r"\d+(?:[.,]\d+)*|[.,]\d+|\d+[.,]")
_GROUPED = re.compile(r"\d{1,3}(?:[.,]\d{2,3})*[.,]\d{3}")
_ARABIC_MARKS = {0x066B: ".", 0x066C: ","}
MINUS = "−"


def ascii_digits(text: str) -> str:
    """``text`` with every decimal digit of any script as 0–9 and compatibility forms resolved."""
    plain = unicodedata.normalize("NFKC", text).translate(_ARABIC_MARKS)
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in plain)


def parse_decimal(text: str, *, places: int | None = None, field: str = "") -> Decimal:
    """Read "1,200.00", "1.200,00", "1 200,00", "1'200.00" or "5.48"; InputError if it is none.

    With both separators the last one is the decimal one. One separator before exactly three digits
    ("1,200") groups thousands when ``places`` (the decimals that the unit has) is not 3 and is
    given; otherwise it is the decimal separator.
    """
    bare = ascii_digits(text).strip()
    negative = bool(bare) and (bare[0] in "-−–" or (bare[0] == "(" and bare[-1] == ")"))
    bare = bare.strip("-−–+()")
    bare = "".join(c for c in bare if not c.isspace() and c not in _GROUP_ONLY)
    if not _SHAPE.fullmatch(bare):
        raise _not_a_number(text, field)
    whole, decimals = _parts(bare, places)
    if whole is None:
        raise _not_a_number(text, field)
    value = Decimal(f"{whole or '0'}.{decimals or '0'}")
    return -value if negative else value


def _parts(bare: str, places: int | None) -> tuple[str | None, str]:
    """Whole digits and decimals; (None, "") where the groups make no sense."""
    marks = [c for c in bare if c in ".,"]
    if not marks:
        return bare, ""
    last = marks[-1]
    head, _, tail = bare.rpartition(last)
    if len(set(marks)) == 1:
        grouped = _GROUPED.fullmatch(bare) is not None and not bare.startswith("0")
        if len(marks) > 1 or (grouped and places is not None and places != 3):
            return (re.sub("[.,]", "", bare), "") if grouped else (None, "")
        return head, tail
    other = "," if last == "." else "."
    if last in head or (head and not _GROUPED.fullmatch(head)) or other not in head:
        return None, ""
    return head.replace(other, ""), tail


def _not_a_number(text: str, field: str) -> InputError:
    return InputError(
        "Not a number",
        f"“{text.strip()}” is not a number." if text.strip() else "A number is missing here.",
        "Type digits, such as 1200, 1,200.00 or 1.200,00.",
        field=field,
    )


@lru_cache(maxsize=64)
def locale_of(name: str) -> Locale:
    """The locale of a name such as "en_US" or "de-CH"; InputError for an unknown one."""
    try:
        return Locale.parse(name.replace("-", "_"))
    except Exception as error:
        raise InputError(
            "Unknown language or region",
            f"“{name}” is not a language and region.",
            "Use a name such as en_US, en_GB or de_CH.",
        ) from error


@lru_cache(maxsize=64)
def _pattern(places: int, locale: str) -> NumberPattern:
    # The locale's own grouping (lakhs in India) with exactly so many decimals.
    own = locale_of(locale).decimal_formats[None].pattern.partition(";")[0]
    return parse_pattern(own.partition(".")[0] + ("." + "0" * places if places else ""))


def shown_decimal(value: Decimal, places: int, locale: str = "en_US") -> str:
    """A number with the locale's separators and a real minus sign: "−1,200.00"."""
    text: str = _pattern(places, locale).apply(abs(value), locale_of(locale))
    return MINUS + text if value < 0 else text


def shown_fixed(amount: int, places: int, locale: str = "en_US") -> str:
    """``amount`` units of 10^−places, so 5480 with 3 places is "5.480"."""
    return shown_decimal(Decimal(amount).scaleb(-places), places, locale)


def plain_fixed(amount: int, places: int) -> str:
    """The same for machines (CSV, JSON): no groups, ASCII minus: "-1200.00"."""
    return f"{Decimal(amount).scaleb(-places):.{places}f}"

"""Lengths in whole µm: sizes of stones, shanks, chains; typed in mm, cm or inches."""

from __future__ import annotations

import re
from fractions import Fraction

from app.domain.decimals import parse_decimal, shown_fixed
from app.domain.errors import InputError
from app.domain.rounding import half_away

_UNITS_UM = {
    "um": Fraction(1),
    "µm": Fraction(1),
    "μm": Fraction(1),
    "mm": Fraction(1000),
    "cm": Fraction(10_000),
    "in": Fraction(25_400),
    "inch": Fraction(25_400),
    "inches": Fraction(25_400),
    '"': Fraction(25_400),
    "″": Fraction(25_400),
}
LONGEST_UM = 3_000_000
_TYPED = re.compile(r"\s*([\d.,\s]*[\d.,])\s*([^\d.,\s]+)?\s*")
_BETWEEN = re.compile(r"\s*[x×*]\s*", re.IGNORECASE)


def parse_length_um(text: str, *, unit: str = "mm", field: str = "size") -> int:
    """A length as µm, rounded half up; a bare number is in ``unit``. InputError beyond 0–3 m."""
    found = _TYPED.fullmatch(text)
    name = (found[2] or unit).lower() if found else ""
    if not found or name not in _UNITS_UM:
        raise InputError(
            "Not a length",
            f"“{text.strip()}” is not a length." if text.strip() else "A length is missing here.",
            "Type millimetres such as 7.02, or write cm or in behind the number.",
            field=field,
        )
    um = half_away(Fraction(parse_decimal(found[1], field=field)) * _UNITS_UM[name])
    if not 0 < um <= LONGEST_UM:
        raise InputError(
            "Not a length of jewelry",
            f"“{text.strip()}” is not between 0 and 3 metres.",
            "Check the unit: a bare number is millimetres.",
            field=field,
        )
    return um


def parse_dimensions(text: str, *, field: str = "size") -> tuple[int, ...]:
    """One to three lengths in µm: "7.02x5.11x3.20", "6.5 × 4 mm"; the last unit holds for all."""
    parts = _BETWEEN.split(text.strip())
    if len(parts) > 3:
        raise InputError(
            "Too many measures",
            f"“{text.strip()}” has more than length, width and depth.",
            "Type for example 7.02x5.11x3.20.",
            field=field,
        )
    found = _TYPED.fullmatch(parts[-1])
    unit = (found[2] or "mm").lower() if found else "mm"
    return tuple(parse_length_um(part, unit=unit, field=field) for part in parts)


def shown_mm(um: int, places: int = 2, locale: str = "en_US") -> str:
    """Millimetres with two decimals (or ``places``): 7020 → "7.02"."""
    rounded = half_away(Fraction(um, 10 ** (3 - places)))
    return shown_fixed(rounded, places, locale)


def short_mm(um: int, locale: str = "en_US") -> str:
    """Millimetres without trailing zeros: 2100 → "2.1", 900 → "0.9", 7020 → "7.02"."""
    places = next((n for n in (0, 1, 2) if um % 10 ** (3 - n) == 0), 3)
    return shown_fixed(um // 10 ** (3 - places), places, locale)

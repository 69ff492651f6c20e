"""The one rounding of the house: half away from zero, on exact rationals."""

from __future__ import annotations

from fractions import Fraction

PI = Fraction(314_159_265_358_979_323_846, 10**20)
"""π to 20 decimals: exact enough that no length in µm can be rounded the wrong way."""


def half_away(value: Fraction) -> int:
    """The nearest integer, halves away from zero: 2.5 → 3, −2.5 → −3."""
    doubled = 2 * abs(value.numerator)
    size = (doubled + value.denominator) // (2 * value.denominator)
    return size if value >= 0 else -size


def divided(numerator: int, denominator: int) -> int:
    """``numerator / denominator`` rounded half away from zero; both integers, denominator > 0."""
    size = (2 * abs(numerator) + denominator) // (2 * denominator)
    return size if numerator >= 0 else -size

"""What a change of size does to a ring's weight, from the section of its shank."""

from __future__ import annotations

from fractions import Fraction

from app.domain.metals import element
from app.domain.money import PPM
from app.domain.rounding import half_away

# Density in µg/mm³ (= mg/cm³) of an alloy by colour and fineness.
_DENSITY: dict[tuple[str, int], int] = {
    ("gold_yellow", 750): 15_500,
    ("gold_rose", 750): 15_100,
    ("gold_white", 750): 15_500,
    ("gold_yellow", 585): 13_300,
    ("gold_rose", 585): 13_100,
    ("gold_white", 585): 13_300,
    ("gold_yellow", 375): 11_300,
    ("gold_rose", 375): 11_200,
    ("gold_white", 375): 12_000,
    ("gold_yellow", 916): 17_800,
    ("gold_yellow", 999): 19_300,
    ("platinum", 950): 20_700,
    ("platinum", 900): 19_800,
    ("palladium", 950): 11_800,
    ("silver", 925): 10_360,
    ("silver", 999): 10_490,
}
GROSS_TOLERANCE_PPM = 30_000
"""A sized ring may differ from what is expected by 3 % of its gross weight."""


def density(metal: str, fineness: int) -> int:
    """Density in µg/mm³; 0 where it is not known. Plain "gold" counts as yellow."""
    exact = _DENSITY.get((metal, fineness))
    if exact is not None:
        return exact
    return _DENSITY.get(("gold_yellow", fineness), 0) if element(metal) == "gold" else 0


def added_mg(
    from_circumference_um: int,
    to_circumference_um: int,
    width_um: int,
    thickness_um: int,
    density_ug_mm3: int,
) -> int:
    """Metal that a change of size adds (negative: takes away), in mg.

    Length difference × width × thickness × density: US 6 → 6½ on 2.2 × 1.6 mm of 15.5 mg/mm³ is
    +70 mg.
    """
    cubic_um = (to_circumference_um - from_circumference_um) * width_um * thickness_um
    return half_away(Fraction(cubic_um * density_ug_mm3, 10**12))


def weight_fits(expected_mg: int, found_mg: int, tolerance_ppm: int = GROSS_TOLERANCE_PPM) -> bool:
    """Whether a weight is within the tolerance of what was expected."""
    return abs(found_mg - expected_mg) * PPM <= expected_mg * tolerance_ppm

"""Estimated weight of a mounted stone from its measures: exact rationals, always named "est.".

ct = length × width × depth × specific gravity × factor of the shape, in mm; a round brilliant
diamond: diameter² × depth × 0.0061.
"""

from __future__ import annotations

from fractions import Fraction

from app.domain.gems import specific_gravity
from app.domain.rounding import half_away

ROUND_DIAMOND = Fraction(61, 10_000)

_FACTORS: dict[str, Fraction] = {
    "round": Fraction(18, 10_000),
    "old_european": Fraction(18, 10_000),
    "old_mine": Fraction(20, 10_000),
    "old_cut": Fraction(18, 10_000),
    "single": Fraction(18, 10_000),
    "portuguese": Fraction(18, 10_000),
    "oval": Fraction(20, 10_000),
    "cushion": Fraction(22, 10_000),
    "radiant": Fraction(24, 10_000),
    "princess": Fraction(23, 10_000),
    "square": Fraction(23, 10_000),
    "asscher": Fraction(23, 10_000),
    "emerald": Fraction(25, 10_000),
    "rectangle": Fraction(25, 10_000),
    "baguette": Fraction(26, 10_000),
    "tapered_baguette": Fraction(24, 10_000),
    "french": Fraction(24, 10_000),
    "calibre": Fraction(26, 10_000),
    "pear": Fraction(18, 10_000),
    "marquise": Fraction(16, 10_000),
    "heart": Fraction(20, 10_000),
    "trillion": Fraction(17, 10_000),
    "rose": Fraction(18, 10_000),
    "cabochon": Fraction(26, 10_000),
    "sugarloaf": Fraction(25, 10_000),
    "bead": Fraction(26_180, 10_000_000),  # π/6 of a sphere, by 200 mg a carat
}
_ROUND_SHAPES = frozenset(
    {"", "round", "old_european", "old_mine", "old_cut", "single", "rose", "portuguese", "bead"}
)
# Depth as a part of the width, where only the face of a mounted stone can be measured.
_DEPTH: dict[str, Fraction] = {
    "old_european": Fraction(65, 100),
    "old_mine": Fraction(70, 100),
    "old_cut": Fraction(70, 100),
    "rose": Fraction(40, 100),
    "cabochon": Fraction(50, 100),
    "sugarloaf": Fraction(80, 100),
    "bead": Fraction(1),
}
_FACE_DEPTH = Fraction(60, 100)
_DIAMOND_ROUNDS = frozenset({"", "round", "old_european", "old_mine", "old_cut", "single"})


def estimate_mct(
    species: str, shape: str, length_um: int, width_um: int = 0, depth_um: int = 0
) -> int:
    """Estimated weight of one stone in mct, half up; 0 where measures, shape or species allow none.

    A stone of one measure is round. A missing depth is the usual one of the shape.
    """
    if species.startswith("pearl"):
        shape = shape if shape in _FACTORS else "bead"
    if not length_um or (not width_um and shape not in _ROUND_SHAPES):
        return 0
    gravity = specific_gravity(species)
    factor = _FACTORS.get(shape or "round")
    if not gravity or factor is None:
        return 0
    width = width_um or length_um
    depth = Fraction(depth_um) if depth_um else width * _DEPTH.get(shape, _FACE_DEPTH)
    cubic_mm = Fraction(length_um * width) * depth / 10**9
    if species == "diamond" and shape in _DIAMOND_ROUNDS:
        return half_away(cubic_mm * ROUND_DIAMOND * 1000)
    return half_away(cubic_mm * gravity * factor * 1000)

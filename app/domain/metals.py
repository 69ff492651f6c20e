"""Metals and their fineness in parts per thousand; karat words; what a stamp may say."""

from __future__ import annotations

import re
from fractions import Fraction

from app.domain.terms import vocabulary

METALS = vocabulary(
    "Metals",
    "gold_yellow | yellow gold | Y",
    "gold_white | white gold | W",
    "gold_rose | rose gold | R",
    "gold | gold | G",
    "platinum | platinum | P",
    "silver | silver | S",
    "palladium | palladium | D",
    "gold_bicolour | two-colour gold",
    "gold_tricolour | three-colour gold",
    "vermeil | silver-gilt (vermeil)",
    "gold_plated | gold plated",
    "gold_filled | gold filled",
    "steel | steel | T",
    "titanium | titanium",
    "base | base metal | B",
    "unknown | not tested | U",
)

_FINENESS: dict[str, tuple[int, ...]] = {
    "gold": (999, 990, 916, 900, 875, 750, 585, 583, 500, 417, 375, 333),
    "silver": (999, 958, 925, 900, 875, 835, 830, 800),
    "platinum": (999, 950, 900, 850),
    "palladium": (999, 950, 500),
}
_KARAT = {9: 375, 10: 417, 12: 500, 14: 585, 18: 750, 21: 875, 22: 916, 24: 999}
_SHORT = {
    "gold_yellow": "Y",
    "gold_white": "W",
    "gold_rose": "R",
    "gold": "",
}
_SYMBOL = {"platinum": "Pt", "silver": "Ag", "palladium": "Pd"}


def element(metal: str) -> str:
    """The precious metal of a metal code ("gold_white" → "gold"), or "" if it is none."""
    base = "silver" if metal == "vermeil" else metal.partition("_")[0]
    return base if base in _FINENESS and metal not in ("gold_plated", "gold_filled") else ""


def finenesses(metal: str) -> tuple[int, ...]:
    """The fineness values in parts per thousand that are usual for a metal, finest first."""
    return _FINENESS.get(element(metal), ())


def karat(fineness: int) -> int:
    """The karat of a gold fineness (750 → 18), 0 where it has none."""
    return next((k for k, f in _KARAT.items() if f == fineness), 14 if fineness == 583 else 0)


def alloy_words(metal: str, fineness: int) -> str:
    """A metal with its fineness as people say it: "18 K white gold", "platinum 950"."""
    word = METALS.word(metal)
    if element(metal) == "gold" and karat(fineness):
        return f"{karat(fineness)} K {word}"
    return f"{word} {fineness}" if fineness else word


def short_alloy(metal: str, fineness: int) -> str:
    """A metal for a tag: "18KY", "Pt950", "Ag925", else the word."""
    kind = element(metal)
    if kind == "gold" and karat(fineness):
        return f"{karat(fineness)}K{_SHORT.get(metal, '')}"
    if kind in _SYMBOL:
        return f"{_SYMBOL[kind]}{fineness or ''}"
    return METALS.word(metal)


def fine_mg(weight_mg: int, fineness: int) -> int:
    """Fine metal in an alloy, in mg, rounded half up."""
    return int(Fraction(weight_mg * fineness, 1000) + Fraction(1, 2))


_STAMP_KARAT = re.compile(r"\b(\d{1,2})\s*(?:K|KT|CT|CARAT|KARAT)\b")
_STAMP_NUMBER = re.compile(r"(?<!\d)(\d{3})(?!\d)")
_STAMP_METAL = (
    (re.compile(r"(?<![A-Z])(?:PLAT|PLATINUM|PT)(?![A-Z])"), "platinum"),
    (re.compile(r"(?<![A-Z])(?:STER|STERLING|SILVER|AG)(?![A-Z])"), "silver"),
    (re.compile(r"(?<![A-Z])(?:PALL|PALLADIUM|PD)(?![A-Z])"), "palladium"),
    (re.compile(r"\b(?:GF|RGP)\b"), "gold_filled"),
)


def read_stamp(text: str) -> tuple[str, int]:
    """What a stamp claims: (metal code or "", fineness or 0). A claim of the maker, not a test.

    "18K" → ("gold", 750), "PT950" → ("platinum", 950), "STER" → ("silver", 925), "750" → gold 750.
    """
    up = text.upper()
    metal = next((code for pattern, code in _STAMP_METAL if pattern.search(up)), "")
    found = _STAMP_KARAT.search(up)
    if found and int(found[1]) in _KARAT and metal in ("", "gold_filled"):
        return metal or "gold", _KARAT[int(found[1])]
    for number in _STAMP_NUMBER.findall(up):
        value = int(number)
        kinds = [metal] if metal else list(_FINENESS)
        for kind in kinds:
            if value in _FINENESS.get(kind, ()):
                # 999, 950, 900, 875, 500 alone fit two metals: say the fineness only.
                shared = sum(value in values for values in _FINENESS.values()) > 1
                return ("" if shared and not metal else kind), value
    return metal, 925 if "STER" in up else 0


def stamp_contradicts(metal: str, fineness: int, stamp: str) -> bool:
    """Whether a stamp claims another metal or fineness than is said of a piece.

    What is not said, or left open by the stamp, contradicts nothing; nor does anything contradict a
    metal that was not tested, or plated and filled metal, whose stamps tell of the layer.
    """
    said, fine = read_stamp(stamp)
    solid = bool(element(metal)) or metal in ("steel", "titanium", "base")
    other_metal = bool(solid and said and (element(said) or said) != (element(metal) or metal))
    return other_metal or bool(fine and fineness and fine != fineness)

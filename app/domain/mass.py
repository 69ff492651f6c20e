"""Mass: metal and gross weight in whole mg, stones in mct (1 ct = 1000 mct = 200 mg)."""

from __future__ import annotations

import re
from fractions import Fraction

from app.domain.decimals import parse_decimal, shown_fixed
from app.domain.errors import InputError
from app.domain.rounding import half_away

MG_PER_CT = 200
MCT_PER_CT = 1000

_UNITS_MG: dict[str, Fraction] = {
    "mg": Fraction(1),
    "g": Fraction(1000),
    "kg": Fraction(1_000_000),
    "ct": Fraction(200),
    "dwt": Fraction("1555.17384"),
    "grain": Fraction("64.79891"),
    "momme": Fraction(3750),
    "ozt": Fraction("31103.4768"),
    "tola": Fraction("11663.8038"),
}
_ALIASES = {
    "gram": "g",
    "grams": "g",
    "gr.": "grain",
    "grains": "grain",
    "gn": "grain",
    "pennyweight": "dwt",
    "pennyweights": "dwt",
    "troyounce": "ozt",
    "troyounces": "ozt",
    "oz.t": "ozt",
    "oz.t.": "ozt",
    "toz": "ozt",
    "mom": "momme",
    "tolas": "tola",
    "carat": "ct",
    "carats": "ct",
    "cts": "ct",
    "kilo": "kg",
}
PIECE_MG = range(10, 5_000_001)
"""Gross weights that a piece can have: 10 mg to 5 kg."""

_TYPED = re.compile(r"(.*?[\d.,])\s*([^\d.,\s][^\d]*)?")


def parse_weight_mg(text: str, *, unit: str = "g", field: str = "weight") -> int:
    """A typed or scale weight as mg, rounded half up; a bare number is in ``unit``.

    Knows mg, g, kg, ct, dwt, grain, momme, ozt (troy ounce), tola. InputError if it is no weight,
    not above zero, or says "oz" or "gr" without saying which.
    """
    number, name = _number_and_unit(text, field)
    chosen = _unit(name, field) if name else unit
    places = 0 if chosen == "mg" else None
    value = Fraction(parse_decimal(number, places=places, field=field))
    weight_mg = half_away(value * _UNITS_MG[chosen])
    if weight_mg <= 0:
        raise InputError(
            "No weight",
            f"“{text.strip()}” is no weight above zero.",
            "Put the piece on the scale, or type grams such as 5.480.",
            field=field,
        )
    return weight_mg


def parse_piece_mg(text: str, *, field: str = "weight") -> int:
    """The gross weight of a piece: as ``parse_weight_mg``, and between 10 mg and 5 kg."""
    weight_mg = parse_weight_mg(text, field=field)
    if weight_mg not in PIECE_MG:
        raise InputError(
            "Not a piece's weight",
            f"{shown_g(weight_mg)} g is not the weight of a piece of jewelry.",
            "Check the unit: a bare number is grams; write mg, ct or dwt behind others.",
            field=field,
        )
    return weight_mg


def taken_for(text: str, weight_mg: int, locale: str = "en_US") -> str:
    """What a typed weight was taken for, where it was not in grams: "6.2 ct = 1.240 g"; else ''.

    ``text`` is what was understood as ``weight_mg``.
    """
    number, name = _number_and_unit(text, "weight")
    unit = _ALIASES.get(name, name)
    return f"{number} {unit} = {shown_g(weight_mg, locale)} g" if unit not in ("", "g") else ""


def parse_stone_mct(text: str, *, field: str = "stones") -> int:
    """A stone's weight as mct: "0.92", "0.92 ct", "92 pt" (points), "0.184 g"."""
    number, name = _number_and_unit(text, field)
    if name in ("pt", "pts", "point", "points"):
        per_unit = Fraction(10)
    else:
        per_unit = _UNITS_MG[_unit(name, field) if name else "ct"] * 5
    mct = half_away(Fraction(parse_decimal(number, field=field)) * per_unit)
    if not 1 <= mct <= 500_000:
        raise InputError(
            "Not a stone's weight",
            f"“{text.strip()}” is not between 0.001 and 500 carats.",
            "Type carats such as 0.92.",
            field=field,
        )
    return mct


def _number_and_unit(text: str, field: str) -> tuple[str, str]:
    found = _TYPED.fullmatch(text.strip())
    if not found:
        raise InputError(
            "No weight",
            f"“{text.strip()}” is not a weight." if text.strip() else "A weight is missing here.",
            "Type a number, such as 5.480 for grams, or 3.5 dwt.",
            field=field,
        )
    return found[1], re.sub(r"\s+", "", found[2] or "").lower()


def _unit(name: str, field: str) -> str:
    known = _ALIASES.get(name, name)
    if known in _UNITS_MG:
        return known
    hint = {
        "oz": "Write ozt for troy ounces (31.103 g).",
        "gr": "Write g for grams or grain for grains (0.0648 g).",
    }.get(name, "Known are g, mg, kg, ct, dwt, grain, momme, ozt and tola.")
    raise InputError("Unknown unit", f"“{name}” is not a unit of weight here.", hint, field=field)


def stone_mg(mct: int) -> int:
    """Mass of a stone in mg, half up: 1.56 ct → 312 mg."""
    return half_away(Fraction(mct * MG_PER_CT, MCT_PER_CT))


def shown_g(weight_mg: int, locale: str = "en_US") -> str:
    """Grams with three decimals: 5480 → "5.480"."""
    return shown_fixed(weight_mg, 3, locale)


def shown_ct(mct: int, locale: str = "en_US") -> str:
    """A weighed or reported stone: cut to 0.01 ct, up only if the third decimal is 9.

    0.998 shows 0.99 and never 1.00, because the price per carat jumps there.
    """
    return shown_fixed((mct + 1) // 10, 2, locale)


def estimate_figure(mct: int, locale: str = "en_US") -> str:
    """The number of an estimate alone, for where "est. (mounted)" stands beside it."""
    return shown_fixed(half_away(Fraction(mct, 10)), 2, locale)

"""House wording: what we saw, weighed or were told is never mixed up on paper.

A stamp is quoted, not believed; a mounted stone is estimated; what the client says is the client's.
"""

from __future__ import annotations

from app.domain.mass import estimate_figure, shown_ct
from app.domain.metals import alloy_words
from app.domain.money import figure

EST_MOUNTED = "est. (mounted)"
BY_SCALE = "by scale"
BY_HAND = "by hand"


def stamped(text: str) -> str:
    """The metal mark as seen: "stamped 750"; "not stamped" without one."""
    seen = " ".join(text.split())
    if not seen:
        return "not stamped"
    if seen.casefold().startswith(("stamp", "not stamped", "no stamp", "illegible")):
        return seen
    return f"stamped {seen}"


def carat_words(mct: int, method: str) -> str:
    """A stone's weight with its source: "0.92 ct est. (mounted)", "1.03 ct by report"."""
    if method == "formula":
        return f"{estimate_figure(mct)} ct {EST_MOUNTED}"
    said = {
        "scale": BY_SCALE,
        "by_hand": BY_HAND,
        "report": "by report",
        "stamped": "as stamped",
    }.get(method, "customer stated")
    return f"{shown_ct(mct)} ct {said}"


def metal_words(metal: str, fineness: int, stamp: str = "", *, tested: bool = False) -> str:
    """Metal for a receipt: "platinum 950, stamped PLAT"; untested metal is named so."""
    said = f"{alloy_words(metal, fineness)}, {stamped(stamp)}"
    return f"{said}, tested" if tested else said


def pieces_words(count: int) -> str:
    """ "1 piece", "12 pieces"."""
    return counted(count, "piece")


def counted(count: int, noun: str, plural: str = "") -> str:
    """A number with its noun: "1 order", "108 orders"."""
    return f"{count:,} {noun if count == 1 else plural or noun + 's'}"


_SHORT = {
    "sapphire": "sapph",
    "diamond": "dia",
    "emerald": "emer",
    "aquamarine": "aqua",
    "amethyst": "ameth",
    "tourmaline": "tourm",
    "turquoise": "turq",
    "cubic_zirconia": "cz",
    "moissanite": "moiss",
}


def arithmetic_words(difference_minor: int, currency: str, locale: str = "en_US") -> str:
    """The sentence under a total: whether the file's total and our arithmetic agree."""
    if not difference_minor:
        return "The file’s total and our arithmetic agree"
    amount = figure(abs(difference_minor), currency, locale)
    more = "more" if difference_minor > 0 else "less"
    return f"Our arithmetic makes {amount} {more} than the file’s total, which is kept"

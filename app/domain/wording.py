"""House wording: what we saw, weighed or were told is never mixed up on paper.

A stamp is quoted, not believed; a mounted stone is estimated; what the client says is the client's.
"""

from __future__ import annotations

from collections.abc import Sequence

from app.domain.gems import SPECIES
from app.domain.mass import estimate_figure, shown_ct, shown_g
from app.domain.metals import alloy_words, short_alloy
from app.domain.money import figure
from app.domain.stones import StoneGroup
from app.domain.vocabulary import CATEGORIES

EST = "est."
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


def customer_stated(text: str) -> str:
    """What the client says and nobody has tested: "customer stated 18 K"."""
    return f"customer stated {' '.join(text.split())}"


def gross_words(weight_mg: int, method: str = "scale") -> str:
    """Gross weight with how it was taken: "5.480 g by scale"."""
    said = {"scale": BY_SCALE, "by_hand": BY_HAND, "stated": "customer stated"}.get(method, EST)
    return f"{shown_g(weight_mg)} g {said}"


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


def tag_lines(
    category: str,
    metal: str,
    fineness: int,
    gross_mg: int,
    size: str = "",
    stones: Sequence[StoneGroup] = (),
) -> list[str]:
    """The terse lines of a tag: "SAPPH RING", "Pt950 0.92ct est", "5.48 g  N½".

    The first stone gives the name; nothing here tells price, cost or reserve.
    """
    lead = stones[0] if stones else None
    head = f"{short_species(lead.species)} " if lead else ""
    first = (head + CATEGORIES.word(category)).upper()
    carats = ""
    if lead and lead.mct:
        carats = (
            f" {estimate_figure(lead.mct)}ct est" if lead.estimated else f" {shown_ct(lead.mct)}ct"
        )
    second = (short_alloy(metal, fineness) if metal else "") + carats
    grams = shown_g(gross_mg) if gross_mg < 1000 else shown_g(gross_mg)[:-1]
    third = f"{grams} g" if gross_mg else ""
    if size:
        third = f"{third}  {size}".strip()
    return [line for line in (first, second.strip(), third) if line]


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


def short_species(species: str) -> str:
    """A species in at most nine letters, for a tag."""
    return _SHORT.get(species, SPECIES.word(species))[:9].strip()


def arithmetic_words(difference_minor: int, currency: str, locale: str = "en_US") -> str:
    """The sentence under a total: whether the file's total and our arithmetic agree."""
    if not difference_minor:
        return "The file’s total and our arithmetic agree"
    amount = figure(abs(difference_minor), currency, locale)
    more = "more" if difference_minor > 0 else "less"
    return f"Our arithmetic makes {amount} {more} than the file’s total, which is kept"

"""The stock of the sample shop: pieces bought by the house, taken in delivery after delivery."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from app.models.work import Work
from app.services.piece_forms import MarkForm, PieceForm
from app.services.piece_states import set_free
from app.services.sample.cast import Variety
from app.services.sample.state import Sample
from app.services.take_in import take_in_own

UNIT = 400
"""Pieces of a delivery that are saved in one unit of work at most."""
_STAMPS = {"gold": "750", "platinum": "PT950", "silver": "925"}
_GRADES = ("as_new", "as_new", "excellent", "very_good")
_SHOWN = {"cluster_34": ("cluster_34", "cluster_top", "cluster_front", "cluster_side")}


def opening_stock(sample: Sample, count: int) -> None:
    """What the shop had on its first day: a few of each style, then as they sell."""
    deliver(sample, "owen", _opening(sample, count))


def delivery(sample: Sample, count: int) -> None:
    """Goods that came in on an ordinary day, chosen as they sell."""
    weights = [one.share for one in sample.varieties]
    deliver(sample, "owen", sample.rng.choices(sample.varieties, weights, k=count))


def _opening(sample: Sample, count: int) -> list[Variety]:
    every = list(sample.varieties[:count])
    weights = [one.share for one in sample.varieties]
    more = sample.rng.choices(sample.varieties, weights, k=max(0, count - len(every)))
    return every + more


def deliver(sample: Sample, who: str, goods: list[Variety]) -> None:
    """Take these in, many in a unit of work, and put them up for sale."""
    for start in range(0, len(goods), UNIT):
        part = goods[start : start + UNIT]
        with sample.work(who, "take_in") as w:
            made = [_take_in(w, sample, one) for one in part]
        for one, piece_id in zip(part, made, strict=True):
            sample.stock.setdefault(one.sku, []).append(piece_id)
        sample.tell(len(part))


def _take_in(w: Work, sample: Sample, variety: Variety) -> int:
    form = form_of(sample, variety)
    piece_id = take_in_own(w, form).first("piece")
    set_free(w, piece_id)
    return piece_id


def form_of(sample: Sample, variety: Variety, *, photos: bool = True) -> PieceForm:
    """A piece of this SKU as it is typed: no two weigh the same."""
    rng = sample.rng
    grams = variety.weight_mg
    return replace(
        _form(variety),
        weight_mg=grams + rng.randint(-grams // 60, grams // 60),
        instrument="Scale 1",
        condition=rng.choice(_GRADES),
        cost_minor=variety.price_minor * rng.randint(38, 55) // 100,
        photos=tuple(sample.photos[name] for name in shown(variety.picture)) if photos else (),
        place_id=tray(sample, variety.category),
        style_id=sample.styles[variety.sku],
    )


@cache
def _form(variety: Variety) -> PieceForm:
    metal = variety.metal.metal.partition("_")[0]
    return PieceForm(
        variety.category,
        variety.description,
        metals=(variety.metal,),
        stones=variety.stones,
        marks=(MarkForm(_STAMPS[metal], "fineness"),),
        ring_size=variety.size,
        price_minor=variety.price_minor,
    )


def shown(picture: str) -> tuple[str, ...]:
    """The pictures of a piece, the first one standing for it."""
    return _SHOWN.get(picture, (picture,))


def tray(sample: Sample, category: str) -> int:
    """Where a piece lies: most in a tray of their category, some in a vitrine."""
    rng = sample.rng
    if rng.random() < 0.12:
        return sample.places[f"VIT-{rng.choice('ABCD')}"]
    trays = [name for name in sample.places if name.startswith("TRAY-")]
    at = sum(ord(letter) for letter in category) * 5 + rng.randrange(6)
    return sample.places[trays[(at * 7 + rng.randrange(2)) % len(trays)]]

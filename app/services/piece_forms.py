"""A piece as it is typed at take-in or on its page, in whole units, before it is saved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.ring_sizes import RingSize
from app.domain.stones import StoneGroup

if TYPE_CHECKING:  # decoding pictures is loaded when a picture comes
    from app.photos import Photo


@dataclass(frozen=True)
class MetalForm:
    """A metal of a piece; fineness in parts per thousand, ``part`` where it is not the whole."""

    metal: str
    fineness: int = 0
    colour: str = ""
    part: str = ""
    weight_mg: int | None = None


@dataclass(frozen=True)
class StoneForm:
    """A stone or a group of like stones; ``stone_mct`` is of the whole group in 1/1000 ct."""

    species: str
    count: int = 1
    shape: str = ""
    growth: str = "unknown"
    role: str = ""
    stone_mct: int | None = None
    method: str = ""
    length_um: int | None = None
    width_um: int | None = None
    depth_um: int | None = None
    colour: str = ""
    clarity: str = ""
    treatment: str = ""
    origin: str = ""
    report_lab: str = ""
    report_number: str = ""

    @classmethod
    def of(cls, group: StoneGroup) -> StoneForm:
        """The stones that were typed in one line; what was not given (0) is not known (None)."""
        return cls(
            species=group.species,
            count=group.count,
            shape=group.shape,
            growth=group.growth,
            stone_mct=group.mct or None,
            method=group.method,
            length_um=group.length_um or None,
            width_um=group.width_um or None,
            depth_um=group.depth_um or None,
        )

    @property
    def group(self) -> StoneGroup:
        """The stones as they can be typed in one line, to be said in words."""
        return StoneGroup(
            self.count,
            self.species,
            self.shape,
            self.growth,
            self.length_um or 0,
            self.width_um or 0,
            self.depth_um or 0,
            mct=self.stone_mct or 0,
            method=self.method,
        )


@dataclass(frozen=True)
class MarkForm:
    """A stamp or hallmark as seen: the very letters, rubbed or not."""

    text_seen: str
    mark_kind: str = ""
    place_on_piece: str = ""


@dataclass(frozen=True)
class PieceForm:
    """One piece to be taken in. Needed are a category and a description or a photo; the rest may wait.

    Amounts in minor units of the shop's currency, weight in mg. ``weight_method`` is "scale" or
    "by_hand". ``code`` is a tag that already hangs on the piece ('' = a new one is given).
    ``photos`` are already in the file store, the first one is shown first, each under its view.
    ``style_id`` is the style
    that a piece of stock is one of; None leaves it as it is. ``fineness_answer`` says which one holds,
    and why, where stamp or style contradict the metal: without it such a piece is not saved.
    """

    category: str
    description: str = ""
    metals: tuple[MetalForm, ...] = ()
    stones: tuple[StoneForm, ...] = ()
    marks: tuple[MarkForm, ...] = ()
    maker: str = ""
    period: str = ""
    ring_size: RingSize | None = None
    hallmark: str = ""
    condition: str = ""
    components: int = 0
    two_persons: bool = False
    weight_mg: int | None = None
    weight_method: str = "scale"
    instrument: str = ""
    price_minor: int | None = None
    agreed_minor: int | None = None
    reserve_minor: int | None = None
    insured_minor: int | None = None
    cost_minor: int | None = None
    photos: tuple[Photo, ...] = ()
    place_id: int | None = None
    code: str = ""
    style_id: int | None = None
    fineness_answer: str = ""

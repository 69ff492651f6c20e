"""A line of an order with what hangs on it: wishes, style, piece, job, and the work it asks for."""

from __future__ import annotations

from dataclasses import dataclass, field

from app.domain.errors import InputError
from app.domain.ring_sizes import RingSize
from app.domain.vocabulary import JOB_KINDS
from app.exchange.note_attributes import hints
from app.services.piece_forms import MetalForm, StoneForm
from app.services.style_rules import StyleRule, read_size

WISHES = {
    "engraving": "engraving",
    "ring_size": "ring size",
    "metal": "metal",
    "length": "length",
    "stone": "stone",
}
"""Kinds of wish a line can have, in words."""


@dataclass(frozen=True)
class Wish:
    """What a line has of the client's own: kind (engraving, ring_size, …) and its words.

    For a ring size ``value`` is the inner circumference in µm, None while its system is in doubt.
    """

    id: int
    kind: str
    text: str
    system: str
    value: int | None
    font: str
    position: str


@dataclass(frozen=True)
class LinePiece:
    """The piece that stands for a line; weight in mg, ``place`` its title for people of the house."""

    id: int
    number: str
    description: str
    category: str
    style_id: int | None
    availability: str
    quality: str
    ownership: str
    place_id: int | None
    place: str
    whereabouts: str
    size: RingSize | None
    weight_mg: int | None
    photo_sha256: str
    metals: tuple[MetalForm, ...]
    stones: tuple[StoneForm, ...]


@dataclass(frozen=True)
class LineJob:
    """The job of a line."""

    id: int
    number: str
    state: str
    due_on: str


@dataclass
class LineFacts:
    """A line of an order with all that hangs on it. ``state`` is "new" before anything happened."""

    id: int
    order_id: int
    position: int
    kind: str
    name: str
    sku: str
    quantity: int
    unit_minor: int
    requires_shipping: bool
    piece_id: int | None
    state: str
    discount_minor: int
    style: StyleRule | None = None
    piece: LinePiece | None = None
    job: LineJob | None = None
    wishes: list[Wish] = field(default_factory=list)
    free: int = 0
    like: int = 0
    free_place: str = ""

    @property
    def is_goods(self) -> bool:
        """Whether the line is a thing (and not work or a tip)."""
        return self.kind == "goods"

    @property
    def title(self) -> str:
        """The name without its variant: "Ridge Ring - Rhodium / 8" → "Ridge Ring"."""
        return self.name.partition(" - ")[0]

    @property
    def gross_minor(self) -> int:
        """Price times quantity."""
        return self.unit_minor * self.quantity

    def wish(self, kind: str) -> Wish | None:
        """The wish of a kind, if the client has one."""
        return next((wish for wish in self.wishes if wish.kind == kind), None)

    @property
    def stated_size(self) -> str:
        """The ring size that is wanted, as stated: by the client, else by the variant bought."""
        wish = self.wish("ring_size")
        return wish.text if wish else hints(self.name)[0]

    @property
    def wanted_size(self) -> RingSize | None:
        """The ring size that is wanted, where it can be told without doubt."""
        if not self.stated_size:
            return None
        try:
            return read_size(self.style, self.stated_size)
        except InputError:
            return None

    @property
    def to_size(self) -> bool:
        """Whether the ring must be sized: the client names a size that the piece does not have."""
        wanted = self.wanted_size
        has = self.piece.size if self.piece else None
        if wanted is not None and has is not None:
            return wanted.circumference_um != has.circumference_um
        return self.wish("ring_size") is not None

    @property
    def bench_work(self) -> tuple[str, ...]:
        """Kinds of work at the bench that the line asks for (codes of ``JOB_KINDS``)."""
        if not self.is_goods:
            return ()
        found = ["sizing"] if self.to_size else []
        found += ["engraving"] if self.wish("engraving") else []
        if self.piece is None and any(self.wish(kind) for kind in ("metal", "stone", "length")):
            found.insert(0, "production")
        return tuple(found)

    @property
    def wants_piece(self) -> bool:
        """Whether its piece is still to be chosen: the bench works on one, and none is there."""
        return self.piece is None and bool(self.bench_work) and self.bench_work != ("production",)

    @property
    def work_words(self) -> str:
        """The bench work in words: "sizing and engraving"."""
        return " and ".join(JOB_KINDS.word(kind) for kind in self.bench_work)

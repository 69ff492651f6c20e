"""What stands on a job bag: the paper that goes with the work to the bench.

It leaves the house: the client is a code, the value a letter, and what belongs to the client is said.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.printing.document.content import Fact, PaperHead, Photo

TEMPLATE = "jobbag-1"


@dataclass(frozen=True)
class RingSizeLine:
    """A size in the system the client stated, and its inner circumference in µm."""

    stated: str
    system: str
    circumference_um: int


@dataclass(frozen=True)
class RingSketch:
    """Measures for the dimensioned sketch of a ring, in µm: across the head, and its whole height."""

    head_um: int = 0
    height_um: int = 0


@dataclass(frozen=True)
class Engraving:
    """The very characters to engrave, and how.

    ``font`` is a code of ``lettering.ENGRAVING_FACES``: script, script_flowing, serif,
    serif_italic, block.
    """

    text: str
    font: str = "script"
    position: str = ""
    height_um: int = 0
    method: str = ""
    read_by: str = ""


@dataclass(frozen=True)
class BagStone:
    """A stone or a run of like stones: ``first``–``last`` are their numbers on the piece.

    ``measures`` is shown as written ("6.80 × 5.20 × 3.9"); ``whose`` says owner and place.
    """

    first: int
    last: int
    description: str
    measures: str = ""
    stone_mct: int | None = None
    estimated: bool = False
    whose: str = ""
    species: str = ""

    @property
    def count(self) -> int:
        """How many stones the line stands for."""
        return self.last - self.first + 1


@dataclass(frozen=True)
class BagComponent:
    """What went into the bag; the bench writes returned and scrap by hand or they are known."""

    what: str
    issued_mg: int | None = None
    returned_mg: int | None = None
    scrap_mg: int | None = None
    count: int | None = None
    count_of: int | None = None
    stone_mct: int | None = None
    metal: bool = False


@dataclass(frozen=True)
class BagStage:
    """A stage of the work; empty fields are written by hand at the bench."""

    name: str
    initials: str = ""
    done_on: str = ""
    in_mg: int | None = None
    out_mg: int | None = None
    ok: bool = False


@dataclass(frozen=True)
class JobBag(PaperHead):
    """A job bag, both sides. ``due_on`` is an ISO date, ``due_by`` a time of day as written.

    ``occasion`` is why it matters ("worn on Sat 12 Dec"); ``allowed_loss_ppm`` the loss of metal that
    needs no call; ``value_band`` a letter.
    """

    title: str
    due_on: str
    bag: int = 1
    bags: int = 1
    order_number: str = ""
    client_code: str = ""
    piece_number: str = ""
    due_by: str = ""
    occasion: str = ""
    rush: bool = False
    rush_by: str = ""
    specification: tuple[Fact, ...] = ()
    size: RingSizeLine | None = None
    sketch: RingSketch | None = None
    engraving: tuple[Engraving, ...] = ()
    stones: tuple[BagStone, ...] = ()
    customer_property: str = ""
    photo: Photo | None = None
    notes: str = ""
    components: tuple[BagComponent, ...] = ()
    allowed_loss_ppm: int | None = None
    stages: tuple[BagStage, ...] = ()
    value_band: str = ""
    statements: tuple[str, ...] = ()
    template: str = TEMPLATE

"""What the take-in form answers while it is being filled: pure, for every keystroke."""

from __future__ import annotations

from dataclasses import dataclass

from app.services.agreements import Terms
from app.services.piece_forms import PieceForm, StoneForm


@dataclass(frozen=True)
class TypedPiece:
    """The fields of the take-in form as typed, each a text; empty = not filled."""

    category: str = ""
    description: str = ""
    metal: str = ""
    fineness: str = ""
    stamp: str = ""
    ring_size: str = ""
    ring_system: str = ""
    stones: tuple[str, ...] = ()
    weight: str = ""
    weight_method: str = "by_hand"
    price: str = ""
    agreed: str = ""
    reserve: str = ""
    insured: str = ""
    condition: str = ""
    maker: str = ""
    period: str = ""


@dataclass(frozen=True)
class StoneEcho:
    """A typed stone line as understood: count, name, size in words, weight in words, how it is known."""

    count: int
    name: str
    size: str
    weight: str
    method: str
    stone: StoneForm


@dataclass(frozen=True)
class PriceEcho:
    """Live answers of the two price fields; None where there is nothing to say.

    ``error`` is the sentence under the reserve field ("above the agreed price").
    """

    reserve_percent: int | None
    consignor_minor: int | None
    share_ppm: int | None
    error: str


def stone_echo(line: str) -> StoneEcho:
    """Read a typed line such as "1 sapphire oval 7.02x5.11x3.20"; InputError says what is not clear."""
    raise NotImplementedError


def price_echo(terms: Terms, agreed_minor: int | None, reserve_minor: int | None) -> PriceEcho:
    """The reserve as a share of the agreed price, and the consignor's money at the agreed price."""
    raise NotImplementedError


def size_echo(text: str, system: str = "") -> str:
    """The inner diameter of a typed ring size ("17.31 mm Ø"); AmbiguousSize asks which system."""
    raise NotImplementedError


def read_piece(typed: TypedPiece, currency: str) -> PieceForm:
    """Read all fields into a form; InputError names the first field that cannot be read."""
    raise NotImplementedError

"""An order as a clerk reads it: lines, client, money, history, and the answer for the telephone."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.changes import Changes
from app.domain.chips import Chip
from app.models.database import Database
from app.models.work import Work


@dataclass(frozen=True)
class Wish:
    """What a line has of the client's own: kind (engraving, ring_size, …) and its words."""

    id: int
    kind: str
    text: str
    system: str
    value: int | None
    font: str
    position: str


@dataclass(frozen=True)
class LineCard:
    """A line of an order. Amounts in minor units of the order's currency.

    ``note`` is the second line under the name ("P10-25-00418 · size 6 in stock, to size 6½"),
    ``with_line_id`` the line that this service belongs to (an engraving with its ring).
    """

    id: int
    position: int
    kind: str
    name: str
    note: str
    sku: str
    quantity: int
    unit_minor: int
    discount_minor: int
    amount_minor: int
    state: str
    chip: Chip
    style_id: int | None
    piece_id: int | None
    piece_number: str
    photo_sha256: str
    job_id: int | None
    job_number: str
    with_line_id: int | None
    wishes: tuple[Wish, ...]
    to_bench: bool


@dataclass(frozen=True)
class MoneyRow:
    """A row of the money panel; ``total`` rows are strong."""

    label: str
    amount_minor: int
    total: bool = False


@dataclass(frozen=True)
class MoneyCard:
    """What the order costs and what was paid, as the channel states it.

    ``difference_minor`` is our arithmetic less the file's total; ``sentence`` says it in words.
    """

    currency: str
    rows: tuple[MoneyRow, ...]
    total_minor: int
    payments: tuple[MoneyRow, ...]
    balance_minor: int
    difference_minor: int
    sentence: str
    chip: Chip


@dataclass(frozen=True)
class HistoryRow:
    """Something that happened to the order, newest first: when (ms), in words, by whom."""

    at: int
    words: str
    who: str
    initials: str
    kind: str
    work_id: int


@dataclass(frozen=True)
class ClientCard:
    """The client beside the order."""

    party_id: int | None
    name: str
    city: str
    orders: str
    email: str
    phone: str
    language: str


@dataclass(frozen=True)
class AddressCard:
    """An address snapshot of the order as printed lines."""

    name: str
    lines: tuple[str, ...]
    country: str


@dataclass(frozen=True)
class OrderCard:
    """Everything about one order. ``held`` is the sentence of the amber bar, '' when not on hold.

    ``where`` answers "Where is my ring?" in the client's words: no place codes, no people.
    """

    id: int
    number: str
    state: str
    chip: Chip
    channel: str
    placed_at: int
    promised_on: str
    held: str
    hold_reason: str
    rush: bool
    lines: tuple[LineCard, ...]
    money: MoneyCard
    history: tuple[HistoryRow, ...]
    client: ClientCard
    ship_to: AddressCard
    bill_to: AddressCard
    where: str
    note: str
    attributes: str
    gift_message: str
    gift_wrap: bool
    hide_prices: bool
    in_care_of: str


def order_card(db: Database, order_id: int) -> OrderCard:
    """Read an order; NotFoundError when there is none or it was taken back."""
    raise NotImplementedError


def order_by_number(db: Database, number: str) -> int | None:
    """The order of a number ("#1042" or "1042"), newest first; None when there is none."""
    raise NotImplementedError


def add_note(w: Work, order_id: int, text: str, *, topic: str = "remark") -> Changes:
    """Put words beside an order; they stay in its history."""
    raise NotImplementedError


def set_promise(w: Work, order_id: int, promised_on: str) -> Changes:
    """Say by when the client has the order (ISO date, "" takes the promise away)."""
    raise NotImplementedError

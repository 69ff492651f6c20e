"""An order as a clerk reads it: lines, client, money, history, and the answer for the telephone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.domain.changes import Changes
from app.domain.chips import Chip, chip
from app.domain.client_codes import client_code
from app.domain.dates import day_of
from app.domain.errors import InputError
from app.domain.phones import shown_phone
from app.domain.reasons import reason_words
from app.domain.wording import arithmetic_words
from app.models.database import Database
from app.models.orders import SalesOrder
from app.models.records import Note
from app.models.work import Work
from app.services.channel_cancel import HELD_FOR
from app.services.check_points import hold_sentence, line_points, order_points
from app.services.order_answer import where_is_it
from app.services.order_checks import checks_of
from app.services.order_facts import (
    OrderFacts,
    Wish,
    order_facts,
)
from app.services.order_history import HistoryRow, order_history
from app.services.order_line_cards import LineCard, line_card
from app.services.order_money import MoneyCard, MoneyRow, money_card
from app.services.reach import require_on
from app.services.settings import get

__all__ = [
    "AddressCard",
    "ClientCard",
    "HistoryRow",
    "LineCard",
    "MoneyCard",
    "MoneyRow",
    "OrderCard",
    "Wish",
    "add_note",
    "order_by_number",
    "order_card",
    "set_promise",
]


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
    client_code: str
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
    checks_done: int
    checks_all: int


def order_card(db: Database, order_id: int) -> OrderCard:
    """Read an order; NotFoundError when there is none or its import was taken back."""
    order = order_facts(db, order_id)
    values = order.values
    zone, locale = get(db, "zone", "UTC"), get(db, "locale", "en_US")
    history = order_history(db, order_id)
    found = checks_of(db, order)
    return OrderCard(
        id=order_id,
        number=order.number,
        state=order.state,
        chip=chip("order", order.state),
        channel=_channel(db, values["channel_id"]),
        client_code=client_code(values["party_id"]),
        placed_at=values["ordered_at"],
        promised_on=values["promised_on"],
        held=_held(db, order) if order.state == "on_hold" else "",
        hold_reason=order.reason_code if order.state == "on_hold" else "",
        rush=bool(values["rush"]),
        lines=tuple(line_card(order, line) for line in order.lines),
        money=money_card(db, order, locale),
        history=history,
        client=_client(db, order),
        ship_to=_address(values, "ship"),
        bill_to=_address(values, "bill"),
        where=where_is_it(order, zone, locale),
        note=values["note"],
        attributes=values["attributes"],
        gift_message=values["gift_message"],
        gift_wrap=bool(values["gift_wrap"]),
        hide_prices=bool(values["hide_prices"]),
        in_care_of=next((row.who for row in history if row.initials != "SYS"), ""),
        checks_done=sum(check.done for check in found),
        checks_all=len(found),
    )


def order_by_number(db: Database, number: str) -> int | None:
    """The order of a number ("#1042" or "1042"), the newest of them; None when there is none."""
    found = db.value(
        "SELECT o.id FROM number_now AS n JOIN order_now AS o ON o.id = n.target_id"
        " WHERE n.number = ? AND n.target_kind = 'order' AND o.removed = 0"
        " ORDER BY o.placed_at DESC LIMIT 1",
        (number.strip().lstrip("#").upper(),),
    )
    return int(found) if found is not None else None


def add_note(w: Work, order_id: int, text: str, *, topic: str = "remark") -> Changes:
    """Put words beside an order; they stay in its history."""
    w.require("notes.create")
    order = order_facts(w, order_id)
    said = text.strip()
    if not said:
        raise InputError(
            "Nothing to note", "The note is empty.", "Type a few words first.", field="note"
        )
    w.add(Note, subject_kind="order", subject_id=order_id, topic=topic, content=said)
    return Changes.of(f"Note put to {order.number}", w.id, order=order_id)


def set_promise(w: Work, order_id: int, promised_on: str) -> Changes:
    """Say by when the order leaves the house (ISO date, "" takes the promise away)."""
    require_on(w, "orders.update", "order", order_id)
    order = order_facts(w, order_id)
    if promised_on:
        try:
            date.fromisoformat(promised_on)
        except ValueError as error:
            raise InputError(
                "Not a date",
                f"“{promised_on}” is not a date.",
                "Type for example 2026-03-16.",
                field="promised_on",
            ) from error
    w.edit(SalesOrder, order_id, promised_on=promised_on)
    said = f"{order.number} promised for {promised_on}" if promised_on else "The promise is gone"
    return Changes.of(said, w.id, order=order_id)


# ---------------------------------------------------------------------- parts of the card
def _channel(db: Database, channel_id: int | None) -> str:
    found = db.value("SELECT title FROM channel WHERE id = ?", (channel_id,))
    return str(found) if found else "By hand"


def _held(db: Database, order: OrderFacts) -> str:
    points = [pair for line in order.lines for pair in line_points(order, line).items()] + list(
        order_points(order).items()
    )
    said = hold_sentence(order.reason_code, points)
    if order.reason_code == "arithmetic":
        said = arithmetic_words(order.values["difference_minor"], order.currency)
    if order.values["cancelled_at"] and order.reason_code != HELD_FOR:
        said += f". {reason_words(HELD_FOR).capitalize()}"
    note = db.value(
        "SELECT content FROM note WHERE subject_id = ? AND topic = 'hold'"
        " ORDER BY hlc DESC, id DESC LIMIT 1",
        (order.id,),
    )
    return f"{said}. {note}" if note else f"{said}."


def _client(db: Database, order: OrderFacts) -> ClientCard:
    values = order.values
    row = db.row(
        "SELECT p.id, p.display, n.email, n.phone, n.orders, p.language, n.city,"
        " (SELECT min(o.ordered_at) FROM sales_order AS o WHERE o.party_id = p.id"
        "  AND o.removed = 0) FROM party AS p LEFT JOIN party_now AS n ON n.id = p.id"
        " WHERE p.id = ?",
        (values["party_id"],),
    )
    if row is None:
        name = values["bill_name"] or values["ship_name"] or values["email"]
        return ClientCard(None, name, values["ship_city"], "", values["email"], values["phone"], "")
    number = row[4] or 1
    first = day_of(row[7], get(db, "zone", "UTC")).year if row[7] else 0
    since = f" since {first}" if first > 1990 and number > 1 else ""
    return ClientCard(
        party_id=row[0],
        name=row[1],
        city=values["ship_city"] or values["bill_city"] or row[6] or "",
        orders="First order" if number == 1 else f"{number}{since}",
        email=row[2] or values["email"],
        phone=shown_phone(row[3] or values["phone"]),
        language=row[5] or "",
    )


def _address(values: dict[str, object], side: str) -> AddressCard:
    street = [part for part in str(values[f"{side}_lines"]).split("\n") if part]
    town = f"{values[f'{side}_postcode']} {values[f'{side}_city']}".strip()
    region = str(values[f"{side}_region"])
    lines = [*street, *([town] if town else []), *([region] if region else [])]
    return AddressCard(str(values[f"{side}_name"]), tuple(lines), str(values[f"{side}_country"]))

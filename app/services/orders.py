"""An order as a clerk reads it: lines, client, money, history, and the answer for the telephone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.domain.changes import Changes
from app.domain.chips import Chip, chip
from app.domain.errors import InputError
from app.domain.money import figure
from app.domain.phones import shown_phone
from app.models.database import Database
from app.models.orders import SalesOrder
from app.models.records import Note
from app.models.work import Work
from app.services.check_points import hold_sentence, line_points, order_points
from app.services.imports import arithmetic_words
from app.services.order_answer import where_is_it
from app.services.order_checks import checks_of
from app.services.order_facts import (
    OVER_STATES,
    LineFacts,
    OrderFacts,
    Wish,
    client_code,
    order_facts,
)
from app.services.order_history import HistoryRow, order_history
from app.services.read_back import font_code
from app.services.settings import get
from app.services.style_rules import checked_engraving


@dataclass(frozen=True)
class LineCard:
    """A line of an order. Amounts in minor units of the order's currency.

    ``note`` is the second line under the name ("P10-25-00418 · size 6 in stock, to size 6½"),
    ``with_line_id`` the line that this service belongs to (an engraving with its ring), ``work`` the
    bench work that it asks for in words, ``sent`` that a job is at it.
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
    work: str
    sent: bool


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
        lines=tuple(_line(order, line) for line in order.lines),
        money=_money(db, order, locale),
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
    w.require("orders.update")
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
    note = db.value(
        "SELECT content FROM note WHERE subject_id = ? AND topic = 'hold'"
        " ORDER BY hlc DESC, id DESC LIMIT 1",
        (order.id,),
    )
    return f"{said}. {note}" if note else f"{said}."


def _line(order: OrderFacts, line: LineFacts) -> LineCard:
    with_line = _with(order, line)
    return LineCard(
        id=line.id,
        position=line.position,
        kind=line.kind,
        name=line.name,
        note=_note(line, with_line),
        sku=line.sku,
        quantity=line.quantity,
        unit_minor=line.unit_minor,
        discount_minor=line.discount_minor,
        amount_minor=line.gross_minor - line.discount_minor,
        state=line.state,
        chip=_chip(order, line, with_line),
        style_id=line.style.id if line.style else None,
        piece_id=line.piece_id,
        piece_number=line.piece.number if line.piece else "",
        photo_sha256=line.piece.photo_sha256 if line.piece else "",
        job_id=line.job.id if line.job else None,
        job_number=line.job.number if line.job else "",
        with_line_id=with_line.id if with_line else None,
        wishes=tuple(line.wishes),
        work=line.work_words,
        sent=line.job is not None and line.job.state not in ("done", "closed", "cancelled"),
    )


def _with(order: OrderFacts, line: LineFacts) -> LineFacts | None:
    """The goods that a service is done to."""
    if line.kind != "service":
        return None
    goods = [one for one in order.lines if one.is_goods]
    kind = "engraving" if "engrav" in line.name.casefold() else "ring_size"
    return next((one for one in goods if one.wish(kind)), goods[0] if goods else None)


def _note(line: LineFacts, with_line: LineFacts | None) -> str:
    """The second line under a line's name."""
    if with_line is not None:
        wish = with_line.wish("engraving")
        if wish is None or "engrav" not in line.name.casefold():
            return f"with {with_line.title}"
        check = checked_engraving(with_line.style, wish.text)
        font = wish.font or font_code(wish.font)
        return f"{font}, {check.counted}"
    parts = []
    if line.piece is not None:
        parts.append(line.piece.number or line.piece.description)
    elif line.style is not None and line.is_goods:
        where = f" in {line.free_place}" if line.free_place else ""
        parts.append(f"{line.free} of {line.like} free{where}")
    has, wanted = (line.piece.size if line.piece else None), line.wanted_size
    if has is not None and wanted is not None and line.to_size:
        parts.append(f"size {has.stated} in stock, to size {wanted.stated}")
    elif wanted is not None:
        parts.append(f"size {wanted}")
    elif line.stated_size:
        parts.append(f"size {line.stated_size}, system to be asked")
    return " · ".join(parts)


def _chip(order: OrderFacts, line: LineFacts, with_line: LineFacts | None) -> Chip:
    if line.state == "new" and order.state in OVER_STATES:
        return chip("order", order.state)
    if with_line is not None:
        return Chip(f"With line {with_line.position}", "neutral")
    if line.kind == "tip":
        return Chip("Tip", "neutral")
    if line.state in ("new", "verified") and line.piece is not None:
        return chip("line", "reserved")
    if line.state in ("new", "verified") and line.style is not None:
        enough = line.free >= line.quantity
        return Chip("Free", "ok") if enough else Chip("None free", "warn")
    return chip("line", line.state)


def _money(db: Database, order: OrderFacts, locale: str) -> MoneyCard:
    values = order.values
    rows = [MoneyRow(_count(order), sum(line.gross_minor for line in order.lines))]
    off = sum(line.discount_minor for line in order.lines)
    if off:
        whole = any(line.kind == "service" and not line.discount_minor for line in order.lines)
        code = str(values["discount_code"]) or "Discount"
        rows.append(MoneyRow(f"{code}, on goods only" if whole else code, -off))
    method = str(values["shipping_method"])
    shipping = values["stated_shipping_minor"]
    if shipping is not None:
        rows.append(MoneyRow(f"Shipping, {method}" if method else "Shipping", shipping))
    included = ", included" if values["tax_included"] else ""
    taxes = db.rows(
        "SELECT name, sum(amount_minor) FROM tax_line WHERE order_id = ? GROUP BY name"
        " HAVING sum(amount_minor) <> 0 ORDER BY min(id)",
        (order.id,),
    )
    rows += [MoneyRow(f"{name or 'Tax'}{included}", amount) for name, amount in taxes]
    if not taxes:
        rows.append(MoneyRow(f"Tax{included}", values["stated_tax_minor"] or 0))
    payments = [
        MoneyRow(method or "Paid, the file does not say how", amount)
        for method, amount in db.rows(
            "SELECT method, sum(amount_minor) FROM payment WHERE order_id = ? GROUP BY method",
            (order.id,),
        )
    ]
    if order.refunded_minor:
        payments.append(MoneyRow("Refunded", -order.refunded_minor))
    return MoneyCard(
        currency=order.currency,
        rows=tuple(rows),
        total_minor=order.total_minor,
        payments=tuple(payments),
        balance_minor=order.total_minor - order.paid_minor + order.refunded_minor,
        difference_minor=values["difference_minor"],
        sentence=arithmetic_words(values["difference_minor"], order.currency, locale),
        chip=_payment_chip(order),
    )


def _count(order: OrderFacts) -> str:
    units = sum(line.quantity for line in order.lines)
    lines = len(order.lines)
    said = "1 line" if lines == 1 else f"{lines} lines"
    return said if units == lines else f"{said}, {units} in all"


def _payment_chip(order: OrderFacts) -> Chip:
    status = str(order.values["financial_status"])
    if status in ("refunded", "partially_refunded", "voided"):
        return Chip(status.replace("_", " ").capitalize(), "neutral")
    due = order.total_minor - order.paid_minor + order.refunded_minor
    if due <= 0:
        return Chip("Paid", "ok")
    if status == "authorized":
        return Chip("Authorised", "info")
    if order.paid_minor > 0:
        return Chip(f"{figure(due, order.currency)} due", "warn")
    return Chip("Not paid", "warn")


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
    first = date.fromtimestamp((row[7] or 0) / 1000).year if row[7] else 0
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

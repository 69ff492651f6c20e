"""An order as its papers show it: lines, sums and taxes as the channel states them, payments, names."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from app.domain.addresses import postal_lines
from app.domain.vocabulary import PAYMENT_METHODS
from app.models.database import Database
from app.models.work import Work
from app.printing.document.sale import Paid, SaleLine, Sums, TaxRow
from app.printing.document.terms import PaperTerms
from app.printing.document.wording import Labels
from app.services.line_facts import LineFacts
from app.services.order_facts import OrderFacts

Asks = Database | Work


def sale_lines(order: OrderFacts, language: str, *, prices: bool = True) -> tuple[SaleLine, ...]:
    """The order's lines; without ``prices`` they hold no amount at all. Tips are no goods to pack.

    ``language`` is the paper's, for the words that are ours.
    """
    labels = Labels("sale", language)
    shown = [line for line in order.lines if prices or line.kind != "tip"]
    return tuple(_line(line, labels, prices=prices) for line in shown)


def _line(line: LineFacts, labels: Labels, *, prices: bool) -> SaleLine:
    engraving = line.wish("engraving")
    details = [labels.say("size", size=line.stated_size) if line.stated_size else ""]
    details += [f"“{engraving.text}”" if engraving is not None and engraving.text else ""]
    details += [
        wish.text for wish in line.wishes if wish.kind in ("metal", "stone", "length") and wish.text
    ]
    number = line.piece.number if line.piece is not None else line.sku
    made_for = engraving is not None or "production" in line.bench_work
    plain = SaleLine(
        line.name, line.quantity, ", ".join(filter(None, details)), number, made_for=made_for
    )
    if not prices:
        return plain
    return SaleLine(
        plain.description,
        plain.quantity,
        plain.detail,
        plain.number,
        "",
        line.unit_minor,
        line.discount_minor,
        line.gross_minor - line.discount_minor,
        made_for,
    )


def sums_of(db: Asks, order: OrderFacts) -> Sums:
    """How the order comes to its total, as the channel states it."""
    values = order.values
    goods = sum(line.gross_minor for line in order.lines)
    off = sum(line.discount_minor for line in order.lines)
    shipping = values["stated_shipping_minor"]
    included = bool(values["tax_included"])
    taxes = taxes_of(db, order)
    total = values["stated_total_minor"]
    if total is None:
        added = 0 if included else sum(tax.amount_minor for tax in taxes)
        total = goods - off + (shipping or 0) + added
    return Sums(
        goods,
        int(total),
        off,
        str(values["discount_code"] or ""),
        shipping,
        str(values["shipping_method"] or ""),
        taxes,
        included,
    )


def taxes_of(db: Asks, order: OrderFacts) -> tuple[TaxRow, ...]:
    """A row a tax and rate, in the order in which they were told.

    The net amount is said where every part of the tax names its line; else nobody knows of what it was
    taken.
    """
    rows = db.rows(
        "SELECT name, rate_ppm, sum(amount_minor), count(*) = count(line_id),"
        " group_concat(DISTINCT line_id) FROM tax_line WHERE order_id = ?"
        " GROUP BY name, rate_ppm HAVING sum(amount_minor) <> 0 ORDER BY min(id)",
        (order.id,),
    )
    if not rows and order.values["stated_tax_minor"]:
        return (TaxRow("", int(order.values["stated_tax_minor"])),)
    return tuple(
        TaxRow(name, amount, rate, _net(db, order, str(lines)) if each else None)
        for name, rate, amount, each, lines in rows
    )


def _net(db: Asks, order: OrderFacts, line_ids: str) -> int:
    """What lines come to after their discounts, without the taxes that their prices include."""
    wanted = {int(one) for one in line_ids.split(",")}
    net = sum(line.gross_minor - line.discount_minor for line in order.lines if line.id in wanted)
    if order.values["tax_included"]:
        rows = db.rows("SELECT line_id, amount_minor FROM tax_line WHERE order_id = ?", (order.id,))
        net -= sum(amount for line, amount in rows if line in wanted)
    return net


def payments_of(db: Asks, order_id: int, zone: str, language: str = "") -> tuple[Paid, ...]:
    """What was paid, in the order of paying; a way that a channel names stays as it names it."""
    terms = PaperTerms(language)
    rows = db.rows(
        "SELECT method, amount_minor, paid_at FROM payment WHERE order_id = ? ORDER BY hlc, id",
        (order_id,),
    )
    return tuple(
        Paid(
            terms.word("payments", method) if method in PAYMENT_METHODS else method,
            amount,
            day_in(at, zone),
        )
        for method, amount, at in rows
    )


def day_in(at: int | None, zone: str) -> str:
    """The ISO date of a moment in the shop's zone; "" when it is not known."""
    if not at:
        return ""
    return datetime.fromtimestamp(at / 1000, UTC).astimezone(ZoneInfo(zone)).date().isoformat()


def address_lines(order: OrderFacts, side: str, *, home: str = "") -> tuple[str, ...]:
    """Name and address of the ``ship`` or ``bill`` side as its country writes it; the other side's
    where this one is empty. The country is left out where it is ``home``."""
    found = _address(order, side, home)
    return found or _address(order, "bill" if side == "ship" else "ship", home)


def _address(order: OrderFacts, side: str, home: str) -> tuple[str, ...]:
    values = order.values

    def said(part: str) -> str:
        return str(values[f"{side}_{part}"] or "")

    return postal_lines(
        said("name"),
        said("lines").splitlines(),
        city=said("city"),
        region=said("region"),
        postcode=said("postcode"),
        country=said("country"),
        home=home,
    )

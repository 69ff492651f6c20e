"""A line of an order as its page shows it: what, how many, its chip, what stands for it."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.chips import Chip, chip
from app.services.order_facts import OVER_STATES, LineFacts, OrderFacts, Wish
from app.services.read_back import font_code
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


def line_card(order: OrderFacts, line: LineFacts) -> LineCard:
    """A line of an order that was read already."""
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

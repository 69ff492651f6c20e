"""What each point of an order's verification says, and what is odd about it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from app.domain.errors import InputError
from app.domain.metals import alloy_words
from app.domain.money import figure
from app.domain.reasons import NOTE_ANSWERS, SOURCES, reason_words
from app.domain.ring_sizes import size_words
from app.domain.terms import Vocabulary
from app.domain.vocabulary import BENCH_CHECKS
from app.exchange.addresses import cannot_ship
from app.exchange.note_attributes import wishes_in
from app.exchange.orders import FileAddress
from app.services.line_facts import WISHES
from app.services.order_facts import LineFacts, OrderFacts
from app.services.piece_words import metal_words, stone_title
from app.services.style_rules import checked_engraving, read_size, size_doubt

CHOOSE_PIECE = "Choose the piece first: press G, or scan its tag."
"""Why a point that the piece answers waits: what is ticked before would be asked again."""
OF_PIECE = ("sku", "available", "size", "metal", "stones")


@dataclass(frozen=True)
class Point:
    """A point as it stands: its value in words, what is odd, what would be right.

    ``raw`` is what a tick vouches for: when it changes, the point is open again. ``cannot`` says why
    nobody can tick it as it is, ``needs`` names the permission that ticking it asks beside the usual,
    ``by_itself`` that it is right without anybody's tick. ``asks`` are the answers of which whoever
    ticks it must give one: the point alone does not say why it is right.
    """

    value: str
    raw: tuple[Any, ...]
    odd: str = ""
    proposal: str = ""
    cannot: str = ""
    needs: str = ""
    by_itself: bool = False
    asks: Vocabulary | None = None


def blocks(point: str) -> str:
    """What waits while a point is open: the bench or the packing table."""
    return "bench" if point in BENCH_CHECKS else "packing"


def line_points(order: OrderFacts, line: LineFacts) -> dict[str, Point]:
    """The points that apply to a line, in the order of the list."""
    if line.kind == "tip":
        return {}
    found = {"sku": _sku(line)} if line.is_goods else {}
    found["price"] = _price(order, line)
    if not line.is_goods:
        return found
    found["available"] = _available(line)
    for name, point in (
        ("size", _size(line)),
        ("metal", _metal(line)),
        ("stones", _stones(line)),
        ("engraving", _engraving(line)),
    ):
        if point is not None:
            found[name] = point
    if line.wants_piece:
        for name in OF_PIECE:
            if name in found:
                point = found[name]
                found[name] = replace(point, cannot=point.cannot or CHOOSE_PIECE)
    return found


def order_points(order: OrderFacts) -> dict[str, Point]:
    """The points of the order itself."""
    found = {}
    if (note := _note(order)) is not None:
        found["note"] = note
    found["payment"] = _payment(order)
    if any(line.is_goods and line.requires_shipping for line in order.lines):
        found["address"] = _address(order)
    return found


# ---------------------------------------------------------------------- of a line
def _sku(line: LineFacts) -> Point:
    raw = (line.sku, line.name, line.piece_id)
    what = "Ring" if _is_ring(line) else "Piece"
    if line.piece is not None:
        other = (
            line.style is not None
            and line.piece.style_id is not None
            and line.piece.style_id != line.style.id
        )
        if other:
            said = f"{line.piece.number or 'The piece'} is of another style than {line.sku}"
            return Point(line.piece.description, raw, said, cannot=f"{said}.")
        if line.style is not None and line.piece.style_id == line.style.id:
            return Point(f"{what} is the one ordered", raw)
        return Point(f"{line.piece.number} {line.piece.description}".strip(), raw)
    if not line.sku:
        return Point("No SKU in the file", raw, "Compare the name and the picture with the piece")
    if line.style is None:
        return Point(line.sku, raw, f"SKU {line.sku} is not known here")
    return Point(line.style.title or line.sku, raw)


def _price(order: OrderFacts, line: LineFacts) -> Point:
    price = figure(line.unit_minor, order.currency)
    listed = line.style.list_price_minor if line.style else None
    if line.style is None or listed is None or line.style.currency != order.currency:
        return Point(price, (line.unit_minor, order.currency))
    raw = (line.unit_minor, order.currency, listed)
    under = line.style.below_list(line.unit_minor, order.currency)
    if not under:
        return Point(f"{price} as listed", raw)
    word = "under" if under > 0 else "above"
    odd = (
        f"{price} is {figure(abs(under), order.currency)} {word} the list price of"
        f" {figure(listed, order.currency)}"
    )
    return Point(price, raw, odd, needs="prices.override" if under > 0 else "")


def _available(line: LineFacts) -> Point:
    raw = (line.piece_id, line.quantity)
    piece = line.piece
    if piece is not None:
        if piece.quality != "ok":
            odd = f"{piece.number or 'The piece'} is {_quality_words(piece.quality)}"
            return Point(piece.place or "set aside", raw, odd, cannot=f"{odd}.")
        if piece.availability not in ("reserved", "sold"):
            odd = "The piece is not reserved any more"
            return Point(piece.place, raw, odd, cannot=f"{odd}. Reserve it again.")
        return Point(piece.place or "set aside", raw)
    if "production" in line.bench_work:
        return Point("Will be made", raw)
    if line.style is None:
        odd = "Scan the piece, or say where it comes from"
        return Point("No piece chosen", raw, odd, asks=SOURCES)
    if line.free >= line.quantity:
        where = f" in {line.free_place}" if line.free_place else ""
        return Point(f"{line.free} of {line.like} free{where}", raw)
    return Point(
        f"{line.free} of {line.like} free",
        raw,
        f"{line.quantity} wanted, {line.free} free: the rest must be made or ordered",
        asks=SOURCES,
    )


def _quality_words(quality: str) -> str:
    return {"quarantine": "in quarantine", "incomplete": "incomplete"}.get(quality, quality)


def _is_ring(line: LineFacts) -> bool:
    category = line.piece.category if line.piece else line.style.category if line.style else ""
    return category == "ring" or (not category and bool(line.stated_size))


def _size(line: LineFacts) -> Point | None:
    stated = line.stated_size
    has = line.piece.size if line.piece else None
    if not stated:
        if has is None:
            return None
        return Point(f"{size_words(has)}, as it is", (has.system, has.circumference_um))
    try:
        size = read_size(line.style, stated)
    except InputError as error:
        odd = error.message.rstrip(".")
        return Point(stated, (stated,), odd, cannot=f"{error.message} {error.remedy}".strip())
    raw = (size.system, size.circumference_um, has.circumference_um if has else None)
    odd = size_doubt(line.style, size)
    if odd:
        return Point(
            size_words(size), raw, odd, cannot=f"{odd}. Hold the order and ask the client."
        )
    return Point(size_words(size).partition(",")[0], raw)


def _metal(line: LineFacts) -> Point | None:
    wish = line.wish("metal")
    if line.piece is not None and line.piece.metals:
        value = ", ".join(metal_words(metal) for metal in line.piece.metals)
        raw: tuple[Any, ...] = tuple((m.metal, m.fineness, m.part) for m in line.piece.metals)
    elif line.style is not None and line.style.metal:
        value = alloy_words(line.style.metal, line.style.fineness)
        raw = (line.style.metal, line.style.fineness)
    elif wish is not None:
        return Point(wish.text, (wish.text,))
    else:
        return None
    if wish is None:
        return Point(value, raw)
    return Point(value, (*raw, wish.text), f"The client asks for {wish.text}")


def _stones(line: LineFacts) -> Point | None:
    wish = line.wish("stone")
    stones = line.piece.stones if line.piece else ()
    if not stones:
        return Point(wish.text, (wish.text,)) if wish else None
    counts = " + ".join(str(stone.count) for stone in stones)
    growths = {stone.growth for stone in stones}
    grown = growths.pop().replace("_", "-") if len(growths) == 1 else "mixed growth"
    value = f"{counts}, {grown if grown != 'unknown' else 'growth not told'}"
    raw = tuple((s.species, s.count, s.growth, s.stone_mct) for s in stones)
    odd = f"The client asks for {wish.text}" if wish else ""
    if not wish and grown == "unknown":
        odd = f"{stone_title(stones[0])}: natural or grown is not told"
    return Point(value, (*raw, wish.text if wish else ""), odd)


def _engraving(line: LineFacts) -> Point | None:
    wish = line.wish("engraving")
    if wish is None:
        return None
    check = checked_engraving(line.style, wish.text)
    raw = (wish.text, wish.font, wish.position)
    value = f"{wish.text} · {check.counted}"
    if check.ok:
        odd = "Not in Latin letters: a second person reads it" if check.second_reader else ""
        return Point(value, raw, odd)
    odd = " ".join(check.problems).rstrip(".")
    way = f"Take “{check.proposal}”." if check.proposal else "Ask the client for another text."
    return Point(value, raw, odd, check.proposal, cannot=f"{odd}. {way}")


# ---------------------------------------------------------------------- of the order
def _note(order: OrderFacts) -> Point | None:
    """What the client wrote into the order, where it seems to ask for work that no line has."""
    note = " ".join(str(order.values["note"]).split())
    asked = wishes_in(note)
    if not asked:
        return None
    plain = note.casefold()
    texts = [(wish.kind, wish.text) for line in order.lines for wish in line.wishes]
    open_kinds = [
        kind
        for kind in asked
        if not any(kind == k and " ".join(t.split()).casefold() in plain for k, t in texts)
    ]
    if not open_kinds:
        return Point(note, (note,), by_itself=True)
    kinds = " and ".join(WISHES[kind] for kind in open_kinds)
    odd = f"The client's note may ask for {kinds}: put it to the line, or say what became of it"
    return Point(note, (note,), odd, asks=NOTE_ANSWERS)


def _payment(order: OrderFacts) -> Point:
    paid, total = order.paid_minor - order.refunded_minor, order.total_minor
    status = str(order.values["financial_status"])
    raw = (status, paid, total)
    if paid >= total:
        return Point("Paid" if total else "Nothing to pay", raw, by_itself=True)
    owed = figure(total - paid, order.currency)
    if status == "authorized":
        return Point("Authorised, not captured", raw, f"{owed} is authorised and not yet taken")
    if paid > 0:
        return Point(f"{owed} still due", raw, f"{owed} {order.currency} is still to be paid")
    said = status.replace("_", " ") or "the file does not say"
    return Point("Not paid", raw, f"Not paid ({said}): accept terms, or hold for payment")


_ADDRESS = ("lines", "city", "region", "postcode", "country")


def _address(order: OrderFacts) -> Point:
    values = order.values
    ship = {part: str(values[f"ship_{part}"]) for part in _ADDRESS}
    bill = {part: str(values[f"bill_{part}"]) for part in _ADDRESS}
    raw = (values["ship_name"], *ship.values())
    known = len(ship["country"]) == 2
    part, lacks = cannot_ship(
        FileAddress(
            street=ship["lines"],
            city=ship["city"],
            postcode=ship["postcode"],
            country=ship["country"] if known else "",
            country_text=ship["country"],
        )
    )
    if part:
        return Point(lacks, raw, lacks, cannot=f"{lacks}. Ask the client and put it right.")
    place = ", ".join(p for p in (ship["city"], ship["country"]) if p)
    differs = bill["lines"] and (bill["lines"], bill["postcode"]) != (
        ship["lines"],
        ship["postcode"],
    )
    if not differs:
        return Point(place, raw)
    lines = ship["lines"].replace("\n", ", ")
    whole = f"{values['ship_name']}, {lines}, {ship['city']} {ship['postcode']}".strip()
    odd = f"Ships to {ship['city']}, billed in {bill['city']}: {whole}"
    return Point("Ship-to ≠ bill-to", raw, odd)


def hold_sentence(reason_code: str, points: list[tuple[str, Point]]) -> str:
    """Why an order is on hold: the reason, and what its points say about it."""
    about = {
        "price": ("price",),
        "spec": ("size", "engraving", "metal", "stones"),
        "sku": ("sku",),
        "address": ("address",),
        "payment": ("payment",),
        "stock": ("available",),
    }.get(reason_code, ())
    said = [point.odd for name, point in points if name in about and point.odd]
    first = reason_words(reason_code) or "reason not told"
    return (
        f"{first[:1].upper()}{first[1:]}: {said[0]}" if said else f"{first[:1].upper()}{first[1:]}"
    )

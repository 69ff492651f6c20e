"""Reading back: what the client heard of a made, sized, engraved or dear line, and its lock."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from app.domain.clock import wall_ms
from app.domain.dates import full_date
from app.domain.engraving import visible
from app.domain.errors import InputError
from app.domain.lengths import shown_mm
from app.domain.mass import shown_g
from app.domain.ring_geometry import added_mg, density
from app.domain.ring_sizes import RingSize, across_mm, converted
from app.models.chain import canonical
from app.printing.lettering import ENGRAVING_FACES
from app.services.check_points import line_points
from app.services.order_checks import initials_of
from app.services.order_facts import (
    LineFacts,
    OrderFacts,
    Source,
    dear_minor,
    line_order,
    order_facts,
)
from app.services.piece_words import carat_words, stone_title
from app.services.settings import get
from app.services.style_rules import checked_engraving

POINT = "read_back"
WIDTH, THICKNESS = "shank_width_um", "shank_um"
"""What is measured of a ring's shank at its back, in µm."""
HOW = {"phone": "by phone", "in_person": "in person", "email": "by e-mail", "message": "by message"}
"""How a line was read back to the client."""


@dataclass(frozen=True)
class ReadBackField:
    """One thing that was read back: title, the value in words, a muted line, and what it was before.

    ``before`` is the value at the last lock when it has changed since, else ''.
    """

    title: str
    value: str
    note: str = ""
    before: str = ""


@dataclass(frozen=True)
class ReadBack:
    """The read-back card of a line; ``needed`` is False for lines that need none (``why`` says why).

    ``engraving`` is the very stored string, ``dotted`` the same with dots for blanks, ``count`` and
    ``limit`` grapheme clusters. ``locked`` holds as long as no value changed since the lock.
    """

    line_id: int
    needed: bool
    why: str
    engraving: str
    dotted: str
    count: int
    limit: int
    font: str
    fields: tuple[ReadBackField, ...]
    weight_sentence: str
    locked: bool
    who: str
    at: int
    how: str
    value_sha256: str

    @property
    def changed(self) -> bool:
        """Whether a field changed since it was locked."""
        return any(one.before for one in self.fields)


def read_back(db: Source, line_id: int) -> ReadBack:
    """What is to be read back of a line, and whether it was."""
    order = order_facts(db, line_order(db, line_id))
    return read_back_of(db, order, order.line(line_id))


def read_back_of(db: Source, order: OrderFacts, line: LineFacts) -> ReadBack:
    """As ``read_back``, of an order that was read already."""
    why = _why(db, line)
    locale = get(db, "locale", "en_US")
    fields = _fields(order, line, locale)
    wish = line.wish("engraving")
    check = checked_engraving(line.style, wish.text) if wish else None
    value = canonical(heard(line, fields))
    value_sha256 = sha256(value.encode()).hexdigest()
    last = db.row(
        "SELECT t.ok, t.value_sha256, t.hlc, coalesce(u.initials, ''), coalesce(u.display, ''),"
        " coalesce((SELECT n.content FROM note AS n WHERE n.subject_id = t.id"
        "  AND n.topic = 'read_back'), '')"
        " FROM ticked AS t LEFT JOIN work AS w ON w.id = t.work_id"
        " LEFT JOIN user AS u ON u.id = w.actor_id"
        " WHERE t.order_id = ? AND t.line_id = ? AND t.point = ? ORDER BY t.hlc DESC, t.id DESC",
        (order.id, line.id, POINT),
    )
    if last is not None and not last[1]:  # taken back
        last = None
    told = json.loads(last[5]) if last and last[5] else {}
    locked = bool(last and last[0] and last[1] == value_sha256)
    before = dict(told.get("heard", ())) if last and not locked else {}
    return ReadBack(
        line_id=line.id,
        needed=bool(why),
        why=why or "Ready goods at their price: no reading back is needed",
        engraving=wish.text if wish else "",
        dotted=visible(wish.text) if wish else "",
        count=check.count if check else 0,
        limit=check.most if check else 0,
        font=font_code(wish.font) if wish else "",
        fields=tuple(ReadBackField(f.title, f.value, f.note, _before(before, f)) for f in fields),
        weight_sentence=_weight_sentence(db, line, locale),
        locked=locked,
        who=(last[3] or initials_of(last[4])) if last else "",
        at=wall_ms(last[2]) if last else 0,
        how=HOW.get(told.get("how", ""), ""),
        value_sha256=value_sha256,
    )


def _before(before: dict[str, str], field: ReadBackField) -> str:
    old = before.get(field.title, field.value)
    return old if old != field.value else ""


def heard(line: LineFacts, fields: Sequence[ReadBackField]) -> list[tuple[str, str]]:
    """What the client heard, as (title, value): what the lock vouches for."""
    wish = line.wish("engraving")
    said = [("Engraving", wish.text)] if wish else []
    return said + [(field.title, field.value) for field in fields]


def heard_of(db: Source, order: OrderFacts, line: LineFacts) -> list[tuple[str, str]]:
    """What would be read back of a line now."""
    return heard(line, _fields(order, line, get(db, "locale", "en_US")))


def _why(db: Source, line: LineFacts) -> str:
    """Why a line must be read back, '' if it need not be."""
    work = line.bench_work
    if "production" in work:
        return "Made to order"
    if work:
        return f"For {line.work_words}"
    if line.is_goods and line.unit_minor >= dear_minor(db):
        return "A dear piece"
    return ""


def font_code(font: str) -> str:
    """The engraving font that a stated name means; script unless it names another.

    "Garamond Italic" is the slanted serif face, "block capitals" the block one.
    """
    words = [word for word in font.casefold().replace("_", " ").split() if len(word) > 3]
    for code, (_, name) in ENGRAVING_FACES.items():
        plain = "".join(c for c in f"{code} {name}".casefold() if c.isalnum())
        if font == code or any(word in plain for word in words if word != "script"):
            return "serif_italic" if code == "serif" and "italic" in words else code
    if any(word in font.casefold() for word in ("sans", "print", "capital", "roman")):
        return "serif" if "roman" in font.casefold() else "block"
    return "script"


# ---------------------------------------------------------------------- fields
def _fields(order: OrderFacts, line: LineFacts, locale: str) -> list[ReadBackField]:
    found = [*_size_fields(line, locale), *_metal_fields(order, line)]
    wish = line.wish("engraving")
    if wish is not None:
        font = ENGRAVING_FACES[font_code(wish.font)][1]
        found.append(ReadBackField("Position", wish.position or "Inside the shank", font))
    found += _stone_fields(line)
    promised = str(order.values["promised_on"])
    if promised:
        found.append(ReadBackField("Promised", full_date(date.fromisoformat(promised), locale)))
    if order.values["gift_wrap"] or order.values["gift_message"]:
        wrapped = "Wrapped" if order.values["gift_wrap"] else "Card only"
        prices = ", no prices" if order.values["hide_prices"] else ""
        message = str(order.values["gift_message"])
        note = f"message of {len(message)} characters" if message else ""
        found.append(ReadBackField("Gift", wrapped + prices, note))
    return found


def _size_fields(line: LineFacts, locale: str) -> list[ReadBackField]:
    has = line.piece.size if line.piece else None
    wanted = line.wanted_size or has
    if wanted is None:
        stated = line.stated_size
        return [ReadBackField("Ring size", stated, "the system must be asked")] if stated else []
    resized = has is not None and has.circumference_um != wanted.circumference_um
    value = f"{has} → {wanted}" if resized else str(wanted)
    stated_by = "stated by the client" if line.wish("ring_size") else "as it is"
    round_ = f"{shown_mm(wanted.circumference_um, locale=locale)} mm round"
    other = _other_system(wanted)
    return [
        ReadBackField("Ring size", value, stated_by),
        ReadBackField(
            "Inner diameter",
            f"{across_mm(wanted.circumference_um, locale)} mm Ø",
            f"{round_} · {other}" if other else round_,
        ),
    ]


def _other_system(size: RingSize) -> str:
    """The nearest size of the other usual system, as a help for the ear."""
    try:
        other = converted(size, "UK" if size.system == "US" else "US")
    except InputError:
        return ""
    return f"approx. {other}"


def _metal_fields(order: OrderFacts, line: LineFacts) -> list[ReadBackField]:
    point = line_points(order, line).get("metal")
    if point is None:
        return []
    fineness = next((m.fineness for m in line.piece.metals if m.fineness), 0) if line.piece else 0
    fineness = fineness or (line.style.fineness if line.style else 0)
    value = point.value[:1].upper() + point.value[1:]
    return [ReadBackField("Metal", value, f"{fineness} ‰" if fineness else "")]


def _stone_fields(line: LineFacts) -> list[ReadBackField]:
    stones = line.piece.stones if line.piece else ()
    titles = ("Centre stone", "Around it")
    found = []
    for at, stone in enumerate(stones[:4]):
        title = titles[at] if at < len(titles) else f"Stones {at + 1}"
        found.append(ReadBackField(title, stone_title(stone), carat_words(stone)))
    return found


# ---------------------------------------------------------------------- weight
def expected_mg(db: Source, line: LineFacts) -> int | None:
    """What the piece should weigh after sizing, None where its section or metal is not known."""
    piece, wanted = line.piece, line.wanted_size
    if piece is None or piece.weight_mg is None or not piece.metals:
        return None
    if piece.size is None or wanted is None:
        return None
    width, thickness = _measured(db, piece.id, WIDTH), _measured(db, piece.id, THICKNESS)
    heavy = density(piece.metals[0].metal, piece.metals[0].fineness)
    if not (width and thickness and heavy):
        return None
    more = added_mg(
        piece.size.circumference_um,
        wanted.circumference_um,
        width,
        thickness,
        heavy,
    )
    return piece.weight_mg + more


def _measured(db: Source, piece_id: int, what: str) -> int:
    found = db.value(
        "SELECT value FROM measured WHERE subject_id = ? AND what = ? ORDER BY hlc DESC, id DESC",
        (piece_id, what),
    )
    return int(found or 0)


def _weight_sentence(db: Source, line: LineFacts, locale: str) -> str:
    """ "Leaves as 3.850 g, expected back 3.920 g (± 3 %)"."""
    if line.piece is None or line.piece.weight_mg is None or not line.bench_work:
        return ""
    leaves = f"Leaves as {shown_g(line.piece.weight_mg, locale)} g"
    back = expected_mg(db, line) if line.to_size else None
    if back is None:
        return leaves
    return f"{leaves}, expected back {shown_g(back, locale)} g (± 3 %)"

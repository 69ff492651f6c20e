"""What a style says about a line of an order: its price, its sizes, what can be engraved on it."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.engraving import RING_INSIDE_MAX, EngravingCheck, EngravingRule, check_engraving
from app.domain.errors import InputError
from app.domain.ring_sizes import RingSize, parse_size
from app.models.database import Database
from app.models.work import Work

_COLUMNS = (
    "id, sku, title, category, metal, fineness, list_price_minor, currency,"
    " size_system, size_min, size_max, engraving_limit, needs_proof"
)


@dataclass(frozen=True, slots=True)
class StyleRule:
    """A style as far as orders ask: list price in minor units of ``currency``, sizes as stated."""

    id: int
    sku: str
    title: str
    category: str
    metal: str
    fineness: int
    list_price_minor: int | None
    currency: str
    size_system: str
    size_min: str
    size_max: str
    engraving_limit: int | None
    needs_proof: int

    @property
    def sizes(self) -> tuple[RingSize, RingSize] | None:
        """The smallest and largest size, None where the style has no range."""
        if not (self.size_system and self.size_min and self.size_max):
            return None
        return (
            parse_size(self.size_min, self.size_system),
            parse_size(self.size_max, self.size_system),
        )

    def below_list(self, unit_minor: int, currency: str) -> int:
        """By how much a price is under the list price (negative: above it); 0 if not comparable."""
        if self.list_price_minor is None or currency != self.currency:
            return 0
        return self.list_price_minor - unit_minor


def style_rules(db: Database | Work) -> dict[str, StyleRule]:
    """All styles by SKU; of two with one SKU the older one."""
    rows = db.rows(f"SELECT {_COLUMNS} FROM style WHERE removed = 0 AND sku <> '' ORDER BY id DESC")
    return {row[1]: StyleRule(*row) for row in rows}


def style_of(db: Database | Work, sku: str, style_id: int | None = None) -> StyleRule | None:
    """The style of a line: the one it is linked to, else the one of its SKU."""
    row = db.row(
        f"SELECT {_COLUMNS} FROM style WHERE removed = 0 AND (id = ? OR (? <> '' AND sku = ?))"
        " ORDER BY id = ? DESC, id LIMIT 1",
        (style_id, sku, sku, style_id),
    )
    return StyleRule(*row) if row else None


def engraving_rule(style: StyleRule | None) -> EngravingRule:
    """What can be engraved on a style; 25 characters where it says nothing."""
    most = RING_INSIDE_MAX
    if style is not None and style.engraving_limit is not None:
        most = style.engraving_limit
    inside = style is None or style.category == "ring"
    return EngravingRule("Inside the ring" if inside else "This place", most)


def checked_engraving(style: StyleRule | None, text: str) -> EngravingCheck:
    """An engraving against the rule of its style."""
    return check_engraving(text, engraving_rule(style))


def read_size(style: StyleRule | None, text: str) -> RingSize:
    """A stated ring size, a bare number by the style's own system; InputError or a question."""
    return parse_size(text, style.size_system or None if style else None)


def size_doubt(style: StyleRule | None, size: RingSize) -> str:
    """What is odd about a size for a style, '' if nothing."""
    span = style.sizes if style else None
    if span is None:
        return ""
    low, high = span
    if low.circumference_um <= size.circumference_um <= high.circumference_um:
        return ""
    return f"{size} is outside {low} to {high.stated}"


def size_problem(style: StyleRule | None, text: str) -> str:
    """Why a stated size cannot go to the bench as it is, '' if it can."""
    try:
        size = read_size(style, text)
    except InputError as error:
        return error.message.rstrip(".")
    return size_doubt(style, size)

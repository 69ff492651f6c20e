"""An order as its desks need it: its row, its lines with wishes, style, piece and job, read once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from app.domain.errors import NotFoundError
from app.domain.ring_sizes import RingSize
from app.models.database import Database
from app.models.orders import SalesOrder
from app.models.work import Work
from app.services.line_facts import WISHES, LineFacts, LineJob, LinePiece, Wish
from app.services.piece_words import metals_of, stones_of
from app.services.style_rules import style_of

__all__ = [
    "WISHES",
    "LineFacts",
    "LineJob",
    "LinePiece",
    "OrderFacts",
    "Source",
    "Wish",
    "dear_minor",
    "line_order",
    "order_facts",
    "state_of",
]

Source = Database | Work
OVER_STATES = frozenset(
    ("shipped", "collected", "delivered", "closed", "cancelled", "returned_to_sender")
)
"""States of an order in which its lines have gone the same way."""
DEAR_SETTING = "orders.dear_minor"
"""Shop-wide: from this unit price on a line is read back to the client (usual: 5,000.00)."""
DEAR_MINOR = 500_000


@dataclass
class OrderFacts:
    """An order's row by column, its state, and its lines in their order."""

    id: int
    values: dict[str, Any]
    state: str
    reason_code: str
    since_at: int
    paid_minor: int
    refunded_minor: int
    lines: list[LineFacts]

    @property
    def number(self) -> str:
        """The order's number, "#1042"."""
        return str(self.values["number"])

    @property
    def currency(self) -> str:
        """The order's currency."""
        return str(self.values["currency"])

    @property
    def total_minor(self) -> int:
        """The total that the channel states."""
        return int(self.values["stated_total_minor"] or 0)

    def line(self, line_id: int) -> LineFacts:
        """One of its lines; NotFoundError if it is not there."""
        for line in self.lines:
            if line.id == line_id:
                return line
        raise NotFoundError(
            "No such line", "The order has no such line any more.", "Open the order anew."
        )


def state_of(db: Source, machine: str, subject_id: int) -> str:
    """The state of a record, also inside the unit of work that has just changed it."""
    if isinstance(db, Work):
        return db.state(machine, subject_id)
    found = db.value(
        "SELECT state FROM state_now WHERE subject_id = ? AND machine = ?", (subject_id, machine)
    )
    return found or ""


def order_facts(db: Source, order_id: int) -> OrderFacts:
    """Read an order; NotFoundError when there is none or its import was taken back."""
    columns = SalesOrder.columns()
    names = ", ".join(f'"{column}"' for column in columns)
    row = db.row(f"SELECT {names} FROM sales_order WHERE id = ?", (order_id,))
    values = dict(zip(columns, row, strict=True)) if row else {}
    if not values or values["removed"]:
        raise NotFoundError(
            "No such order",
            "There is no such order any more.",
            "Its import was perhaps taken back. Search for its number.",
        )
    since = db.row(
        "SELECT since_at, reason_code FROM state_now WHERE subject_id = ? AND machine = 'order'",
        (order_id,),
    )
    return OrderFacts(
        order_id,
        values,
        state_of(db, "order", order_id) or "imported",
        since[1] if since else "",
        since[0] if since else 0,
        _sum(db, "payment", order_id),
        _sum(db, "refund", order_id),
        _lines(db, order_id),
    )


def line_order(db: Source, line_id: int) -> int:
    """The order of a line; NotFoundError if there is no such line."""
    found = db.value("SELECT order_id FROM order_line WHERE id = ? AND removed = 0", (line_id,))
    if found is None:
        raise NotFoundError(
            "No such line", "There is no such line any more.", "Open the order anew."
        )
    return int(found)


def _sum(db: Source, table: str, order_id: int) -> int:
    return int(
        db.value(
            f"SELECT coalesce(sum(amount_minor), 0) FROM {table} WHERE order_id = ?", (order_id,)
        )
    )


def _lines(db: Source, order_id: int) -> list[LineFacts]:
    rows = db.rows(
        "SELECT id, order_id, position, line_kind, name, sku, quantity, unit_minor,"
        " requires_shipping, piece_id, coalesce((SELECT sum(d.amount_minor) FROM discount_share AS d"
        "  WHERE d.order_id = l.order_id AND d.line_id = l.id), 0), style_id"
        " FROM order_line AS l WHERE order_id = ? AND removed = 0 ORDER BY position, id",
        (order_id,),
    )
    lines = []
    for row in rows:
        line = LineFacts(
            id=row[0],
            order_id=row[1],
            position=row[2],
            kind=row[3],
            name=row[4],
            sku=row[5],
            quantity=row[6],
            unit_minor=row[7],
            requires_shipping=bool(row[8]),
            piece_id=row[9],
            state=state_of(db, "line", row[0]) or "new",
            discount_minor=row[10],
            style=style_of(db, row[5], row[11]),
        )
        line.wishes = _wishes(db, line.id)
        line.piece = _piece(db, line.piece_id) if line.piece_id else None
        line.job = _job(db, line.id)
        if line.style is not None and line.piece is None and line.is_goods:
            line.free, line.like, line.free_place = _stock(db, line.style.id)
        lines.append(line)
    return lines


def _wishes(db: Source, line_id: int) -> list[Wish]:
    rows = db.rows(
        "SELECT id, kind_code, text_value, system, value, font, position_code FROM customisation"
        " WHERE line_id = ? AND removed = 0 ORDER BY kind_code, id",
        (line_id,),
    )
    return [Wish(*row) for row in rows]


def _piece(db: Source, piece_id: int) -> LinePiece | None:
    row = db.row(
        "SELECT p.id, p.number, p.description, p.category, p.style_id, p.ownership, p.ring_size,"
        " p.ring_system, p.ring_circumference_um, n.quality, n.place_id, coalesce(n.weight_mg, 0),"
        " coalesce(n.photo_sha256, ''), coalesce(t.path, ''), coalesce(t.whereabouts, 'house'),"
        " coalesce(s.title, '')"
        " FROM piece AS p LEFT JOIN piece_now AS n ON n.id = p.id"
        " LEFT JOIN place_tree AS t ON t.id = n.place_id LEFT JOIN place AS s ON s.id = n.place_id"
        " WHERE p.id = ?",
        (piece_id,),
    )
    if row is None:
        return None
    return LinePiece(
        id=row[0],
        number=row[1],
        description=row[2],
        category=row[3],
        style_id=row[4],
        availability=state_of(db, "piece", row[0]) or "intake",
        quality=row[9] or "ok",
        ownership=row[5],
        place_id=row[10],
        place=row[15] or row[13].rpartition(" / ")[2],
        whereabouts=row[14],
        size=RingSize(row[6], row[7], row[8]) if row[8] else None,
        weight_mg=row[11] or None,
        photo_sha256=row[12],
        metals=metals_of(db, piece_id),
        stones=stones_of(db, piece_id),
    )


def _job(db: Source, line_id: int) -> LineJob | None:
    row = db.row(
        "SELECT id, number, due_on FROM job WHERE line_id = ? AND removed = 0"
        " ORDER BY id DESC LIMIT 1",
        (line_id,),
    )
    if row is None:
        return None
    return LineJob(row[0], row[1], state_of(db, "job", row[0]) or "draft", row[2])


def _stock(db: Source, style_id: int) -> tuple[int, int, str]:
    """(free pieces of a style, all that are in the house, where the first free one lies)."""
    rows = db.rows(
        "SELECT n.availability = 'free' AND n.quality = 'ok', coalesce(s.title, s.name, '')"
        " FROM piece_now AS n LEFT JOIN place AS s ON s.id = n.place_id"
        " WHERE n.style_id = ? AND n.removed = 0"
        " AND n.availability IN ('intake', 'hold', 'free', 'reserved') ORDER BY 1 DESC, n.id",
        (style_id,),
    )
    free = sum(row[0] for row in rows)
    return free, len(rows), rows[0][1] if free else ""


def dear_minor(db: Source) -> int:
    """From which unit price on a line is dear."""
    found = db.value("SELECT value FROM setting WHERE name = ? AND removed = 0", (DEAR_SETTING,))
    return int(found) if found else DEAR_MINOR

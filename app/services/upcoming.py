"""The number and the code that the next piece will most likely get, for showing them beforehand."""

from __future__ import annotations

from app.domain.codes import make_code
from app.domain.ids import now_ms
from app.domain.numbers import document_number
from app.models.database import Database
from app.services.house_rules import house_rules


def next_item_number(db: Database) -> str:
    """The next number of a consigned piece on this PC; it is given only when the piece is saved."""
    year = int(house_rules(db).date_of(now_ms())[:4])
    return document_number("C", _station(db), year, _count(db, "C", year) + 1)


def next_code(db: Database) -> str:
    """The next tag code of this PC: the tag can be looked at before the piece is saved."""
    return make_code(_station(db), _count(db, "code", 0) + 1)


def _station(db: Database) -> int:
    return int(db.value("SELECT value FROM sync_state WHERE name = 'station'"))


def _count(db: Database, kind: str, year: int) -> int:
    found = db.value(
        "SELECT last FROM number_counter WHERE kind_code = ? AND year = ?", (kind, year)
    )
    return int(found or 0)

"""Tags that left after a price was changed, and were drawn before: they say the price of that day.

A job may wait for a roll, and a tag that is printed again is the same byte for byte.
"""

from __future__ import annotations

from app.models.database import Database

OUTDATED = "outdated"
"""The outcome of the fact that stands beside such a print."""
_DRAWN_AT = (
    "WITH RECURSIVE up (at, of) AS (SELECT created_at, reprint_of FROM print_job WHERE id = ?"
    " UNION ALL SELECT j.created_at, j.reprint_of FROM print_job AS j JOIN up ON j.id = up.of)"
    " SELECT min(at) FROM up"
)
_PRICE = (
    "SELECT p.amount_minor FROM priced AS p JOIN work AS w ON w.id = p.work_id"
    " WHERE p.subject_id = ? AND p.subject_kind = 'piece' AND p.what = 'price'"
)


def says_an_older_price(db: Database, job_id: int, code_id: int) -> bool:
    """Whether the tag of a job says another price than its piece has now."""
    return price_changed(db, code_id, db.value(_DRAWN_AT, (job_id,)))


def price_changed(db: Database, code_id: int, drawn_at: int) -> bool:
    """Whether the piece of a code has another price now than when its tag was drawn (ms)."""
    piece = db.value(
        "SELECT target_id FROM code WHERE id = ? AND target_kind = 'piece'", (code_id,)
    )
    if piece is None:
        return False
    newest = " ORDER BY p.hlc DESC LIMIT 1"
    then = db.value(f"{_PRICE} AND w.at < ?{newest}", (piece, drawn_at))
    return bool(then != db.value(f"{_PRICE}{newest}", (piece,)))

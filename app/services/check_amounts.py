"""Amounts that cannot be: a lot with less than nothing in it, a figure that is not whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from app.models.database import Database
from app.services.check_report import Problem
from app.services.record_words import record_words

_EDITED = """
SELECT id, table_name, row_id, column_name FROM edit WHERE content IS NOT NULL
  AND 'real' IN (json_type(content, '$.new'), json_type(content, '$.old'))
"""


def lots(db: Database) -> Iterator[Problem]:
    """G1: what went out of a lot had come in."""
    for lot, balance in db.rows(
        "SELECT subject_id, sum(amount) FROM move WHERE subject_kind = 'lot'"
        " GROUP BY subject_id HAVING sum(amount) < 0"
    ):
        words = record_words(db, "lot", lot)
        yield Problem("lots", f"lot {lot}", f"More went out of {words} than came in: {balance}.")


def whole_numbers(db: Database) -> Iterator[Problem]:
    """G11: no change of a value was written down as a fraction (the tables take none)."""
    for edit, table, row_id, column in db.rows(_EDITED):
        words = record_words(db, table, row_id)
        yield Problem(
            "amounts",
            f"edit {edit}",
            f"A change of {column.replace('_', ' ')} of {words} is kept as a fraction,"
            " not in whole units.",
        )


AMOUNTS: tuple[tuple[str, Callable[[Database], Iterator[Problem]], str], ...] = (
    ("lots", lots, "SELECT count(*) FROM lot"),
    ("amounts", whole_numbers, "SELECT count(*) FROM edit"),
)
"""Name, check, and how many things it looks at."""

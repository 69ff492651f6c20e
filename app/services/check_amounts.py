"""Amounts that cannot be: a lot with less than nothing in it, a figure that is not whole."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from app.domain.money import plain
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


_TOTALS = """
WITH goods AS (SELECT order_id, sum(unit_minor * quantity) AS total FROM order_line
               WHERE removed = 0 GROUP BY order_id),
     shares AS (SELECT order_id, abs(sum(amount_minor)) AS total FROM discount_share
                GROUP BY order_id),
     ours AS (SELECT o.id, o.number, o.currency, coalesce(g.total, 0) - coalesce(s.total, 0)
                + coalesce(o.stated_shipping_minor, 0)
                + iif(o.tax_included = 0, coalesce(o.stated_tax_minor, 0), 0) AS total,
                o.stated_total_minor + o.difference_minor AS told
              FROM sales_order AS o LEFT JOIN goods AS g ON g.order_id = o.id
              LEFT JOIN shares AS s ON s.order_id = o.id
              WHERE o.removed = 0 AND o.stated_total_minor IS NOT NULL)
SELECT id, number, currency, total, told FROM ours WHERE total <> told
"""
_CHANGED_HERE = """
SELECT 1 FROM edit WHERE table_name = 'order_line' AND row_id IN
  (SELECT id FROM order_line WHERE order_id = ?) LIMIT 1
"""
_DUTIES = re.compile(r'"Duties": ?"[^"]*[1-9]')


def totals(db: Database) -> Iterator[Problem]:
    """G4: lines, discounts, shipping and tax add up to the total, with the difference that is told.

    Duties stand in the file's own rows alone, and a line that was changed here has another price
    than the file: neither is counted against an order.
    """
    for order, number, currency, ours, told in db.rows(_TOTALS):
        rows = db.rows("SELECT content FROM order_source WHERE order_id = ?", (order,))
        if any(_DUTIES.search(row[0] or "") for row in rows) or db.row(_CHANGED_HERE, (order,)):
            continue
        yield Problem(
            "totals",
            f"order {order}",
            f"{number}: its lines, discounts, shipping and tax come to {plain(ours, currency)},"
            f" and its total with the difference that is told to {plain(told, currency)}.",
        )


AMOUNTS: tuple[tuple[str, Callable[[Database], Iterator[Problem]], str], ...] = (
    ("totals", totals, "SELECT count(*) FROM sales_order"),
    ("lots", lots, "SELECT count(*) FROM lot"),
    ("amounts", whole_numbers, "SELECT count(*) FROM edit"),
)
"""Name, check, and how many things it looks at."""

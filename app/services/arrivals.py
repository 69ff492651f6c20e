"""What arrived from other PCs, by the records that windows show: rows of tables become orders, pieces …"""

from __future__ import annotations

import json

from app.domain.changes import Changes
from app.models.database import Database

_SUBJECT = "SELECT subject_kind, subject_id FROM {table} WHERE id IN {ids}"
_PIECE = "SELECT 'piece', piece_id FROM {table} WHERE id IN {ids}"
_ORDER = "SELECT 'order', order_id FROM {table} WHERE id IN {ids}"
_JOB = "SELECT 'job', job_id FROM {table} WHERE id IN {ids}"
_ASKED: dict[str, str] = {
    "transition": "SELECT machine, subject_id FROM transition WHERE id IN {ids}",
    "edit": "SELECT table_name, row_id FROM edit WHERE id IN {ids}",
    "code": "SELECT target_kind, target_id FROM code WHERE id IN {ids}",
    "customisation": "SELECT 'line', line_id FROM customisation WHERE id IN {ids}",
    **dict.fromkeys(
        ("move", "measured", "priced", "attached", "note", "document", "printed", "case_file"),
        _SUBJECT,
    ),
    **dict.fromkeys(
        ("metal", "stone", "mark", "accessory", "component", "report", "consignment_item"), _PIECE
    ),
    **dict.fromkeys(
        (
            "order_line",
            "ticked",
            "payment",
            "refund",
            "discount_share",
            "tax_line",
            "order_source",
        ),
        _ORDER,
    ),
    **dict.fromkeys(("job_stage", "job_component"), _JOB),
}
_KIND = {
    "sales_order": "order",
    "consignment_item": "item",
    "case_file": "case",
    "quality": "piece",
    "order_line": "line",
    "work": "",
}
"""Tables and machines whose records windows call otherwise; "" is no record."""
_OF_ORDERS = "SELECT DISTINCT order_id FROM order_line WHERE id IN (SELECT value FROM json_each(?))"


def arrived_records(db: Database, changes: Changes) -> Changes:
    """The records that were touched by what arrived (tables and ids of rows), by kind."""
    found: dict[str, set[int]] = {}

    def add(kind: str, record: int | None) -> None:
        kind = "piece" if kind.startswith("hold_") else _KIND.get(kind, kind)
        if kind and record is not None:
            found.setdefault(kind, set()).add(record)

    for table, ids in changes.touched.items():
        for row_id in ids:
            add(table, row_id)
        asked = _ASKED.get(table)
        if asked:
            sql = asked.format(table=table, ids="(SELECT value FROM json_each(?))")
            for kind, record in db.rows(sql, (json.dumps(ids),)):
                add(kind, record)
    lines = found.pop("line", set())
    for (order,) in db.rows(_OF_ORDERS, (json.dumps(sorted(lines)),)):
        add("order", order)
    return Changes({kind: tuple(sorted(ids)) for kind, ids in found.items()})

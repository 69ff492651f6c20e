"""Taking back what an import changed of orders that were here before: values, lines, money, steps.

Values get their old ones where nobody changed them since, rows that the file added leave, and each
fact that it told gets its counter-fact. Counter-facts have derived ids: two PCs that take one import
back tell them once.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from app.domain.ids import derived_id
from app.domain.states import allowed_back
from app.models import orders as tables
from app.models import records
from app.models.base import Descriptive, Fact
from app.models.database import Row
from app.models.work import Work

UNDONE = "import_undone"
"""Reason of the steps that take an import's steps back."""
_OF_IDS = "IN (SELECT value FROM json_each(?))"
_EDITED: dict[str, type[Descriptive]] = {
    t.table(): t for t in (tables.SalesOrder, tables.OrderLine, tables.Customisation)
}
_TOLD: tuple[type[Fact], ...] = (
    tables.Payment,
    tables.Refund,
    tables.TaxLine,
    tables.DiscountShare,
)


def changed_elsewhere(w: Work, file_sha256: str, orders: Sequence[int]) -> set[int]:
    """The orders that another PC's import of the file changed: which lines it added, that PC knows."""
    return {
        row[0]
        for row in w.rows(
            "SELECT DISTINCT s.order_id FROM order_source AS s JOIN work AS k ON k.id = s.work_id"
            f" WHERE s.order_id {_OF_IDS} AND s.file_sha256 = ? AND k.site <> ?",
            (json.dumps(list(orders)), file_sha256, w.where.site),
        )
    }


def write_back(w: Work, file_sha256: str, order_id: int) -> None:
    """Bring one order back to what it was before the file."""
    works = json.dumps(
        [
            row[0]
            for row in w.rows(
                "SELECT DISTINCT work_id FROM order_source WHERE order_id = ? AND file_sha256 = ?",
                (order_id, file_sha256),
            )
        ]
    )
    lines = _ids(w, "SELECT id FROM order_line WHERE order_id = ?", order_id)
    wishes = _ids(
        w, f"SELECT id FROM customisation WHERE line_id {_OF_IDS}", json.dumps(sorted(lines))
    )
    own = {order_id, *lines, *wishes}
    _old_values(w, works, own)
    _rows_leave(w, works, own)
    _facts_back(w, works, order_id)
    _steps_back(w, works, order_id)
    _said_before(w, file_sha256, order_id)


def _ids(w: Work, sql: str, param: object) -> set[int]:
    return {row[0] for row in w.rows(sql, (param,))}


def _old_values(w: Work, works: str, own: set[int]) -> None:
    rows = w.rows(
        f"SELECT table_name, row_id, column_name, content FROM edit WHERE row_id {_OF_IDS}"
        f" AND work_id {_OF_IDS} ORDER BY hlc DESC, id DESC",
        (json.dumps(sorted(own)), works),
    )
    for table, row_id, column, content in rows:
        if table not in _EDITED or content is None:
            continue
        if column == "piece_id":  # was freed, and may be another client's by now
            continue
        change = json.loads(content)
        now = w.value(f'SELECT "{column}" FROM "{table}" WHERE id = ?', (row_id,))
        if now == change["new"]:
            w.edit(_EDITED[table], row_id, **{column: change["old"]})


def _rows_leave(w: Work, works: str, own: set[int]) -> None:
    """Lines and wishes that the file added to the order."""
    for (text,) in w.rows(f"SELECT rows FROM made WHERE work_id {_OF_IDS}", (works,)):
        made: dict[str, list[int]] = json.loads(text)
        for model in (tables.Customisation, tables.OrderLine):
            for row_id in sorted(own.intersection(made.get(model.table(), ()))):
                w.remove(model, row_id)


def _facts_back(w: Work, works: str, order_id: int) -> None:
    """Money and shares: the same amount the other way."""
    for model in _TOLD:
        columns = model.columns()
        names = ", ".join(f'"{name}"' for name in columns)
        rows = w.rows(
            f'SELECT {names} FROM "{model.table()}" WHERE order_id = ? AND work_id {_OF_IDS}'
            " ORDER BY id",
            (order_id, works),
        )
        for row in _not_yet(w, model, rows):
            values = dict(zip(columns[3:], row[3:], strict=True))
            values |= {"amount_minor": -values["amount_minor"]}
            values |= {"counter_of": row[0]} if "counter_of" in columns else {}
            w.add(model, id=_undone(row[0]), **values)


def _steps_back(w: Work, works: str, order_id: int) -> None:
    """The steps that followed the channel, the last one first, while the order stands there still."""
    rows = w.rows(
        "SELECT id, from_state, to_state FROM transition WHERE subject_id = ? AND machine = 'order'"
        f" AND work_id {_OF_IDS} ORDER BY hlc DESC, id DESC",
        (order_id, works),
    )
    state = w.state("order", order_id)
    for step_id, before, after in _not_yet(w, records.Transition, rows):
        if state != after or not before or not allowed_back("order", after, before):
            return
        w.add(
            records.Transition,
            id=_undone(step_id),
            machine="order",
            subject_id=order_id,
            from_state=after,
            to_state=before,
            reason_code=UNDONE,
        )
        state = before


def _said_before(w: Work, file_sha256: str, order_id: int) -> None:
    """Say again what the file before said: it is the one to which the next file is compared."""
    said = w.rows(
        "SELECT file_sha256, row, content FROM order_source WHERE order_id = ?"
        " ORDER BY hlc DESC, id DESC",
        (order_id,),
    )
    if said and said[0][0] == file_sha256:
        earlier = next((one for one in said if one[0] != file_sha256), None)
        if earlier is not None and earlier[2] is not None:
            w.add(
                tables.OrderSource,
                order_id=order_id,
                file_sha256="",
                row=earlier[1],
                content=earlier[2],
            )


def _undone(fact_id: int) -> int:
    return derived_id("undone", str(fact_id))


def _not_yet(w: Work, model: type[Fact], rows: Iterable[Row]) -> list[Row]:
    """The facts of these rows that were not taken back already."""
    sql = f'SELECT 1 FROM "{model.table()}" WHERE id = ?'
    return [row for row in rows if w.value(sql, (_undone(row[0]),)) is None]

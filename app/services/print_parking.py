"""Stock with several labels beside each other: an unfinished row stays white, or waits until it is full.

What waits is drawn and read back already; it leaves with the next labels for the same roll, or when
somebody says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from app.domain.actors import Actor
from app.domain.changes import Changes
from app.domain.errors import InputError
from app.domain.ids import new_id, now_ms
from app.domain.wording import counted
from app.models.database import Database, Row
from app.printing.tag.png import png
from app.services.print_labels import drawn_labels
from app.services.print_outdated import price_changed
from app.services.print_parts import TRIAL, UNUSED, Part
from app.services.print_rendering import Rendered, tags_title
from app.services.printer_ways import across_of
from app.services.printers import Printer
from app.services.settings import get_here, put_here
from app.shop import Shop

_NAMED = {
    "piece": ("description", "piece"),
    "job": ("title", "job_now"),
    "place": ("title", "place"),
    "order": ("number", "sales_order"),
}
"""Where the name of a thing stands that has a label: column and table."""
_COLUMNS = "id, name, data, code_id, subject_kind, subject_id, title, at"


def parks(db: Database, printer: Printer) -> bool:
    """Whether unfinished rows of a printer wait for more labels."""
    return get_here(db, f"print.park.{printer.key}", "0") == "1" and across_of(db, printer) > 1


def set_parks(shop: Shop, actor: Actor, key: str, *, waits: bool) -> Changes:
    """Choose whether unfinished rows of a printer wait, or are filled with white."""
    shop.require(actor, "devices.update")
    return put_here(shop, f"print.park.{key}", "1" if waits else "0")


def parked(db: Database, printer: str) -> list[tuple[str, int]]:
    """(title, code fact) of the labels that wait to fill a row of a printer, oldest first."""
    return [
        (row[0], row[1])
        for row in db.rows(
            "SELECT title, code_id FROM parked_label WHERE printer = ? ORDER BY at, id", (printer,)
        )
    ]


def in_full_rows(
    db: Database, actor: Actor, printer: Printer, drawn: Rendered, reason_code: str
) -> Rendered | None:
    """Inside a transaction: the labels that fill rows, those that waited first; the rest waits now.

    None when there is no full row yet. Where rows are filled with white, all of it as it came.
    """
    if not parks(db, printer) or not printer.takes_labels or drawn.kind != "tag":
        return drawn
    if drawn.subject_kind in ("", UNUSED, TRIAL):
        return drawn  # tags of no record wait for nothing
    waiting = _take(db, printer, drawn, reason_code)
    every = [*(part for part, _ in waiting), *drawn.parts]
    titles = {part.name: title for part, title in waiting}
    full = len(every) // across_of(db, printer) * across_of(db, printer)
    for part in every[full:]:
        title = titles.get(part.name) or _own_title(db, drawn, part)
        _park(db, actor, printer, drawn, part, title, reason_code)
    if not full:
        return None
    title = tags_title(full, drawn.subject_kind) if waiting or full > 1 else drawn.title
    return replace(drawn, title=title, parts=tuple(every[:full]), file_name=every[0].name)


def _own_title(db: Database, drawn: Rendered, part: Part) -> str:
    """What one label is called that stays behind the others of its batch."""
    if len(drawn.parts) == 1:
        return drawn.title
    column, table = _NAMED[drawn.subject_kind]
    named = db.value(
        f"SELECT {column} FROM {table} WHERE id = (SELECT target_id FROM code WHERE id = ?)",
        (part.subject_id,),
    )
    return str(named or tags_title(1, drawn.subject_kind))


def _take(
    db: Database, printer: Printer, drawn: Rendered, reason_code: str
) -> list[tuple[Part, str]]:
    """Those of the same roll and, since a job has one, of the same reason."""
    rows = db.rows(
        f"SELECT {_COLUMNS} FROM parked_label WHERE printer = ? AND stock = ? AND dpi = ?"
        " AND reason_code = ? ORDER BY at, id",
        (printer.key, drawn.stock, drawn.dpi, reason_code),
    )
    for row in rows:
        db.run("DELETE FROM parked_label WHERE id = ?", (row[0],))
    return [(_as_it_is_now(db, row, drawn.stock, drawn.dpi), row[6]) for row in rows]


def _as_it_is_now(db: Database, row: Row, stock: str, dpi: int) -> Part:
    """A label that waited; drawn anew where the price of its piece was changed meanwhile."""
    code_id, at = row[3], row[7]
    data = bytes(row[2])
    if row[4] == "piece" and price_changed(db, code_id, at):
        piece = db.value("SELECT target_id FROM code WHERE id = ?", (code_id,))
        (label,) = drawn_labels(db, "piece", [piece], stock=stock, dpi=(dpi,))
        data = png(label.rasters[dpi], dpi)
    return Part(row[1], data, "code", code_id)


def _park(
    db: Database,
    actor: Actor,
    printer: Printer,
    drawn: Rendered,
    part: Part,
    title: str,
    reason_code: str,
) -> None:
    db.run(
        "INSERT INTO parked_label (id, printer, stock, dpi, name, data, code_id, subject_kind,"
        " subject_id, title, reason_code, user_id, at) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)",
        (
            *(new_id(), printer.key, drawn.stock, drawn.dpi, part.name, part.data),
            *(part.subject_id, drawn.subject_kind, drawn.subject_id, title, reason_code),
            *(actor.user_id, now_ms()),
        ),
    )


def print_parked(shop: Shop, actor: Actor, key: str) -> Changes:
    """Print what waits for a printer now, its last row filled with white."""
    from app.services.print_jobs import printer_of, store

    shop.require(actor, "tags.print")
    with shop.local() as db:
        printer = printer_of(db, key)
        rows = db.rows(
            f"SELECT {_COLUMNS}, stock, dpi, reason_code FROM parked_label WHERE printer = ?"
            " ORDER BY at, id",
            (key,),
        )
        if not rows:
            raise InputError(
                "Nothing waits for a row",
                f"No label waits for {printer.title}.",
                "Print tags; an unfinished row waits here.",
            )
        jobs = []
        for reason_code, stock, dpi in dict.fromkeys((row[10], row[8], row[9]) for row in rows):
            alike = [row for row in rows if (row[10], row[8], row[9]) == (reason_code, stock, dpi)]
            drawn = _together(db, alike, stock, dpi)
            jobs.append(store(db, actor, drawn, printer=key, reason_code=reason_code))
        db.run("DELETE FROM parked_label WHERE printer = ?", (key,))
    return Changes.of(f"{counted(len(rows), 'label')} printed now", print_job=jobs)


def _together(db: Database, rows: Sequence[Row], stock: str, dpi: int) -> Rendered:
    """Labels of one roll that waited, as one job."""
    first = rows[0]
    parts = tuple(_as_it_is_now(db, row, stock, dpi) for row in rows)
    title = first[6] if len(rows) == 1 else tags_title(len(rows), first[4])
    return Rendered("tag", title, parts[0].name, first[4], first[5], parts, stock, dpi)

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
from app.services.print_parts import Part
from app.services.print_rendering import Rendered, tags_title
from app.services.printer_ways import across_of
from app.services.printers import Printer
from app.services.settings import get_here, put_here
from app.shop import Shop

_COLUMNS = "id, name, data, code_id, subject_kind, subject_id, title"


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
    waiting = _take(db, printer, drawn, reason_code)
    every = [*(part for part, _ in waiting), *drawn.parts]
    titles = {part.name: title for part, title in waiting}
    full = len(every) // across_of(db, printer) * across_of(db, printer)
    for part in every[full:]:
        _park(db, actor, printer, drawn, part, titles.get(part.name, drawn.title), reason_code)
    if not full:
        return None
    title = tags_title(full, drawn.subject_kind) if waiting or full > 1 else drawn.title
    return replace(drawn, title=title, parts=tuple(every[:full]), file_name=every[0].name)


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
    return [(Part(row[1], bytes(row[2]), "code", row[3]), row[6]) for row in rows]


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
        for reason_code, *like in dict.fromkeys((row[9], row[7], row[8]) for row in rows):
            alike = [row for row in rows if [row[9], row[7], row[8]] == [reason_code, *like]]
            drawn = _together(alike)
            jobs.append(store(db, actor, drawn, printer=key, reason_code=reason_code))
        db.run("DELETE FROM parked_label WHERE printer = ?", (key,))
    return Changes.of(f"{counted(len(rows), 'label')} printed now", print_job=jobs)


def _together(rows: Sequence[Row]) -> Rendered:
    """Labels of one roll that waited, as one job."""
    first = rows[0]
    parts = tuple(Part(row[1], bytes(row[2]), "code", row[3]) for row in rows)
    title = first[6] if len(rows) == 1 else tags_title(len(rows), first[4])
    return Rendered("tag", title, parts[0].name, first[4], first[5], parts, first[7], first[8])

"""What happened to an order, in words, newest first: who and when."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from app.domain.chips import chip
from app.domain.clock import wall_ms
from app.domain.money import plain
from app.domain.reasons import reason_words
from app.domain.states import word
from app.domain.vocabulary import CHECKS
from app.models.database import Database
from app.services.import_stored import IMPORTING
from app.services.order_checks import initials_of
from app.services.order_facts import WISHES
from app.services.read_back import HOW

_COLUMNS = {
    "promised_on": "Promise",
    "stated_total_minor": "Total",
    "email": "E-mail",
    "phone": "Phone",
    "ship_lines": "Shipping address",
    "ship_city": "Shipping address",
    "ship_postcode": "Shipping address",
    "ship_name": "Shipping address",
    "ship_country": "Shipping address",
    "financial_status": "Payment",
    "fulfilment_status": "Sent by the shop",
    "rush": "Rush",
    "note": "Note of the client",
}
"""Columns whose change is told, in words; others change silently beside them."""
MERGE_MS = 120_000


@dataclass(frozen=True)
class HistoryRow:
    """Something that happened to the order: when (ms), in words, by whom.

    ``kind``: state, tick, problem, read_back, note, edit, import, job, line, printed. ``detail`` is
    the text of a note or old → new.
    """

    at: int
    words: str
    detail: str
    who: str
    initials: str
    kind: str
    work_id: int


@dataclass
class _Event:
    hlc: int
    work_id: int
    kind: str
    words: str
    detail: str = ""


def order_history(db: Database, order_id: int) -> tuple[HistoryRow, ...]:
    """Everything that happened to an order, its lines and their jobs, newest first."""
    found = [
        *_steps(db, order_id),
        *_ticks(db, order_id),
        *_notes(db, order_id),
        *_edits(db, order_id),
        *_imports(db, order_id),
        *_jobs(db, order_id),
    ]
    works = _works(db, {event.work_id for event in found})
    rows = []
    for event in sorted(found, key=lambda e: e.hlc, reverse=True):
        display, initials = works.get(event.work_id, ("Parure", "SYS"))
        rows.append(
            HistoryRow(
                wall_ms(event.hlc),
                event.words,
                event.detail,
                display,
                initials,
                event.kind,
                event.work_id,
            )
        )
    return tuple(_merged(rows))


def _works(db: Database, ids: Iterable[int]) -> dict[int, tuple[str, str]]:
    rows = db.rows(
        "SELECT w.id, coalesce(u.display, ''), coalesce(u.initials, '') FROM work AS w"
        " LEFT JOIN user AS u ON u.id = w.actor_id WHERE w.id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(ids)),),
    )
    return {
        work_id: (display or "Parure", initials or initials_of(display))
        for work_id, display, initials in rows
    }


def _merged(rows: list[HistoryRow]) -> list[HistoryRow]:
    """Ticks that one person made one after the other as one row: "SKU and price checked"."""
    found: list[HistoryRow] = []
    names: list[str] = []
    for row in rows:
        last = found[-1] if found else None
        together = (
            last is not None
            and row.kind == last.kind == "tick"
            and not (row.detail or last.detail)
            and row.who == last.who
            and last.at - row.at <= MERGE_MS
        )
        if row.kind == "tick" and not row.detail:
            names = [row.words, *(n for n in names if n != row.words)] if together else [row.words]
            said = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
            made = HistoryRow(
                last.at if together and last else row.at,
                f"{said} checked",
                "",
                row.who,
                row.initials,
                "tick",
                last.work_id if together and last else row.work_id,
            )
            if together:
                found[-1] = made
            else:
                found.append(made)
        else:
            found.append(row)
    return found


def _steps(db: Database, order_id: int) -> list[_Event]:
    rows = db.rows(
        "SELECT t.hlc, t.work_id, t.machine, t.to_state, t.reason_code, coalesce(l.name, '')"
        " FROM transition AS t LEFT JOIN order_line AS l ON l.id = t.subject_id"
        " WHERE t.subject_id = ? AND t.machine = 'order' OR t.machine = 'line' AND t.subject_id IN"
        " (SELECT id FROM order_line WHERE order_id = ?) ORDER BY t.hlc, t.id",
        (order_id, order_id),
    )
    found = []
    for hlc, work_id, machine, to_state, reason, name in rows:
        why = f": {reason_words(reason)}" if reason else ""
        if machine == "line":
            if to_state in ("new", "verified", "in_job") or to_state.startswith("to_"):
                continue
            said = f"{name.partition(' - ')[0]} {word(to_state)}"
            found.append(_Event(hlc, work_id, "line", said + why))
        elif to_state != "imported":
            found.append(_Event(hlc, work_id, "state", chip("order", to_state).text + why))
    return found


def _ticks(db: Database, order_id: int) -> list[_Event]:
    rows = db.rows(
        "SELECT t.hlc, t.work_id, t.point, t.ok, coalesce(n.content, ''), t.value_sha256"
        " FROM ticked AS t"
        " LEFT JOIN note AS n ON n.subject_id = t.id AND n.subject_kind = 'ticked'"
        " WHERE t.order_id = ? ORDER BY t.hlc, t.id",
        (order_id,),
    )
    found = []
    for hlc, work_id, point, ok, note, digest in rows:
        if not digest:
            title = "Reading back" if point == "read_back" else CHECKS.title(point)
            found.append(_Event(hlc, work_id, "undo", f"{title}: taken back"))
            continue
        if point == "read_back":
            how = HOW.get(json.loads(note).get("how", ""), "") if note else ""
            said = f"Read back to the client {how}".rstrip()
            found.append(_Event(hlc, work_id, "read_back", said))
            continue
        title = CHECKS.title(point)
        if ok and note:
            found.append(_Event(hlc, work_id, "tick", f"{title} checked", reason_words(note)))
        elif ok:
            found.append(_Event(hlc, work_id, "tick", title))
        else:
            found.append(_Event(hlc, work_id, "problem", f"{title}: problem", note))
    return found


def _notes(db: Database, order_id: int) -> list[_Event]:
    words = {"hold": "Why it is held", "release": "Why it was released", "asked": "Changed there"}
    rows = db.rows(
        "SELECT hlc, work_id, topic, coalesce(content, 'erased') FROM note WHERE subject_id = ? OR"
        " subject_id IN (SELECT id FROM order_line WHERE order_id = ?)",
        (order_id, order_id),
    )
    found = []
    for hlc, work_id, topic, content in rows:
        if topic == "asked" and content.startswith("{"):
            told = json.loads(content)
            said = f"{told['label']}: the shop says {told['new']} now"
            found.append(_Event(hlc, work_id, "note", said, f"{told['old']} → {told['new']}"))
        elif topic == "asked_settled" and content.startswith("{"):
            told = json.loads(content)
            did = "taken over" if told["answer"] == "accepted" else "left as it was"
            said = f"What the shop changed is {did} in {told['job']}"
            found.append(_Event(hlc, work_id, "note", said))
        else:
            found.append(_Event(hlc, work_id, "note", words.get(topic, "Note"), content))
    return found


def _edits(db: Database, order_id: int) -> list[_Event]:
    rows = db.rows(
        "SELECT e.hlc, e.work_id, e.table_name, e.column_name, e.content, coalesce(c.kind_code, ''),"
        " w.work_kind, w.site, coalesce(n.name, ''), o.currency"
        " FROM edit AS e JOIN work AS w ON w.id = e.work_id JOIN sales_order AS o ON o.id = :id"
        " LEFT JOIN customisation AS c ON c.id = e.row_id AND e.table_name = 'customisation'"
        " LEFT JOIN order_line AS n ON n.id = e.row_id AND e.table_name = 'order_line'"
        " WHERE e.row_id = :id OR e.row_id IN (SELECT id FROM order_line WHERE order_id = :id)"
        " OR e.row_id IN (SELECT k.id FROM customisation AS k"
        "  JOIN order_line AS l ON l.id = k.line_id WHERE l.order_id = :id)"
        " ORDER BY e.hlc, e.id",
        {"id": order_id},
    )
    found: dict[tuple[int, str], _Event] = {}
    by_files: dict[tuple[str, str], int] = {}
    whole = {row[1] for row in rows if row[2:4] == ("sales_order", "removed")}
    for hlc, work_id, table, column, content, kind, work_kind, site, name, currency in rows:
        change = json.loads(content) if content else {"old": "erased", "new": "erased"}
        if column == "removed":
            said = _removed_words(table, name, bool(change["new"]), work_id in whole)
            if said:
                found.setdefault((work_id, said), _Event(hlc, work_id, "edit", said))
            continue
        label = _edit_label(table, column, kind)
        if not label:
            continue
        detail = (
            f"{_shown(column, change['old'], currency)} → {_shown(column, change['new'], currency)}"
        )
        if work_kind in IMPORTING and by_files.setdefault((label, detail), site) != site:
            continue  # two PCs read one file: it says it once
        found.setdefault((work_id, label), _Event(hlc, work_id, "edit", f"{label} changed", detail))
    return list(found.values())


def _removed_words(table: str, name: str, gone: bool, whole: bool) -> str:
    """What came or went, "" where another row of the history says it already."""
    if table == "sales_order":
        return "Import taken back" if gone else ""  # that it comes again is told by its import
    if table == "order_line" and not whole:
        return f"{name.partition(' - ')[0]} {'taken off' if gone else 'is back'}"
    return ""


def _edit_label(table: str, column: str, kind: str) -> str:
    if table == "customisation" and column == "text_value":
        name = WISHES.get(kind, kind)
        return name[:1].upper() + name[1:]
    return _COLUMNS.get(column, "") if table == "sales_order" else ""


def _shown(column: str, value: object, currency: str) -> str:
    if column.endswith("_minor") and isinstance(value, int):
        return f"{currency} {plain(value, currency)}"
    return "none" if value in (None, "") else str(value)


def _imports(db: Database, order_id: int) -> list[_Event]:
    """Each file once, also where two PCs read it; again where it had been taken back between."""
    found: list[_Event] = []
    last: tuple[str, int] = ("", 0)
    for hlc, work_id, file_sha256, site in db.rows(
        "SELECT s.hlc, s.work_id, s.file_sha256, w.site FROM order_source AS s"
        " JOIN work AS w ON w.id = s.work_id WHERE s.order_id = ? ORDER BY s.hlc, s.id",
        (order_id,),
    ):
        same_file = file_sha256 == last[0] and site != last[1]
        last = (file_sha256, site)
        if not file_sha256 or same_file:
            continue
        said = "Imported again" if found else "Imported from the web shop"
        found.append(_Event(hlc, work_id, "import", said))
    return found


def _jobs(db: Database, order_id: int) -> list[_Event]:
    rows = db.rows(
        "SELECT t.hlc, t.work_id, t.to_state, t.reason_code, j.number FROM transition AS t"
        " JOIN job AS j ON j.id = t.subject_id WHERE j.order_id = ? AND t.machine = 'job'"
        " AND t.to_state NOT IN ('draft', 'approved') ORDER BY t.hlc, t.id",
        (order_id,),
    )
    found = []
    for hlc, work_id, to_state, reason, number in rows:
        why = f": {reason_words(reason)}" if reason else ""
        said = chip("job", to_state).text
        found.append(_Event(hlc, work_id, "job", f"{number} {said[:1].lower()}{said[1:]}{why}"))
    return found

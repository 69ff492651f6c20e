"""What happened to a record, in words: who, when, what, from → to."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from app.domain.codes import spaced
from app.domain.errors import UserError
from app.domain.mass import shown_g
from app.domain.money import plain
from app.domain.reasons import reason_words
from app.domain.states import word
from app.domain.vocabulary import CHECKS, PRICE_KINDS, STAGES
from app.models.database import Database, Row
from app.services.people import ROLE_WORDS, name_of
from app.services.print_words import OUTCOMES
from app.services.record_words import table_of, work_words

_MACHINES = {"piece": "Availability", "quality": "Quality"}
_HIDDEN = frozenset({"argon2", "badge_sha256"})
_NAMED_COLUMNS = {
    "place": "SELECT name FROM place WHERE id = ?",
    "party": "SELECT display FROM party WHERE id = ?",
    "owner": "SELECT display FROM party WHERE id = ?",
    "artisan": "SELECT display FROM party WHERE id = ?",
    "style": "SELECT sku FROM style WHERE id = ?",
    "piece": "SELECT description FROM piece WHERE id = ?",
}


@dataclass(frozen=True)
class HistoryEntry:
    """One thing that happened. ``before`` and ``after`` are words, empty where there is no from → to.

    ``table`` tells its kind (move, priced, edit …); ``can_undo`` only says that its kind can be taken
    back: ``undo.why_not`` decides.
    """

    work_id: int
    at: int
    by: str
    second: str
    what: str
    before: str
    after: str
    reason: str
    table: str
    can_undo: bool


@dataclass(frozen=True)
class _Told:
    """A fact in words before its unit of work is known: position in time, what, from → to."""

    work_id: int
    hlc: int
    fact_id: int
    what: str
    before: str
    after: str
    table: str
    reason: str = ""


def _told(row: Row, what: str, before: str, after: str, table: str, reason: str = "") -> _Told:
    """A fact's row, which begins with work_id, hlc and id, in words."""
    return _Told(row[0], row[1], row[2], what, before, after, table, reason)


Teller = Callable[[Database, str, int], Iterator[_Told]]


def history(db: Database, kind: str, subject_id: int, *, limit: int = 200) -> list[HistoryEntry]:
    """What happened to a record (piece, order, line, job, party, agreement, place, user), newest first."""
    told = [entry for teller in _TELLERS for entry in teller(db, kind, subject_id)]
    told.sort(key=lambda one: (one.hlc, one.fact_id), reverse=True)
    chosen = told[:limit]
    works = _works(db, {one.work_id for one in chosen})
    return [_entry(one, works[one.work_id]) for one in chosen if one.work_id in works]


def _works(db: Database, ids: set[int]) -> dict[int, tuple[int, str, str, str, str]]:
    rows = db.rows(
        "SELECT id, at, actor_id, second_id, reason_code, work_kind FROM work"
        " WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(sorted(ids)),),
    )
    return {r[0]: (r[1], name_of(db, r[2]), name_of(db, r[3]), r[4], r[5]) for r in rows}


def _entry(one: _Told, work: tuple[int, str, str, str, str]) -> HistoryEntry:
    at, by, second, reason, work_kind = work
    return HistoryEntry(
        one.work_id,
        at,
        by,
        second,
        one.what or work_words(work_kind),
        one.before,
        one.after,
        reason_words(one.reason or reason) if one.reason or reason else "",
        one.table,
        one.table not in ("report", "document", "printed", "payment", "refund", "note"),
    )


# ---------------------------------------------------------------------- one teller a table
def _states(db: Database, kind: str, subject_id: int) -> Iterator[_Told]:
    for r in db.rows(
        "SELECT work_id, hlc, id, machine, from_state, to_state, reason_code FROM transition"
        " WHERE subject_id = ?",
        (subject_id,),
    ):
        what = _MACHINES.get(r[3], "State")
        yield _told(r, what, word(r[4]) if r[4] else "", word(r[5]), "transition", r[6])


def _edits(db: Database, kind: str, subject_id: int) -> Iterator[_Told]:
    for r in db.rows(
        "SELECT work_id, hlc, id, column_name, content FROM edit WHERE row_id = ? AND table_name = ?",
        (subject_id, table_of(kind)),
    ):
        if r[3] == "removed":
            gone = json.loads(r[4])["new"] if r[4] else 1
            yield _told(r, "Taken out" if gone else "Put back", "", "", "edit")
            continue
        what = _column(r[3])
        if r[4] is None:
            yield _told(r, what, "", "erased", "edit")
        elif r[3] in _HIDDEN:
            yield _told(r, "Password or badge", "", "changed", "edit")
        else:
            change = json.loads(r[4])
            shown = [_value(db, r[3], change[side]) for side in ("old", "new")]
            yield _told(r, what, shown[0], shown[1], "edit")


def _moves(db: Database, kind: str, subject_id: int) -> Iterator[_Told]:
    before = ""
    for r in db.rows(
        "SELECT m.work_id, m.hlc, m.id, t.path, p.display, m.counter_of FROM move AS m"
        " LEFT JOIN place_tree AS t ON t.id = m.to_place_id"
        " LEFT JOIN party AS p ON p.id = m.keeper_id WHERE m.subject_id = ? ORDER BY m.hlc, m.id",
        (subject_id,),
    ):
        after = " · ".join(filter(None, (r[3], r[4])))
        what = "Moved" if r[5] is None else "Move taken back"
        yield _told(r, what, before, after, "move")
        before = after


def _values(db: Database, kind: str, subject_id: int) -> Iterator[_Told]:
    last: dict[str, str] = {}
    for r in db.rows(
        "SELECT work_id, hlc, id, what, amount_minor, currency FROM priced WHERE subject_id = ?"
        " ORDER BY hlc, id",
        (subject_id,),
    ):
        after = f"{r[5]} {plain(r[4], r[5])}"
        yield _told(r, PRICE_KINDS.title(r[3]), last.get(r[3], ""), after, "priced")
        last[r[3]] = after
    for r in db.rows(
        "SELECT work_id, hlc, id, what, value, method FROM measured WHERE subject_id = ?"
        " ORDER BY hlc, id",
        (subject_id,),
    ):
        after = f"{shown_g(r[4])} g" if r[3].endswith("_mg") else str(r[4])
        if r[3].endswith("_um"):
            after = f"{r[4] / 1000:.2f} mm"
        yield _told(r, _column(r[3]), last.get(r[3], ""), after, "measured")
        last[r[3]] = after


def _papers(db: Database, kind: str, subject_id: int) -> Iterator[_Told]:
    for r in db.rows(
        "SELECT work_id, hlc, id, text_value, alias FROM code WHERE target_id = ?", (subject_id,)
    ):
        shown = r[3] if r[4] else spaced(r[3])
        yield _told(r, "Another code" if r[4] else "Tag", "", shown, "code")
    for r in db.rows(
        "SELECT work_id, hlc, id, number, grade, version_of FROM report WHERE piece_id = ?",
        (subject_id,),
    ):
        what = "Condition report" if r[5] is None else "Condition report corrected"
        yield _told(r, what, "", r[3], "report")
    for r in db.rows(
        "SELECT work_id, hlc, id, document_kind, number FROM document WHERE subject_id = ?",
        (subject_id,),
    ):
        yield _told(r, _column(r[3]), "", r[4], "document")
    for r in db.rows(
        "SELECT p.work_id, p.hlc, p.id, p.outcome, p.reason_code FROM printed AS p"
        " WHERE p.subject_id = :id OR p.subject_id IN (SELECT id FROM code WHERE target_id = :id)"
        " OR p.subject_id IN (SELECT id FROM document WHERE subject_id = :id)",
        {"id": subject_id},
    ):
        yield _told(r, "Printed", "", OUTCOMES.word(r[3]), "printed", r[4])
    for r in db.rows(
        "SELECT work_id, hlc, id, role, counter_of FROM attached WHERE subject_id = ?",
        (subject_id,),
    ):
        what = "Photo added" if r[4] is None else "Photo taken off"
        yield _told(r, what, "", r[3], "attached")


def _order_facts(db: Database, kind: str, subject_id: int) -> Iterator[_Told]:
    for r in db.rows(
        "SELECT t.work_id, t.hlc, t.id, t.point, t.ok, l.name FROM ticked AS t"
        " LEFT JOIN order_line AS l ON l.id = t.line_id WHERE t.order_id = :id OR t.line_id = :id",
        {"id": subject_id},
    ):
        what = f"{CHECKS.title(r[3])} {'checked' if r[4] else 'not right'}"
        yield _told(r, what, "", r[5] or "", "ticked")
    for table, what in (("payment", "Payment"), ("refund", "Refund")):
        for r in db.rows(
            f"SELECT work_id, hlc, id, amount_minor, currency FROM {table} WHERE order_id = ?",
            (subject_id,),
        ):
            yield _told(r, what, "", f"{r[4]} {plain(r[3], r[4])}", table)
    for r in db.rows(
        "SELECT work_id, hlc, id FROM order_source WHERE order_id = ? AND file_sha256 <> ''",
        (subject_id,),
    ):
        yield _told(r, "Told by a file", "", "", "order_source")


def _bench(db: Database, kind: str, subject_id: int) -> Iterator[_Told]:
    for r in db.rows(
        "SELECT work_id, hlc, id, stage, direction, weight_mg FROM job_stage WHERE job_id = ?",
        (subject_id,),
    ):
        weight = f"{shown_g(r[5])} g" if r[5] is not None else ""
        yield _told(r, f"{STAGES.title(r[3])} {r[4]}", "", weight, "job_stage")


def _people(db: Database, kind: str, subject_id: int) -> Iterator[_Told]:
    for r in db.rows(
        'SELECT work_id, hlc, id, role, given FROM "grant" WHERE user_id = ?', (subject_id,)
    ):
        what = "Role given" if r[4] else "Role taken"
        yield _told(r, what, "", ROLE_WORDS.word(r[3]), "grant")


def _notes(db: Database, kind: str, subject_id: int) -> Iterator[_Told]:
    for r in db.rows(
        "SELECT work_id, hlc, id, topic, content FROM note WHERE subject_id = ?", (subject_id,)
    ):
        what = _column(r[3]) if r[3] else "Note"
        yield _told(r, what, "", r[4] if r[4] is not None else "erased", "note")


_TELLERS: tuple[Teller, ...] = (
    _states,
    _edits,
    _moves,
    _values,
    _papers,
    _order_facts,
    _bench,
    _people,
    _notes,
)


def _column(name: str) -> str:
    plain_name = name.removesuffix("_mg").removesuffix("_um").removesuffix("_id")
    words = plain_name.replace("_", " ")
    return words[:1].upper() + words[1:]


def _value(db: Database, column: str, value: Any) -> str:
    """A descriptive value for people: names for ids, nothing for nothing."""
    if value is None or value == "":
        return ""
    named = _NAMED_COLUMNS.get(column.removesuffix("_id")) if column.endswith("_id") else None
    if named:
        try:
            return str(db.value(named, (value,)) or "")
        except UserError:
            return ""
    if column.endswith("_mg") and isinstance(value, int):
        return f"{shown_g(value)} g"
    return str(value)

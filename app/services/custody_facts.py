"""The facts about a piece, each kind read from its table and said in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from app.domain.chips import chip
from app.domain.codes import spaced
from app.domain.mass import shown_g
from app.domain.money import shown
from app.domain.reasons import reason_words
from app.domain.vocabulary import GRADES, METHODS, PRICE_KINDS, REPORT_REASONS
from app.models.database import Database, Row
from app.services.custody_moves import moves_of
from app.services.house_rules import house_rules
from app.services.piece_parts import EVIDENCE_WORDS
from app.services.print_words import OUTCOMES

ARRANGED = "Photo arranged"
"""A photo that was there has another place in their order, or another view: nobody saw the piece for it."""


@dataclass(frozen=True)
class CustodyFact:
    """A fact before the person who made it is looked up."""

    id: int
    work_id: int
    hlc: int
    kind: str
    group: str
    what: str
    before: str = ""
    after: str = ""
    detail: str = ""
    paper: str = ""
    opens: tuple[str, int] | None = None
    counter_of: int = 0
    value_kind: str = ""


# ---------------------------------------------------------------------- where and in which state
def _moves(db: Database, piece_id: int) -> Iterable[CustodyFact]:
    for step in moves_of(db, piece_id):
        row = step.row
        what = "Moved back" if row.counter_of else "Moved" if step.before else "Brought in"
        carried = f"with {step.with_place}" if step.with_place else ""
        why = _why_back(db, row.work_id) if row.counter_of else ""
        yield CustodyFact(
            row.id,
            row.work_id,
            row.hlc,
            "move",
            "moves",
            what,
            step.before,
            step.after,
            ", ".join(filter(None, (carried, why))),
            step.paper,
            ("document", row.document_id) if row.document_id else None,
            row.counter_of or 0,
        )


def _why_back(db: Database, work_id: int) -> str:
    """The reason for which a move was taken back, in words; "" where it was an undo."""
    code = db.value("SELECT reason_code FROM work WHERE id = ?", (work_id,))
    return reason_words(code) if code else ""


def _states(db: Database, piece_id: int) -> Iterable[CustodyFact]:
    rows = db.rows(
        "SELECT t.id, t.work_id, t.hlc, t.machine, t.from_state, t.to_state, t.reason_code"
        " FROM transition AS t WHERE t.subject_id = ? AND t.machine IN ('piece', 'quality')",
        (piece_id,),
    )
    for row_id, work_id, hlc, machine, before, after, reason in rows:
        if machine == "quality" and not before and after == "ok":
            continue  # that a piece comes in sound is the rule and not an event
        yield CustodyFact(
            row_id,
            work_id,
            hlc,
            "state" if machine == "piece" else "quality",
            "moves" if machine == "piece" else "checks",
            "Take-in taken back"
            if not after
            else "Taken in"
            if not before
            else chip(machine, after).text,
            chip(machine, before).text if before else "",
            chip(machine, after).text if before and after else "",
            reason_words(reason) if reason else "",
        )


# ---------------------------------------------------------------------- worth and weight
def _prices(db: Database, piece_id: int) -> Iterable[CustodyFact]:
    locale = house_rules(db).locale
    last: dict[str, str] = {}
    rows = db.rows(
        "SELECT p.id, p.work_id, p.hlc, p.what, p.amount_minor, p.currency,"
        f" {EVIDENCE_WORDS.format(priced='p')}"
        " FROM priced AS p WHERE p.subject_id = ? ORDER BY p.hlc, p.id",
        (piece_id,),
    )
    for row_id, work_id, hlc, what, amount, currency, evidence in rows:
        now = shown(amount, currency, locale)
        title = PRICE_KINDS.title(what)
        yield CustodyFact(
            row_id,
            work_id,
            hlc,
            "price",
            "price",
            title,
            last.get(what, ""),
            now,
            evidence,
            value_kind=what,
        )
        last[what] = now


def _weights(db: Database, piece_id: int) -> Iterable[CustodyFact]:
    before = ""
    rows = db.rows(
        "SELECT id, work_id, hlc, value, method, instrument FROM measured"
        " WHERE subject_id = ? AND what = 'gross_weight_mg' ORDER BY hlc, id",
        (piece_id,),
    )
    for row_id, work_id, hlc, value, method, instrument in rows:
        now = f"{shown_g(value)} g"
        how = ", ".join(filter(None, (METHODS.word(method) if method else "", instrument)))
        yield CustodyFact(row_id, work_id, hlc, "weight", "checks", "Weighed", before, now, how)
        before = now


# ---------------------------------------------------------------------- photos, reports, tags
def _photos(db: Database, piece_id: int) -> Iterable[CustodyFact]:
    """One that was put elsewhere in their order, or under another view, stays with the piece: it was
    neither taken off nor taken anew."""
    rows = db.rows(
        "SELECT a.id, a.work_id, a.hlc, a.role, a.counter_of, EXISTS (SELECT 1 FROM attached AS o"
        " WHERE o.subject_id = a.subject_id AND o.work_id = a.work_id AND o.file_id = a.file_id"
        " AND (o.counter_of IS NULL) <> (a.counter_of IS NULL))"
        " FROM attached AS a WHERE a.subject_id = ? AND a.subject_kind = 'piece'",
        (piece_id,),
    )
    for row_id, work_id, hlc, role, counter_of, arranged in rows:
        if arranged and counter_of:
            continue
        what = "Photo taken off" if counter_of else ARRANGED if arranged else "Photographed"
        yield CustodyFact(
            row_id, work_id, hlc, "photo", "checks", what, detail=role, counter_of=counter_of or 0
        )


def _reports(db: Database, piece_id: int) -> Iterable[CustodyFact]:
    rows = db.rows(
        "SELECT id, work_id, hlc, number, reason, grade, findings, version_of FROM report"
        " WHERE piece_id = ?",
        (piece_id,),
    )
    for row_id, work_id, hlc, number, reason, grade, findings, version_of in rows:
        count = f"{findings} finding{'s' if findings != 1 else ''}"
        yield CustodyFact(
            row_id,
            work_id,
            hlc,
            "report",
            "checks",
            "Condition corrected" if version_of else "Condition reported",
            "",
            GRADES.title(grade) if grade else "",
            f"{REPORT_REASONS.word(reason)}, {count}",
            number,
            ("report", row_id),
        )


def _tags(db: Database, piece_id: int) -> Iterable[CustodyFact]:
    rows = db.rows(
        "SELECT c.id, c.work_id, c.hlc, c.text_value, c.alias, o.text_value, c.target_id"
        " FROM code AS c LEFT JOIN code AS o ON o.id = c.replaces_id"
        " WHERE c.target_id = ?1 AND c.target_kind = 'piece' OR c.text_value IN"
        " (SELECT text_value FROM code WHERE target_id = ?1) AND c.target_id = 0"
        " AND o.target_id = ?1",
        (piece_id,),
    )
    for row_id, work_id, hlc, text, alias, old, target_id in rows:
        code = text if alias else spaced(text)
        what = "Another code" if alias else "New tag" if old else "Tagged"
        if not target_id:
            what, old = "Another code taken off", ""
        yield CustodyFact(
            row_id, work_id, hlc, "tag", "other", what, spaced(old) if old else "", code
        )


def _prints(db: Database, piece_id: int) -> Iterable[CustodyFact]:
    rows = db.rows(
        "SELECT p.id, p.work_id, p.hlc, p.printer, p.outcome, p.reason_code"
        " FROM printed AS p WHERE (p.subject_id = ? AND p.subject_kind = 'piece')"
        " OR (p.subject_kind = 'code' AND p.subject_id IN (SELECT id FROM code"
        " WHERE target_id = ?))",
        (piece_id, piece_id),
    )
    for row_id, work_id, hlc, printer, outcome, reason in rows:
        what = "Tag printed again" if reason else "Tag printed"
        detail = ", ".join(filter(None, (reason_words(reason) if reason else "", printer)))
        yield CustodyFact(
            row_id, work_id, hlc, "printed", "other", what, "", OUTCOMES.word(outcome), detail
        )


def _notes(db: Database, piece_id: int) -> Iterable[CustodyFact]:
    rows = db.rows(
        "SELECT id, work_id, hlc, coalesce(content, ''), topic FROM note"
        " WHERE subject_id = ? AND subject_kind = 'piece'",
        (piece_id,),
    )
    for row_id, work_id, hlc, text, topic in rows:
        what = "Report draft given up" if topic == "report_draft_given_up" else "Note"
        yield CustodyFact(row_id, work_id, hlc, "note", "other", what, detail=text)


def _edits(db: Database, piece_id: int) -> Iterable[CustodyFact]:
    """What was corrected in the description, by column; one entry a unit of work."""
    rows: list[Row] = db.rows(
        "SELECT min(id), work_id, hlc, group_concat(column_name, ', ') FROM (SELECT * FROM edit"
        " WHERE row_id = ? AND table_name = 'piece' ORDER BY id) GROUP BY work_id, hlc",
        (piece_id,),
    )
    for row_id, work_id, hlc, columns in rows:
        words = columns.replace("_", " ")
        yield CustodyFact(
            row_id, work_id, hlc, "edit", "other", "Description changed", detail=words
        )


SOURCES: tuple[Callable[[Database, int], Iterable[CustodyFact]], ...] = (
    _moves,
    _states,
    _prices,
    _weights,
    _photos,
    _reports,
    _tags,
    _prints,
    _notes,
    _edits,
)
"""Where the facts about a piece are read, each kind by its own question."""

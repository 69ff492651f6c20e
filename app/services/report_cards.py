"""Signed condition reports as lists and pages show them, and what changed since the last one."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from app.domain.errors import NotFoundError, StateError
from app.models.database import Database
from app.printing.document.condition_report import ConditionReport
from app.printing.document.content import content_from_json
from app.services.as_signed import require_as_signed
from app.services.lists import ListQuery
from app.services.report_compare import Comparison, compared, comparison
from app.services.report_form import ReportForm, form_from_json
from app.services.report_gate import Passed, Stop, stops_of
from app.services.report_known import known_then
from app.services.report_start import LastReport, last_report
from app.services.search_text import fts_query
from app.services.signatures import Signature

__all__ = [
    "Comparison",
    "ReportCard",
    "ReportRow",
    "Version",
    "compared",
    "report_card",
    "report_content",
    "reports_list",
    "reports_of",
    "version_of",
]


@dataclass(frozen=True)
class ReportRow:
    """A line of the list: the latest version of each report."""

    id: int
    number: str
    version: int
    piece_id: int
    piece: str
    photo_sha256: str
    reason: str
    grade: str
    findings: int
    worst: int
    signed_at: int
    examiner: str


@dataclass(frozen=True)
class Version:
    """One version of a report."""

    id: int
    version: int
    signed_at: int
    examiner: str


@dataclass(frozen=True)
class ReportCard:
    """A signed report: its form as signed, who signed, its versions, what changed before it.

    ``passed`` is what a manager let pass when it was signed. ``sha256`` seals the content; ``erased`` says that a person's data was erased from it, so that only
    number, grade and counts are left.
    """

    id: int
    number: str
    version: int
    is_latest: bool
    piece_id: int
    piece: str
    piece_number: str
    code: str
    form: ReportForm
    examiner: str
    decided_by: str
    signed_at: int
    signatures: tuple[Signature, ...]
    versions: tuple[Version, ...]
    comparison: Comparison | None
    sha256: str
    erased: bool
    passed: Passed | None = None


_ROOT = "coalesce(r.version_of, r.id)"
_NEWEST = (
    "NOT EXISTS (SELECT 1 FROM report AS later WHERE coalesce(later.version_of, later.id) ="
    f" {_ROOT} AND (later.hlc, later.id) > (r.hlc, r.id))"
)
_VERSION = (
    "(SELECT count(*) FROM report AS v WHERE (v.id = coalesce(r.version_of, r.id)"
    " OR v.version_of = coalesce(r.version_of, r.id)) AND (v.hlc, v.id) <= (r.hlc, r.id))"
)
_ROWS = f"""
SELECT r.id, r.number, {_VERSION}, r.piece_id, p.description, n.photo_sha256, r.reason, r.grade,
  r.findings, r.worst, w.at, coalesce(u.display, '')
FROM report AS r JOIN work AS w ON w.id = r.work_id JOIN piece AS p ON p.id = r.piece_id
LEFT JOIN piece_now AS n ON n.id = r.piece_id LEFT JOIN user AS u ON u.id = w.actor_id
WHERE {{where}}
"""
_SORTS = {
    "signed": "r.hlc {d}, r.id {d}",
    "number": "r.number {d}, r.id {d}",
    "piece": "(SELECT description FROM piece AS p WHERE p.id = r.piece_id) {d}, r.id {d}",
    "grade": "CASE r.grade WHEN 'as_new' THEN 0 WHEN 'excellent' THEN 1 WHEN 'very_good' THEN 2"
    " WHEN 'good' THEN 3 WHEN 'fair' THEN 4 ELSE 5 END {d}, r.id {d}",
    "worst": "r.worst {d}, r.id {d}",
}
SORTS = tuple(_SORTS)


def reports_list(
    text: str = "",
    *,
    reason: str = "",
    worst: int = 0,
    sort: str = "signed",
    descending: bool = True,
) -> ListQuery:
    """The list of signed reports; ``worst`` leaves out those below a severity. Rows: ReportRow.

    ``text`` finds by report number, piece, tag, consignor.
    """
    where = [_NEWEST]
    params: list[Any] = []
    if reason:
        where.append("r.reason = ?")
        params.append(reason)
    if worst:
        where.append("r.worst >= ?")
        params.append(worst)
    query = fts_query(text)
    if query:
        where.append(
            "(r.piece_id IN (SELECT s.target_id FROM piece_search JOIN search_row AS s"
            " ON s.kind_code = 'piece' AND s.row = piece_search.rowid WHERE piece_search MATCH ?)"
            " OR r.id IN (SELECT s.target_id FROM document_search JOIN search_row AS s"
            " ON s.kind_code = 'document' AND s.row = document_search.rowid"
            " WHERE document_search MATCH ?))"
        )
        params += [query, query]
    order = _SORTS[sort].format(d="DESC" if descending else "ASC")
    return ListQuery(
        "reports",
        f"SELECT r.id FROM report AS r WHERE {' AND '.join(where)} ORDER BY {order}",
        _ROWS.format(where="r.id IN (SELECT value FROM json_each(?))"),
        tuple(params),
        _row,
    )


def reports_of(db: Database, piece_id: int) -> list[ReportRow]:
    """All reports of a piece, latest versions, newest first."""
    sql = _ROWS.format(where=f"r.piece_id = ? AND {_NEWEST}")
    return [_row(row) for row in db.rows(f"{sql} ORDER BY r.hlc DESC, r.id DESC", (piece_id,))]


def report_card(db: Database, report_id: int) -> ReportCard:
    """One report; NotFoundError if there is none."""
    row = db.row(
        f"SELECT r.number, {_ROOT}, r.piece_id, r.content, r.sha256, w.at, p.description,"
        " coalesce(nullif(n.item_number, ''), p.number) FROM report AS r"
        " JOIN work AS w ON w.id = r.work_id JOIN piece AS p ON p.id = r.piece_id"
        " LEFT JOIN piece_now AS n ON n.id = p.id WHERE r.id = ?",
        (report_id,),
    )
    if row is None:
        raise _missing()
    said = json.loads(row[3]) if row[3] else {}
    form = form_from_json(said.get("form", {}))
    versions = _versions(db, row[1])
    last = last_report(db, row[2], before=report_id) if said else None
    return ReportCard(
        id=report_id,
        number=row[0],
        version=next(v.version for v in versions if v.id == report_id),
        is_latest=versions[-1].id == report_id,
        piece_id=row[2],
        piece=row[6],
        piece_number=row[7] or "",
        code=_code(db, report_id),
        form=form,
        examiner=said.get("examiner", ""),
        decided_by=said.get("decided_by", ""),
        signed_at=row[5],
        signatures=tuple(_signature(one) for one in said.get("signatures", ())),
        versions=versions,
        comparison=comparison(form, last) if last else None,
        sha256=row[4],
        erased=row[3] is None,
        passed=_passed(db, report_id, said, form, last),
    )


def _passed(
    db: Database, report_id: int, said: dict[str, Any], form: ReportForm, last: LastReport | None
) -> Passed | None:
    """What the manager's words on a report let pass; where it did not keep that, it is judged anew."""
    if not (said.get("decided_by") and form.decision.strip()):
        return None
    if "decided" not in said:
        return Passed(last.number if last else "", stops_of(known_then(db, report_id), form))
    kept = said["decided"]
    return Passed(kept["against"], tuple(Stop(*one) for one in kept["stops"])) if kept else None


def report_content(db: Database, report_id: int) -> ConditionReport:
    """What the signed paper says, for the renderer; refuses content that was changed or erased."""
    row = db.row("SELECT number, content FROM report WHERE id = ?", (report_id,))
    if row is None:
        raise _missing()
    number, content = row
    if content is None:
        raise StateError(
            "Erased",
            f"The content of {number} was erased with a person's data.",
            "Its number, grade and findings' count stay in the piece's history.",
        )
    require_as_signed(db, report_id)
    return content_from_json(ConditionReport, json.loads(content)["paper"])


def version_of(db: Database, report_id: int) -> tuple[int, int]:
    """Which version of its report this is, and how many there are; both count as they came."""
    root = db.value("SELECT coalesce(version_of, id) FROM report WHERE id = ?", (report_id,))
    versions = _versions(db, int(root or 0))
    return next((one.version for one in versions if one.id == report_id), 1), len(versions)


def _versions(db: Database, root: int) -> tuple[Version, ...]:
    rows = db.rows(
        "SELECT r.id, w.at, coalesce(u.display, '') FROM report AS r"
        " JOIN work AS w ON w.id = r.work_id LEFT JOIN user AS u ON u.id = w.actor_id"
        " WHERE r.id = ? OR r.version_of = ? ORDER BY r.hlc, r.id",
        (root, root),
    )
    return tuple(Version(row[0], nth, row[1], row[2]) for nth, row in enumerate(rows, 1))


def _code(db: Database, report_id: int) -> str:
    return str(
        db.value(
            "SELECT code FROM code_now WHERE target_id = ? AND target_kind = 'report'"
            " AND alias = 0 AND replaced = 0 LIMIT 1",
            (report_id,),
        )
        or ""
    )


def _signature(said: dict[str, Any]) -> Signature:
    strokes = tuple(tuple((int(x), int(y)) for x, y in stroke) for stroke in said["strokes"])
    return Signature(said["role"], said["name"], strokes, said.get("at", 0))


def _row(row: tuple[Any, ...]) -> ReportRow:
    photo = row[5] or ""
    return ReportRow(
        row[0],
        row[1],
        row[2],
        row[3],
        row[4],
        photo,
        row[6],
        row[7],
        row[8],
        row[9],
        row[10],
        row[11],
    )


def _missing() -> NotFoundError:
    return NotFoundError(
        "No such report",
        "This condition report is not here.",
        "Look for it by its number, or by its piece.",
    )

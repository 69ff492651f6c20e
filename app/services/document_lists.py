"""All papers of the shop as one list: stored documents and signed condition reports."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from app.domain.errors import NotFoundError
from app.domain.reasons import REPRINT
from app.domain.terms import vocabulary
from app.models.database import Database
from app.services.lists import ListQuery
from app.services.people import name_of
from app.services.printed_digests import printed_digest
from app.services.search_text import fts_query

REPORT = "condition_report"
KINDS = vocabulary(
    "Kinds of document",
    "job_bag | job bag",
    "take_in_receipt | take-in receipt",
    f"{REPORT} | condition report",
    "difference_report | difference report",
    "packing_slip | packing slip",
    "sales_receipt | sales receipt",
    "gift_receipt | gift receipt",
    "invoice | invoice",
    "credit_note | credit note",
    "repair_ticket | repair ticket",
    "payout_statement | consignor's statement",
    "hand_over | loan or hand-over form",
    "transfer_list | transfer list",
    "count_sheet | count sheet",
    "price_cards | price cards",
    "command_cards | command cards",
    "place_labels | labels of places",
    "passport | passport of a piece",
    "place_statement | statement of a place",
)
"""What a paper is called, by its kind."""


@dataclass(frozen=True)
class DocumentRow:
    """A paper in the list. ``about`` is whom or what it is about, in words.

    ``subject_kind`` and ``subject_id`` are the record behind it; ``version`` counts corrections.
    """

    id: int
    kind: str
    number: str
    about: str
    subject_kind: str
    subject_id: int
    at: int
    by: str
    version: int
    printed: int
    photo_sha256: str


@dataclass(frozen=True)
class PrintLine:
    """One printing of a paper: when, by whom, how it ended, why again ("" the first time)."""

    at: int
    by: str
    copies: int
    outcome: str
    reason: str


@dataclass(frozen=True)
class DocumentCard:
    """A paper's page: its row, every printing, its digest, and whether a person's data was erased."""

    row: DocumentRow
    printings: tuple[PrintLine, ...]
    sha256: str
    template: str
    language: str
    erased: bool

    @property
    def is_report(self) -> bool:
        """Whether it is a signed condition report, which is drawn and printed as such."""
        return self.row.kind == REPORT


_ABOUT = """
CASE d.subject_kind
  WHEN 'agreement' THEN (SELECT p.display FROM agreement AS a JOIN party AS p ON p.id = a.party_id
    WHERE a.id = d.subject_id)
  WHEN 'job' THEN (SELECT j.title FROM job_now AS j WHERE j.id = d.subject_id)
  WHEN 'order' THEN (SELECT o.client FROM order_now AS o WHERE o.id = d.subject_id)
  WHEN 'piece' THEN (SELECT p.description FROM piece AS p WHERE p.id = d.subject_id)
  WHEN 'place' THEN (SELECT coalesce(nullif(p.title, ''), p.name) FROM place AS p
    WHERE p.id = d.subject_id)
  WHEN 'user' THEN (SELECT u.display FROM user AS u WHERE u.id = d.subject_id)
END
"""
_VERSION = (
    "(SELECT count(*) FROM report AS v WHERE (v.id = coalesce(r.version_of, r.id)"
    " OR v.version_of = coalesce(r.version_of, r.id)) AND (v.hlc, v.id) <= (r.hlc, r.id))"
)
_ROWS = f"""
SELECT d.id, d.document_kind, d.number, {_ABOUT}, d.subject_kind, d.subject_id, w.at,
  coalesce(u.display, ''), 1, {{printed_d}}, ''
FROM document AS d JOIN work AS w ON w.id = d.work_id LEFT JOIN user AS u ON u.id = w.actor_id
WHERE d.id IN (SELECT value FROM json_each(?1))
UNION ALL
SELECT r.id, '{REPORT}', r.number, p.description, 'piece', r.piece_id, w.at,
  coalesce(u.display, ''), {_VERSION}, {{printed_r}}, coalesce(n.photo_sha256, '')
FROM report AS r JOIN work AS w ON w.id = r.work_id JOIN piece AS p ON p.id = r.piece_id
LEFT JOIN piece_now AS n ON n.id = p.id LEFT JOIN user AS u ON u.id = w.actor_id
WHERE r.id IN (SELECT value FROM json_each(?1))
"""
_TIMES = (
    "(SELECT max(0, coalesce(sum(CASE outcome WHEN 'sent' THEN 1 WHEN 'doubtful' THEN 1"
    " WHEN 'not_printed' THEN -1 ELSE 0 END), 0)) FROM printed"
    " WHERE subject_kind = '{kind}' AND subject_id = {alias}.id)"
)
_ALL_ROWS = _ROWS.format(
    printed_d=_TIMES.format(kind="document", alias="d"),
    printed_r=_TIMES.format(kind="report", alias="r"),
)
_ORDER = {"made": "id", "number": "number"}
SORTS = tuple(_ORDER)


def documents_list(
    text: str = "", *, kind: str = "", sort: str = "made", descending: bool = True
) -> ListQuery:
    """All papers, or those of a kind, newest first. Rows: DocumentRow. ``text`` finds by number."""
    query = fts_query(text)
    found = (
        " AND id IN (SELECT s.target_id FROM document_search JOIN search_row AS s"
        " ON s.kind_code = 'document' AND s.row = document_search.rowid"
        " WHERE document_search MATCH ?2)"
        if query
        else ""
    )
    papers = f"SELECT id, number FROM document WHERE (?1 = '' OR document_kind = ?1){found}"
    reports = f"SELECT id, number FROM report WHERE (?1 IN ('', '{REPORT}')){found}"
    order = f"{_ORDER[sort]} {'DESC' if descending else 'ASC'}"
    return ListQuery(
        "documents",
        f"SELECT id FROM ({papers} UNION ALL {reports}) ORDER BY {order}",
        _ALL_ROWS,
        (kind, query) if query else (kind,),
        _row,
    )


def document_counts(db: Database) -> dict[str, int]:
    """How many papers there are of each kind, "" for all."""
    rows = db.rows("SELECT document_kind, count(*) FROM document GROUP BY document_kind")
    counts = {str(kind): int(many) for kind, many in rows}
    counts[REPORT] = int(db.value("SELECT count(*) FROM report") or 0)
    return {"": sum(counts.values()), **counts}


def document_rows(db: Database, ids: str) -> list[DocumentRow]:
    """The papers of these ids (a JSON list), documents and signed reports alike, in any order."""
    return [_row(row) for row in db.rows(_ALL_ROWS, (ids,))]


def document_card(db: Database, document_id: int) -> DocumentCard:
    """One paper by the id of a stored document or a signed report; NotFoundError if it is neither."""
    rows = db.rows(_ALL_ROWS, (f"[{document_id}]",))
    if not rows:
        raise NotFoundError(
            "No such document", "This document is not here.", "Look for it by its number."
        )
    row = _row(rows[0])
    kind = "report" if row.kind == REPORT else "document"
    template = "template, language" if kind == "document" else "'condition report', ''"
    sealed = db.row(
        f"SELECT content, content IS NULL, {template} FROM {kind} WHERE id = ?", (document_id,)
    )
    assert sealed is not None
    printings = db.rows(
        "SELECT w.at, w.actor_id, p.copies, p.outcome, p.reason_code FROM printed AS p"
        " JOIN work AS w ON w.id = p.work_id WHERE p.subject_kind = ? AND p.subject_id = ?"
        " ORDER BY p.hlc DESC, p.id DESC",
        (kind, document_id),
    )
    return DocumentCard(
        row,
        tuple(
            PrintLine(at, name_of(db, by), copies, outcome, REPRINT.word(reason) if reason else "")
            for at, by, copies, outcome, reason in printings
        ),
        printed_digest(kind, sealed[0]),
        sealed[2],
        sealed[3],
        bool(sealed[1]),
    )


def _row(row: tuple[Any, ...]) -> DocumentRow:
    values = [*row]
    values[3] = values[3] or ""
    return DocumentRow(*values)


__all__ = [
    "KINDS",
    "REPORT",
    "DocumentCard",
    "DocumentRow",
    "PrintLine",
    "document_card",
    "document_counts",
    "document_rows",
    "documents_list",
]

"""The papers of a record: what was made about an order, a job, a piece or an agreement, and around it."""

from __future__ import annotations

import json

from app.domain.errors import NotFoundError
from app.models.database import Database
from app.services.document_lists import DocumentRow, document_rows

_DOCUMENTS = "SELECT id FROM document WHERE subject_kind = '{kind}' AND subject_id = ?1"
_IDS = {
    "order": (
        _DOCUMENTS.format(kind="order"),
        "SELECT id FROM document WHERE subject_kind = 'job' AND subject_id IN"
        " (SELECT id FROM job_now WHERE order_id = ?1)",
    ),
    "job": (
        _DOCUMENTS.format(kind="job"),
        "SELECT id FROM document WHERE subject_kind = 'order' AND subject_id ="
        " (SELECT order_id FROM job_now WHERE id = ?1)",
    ),
    "piece": (
        _DOCUMENTS.format(kind="piece"),
        "SELECT id FROM report WHERE piece_id = ?1",
        "SELECT id FROM document WHERE subject_kind = 'agreement' AND subject_id IN"
        " (SELECT agreement_id FROM consignment_item WHERE piece_id = ?1)",
        "SELECT id FROM document WHERE subject_kind = 'job' AND subject_id IN"
        " (SELECT id FROM job_now WHERE piece_id = ?1)",
    ),
    "place": (_DOCUMENTS.format(kind="place"),),
    "party": (
        "SELECT id FROM document WHERE subject_kind = 'agreement' AND subject_id IN"
        " (SELECT id FROM agreement WHERE party_id = ?1)",
        "SELECT id FROM document WHERE subject_kind = 'order' AND subject_id IN"
        " (SELECT id FROM order_now WHERE party_id = ?1)",
    ),
}
"""By kind of record: where the ids of its papers are asked for."""


def papers_of(db: Database, kind: str, record_id: int) -> list[DocumentRow]:
    """All papers of a record, newest first: to be looked at, and printed again.

    ``kind`` is order, job, piece, place or party; NotFoundError for others.
    """
    if kind not in _IDS:
        raise NotFoundError("No papers", f"A {kind} has no papers.", "Look at the documents.")
    ids: dict[int, None] = {}
    for question in _IDS[kind]:
        ids.update(dict.fromkeys(row[0] for row in db.rows(question, (record_id,))))
    rows = document_rows(db, json.dumps(list(ids)))
    return sorted(rows, key=lambda row: (row.at, row.id), reverse=True)

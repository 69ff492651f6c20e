"""Find: one box over pieces, orders, jobs, people, places and papers."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.codes import spaced
from app.domain.vocabulary import PLACE_KINDS
from app.models.database import Database, Row
from app.services.for_sale import FOR_SALE
from app.services.scanning import Scan, damaged, resolve
from app.services.search_text import fts_query

FOUND_KINDS = ("piece", "order", "job", "party", "place", "document", "report", "agreement")


@dataclass(frozen=True)
class Found:
    """A record that was found: what it is, its number, a line of detail, a state for its chip.

    ``machine`` and ``state`` name the chip (``app.domain.chips.chip``); '' where it has none.
    """

    kind: str
    id: int
    title: str
    number: str
    detail: str
    machine: str = ""
    state: str = ""
    photo_sha256: str = ""


_FROM = (
    " FROM {kind}_search AS s CROSS JOIN search_row AS r"
    " ON r.kind_code = '{kind}' AND r.row = s.rowid {join}"
    " WHERE {kind}_search MATCH ? {more} ORDER BY s.rowid DESC LIMIT ?"
)


def _question(kind: str, columns: str, join: str, more: str = "") -> str:
    return f"SELECT {columns}" + _FROM.format(kind=kind, join=join, more=more)


# (kind, id, title, number, detail, machine, state, photo)
_QUESTIONS = (
    _question(
        "piece",
        "'piece', p.id, p.description, coalesce(nullif(p.item_number, ''), p.number),"
        f" coalesce(t.path, ''), 'piece', {FOR_SALE}, p.photo_sha256",
        "CROSS JOIN piece_now AS p ON p.id = r.target_id"
        " LEFT JOIN place_tree AS t ON t.id = p.place_id",
        "AND p.removed = 0",
    ),
    _question(
        "order",
        "'order', o.id, o.client, o.number, o.first_line, 'order', o.state, ''",
        "CROSS JOIN order_now AS o ON o.id = r.target_id",
        "AND o.removed = 0",
    ),
    _question(
        "job",
        "'job', j.id, j.title, j.number, j.client, 'job', j.state, ''",
        "CROSS JOIN job_now AS j ON j.id = r.target_id",
        "AND j.removed = 0",
    ),
    _question(
        "party",
        "'party', p.id, p.display, '', trim(p.city || ' ' || p.email), '', '', ''",
        "CROSS JOIN party_now AS p ON p.id = r.target_id",
        "AND p.removed = 0",
    ),
    _question(
        "place",
        "'place', t.id, coalesce(nullif(p.title, ''), p.name), t.path, t.kind_code, '', '', ''",
        "CROSS JOIN place_tree AS t ON t.id = r.target_id CROSS JOIN place AS p ON p.id = t.id",
        "AND p.removed = 0",
    ),
    _question(
        "document",
        "iif(c.id IS NULL, 'document', 'report'), r.target_id,"
        " iif(c.id IS NULL, replace(d.document_kind, '_', ' '), 'condition report'),"
        " coalesce(c.number, d.number), coalesce(n.description, ''), '', '',"
        " coalesce(n.photo_sha256, '')",
        "LEFT JOIN document AS d ON d.id = r.target_id LEFT JOIN report AS c ON c.id = r.target_id"
        " LEFT JOIN piece_now AS n ON n.id = coalesce(c.piece_id, d.subject_id)",
    ),
)
_AGREEMENTS = """
SELECT 'agreement', a.id, p.display, a.number, a.begins_on, 'agreement', coalesce(s.state, 'draft'),
  '' FROM number_now AS n JOIN agreement AS a ON a.id = n.target_id
JOIN party AS p ON p.id = a.party_id
LEFT JOIN state_now AS s ON s.subject_id = a.id AND s.machine = 'agreement'
WHERE n.number >= ?1 AND n.number < ?1 || char(1114111) AND n.target_kind = 'agreement'
  AND a.removed = 0 ORDER BY a.id DESC LIMIT ?2
"""


def find(db: Database, text: str, per_kind: int = 6) -> list[Found]:
    """What was typed, in every kind of record: exact numbers and codes first, then newest first."""
    query = fts_query(text)
    if not query:
        return []
    found: dict[tuple[str, int], Found] = {}
    for question in _QUESTIONS:
        for row in db.rows(question, (query, per_kind)):
            found.setdefault((row[0], row[1]), _found(row))
    number = text.strip().upper()
    for row in db.rows(_AGREEMENTS, (number, per_kind)) if number.startswith("A") else ():
        found.setdefault((row[0], row[1]), _found(row))
    scan = resolve(db, text)
    exact = [*_exact(scan), *_by_part(db, scan, text)]
    first = [found.pop((one.kind, one.id), one) for one in exact]
    return [*first, *found.values()]


def _exact(scan: Scan) -> list[Found]:
    """The record that a code or number names, and the others of the same number."""
    if not scan.known or scan.kind in ("command", "user"):
        return []
    kind, target_id = scan.kind, scan.target_id
    if kind == "item":
        kind, target_id = "piece", scan.piece_id
    named = Found(kind, target_id, scan.title, scan.text, scan.detail, "", "", scan.photo_sha256)
    return [named, *(Found(near.kind, near.target_id, near.title, "", "") for near in scan.near)]


def _by_part(db: Database, scan: Scan, text: str) -> list[Found]:
    """Things whose tag has these digits in it, some of them unreadable: a damaged tag."""
    if scan.known:
        return []
    return [
        Found(near.kind, near.target_id, near.title, spaced(near.code), "a tag with these digits")
        for near in damaged(db, text)
        if near.kind in FOUND_KINDS
    ]


def _found(row: Row) -> Found:
    kind, row_id, title, number, detail, machine, state, photo = row
    if kind == "place":
        detail = PLACE_KINDS.word(detail)
    return Found(kind, row_id, title or number, number, detail or "", machine, state, photo or "")

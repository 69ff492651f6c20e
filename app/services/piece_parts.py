"""The parts of a piece's page: weight, prices, photos, reports, papers, tag, order, jobs."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.clock import wall_ms
from app.domain.mass import shown_g
from app.domain.vocabulary import METHODS
from app.models.database import Database
from app.services.piece_consignment import Consignment

EVIDENCE = "evidence"
"""Topic of the note that says in words what speaks for a price; its subject is the price's fact."""
EVIDENCE_WORDS = (
    "coalesce((SELECT n.content FROM note AS n WHERE n.subject_id = {priced}.id"
    f" AND n.subject_kind = 'priced' AND n.topic = '{EVIDENCE}'), '')"
)
"""SQL: those words, '' where there are none or they were erased."""


@dataclass(frozen=True)
class PhotoLine:
    """A photo of the piece; ``attached_id`` is what ``remove_photo`` takes."""

    attached_id: int
    sha256: str
    role: str
    width: int
    height: int
    taken_at: int | None


@dataclass(frozen=True)
class ReportLine:
    """A signed condition report: number, reason, grade, how many findings, the worst severity.

    ``at`` is when this version was signed (UTC ms), ``since`` the report itself: a correction is as
    old as what it corrects. ``superseded``: a newer version takes its place.
    """

    id: int
    number: str
    reason: str
    grade: str
    findings: int
    worst: int
    at: int
    version_of: int | None
    superseded: bool
    since: int


@dataclass(frozen=True)
class PaperLine:
    """A document that concerns the piece: kind, number, when."""

    id: int
    kind: str
    number: str
    at: int


@dataclass(frozen=True)
class PriceLine:
    """A value as last said: kind (price, agreed, reserve, insured, cost, declared), amount, since when."""

    what: str
    amount_minor: int
    currency: str
    at: int
    evidence: str


@dataclass(frozen=True)
class TagLineInfo:
    """The piece's tag: code, how often printed, when last; earlier tags that still lead here."""

    code: str
    printed: int
    printed_at: int | None
    earlier: tuple[str, ...]
    aliases: tuple[str, ...]


def weight_words_of(db: Database, piece_id: int) -> str:
    """The gross weight and how it was found: "6.212 g by scale, scale 1"; '' if never weighed."""
    found = db.row(
        "SELECT value, method, instrument FROM measured WHERE subject_id = ?"
        " AND what = 'gross_weight_mg' ORDER BY hlc DESC, id DESC LIMIT 1",
        (piece_id,),
    )
    if found is None:
        return ""
    how = " ".join(filter(None, (METHODS.word(found[1]) if found[1] else "", found[2])))
    return f"{shown_g(found[0])} g {how}".strip()


def prices_of(db: Database, piece_id: int) -> tuple[PriceLine, ...]:
    """Every kind of value as last said, the price first."""
    rows = db.rows(
        f"SELECT what, amount_minor, currency, hlc, {EVIDENCE_WORDS.format(priced='p')}"
        " FROM (SELECT *, row_number() OVER"
        " (PARTITION BY what ORDER BY hlc DESC, id DESC) AS nth FROM priced"
        " WHERE subject_id = ?) AS p WHERE nth = 1",
        (piece_id,),
    )
    lines = {row[0]: PriceLine(row[0], row[1], row[2], wall_ms(row[3]), row[4]) for row in rows}
    order = ("price", "agreed", "reserve", "insured", "declared", "cost")
    return tuple(lines[what] for what in order if what in lines)


def photos_of(db: Database, piece_id: int) -> tuple[PhotoLine, ...]:
    """The photos of a piece in their order."""
    rows = db.rows(
        "SELECT a.id, f.sha256, a.role, coalesce(f.width, 0), coalesce(f.height, 0), f.taken_at"
        " FROM attached AS a JOIN file AS f ON f.id = a.file_id WHERE a.subject_id = ?"
        " AND a.subject_kind = 'piece' AND a.counter_of IS NULL AND a.role <> 'paper'"
        " AND NOT EXISTS (SELECT 1 FROM attached AS c WHERE c.subject_id = a.subject_id"
        " AND c.counter_of = a.id) ORDER BY a.position, a.id",
        (piece_id,),
    )
    return tuple(PhotoLine(*row) for row in rows)


def reports_of(db: Database, piece_id: int) -> tuple[ReportLine, ...]:
    """The signed condition reports of a piece, the last one first, in its newest version.

    A correction of an older report does not become the last one.
    """
    rows = db.rows(
        "SELECT r.id, r.number, r.reason, r.grade, r.findings, r.worst, r.hlc, r.version_of,"
        " EXISTS (SELECT 1 FROM report AS n WHERE n.piece_id = r.piece_id AND"
        " coalesce(n.version_of, n.id) = coalesce(r.version_of, r.id)"
        " AND (n.hlc, n.id) > (r.hlc, r.id)), coalesce(f.hlc, r.hlc) AS since"
        " FROM report AS r LEFT JOIN report AS f ON f.id = r.version_of WHERE r.piece_id = ?"
        " ORDER BY since DESC, r.hlc DESC, r.id DESC",
        (piece_id,),
    )
    return tuple(
        ReportLine(*(*row[:6], wall_ms(row[6]), row[7], bool(row[8]), wall_ms(row[9])))
        for row in rows
    )


def papers_of(
    db: Database, piece_id: int, consignment: Consignment | None
) -> tuple[PaperLine, ...]:
    """The documents about a piece and about its agreement, newest first."""
    rows = db.rows(
        "SELECT id, document_kind, number, hlc FROM document WHERE subject_id IN (?, ?)"
        " ORDER BY hlc DESC, id DESC",
        (piece_id, consignment.agreement_id if consignment else piece_id),
    )
    return tuple(PaperLine(row[0], row[1], row[2], wall_ms(row[3])) for row in rows)


def tag_of(db: Database, piece_id: int, code: str) -> TagLineInfo:
    """The tag of a piece, how often it was printed, and the other codes that lead to it."""
    rows = db.rows(
        "SELECT code, alias, replaced FROM code_now WHERE target_id = ? ORDER BY code", (piece_id,)
    )
    count, last = db.row(
        "SELECT coalesce(sum(copies), 0), max(hlc) FROM printed WHERE (subject_id = ?1"
        " AND subject_kind = 'piece') OR (subject_kind = 'code' AND subject_id IN"
        " (SELECT id FROM code WHERE target_id = ?1))",
        (piece_id,),
    ) or (0, None)
    return TagLineInfo(
        code,
        count,
        wall_ms(last) if last else None,
        tuple(row[0] for row in rows if row[2] and not row[1]),
        tuple(row[0] for row in rows if row[1]),
    )


def order_of(db: Database, piece_id: int) -> tuple[int, str, str] | None:
    """The newest order in which the piece stands: id, number, client."""
    row = db.row(
        "SELECT o.id, o.number, o.client FROM order_line AS l JOIN order_now AS o"
        " ON o.id = l.order_id WHERE l.piece_id = ? AND l.removed = 0 AND o.removed = 0"
        " AND o.state <> 'cancelled' ORDER BY o.placed_at DESC LIMIT 1",
        (piece_id,),
    )
    return (row[0], row[1], row[2]) if row else None


def jobs_of(db: Database, piece_id: int) -> tuple[tuple[int, str, str], ...]:
    """The jobs of a piece as (id, number, state), newest first."""
    rows = db.rows(
        "SELECT id, number, state FROM job_now WHERE piece_id = ? AND removed = 0"
        " ORDER BY made_at DESC",
        (piece_id,),
    )
    return tuple((row[0], row[1], row[2]) for row in rows)

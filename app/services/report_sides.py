"""The reports of a piece that can be compared, and the two that a page opens with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.domain.actors import Actor
from app.domain.changes import Changes
from app.domain.errors import NotFoundError, StateError
from app.models.database import Database
from app.services.as_signed import require_as_signed
from app.services.drafts import keep_draft
from app.services.report_cards import report_card
from app.services.report_compare import SAME
from app.services.report_difference import DRAFT, Difference, Side, difference, signed_side
from app.services.report_form import Mark
from app.services.report_marks import is_same
from app.services.report_opening import DRAFT_KIND, draft_content, kept_report
from app.services.report_start import (
    KnownPiece,
    LastReport,
    carried,
    known_piece,
    last_report,
)
from app.shop import Shop

THEIRS = "theirs"
"""The role of the other side's own report among the files of ours."""


@dataclass(frozen=True)
class Opened:
    """What the page shows: the sides that can be chosen, newest first, and the difference.

    ``difference`` is None where the piece has only one report: ``piece`` tells which piece.
    """

    piece: KnownPiece
    sides: tuple[Side, ...]
    difference: Difference | None
    theirs: tuple[tuple[int, str, str], ...] = ()


def open_difference(
    db: Database, record_id: int, user_id: int, out_id: int | None = None, in_id: int | None = None
) -> Opened:
    """The comparison that a report or a piece opens; ``out_id`` and ``in_id`` choose other sides.

    A report is compared with the one before it, a piece's draft or newest report likewise; the first of
    several with the one after it.
    NotFoundError where ``record_id`` is neither, StateError where one of the two was altered past Parure.
    """
    piece_id = db.value("SELECT piece_id FROM report WHERE id = ?", (record_id,))
    chosen = record_id if piece_id else None
    piece = known_piece(db, int(piece_id or record_id))
    sides = sides_of(db, piece.id, user_id, also=chosen)
    into = _side(sides, chosen if in_id is None else in_id) if sides else None
    if into is None or len(sides) < 2:
        return Opened(piece, sides, None)
    out, into = _beside(sides, into) if out_id is None else (_side(sides, out_id), into)
    if out.id == into.id:
        return Opened(piece, sides, None)
    if sides.index(out) < sides.index(into):  # whichever was chosen first: out is the earlier one
        out, into = into, out
    for side in (out, into):
        if not side.is_draft:
            require_as_signed(db, side.id)
    return Opened(piece, sides, difference(db, piece, out, into), theirs_of(db, (out.id, into.id)))


def _beside(sides: Sequence[Side], side: Side) -> tuple[Side, Side]:
    """A report and its neighbour, the earlier one first: another report, else another version of it."""
    at = sides.index(side)
    before = [one for one in sides[at + 1 :] if one.number != side.number]
    after = [one for one in sides[:at] if one.number != side.number]
    if before or not (after or at):
        return (before or sides[at + 1 :])[0], side
    return side, (after or sides[:at])[-1]


def sides_of(
    db: Database, piece_id: int, user_id: int, *, also: int | None = None
) -> tuple[Side, ...]:
    """The reports of a piece that can be compared, newest first: its draft, the newest versions.

    A corrected report stays in its place among the others.
    ``also`` keeps an older version that was asked for; erased ones are left out.
    """
    rows = db.rows(
        "SELECT r.id FROM report AS r LEFT JOIN report AS f ON f.id = r.version_of"
        " WHERE r.piece_id = ? AND r.content IS NOT NULL AND (r.id = ?"
        " OR NOT EXISTS (SELECT 1 FROM report AS v WHERE coalesce(v.version_of, v.id)"
        " = coalesce(r.version_of, r.id) AND (v.hlc, v.id) > (r.hlc, r.id)))"
        " ORDER BY coalesce(f.hlc, r.hlc) DESC, r.hlc DESC, r.id DESC",
        (piece_id, also or 0),
    )
    found = [signed_side(report_card(db, row[0])) for row in rows]
    draft = kept_report(db, user_id, piece_id)
    if draft is not None and not draft.version_of:
        found.insert(0, Side(DRAFT, "", 1, draft.at, "", draft.form))
    return tuple(found)


def _side(sides: Sequence[Side], side_id: int | None) -> Side:
    if side_id is None:
        return sides[0]
    for side in sides:
        if side.id == side_id:
            return side
    raise NotFoundError(
        "No such report",
        "This condition report is not one of the piece's.",
        "Choose another one.",
    )


def theirs_of(db: Database, report_ids: Sequence[int]) -> tuple[tuple[int, str, str], ...]:
    """The other side's own reports that were attached: (file's id, digest, kind of file)."""
    marks = ",".join("?" * len(report_ids))
    rows = db.rows(
        "SELECT f.id, f.sha256, f.mime FROM attached AS a JOIN file AS f ON f.id = a.file_id"
        f" WHERE a.subject_kind = 'report' AND a.role = '{THEIRS}' AND a.subject_id IN ({marks})"
        " AND a.counter_of IS NULL ORDER BY a.hlc, a.id",
        tuple(report_ids),
    )
    return tuple((row[0], row[1], row[2]) for row in rows)


def _before(last: LastReport, now: Mark | None, n: int) -> Mark | None:
    """The finding in the report before; it may have had another number there."""
    if now is None or not now.since:
        return last.form.mark(n)
    return next((m for m in last.form.findings if is_same(m, last.number, now, "")), None)


def judge_draft(shop: Shop, actor: Actor, piece_id: int, n: int, change: str) -> Changes:
    """Say in the draft how a finding stands against the report before: same, worse or repaired.

    StateError where there is no draft, or where the finding is a new one of this draft.
    """
    reader = shop.reader()
    try:
        kept = kept_report(reader, actor.user_id, piece_id)
        last = last_report(reader, piece_id)
    finally:
        reader.close()
    now = kept.form.mark(n) if kept else None
    before = _before(last, now, n) if last else None
    if kept is None or last is None or (before is None and not (now and now.since)):
        raise StateError(
            "Nothing to judge",
            f"Mark {n} is not one that the report before has, or no draft is open.",
            "Open the report and say it there.",
        )
    if now is None and before is not None:
        now = carried(before, last.number)
    assert now is not None
    severity = before.severity if before and change == SAME else now.severity
    judged = replace(now, change=change, severity=severity)
    others = [mark for mark in kept.form.findings if mark.n != n]
    findings = tuple(sorted([*others, judged], key=lambda mark: mark.n))
    form = replace(kept.form, findings=findings)
    content = draft_content(form, kept.version_of)
    return keep_draft(shop, actor.user_id, DRAFT_KIND, piece_id, content)

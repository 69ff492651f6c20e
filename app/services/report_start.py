"""What a condition report begins with: what is known of the piece, and what its last report saw."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import Any

from app.domain.clock import wall_ms
from app.domain.errors import NotFoundError
from app.domain.stone_estimates import estimate_mct
from app.domain.vocabulary import VIEWS, views_wanted
from app.models.database import Database
from app.models.work import Work
from app.services.house_rules import house_rules
from app.services.instruments import Instrument, instruments
from app.services.report_form import ReportForm, StoneLine, ViewPhoto, form_from_json
from app.services.report_marks import carried, standing
from app.services.report_unexplained import unexplained_mg

__all__ = [
    "GROSS",
    "KnownPiece",
    "LastReport",
    "carried",
    "known_piece",
    "last_measured",
    "last_report",
    "next_mark_number",
    "signed_content",
    "start_report",
    "weighed_on",
]
GROSS = "gross_weight_mg"


@dataclass(frozen=True)
class KnownPiece:
    """What a report needs to know of its piece; the weight in mg as last measured (None: never), on
    which day (ISO, in the shop's zone), and what its reports so far left unexplained of it."""

    id: int
    category: str
    description: str
    number: str
    code: str
    ring_size: str
    ring_system: str
    setting_pattern: str
    components: int
    weight_mg: int | None
    place_id: int | None
    metals: tuple[tuple[str, int], ...]
    marks: tuple[str, ...]
    stones: tuple[StoneLine, ...]
    centre_mct: int
    weighed_on: str = ""
    unexplained_mg: int = 0

    @property
    def stone_count(self) -> int:
        """How many stones the piece should have."""
        return sum(stone.count for stone in self.stones)


@dataclass(frozen=True)
class LastReport:
    """The newest signed report of a piece (its latest version)."""

    id: int
    root_id: int
    number: str
    signed_at: int
    form: ReportForm


def known_piece(db: Database | Work, piece_id: int) -> KnownPiece:
    """The piece as described and last measured; NotFoundError if there is none."""
    row = db.row(
        "SELECT p.category, p.description, coalesce(nullif(n.item_number, ''), p.number), n.code,"
        " p.ring_size, p.ring_system, p.setting_pattern, p.components, n.place_id"
        " FROM piece AS p LEFT JOIN piece_now AS n ON n.id = p.id"
        " WHERE p.id = ? AND p.removed = 0",
        (piece_id,),
    )
    if row is None:
        raise NotFoundError(
            "No such piece",
            "This piece is not here, or it has been removed.",
            "Search for it by its tag or its description.",
        )
    metals = db.rows(
        "SELECT metal, fineness FROM metal WHERE piece_id = ? AND removed = 0 ORDER BY position, id",
        (piece_id,),
    )
    seen = db.rows(
        "SELECT text_seen FROM mark WHERE piece_id = ? AND removed = 0 ORDER BY position, id",
        (piece_id,),
    )
    stones, centre = _stones(db, piece_id)
    weight_mg, weighed_on = weighed_last(db, piece_id)
    return KnownPiece(
        piece_id,
        row[0],
        row[1],
        row[2] or "",
        row[3] or "",
        row[4],
        row[5],
        row[6],
        row[7],
        weight_mg,
        row[8],
        tuple((m[0], m[1]) for m in metals),
        tuple(m[0] for m in seen),
        stones,
        centre,
        weighed_on,
        unexplained_mg(db, piece_id),
    )


def weighed_last(
    db: Database | Work, piece_id: int, before: tuple[int, int] | None = None
) -> tuple[int | None, str]:
    """The last gross weight (mg) read of a piece and the day (ISO) of it; ``before`` is (hlc, id) of a
    report. (None, "") where it was never weighed."""
    earlier = "AND (m.hlc, m.id) < (?, ?)" if before else ""
    row = db.row(
        "SELECT m.value, w.at, m.hlc FROM measured AS m LEFT JOIN work AS w ON w.id = m.work_id"
        f" WHERE m.subject_id = ? AND m.what = ? {earlier} ORDER BY m.hlc DESC, m.id DESC LIMIT 1",
        (piece_id, GROSS, *(before or ())),
    )
    if row is None:
        return None, ""
    # A unit that is not closed yet has no row of its own.
    return int(row[0]), house_rules(db).date_of(row[1] or wall_ms(row[2]))


def _stones(db: Database | Work, piece_id: int) -> tuple[tuple[StoneLine, ...], int]:
    """The stones in order, weighed or estimated, and the weight of one centre stone (0: none)."""
    rows = db.rows(
        "SELECT position, species, shape, count, length_um, width_um, depth_um, stone_mct, method,"
        " role, growth FROM stone WHERE piece_id = ? AND removed = 0 ORDER BY position, id",
        (piece_id,),
    )
    lines = []
    centre = 0
    for place, row in enumerate(rows, 1):
        mct, method = row[7], row[8]
        if mct is None and row[4]:
            mct = row[3] * estimate_mct(row[1], row[2], row[4], row[5] or 0, row[6] or 0) or None
            method = "formula"
        estimated = method in ("", "formula")
        sides = (row[4], row[5], row[6])
        lines.append(
            StoneLine(place, row[1], row[2], row[3], *sides, mct, estimated, method, row[10])
        )
        if row[9] == "centre" or (place == 1 and row[3] == 1):
            centre = max(centre, (mct or 0) // max(row[3], 1))
    return tuple(lines), centre


def last_measured(db: Database | Work, piece_id: int, what: str) -> int | None:
    """The last value read of a piece (mg, µm or a count), or None."""
    found = db.value(
        "SELECT value FROM measured WHERE subject_id = ? AND what = ?"
        " ORDER BY hlc DESC, id DESC LIMIT 1",
        (piece_id, what),
    )
    return None if found is None else int(found)


def last_report(db: Database | Work, piece_id: int, *, before: int = 0) -> LastReport | None:
    """The newest signed report of a piece, or the newest one signed before the report ``before``.

    A report is as old as its first version: correcting one does not make it newer than those after it.
    """
    limit = "" if not before else "AND r.hlc < (SELECT hlc FROM report WHERE id = :before)"
    root = (
        ""
        if not before
        else "AND coalesce(f.hlc, r.hlc) < (SELECT hlc FROM report WHERE id = :root)"
    )
    own_root = (
        db.value("SELECT coalesce(version_of, id) FROM report WHERE id = ?", (before,))
        if before
        else 0
    )
    row = db.row(
        "SELECT r.id, coalesce(r.version_of, r.id), r.number, w.at, r.content FROM report AS r"
        " JOIN work AS w ON w.id = r.work_id LEFT JOIN report AS f ON f.id = r.version_of"
        f" WHERE r.piece_id = :piece {limit} {root} AND r.content IS NOT NULL"
        " ORDER BY coalesce(f.hlc, r.hlc) DESC, r.hlc DESC, r.id DESC LIMIT 1",
        {"piece": piece_id, "before": before, "root": own_root},
    )
    if row is None:
        return None
    return LastReport(
        row[0], row[1], row[2], row[3], form_from_json(signed_content(row[4])["form"])
    )


def signed_content(content: str | None) -> dict[str, Any]:
    """What was signed, as JSON values; empty where a person's data was erased."""
    return dict(json.loads(content)) if content else {"form": {}}


def start_report(db: Database | Work, piece_id: int, reason: str = "take_in") -> ReportForm:
    """A new report of a piece: weights, stones and parts as known, photos of a first report.

    The findings that stand come along as "same", with the place they had on their photo.
    """
    piece = known_piece(db, piece_id)
    last = last_report(db, piece_id)
    findings, knows = standing(db, piece_id)
    form = ReportForm(
        reason=reason,
        place_id=piece.place_id,
        weight_before_mg=piece.weight_mg,
        before_read_on=piece.weighed_on,
        stones=piece.stones,
        stones_expected=piece.stone_count if piece.stones else None,
        parts_expected=piece.components if piece.components > 1 else None,
        knows=knows,
    )
    if last is None:
        return replace(form, photos=_photos_of(db, piece))
    return weighed_on(replace(form, findings=findings), _scale_of(db, last.form))


def weighed_on(form: ReportForm, scale: Instrument | None) -> ReportForm:
    """A form weighed on that scale; None: nobody said on which, so none is named."""
    used = scale or Instrument("")
    return replace(
        form,
        instrument=used.name,
        scale_division_mg=used.division_mg,
        calibrated_on=used.calibrated_on,
        calibration_due_on=used.due_on,
    )


def _scale_of(db: Database | Work, form: ReportForm) -> Instrument:
    """The scale of a report as the house lists it now; as the report says where it is listed no more."""
    told = Instrument(
        form.instrument, form.scale_division_mg, form.calibrated_on, form.calibration_due_on
    )
    return next((one for one in instruments(db) if one.name == form.instrument), told)


def _photos_of(db: Database | Work, piece: KnownPiece) -> tuple[ViewPhoto, ...]:
    """The piece's photos; the first one without a view is taken for the view that is wanted first."""
    rows = db.rows(
        "SELECT f.sha256, a.role, f.width, f.height, f.size, f.mime, f.taken_at FROM attached AS a"
        " JOIN file AS f ON f.id = a.file_id WHERE a.subject_kind = 'piece' AND a.subject_id = ?"
        " AND a.counter_of IS NULL AND a.role <> 'paper' AND NOT EXISTS"
        " (SELECT 1 FROM attached AS c WHERE c.subject_id = a.subject_id AND c.counter_of = a.id)"
        " ORDER BY a.position, a.id",
        (piece.id,),
    )
    first = views_wanted(piece.category)[0]
    free = first not in {row[1] for row in rows}
    found = []
    for row in rows:
        view = row[1] if row[1] in VIEWS else first if free else "detail"
        free = free and view != first
        found.append(ViewPhoto(row[0], view, row[2] or 0, row[3] or 0, row[4], row[5], row[6]))
    return tuple(found)


def next_mark_number(db: Database | Work, piece_id: int, form: ReportForm | None = None) -> int:
    """The number of the next new finding: never one that the piece or this form has used."""
    given = db.value("SELECT max(n) FROM mark_number WHERE piece_id = ?", (piece_id,)) or 0
    return max([int(given), *(mark.n for mark in form.findings)] if form else [int(given)]) + 1

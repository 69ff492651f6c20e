"""What a report about to be signed says of before: a place that the piece has left, a photo of old."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.report_rules import runs
from app.models.database import Database
from app.models.work import Work
from app.services.report_form import ReportForm
from app.services.report_start import KnownPiece, LastReport, last_report


def of_before(
    db: Database | Work, piece: KnownPiece, form: ReportForm, version_of: int = 0
) -> Iterator[tuple[str, str]]:
    """(field, sentence) for each; none of a correction, which tells of that day (``version_of``)."""
    if version_of:
        return
    if form.place_id and piece.place_id and form.place_id != piece.place_id:
        lies, said = _name(db, piece.place_id), _name(db, form.place_id)
        yield "place", f"The piece lies in {lies} now; the report says {said}."
    if old := photos_of_before(db, piece.id, form, last_report(db, piece.id)):
        many = "Photo" if len(old) == 1 else "Photos"
        shows = "is" if len(old) == 1 else "are"
        told = f"{many} {runs(old)} {shows} of before the last report: take a new one."
        yield "photos", told


def photos_of_before(
    db: Database | Work, piece_id: int, form: ReportForm, last: LastReport | None
) -> list[int]:
    """The numbers (from 1) of the report's photos that were with the piece when its ``last`` report was
    signed: they do not show how it is now. None of a report that says so itself (a quick form)."""
    if last is None or form.same_as:
        return []
    rows = db.rows(
        "SELECT DISTINCT f.sha256 FROM attached AS a JOIN file AS f ON f.id = a.file_id"
        " WHERE a.subject_id = ? AND a.subject_kind = 'piece' AND a.role <> 'paper'"
        " AND a.hlc <= (SELECT hlc FROM report WHERE id = ?)",
        (piece_id, last.id),
    )
    known = {row[0] for row in rows} | {one.sha256 for one in last.form.photos}
    return [n for n, one in enumerate(form.photos, 1) if one.sha256 in known]


def _name(db: Database | Work, place_id: int) -> str:
    return str(db.value("SELECT path FROM place_tree WHERE id = ?", (place_id,)) or "")

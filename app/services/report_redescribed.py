"""What was said of a piece since its last report, without a report: stones, parts or a weight that differ.

Who edits fifteen stones to fourteen and then counts fourteen of fourteen has lost one. It may be right, so
it is told and printed; what it means is for a person to say.
"""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.mass import shown_g
from app.domain.report_rules import EXPLAINS
from app.models.database import Database
from app.models.work import Work
from app.services.report_compare import weighed, weight_between
from app.services.report_form import ReportForm
from app.services.report_start import KnownPiece, LastReport, last_report


def counts_apart(
    piece: KnownPiece, last: LastReport | None
) -> Iterator[tuple[str, str, str, int, int]]:
    """(label on paper, field, what is counted, expected then, described now) where these differ."""
    if last is None:
        return
    for label, field, what, then, now in (
        ("Stones", "stones_found", "stones", last.form.stones_expected, piece.stone_count),
        ("Parts", "parts_found", "parts", last.form.parts_expected, piece.components),
    ):
        if then is not None and then != now:
            yield label, field, what, then, now


def redescribed(
    db: Database | Work, piece: KnownPiece, form: ReportForm, version_of: int = 0
) -> Iterator[tuple[str, str]]:
    """(field, sentence) for each, before a report is signed; ``version_of`` is the one it corrects."""
    last = last_report(db, piece.id, before=version_of)
    if last is None:
        return
    for _, field, what, then, now in counts_apart(piece, last):
        told = f"{last.number} expected {then} {what}; the piece is described with {now} now."
        yield field, told
    was, known = weighed(last.form), piece.weight_mg
    verdict = weight_between(last.form, form)
    if verdict is None or verdict.outcome != "stop" or form.weight_reason in EXPLAINS:
        return
    if was is not None and known is not None and was != known:
        noted = f"{last.number} weighed {shown_g(was)} g; {shown_g(known)} g was noted since then,"
        yield "weight_after", f"{noted} without a report."
